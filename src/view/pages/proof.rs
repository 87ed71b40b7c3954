//! The proof card: what to show a lineman who comes to cut. The rule or notice, its issuer, how long it holds, and a
//! code that leads to the utility's own page.

use leptos::prelude::*;

use super::heading;
use super::sign_in::{Purpose, sign_in};
use crate::app::App;
use crate::browser::page;
use crate::domain::supply::{Outlook, State};
use crate::view::components::{
    Element, button, element, line, live, qr_picture, reasons, unfolds, views, vouched, who_says,
};
use crate::view::i18n::{Language, fill, outlook_sentence, reason_words};
use crate::view::qr::draw;

/// The proof card.
pub fn proof_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let body = move || {
        let outlook = app.outlook();
        let headline = outlook_sentence(&outlook, language, app.minute()).headline;
        if !matches!(outlook.state, State::ProtectedUntil(_)) {
            let stranger = app.number.with(Option::is_none).then(|| sign_in(language, Purpose::Account));
            return views![line("", headline), line("error", messages.proof_none), stranger];
        }
        let account = app.account.get().map(|known| {
            let account = known.value;
            let parts = [("number", account.consumer_number.as_str()), ("area", &account.division)];
            line("proof-account", fill(messages.proof_account, &parts))
        });
        let version = app.bulletin.with(|state| state.bulletin().map(|bulletin| bulletin.version.to_string()));
        let version = version.map(|version| fill(messages.proof_version, &[("version", &version)]));
        let sentence = element("p").class("proof-sentence").child(element("strong").text(headline));
        let card = element("section").class("card card-safe proof").child(sentence).child(account);
        let card = card
            .child(decided(&outlook, app, language))
            .child(unfolds(messages.why, reasons(&outlook, app, language)))
            .child(vouched(app, language).map(|vouched| line("vouched", vouched)))
            .child(version.map(|version| line("vouched", version)));
        let print = element("p").class("no-print").child(button("button", messages.print, page::print));
        views![line("", messages.proof_about), card, check_it(app, language), print]
    };
    views![heading(messages.proof_title), live(body)]
}

/// What decides, and who says so: the one thing a lineman has to read.
fn decided(outlook: &Outlook, app: App, language: Language) -> Option<AnyView> {
    let reason = outlook.decided_by()?;
    let words = line("", reason_words(reason, language, app.minute()).0);
    let source = who_says(reason, app, language).map(|source| line("proof-source", source));
    Some(views![words, source])
}

/// Where anybody can read the same with their own phone.
fn check_it(app: App, language: Language) -> Option<Element> {
    let messages = language.messages();
    let address = app.notices_page()?;
    let drawing = draw(&address)?;
    let link = element("a").with("href", &address).with("rel", "noreferrer").text(&address);
    let card = element("section").class("card proof-check").child(line("", messages.proof_check));
    let card = card.child(qr_picture(&drawing, messages.proof_check));
    Some(card.child(element("p").class("address").child(link)))
}
