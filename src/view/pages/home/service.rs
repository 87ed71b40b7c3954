//! The service card: how the utility's server is, in the utility's words and by our own experience, and what is new.

use leptos::prelude::*;

use crate::app::{App, BulletinState};
use crate::domain::bulletin::{ApiStatus, ServiceStatus};
use crate::domain::notice::Notice;
use crate::domain::time::Instant;
use crate::view::components::{Tone, item, line, live, small_line, toned_card, vouched};
use crate::view::i18n::{Language, fill};
use crate::view::trouble::trouble_words;

/// Service status and the newest notices.
#[component]
pub fn ServiceCard(language: Language) -> impl IntoView {
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
                view! { {line("error", messages.not_verified)}{line("", messages.bulletin_missing)} }.into_any()
            }
            BulletinState::Missing { forged: false } => line("error", messages.bulletin_missing),
            BulletinState::Held(notices) => {
                let headlines = headlines(&notices.bulletin.notices(), app, language, now);
                // Whoever has an account reads it in the outlook above.
                let alone = app.number.with(Option::is_none);
                let vouched = alone.then(|| vouched(app, language)).flatten().map(|words| line("vouched", words));
                view! { {status(&notices.bulletin.status, language, now)} {headlines} {vouched} }.into_any()
            }
        })
    };
    let met = move || {
        app.trouble.get().map_or_else(
            || ().into_any(),
            |known| {
                let age = language.age(known.told_at, app.minute());
                view! {
                    <p class="trouble">{trouble_words(known.value, language)}" "
                        {fill(messages.service_unreached, &[("age", &age)])}</p>
                    {small_line(messages.service_waiting)}
                }
                .into_any()
            },
        )
    };
    live(move || toned_card(tone(), messages.service_title, view! { {told()}{met()} }.into_any()))
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
    view! {
        <p class="service-state"><strong>{word}</strong>" "<span class="age">{since}</span></p>
        {line("", language.of(&status.message))}
        {next.map(small_line)}
    }
    .into_any()
}

/// The headlines of the newest notices that concern the account.
fn headlines(notices: &[&Notice], app: App, language: Language, now: Instant) -> AnyView {
    let account = app.account.get();
    let concerns = |notice: &&&Notice| account.as_ref().is_none_or(|known| notice.concerns(&known.value));
    let lines = notices
        .iter()
        .filter(|notice| notice.is_current(now))
        .filter(concerns)
        .take(3)
        .filter_map(|notice| notice.text(language.tag()))
        .map(|info| {
            let tag = info.language.clone();
            item(view! { <a href="#/notices" lang=tag>{info.headline.clone()}</a> }.into_any())
        })
        .collect_view();
    view! { <ul class="headlines">{lines}</ul> }.into_any()
}
