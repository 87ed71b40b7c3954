//! The service card: how the utility's server is, in the utility's words and by our own experience, and what is new.

use leptos::prelude::*;

use crate::app::{App, BulletinState};
use crate::domain::bulletin::{ApiStatus, ServiceStatus};
use crate::domain::notice::Notice;
use crate::domain::time::Instant;
use crate::view::components::{Element, Tone, element, line, live, small_line, toned_card, views, vouched};
use crate::view::i18n::{Language, fill};
use crate::view::trouble::trouble_words;

/// Service status and the newest notices.
pub(super) fn service_card(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let tone = move || {
        let up = app.bulletin.with(|state| state.bulletin().is_none_or(|one| one.status.api == ApiStatus::Up));
        if up && app.trouble.with(Option::is_none) { Tone::Plain } else { Tone::Watch }
    };
    let told = move || {
        let now = app.minute();
        app.bulletin.with(|state| match state {
            BulletinState::Loading => line("waiting", messages.bulletin_loading),
            BulletinState::Missing { forged: true } => {
                views![line("error", messages.not_verified), line("", messages.bulletin_missing)]
            }
            BulletinState::Missing { forged: false } => line("error", messages.bulletin_missing),
            BulletinState::Held(notices) => {
                let headlines = headlines(&notices.bulletin.notices(), app, language, now);
                // Whoever has an account reads it in the outlook above.
                let alone = app.number.with(Option::is_none);
                let vouched = alone.then(|| vouched(app, language)).flatten().map(|words| line("vouched", words));
                views![status(&notices.bulletin.status, language, now), headlines, vouched]
            }
        })
    };
    let met = move || {
        app.trouble.get().map(|known| {
            let age = language.age(known.told_at, app.minute());
            let words = trouble_words(known.value, language);
            let met = line("trouble", [&words, " ", &fill(messages.service_unreached, &[("age", &age)])].concat());
            views![met, small_line(messages.service_waiting)]
        })
    };
    live(move || toned_card(tone(), messages.service_title, views![told(), met()]))
}

fn status(status: &ServiceStatus, language: Language, now: Instant) -> AnyView {
    let messages = language.messages();
    let word = match status.api {
        ApiStatus::Up => messages.service_up,
        ApiStatus::Degraded => messages.service_degraded,
        ApiStatus::Down => messages.service_down,
    };
    let since = fill(messages.service_since, &[("date", &language.instant(status.since, now))]);
    let next = status.next_update.filter(|next| *next > now);
    let next = next.map(|next| fill(messages.service_next, &[("date", &language.instant(next, now))]));
    let state = element("p").class("service-state").child(element("strong").text(word)).text(" ");
    views![
        state.child(element("span").class("age").text(since)),
        element("p").words(language, &status.message),
        next.map(small_line),
    ]
}

/// The headlines of the newest notices that concern the account.
fn headlines(notices: &[&Notice], app: App, language: Language, now: Instant) -> Element {
    let account = app.account.get();
    let concerns = |notice: &&&Notice| account.as_ref().is_none_or(|known| notice.concerns(&known.value));
    let lines: Vec<_> = notices
        .iter()
        .filter(|notice| notice.is_current(now))
        .filter(concerns)
        .take(3)
        .filter_map(|notice| notice.text(language.tag()))
        .map(|info| {
            let link = element("a")
                .with("href", "#/notices")
                .with("lang", &info.language)
                .with("dir", "auto")
                .text(&info.headline);
            element("li").child(link)
        })
        .collect();
    element("ul").class("headlines").child(lines)
}
