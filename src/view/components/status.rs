//! A line that tells what just happened. Screen readers hear it without moving.

use leptos::prelude::*;

use super::{Element, element};
use crate::browser::http::PATIENCE;
use crate::view::i18n::Language;

/// A status line; empty while there is nothing to say.
#[must_use]
#[inline(never)]
pub fn status(text: RwSignal<Option<String>>) -> Element {
    element("p").class("status").with("role", "status").live(move || text.get().unwrap_or_default().into_any())
}

/// Says that the server is being asked, and, when no answer came for as long as people are to wait, that they need not.
pub fn say_busy(said: RwSignal<Option<String>>, language: Language) {
    let messages = language.messages();
    said.set(Some(messages.busy.to_owned()));
    set_timeout(
        move || {
            let still = said.try_with_untracked(|said| said.as_deref() == Some(messages.busy));
            if still == Some(true) {
                said.set(Some(messages.busy_long.to_owned()));
            }
        },
        PATIENCE,
    );
}
