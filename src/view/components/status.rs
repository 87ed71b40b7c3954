//! A line that tells what just happened. Screen readers hear it without moving.

use leptos::prelude::*;

use super::live;

/// A status line; empty while there is nothing to say.
#[component]
pub fn Status(
    /// What to say.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! { <p class="status" role="status">{live(move || text.get().into_any())}</p> }
}
