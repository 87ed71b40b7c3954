//! What a person has to know of the storage of this device, where it matters.

use leptos::prelude::*;

use super::{button, element, line, live};
use crate::app::App;
use crate::browser::page;
use crate::domain::keeping::Storage;
use crate::view::i18n::{Language, Messages};

/// What is said of a storage; nothing where all is kept, or nothing is to be.
pub(in crate::view) const fn storage_words(storage: Storage, messages: &Messages) -> &'static str {
    match storage {
        Storage::OnDisk | Storage::Unwanted => "",
        Storage::Tight => messages.storage_tight,
        Storage::Full => messages.storage_full,
        Storage::Missing => messages.storage_missing,
        Storage::Newer => messages.storage_newer,
        Storage::LetGo => messages.storage_let_go,
    }
}

/// Why something is not kept here; nothing while all is.
#[must_use]
pub fn storage_note(language: Language) -> AnyView {
    live(move || {
        let words = storage_words(App::here().storage.get(), language.messages());
        if words.is_empty() { ().into_any() } else { line("stale", words) }
    })
}

/// That this page is older than what lies on the disk, and the way out; nothing while it is not.
#[must_use]
pub fn old_page(language: Language) -> AnyView {
    live(move || {
        let (storage, messages) = (App::here().storage.get(), language.messages());
        if !matches!(storage, Storage::Newer | Storage::LetGo) {
            return ().into_any();
        }
        let again = button("button", messages.storage_open_again, page::reload);
        element("div")
            .class("banner")
            .with("role", "status")
            .child(line("", storage_words(storage, messages)))
            .child(again)
            .view()
    })
}
