//! What is kept on this device, and how to change it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::view::components::{Tone, line, storage_note, tick, titled};
use crate::view::i18n::Language;

/// What this device keeps.
pub(super) fn card(app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let remember = move || {
        if !app.can_remember() || app.number.with(Option::is_none) {
            return ().into_any();
        }
        let set = move |remember| spawn_local(app.set_remember(remember));
        tick(messages.keep_remember, move || app.remembered.get(), set)
    };
    // Where nobody is known, the form to sign in says it.
    let cleared = move || match app.was_cleared() && app.number.with(Option::is_some) {
        true => line("stale", messages.storage_cleared),
        false => ().into_any(),
    };
    let told = move || {
        let words = match (app.remembered.get(), app.promised.get(), app.can_remember()) {
            (true, Some(true), _) => messages.keep_promised,
            (true, ..) => messages.keep_until_cleared,
            (false, _, true) => messages.keep_recharges,
            (false, _, false) => messages.keep_nothing,
        };
        line("hint", words)
    };
    titled(Tone::Plain, messages.keep_title)
        .child(storage_note(language))
        .live(cleared)
        .live(remember)
        .live(told)
        .child(tick(messages.keep_hidden, move || app.hides_amounts.get(), move |hide| app.hide_amounts(hide)))
        .view()
}
