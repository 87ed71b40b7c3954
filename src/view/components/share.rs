//! Passing something on; a notice goes with the address at which anybody can check it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Status, button};
use crate::app::App;
use crate::browser::share::{Shared, share};
use crate::view::i18n::Language;

/// A button that shares a text by the phone's own means, or copies it.
#[component]
pub fn ShareButton(
    /// What it is called.
    title: String,
    /// What it says.
    text: String,
    /// Whether the address of the page of notices goes with it.
    notices: bool,
    /// The language of the button.
    language: Language,
) -> impl IntoView {
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
    view! {
        <p class="no-print">{button("button", messages.share, pass_on)}</p>
        <Status text=said/>
    }
}
