//! Parts that come one after the other, or are unfolded.

use leptos::prelude::*;

use super::element;

/// An item of a list.
#[inline(never)]
pub fn item(content: AnyView) -> AnyView {
    element("li").child(content).view()
}

/// An item that holds only text.
#[inline(never)]
pub fn text_item(text: String) -> AnyView {
    item(text.into_any())
}

/// What shows when a person unfolds it.
#[inline(never)]
pub fn unfolds(summary: &'static str, content: AnyView) -> AnyView {
    element("details").child(element("summary").text(summary)).child(content).view()
}
