//! Passing something on; a notice goes with the address at which anybody can check it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{button, element, status, views};
use crate::app::App;
use crate::browser::share::{Shared, share};
use crate::view::i18n::Language;

/// A button that shares a text by the phone's own means, or copies it.
///
/// `notices`: whether the address of the page of notices goes with it.
pub fn share_button(title: String, text: String, notices: bool, language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let said = RwSignal::new(None::<String>);
    let pass_on = move || {
        let address = app.notices_page().filter(|_| notices);
        let shared = share(&title, &text, address.as_deref());
        spawn_local(async move {
            let words = match shared.await {
                Shared::Passed | Shared::Dismissed => None,
                Shared::Copied => Some(messages.share_copied),
                Shared::Impossible => Some(messages.share_impossible),
            };
            said.try_set(words.map(str::to_owned));
        });
    };
    views![element("p").class("no-print share").child(button("button", messages.share, pass_on)), status(said)]
}
