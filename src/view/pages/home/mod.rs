//! Home: am I safe, what do I have, is my money on its way, what is going on. In this order.

mod balance;
mod outlook;
mod recharges;
mod service;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heading;
use super::sign_in::{Purpose, sign_in, sign_in_again};
use crate::app::App;
use crate::view::components::{button, computed, element, link, live, say_busy, status, views};
use crate::view::i18n::Language;
use crate::view::trouble::trouble_words;
use balance::balance_card;
#[cfg(feature = "gallery")]
pub use outlook::card_of;
use outlook::outlook_card;
use recharges::recharges_card;
use service::service_card;

/// What holds now.
pub fn home_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let known = computed(move || app.number.with(Option::is_some));
    let said = RwSignal::new(None::<String>);
    // Hidden amounts are shown until the page is left.
    let peeked = RwSignal::new(false);
    let refresh = move || {
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.refresh_by_hand().await;
            said.set(outcome.err().map(|trouble| trouble_words(trouble, language)));
        });
    };
    let expired = move || sign_in_again(app, language).unwrap_or_else(|| ().into_any());
    let body = move || match known.get() {
        true => views![
            outlook_card(language),
            balance_card(language, peeked),
            element("p").class("primary").child(link("button button-primary", "#/recharge", messages.recharge_do)),
            recharges_card(language, peeked),
            service_card(language),
            element("p").class("actions").child(button("button", messages.refresh, refresh)),
        ],
        false => views![service_card(language), sign_in(language, Purpose::Account)],
    };
    views![heading(messages.tagline).class("visually-hidden"), live(body), live(expired), status(said)]
}
