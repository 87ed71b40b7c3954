//! Every component in every state, for whoever builds it: `cargo xtask gallery`, then `#/gallery`. It is in no portal that is
//! deployed (feature `gallery`). Its own headings are for developers and stand in English; all else is as people get it.

use chrono::TimeDelta;
use leptos::prelude::*;

use super::components::{
    Bar, DAYS_BACK, Element, Fan, Name, Tone, accounts_of, button, element, fan_chart, group, icon, line, link,
    lying_bar, newer_version, notice_card, other_ways, qr_picture, share_button, small_line, status, storage_words,
    text_item, tick, titled, toned_card, unfolds, use_chart, views,
};
use super::i18n::Language;
use super::pages::{card_of, heading};
use super::qr;
use crate::app::App;
use crate::browser::vault::Storage;
use crate::browser::worker::Update;
use crate::domain::money::Paise;
use crate::domain::projection::Range;
use crate::domain::supply::{Missing, Outlook, State, Until};
use crate::domain::time::{Date, INDIA};

/// All of them.
pub fn gallery_page(language: Language) -> AnyView {
    let app = App::here();
    views![
        heading("Gallery"),
        part("Text", text(language)),
        part("Buttons and links", actions(language)),
        part("Icons", icons()),
        part("Cards", cards(language)),
        part("Outlook", outlooks(app, language)),
        part("Fields", fields(language)),
        part("Lists", lists(language)),
        part("Charts", charts(app, language)),
        part("Code to pay", code(language)),
        part("Notices", notices(app, language)),
        part("Other ways to pay", other_ways(app, language)),
        part("Status", statuses(language)),
        part("Storage", storages(language)),
        part("Accounts", accounts(language)),
        part("Newer version", views![newer_version(app, Update::Ready), newer_version(app, Update::Held)]),
    ]
}

fn part(name: &'static str, content: AnyView) -> Element {
    let title = element("h2").with("lang", "en").with("dir", "ltr").text(name);
    element("section").with("aria-label", name).child(title).child(content)
}

fn text(language: Language) -> AnyView {
    let messages = language.messages();
    let amount = |paise| element("p").class("amount").text(language.money(Paise(paise)));
    views![
        line("", messages.outlook_title),
        small_line(messages.account_add_why),
        line("hint", messages.sign_in_number_hint),
        line("stale", messages.storage_cleared),
        line("trouble", messages.sign_in_down),
        line("error", messages.rest_missing),
        line("waiting", messages.rest_coming),
        line("banner", messages.storage_let_go),
        amount(12_345_650),
        amount(-4_547),
        amount(0),
    ]
}

fn actions(language: Language) -> AnyView {
    let messages = language.messages();
    let busy = element("button").with("type", "button").class("button button-primary").with("aria-disabled", "true");
    let all = views![
        button("button button-primary", messages.recharge_do, || {}),
        busy.text(messages.busy),
        button("button", messages.refresh, || {}),
        button("button button-danger", messages.forget, || {}),
        link("button", "#/gallery", messages.proof_open),
        link("", "#/gallery", messages.history_open),
        share_button("Diya".to_owned(), messages.tagline.to_owned(), false, language),
    ];
    element("p").class("actions").child(all).view()
}

fn icons() -> AnyView {
    let names = [
        Name::Home,
        Name::Rupee,
        Name::Chart,
        Name::Bell,
        Name::Phone,
        Name::Person,
        Name::Lamp,
        Name::Shield,
        Name::Clock,
        Name::Warning,
        Name::Plug,
        Name::Question,
    ];
    element("p").child(names.map(icon)).view()
}

fn cards(language: Language) -> AnyView {
    let messages = language.messages();
    let tones = [Tone::Plain, Tone::Safe, Tone::Watch, Tone::Urgent];
    let cards = tones.map(|tone| toned_card(tone, messages.outlook_title, line("", messages.dont_pay_again)));
    group(cards.into_iter().collect())
}

fn outlooks(app: App, language: Language) -> AnyView {
    let now = app.minute();
    let (later, before) = (now + TimeDelta::days(3), now - TimeDelta::days(2));
    let at_risk = |estimated| State::AtRiskFrom { from: later, estimated };
    let states = [
        State::ProtectedUntil(Until::At(later)),
        State::ProtectedUntil(Until::Declared { confirmed: later }),
        at_risk(false),
        at_risk(true),
        State::MayBeCut { since: before, next: later, estimated: false },
        State::Cut { since: before, reconnection: None, to_pay: None },
        State::Unknown { missing: Missing::Balance, not_before: Some(later) },
        State::Unknown { missing: Missing::Rules, not_before: None },
    ];
    let cards = states.map(|state| card_of(&Outlook { state, reasons: Vec::new(), pack: None }, app, language));
    group(cards.into_iter().collect())
}

fn fields(language: Language) -> AnyView {
    let messages = language.messages();
    let ticked = RwSignal::new(true);
    let field = |id: &'static str, value: &str| {
        let hint = [id, "-hint"].concat();
        let input = element("input").with("id", id).with("inputmode", "numeric").with("aria-describedby", &hint);
        views![
            element("label").with("for", id).text(messages.sign_in_number),
            input.with("autocomplete", "off").with("value", value),
            element("p").class("hint").with("id", hint).text(messages.sign_in_number_hint),
        ]
    };
    let form = element("form").class("card sign-in").with("aria-label", messages.sign_in_title);
    form.child(field("gallery-empty", ""))
        .child(field("gallery-filled", "102 345 678"))
        .child(tick(messages.keep_remember, move || ticked.get(), move |tick| ticked.set(tick)))
        .child(tick(messages.keep_hidden, || false, |_| {}))
        .view()
}

fn lists(language: Language) -> AnyView {
    let messages = language.messages();
    let list = || element("ul").child([messages.nav_home, messages.nav_help].map(|one| text_item(one.to_owned())));
    let open = element("details").with("open", "").child(element("summary").text(messages.why)).child(list());
    let facts = [(messages.account_number, "102345678"), (messages.account_name, "F•••• H••••")];
    let value = |text: &str| element("dd").text(language.in_one_piece(text.to_owned()));
    let facts = facts.map(|(name, text)| [element("dt").text(name), value(text)]);
    views![unfolds(messages.why, list().view()), open, element("dl").class("card facts-list").child(facts)]
}

fn accounts(language: Language) -> AnyView {
    let name = |text: &str| language.in_one_piece(text.to_owned());
    let [own, shop, other] = [name("F•••• H•••• ••••••678"), name("S•••• K•••• ••••••679"), name("••••••682")];
    views![accounts_of(&own, &[&shop], language), accounts_of(&shop, &[&own, &other], language)]
}

fn charts(app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let now = app.minute();
    let day = |ago: i64| now.date(INDIA) - TimeDelta::days(ago);
    let bars = (0..30).map(|ago| Bar {
        name: String::from(Date(day(29 - ago))),
        // A gap, a day without use, and the last days estimated.
        wh: match ago {
            9 => None,
            10 => Some(0),
            _ => Some(4_000 + (ago.cast_unsigned() * 1_700) % 6_000),
        },
        paise: Paise(3_000),
        estimated: ago > 26,
    });
    let past: Vec<_> =
        (0..=DAYS_BACK).rev().map(|ago| (now - TimeDelta::days(ago), Paise(9_000 + ago * 1_500))).collect();
    let ahead = (0..15).map(|days| Range {
        low: Paise(9_000 - days * 2_200),
        likely: Paise(9_000 - days * 1_500),
        high: Paise(9_000 - days * 900),
    });
    let fan = Fan { past: &past, ahead: &ahead.collect::<Vec<_>>(), now };
    titled(Tone::Plain, messages.nav_use)
        .child(use_chart(&bars.collect::<Vec<_>>(), language))
        .child(use_chart(&[], language))
        .child(lying_bar(messages.nav_use, 75, 100, true))
        .child(lying_bar(messages.nav_use, 0, 0, false))
        .child(fan_chart(&fan, language))
        .view()
}

fn code(language: Language) -> AnyView {
    let drawn = qr::draw("upi://pay?pa=sample@upi&am=500.00&cu=INR");
    titled(Tone::Plain, language.messages().amount_title).child(drawn.map(|drawing| qr_picture(&drawing, "QR"))).view()
}

fn notices(app: App, language: Language) -> AnyView {
    let now = app.minute();
    let all = app.bulletin.with(|state| {
        let bulletin = state.bulletin();
        let notices = bulletin.map(|bulletin| bulletin.notices.iter()).into_iter().flatten().take(2);
        notices.filter_map(|notice| notice_card(notice, false, language, now)).collect::<Vec<_>>()
    });
    element("div").child(all).view()
}

fn statuses(language: Language) -> AnyView {
    let messages = language.messages();
    let said = [messages.busy, messages.busy_long, messages.dont_pay_twice];
    let said = said.map(|words| status(RwSignal::new(Some(words.to_owned()))).view());
    group(said.into_iter().collect())
}

fn storages(language: Language) -> AnyView {
    let states = [Storage::Tight, Storage::Full, Storage::Missing, Storage::Newer, Storage::LetGo, Storage::Unwanted];
    group(states.into_iter().map(|state| line("stale", storage_words(state, language.messages()))).collect())
}
