//! Parts that come one after the other, or are unfolded.

use leptos::prelude::*;

/// An item of a list.
#[inline(never)]
pub fn item(content: AnyView) -> AnyView {
    view! { <li>{content}</li> }.into_any()
}

/// An item that holds only text.
#[inline(never)]
pub fn text_item(text: String) -> AnyView {
    item(text.into_any())
}

/// What shows when a person unfolds it.
#[inline(never)]
pub fn unfolds(summary: &'static str, content: AnyView) -> AnyView {
    view! { <details><summary>{summary}</summary>{content}</details> }.into_any()
}
