//! Parts that come one after the other, or are unfolded.

use leptos::prelude::*;

use super::element;

/// An item that holds only text.
#[inline(never)]
pub fn text_item(text: String) -> AnyView {
    element("li").text(text).view()
}

/// What shows when a person unfolds it.
#[inline(never)]
pub fn unfolds(summary: &'static str, content: AnyView) -> AnyView {
    element("details").child(element("summary").text(summary)).child(content).view()
}
