//! Signing out, and being forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::view::components::{button, card as labelled, line, live, views};
use crate::view::i18n::Language;

/// The ways to leave.
pub(super) fn card(app: App, said: RwSignal<Option<String>>, language: Language) -> AnyView {
    let messages = language.messages();
    let say = move |words: &str, ended: bool| {
        let more = if ended { "" } else { messages.sign_out_owed };
        said.try_set(Some([words, " ", more].concat()));
    };
    let sign_out = move || spawn_local(async move { say(messages.signed_out, app.sign_out().await) });
    let forget = move || spawn_local(async move { say(messages.forgotten, app.forget().await) });
    let out = move || {
        if app.number.with(Option::is_none) {
            return ().into_any();
        }
        views![button("button", messages.sign_out, sign_out), line("hint", messages.sign_out_note)]
    };
    // Offered to everybody: something may be left here of somebody who is not signed in.
    labelled(
        messages.forget,
        views![live(out), button("button button-danger", messages.forget, forget), line("hint", messages.forget_note)],
    )
}
