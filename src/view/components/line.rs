//! A line of text, the commonest piece of every page.

use leptos::prelude::*;

use super::element;

/// A paragraph that holds only text. `class` may be empty.
///
/// A function and not a component: a hundred places share one copy of it.
pub fn line(class: &'static str, text: impl AsRef<str>) -> AnyView {
    paragraph(class, text.as_ref())
}

/// A paragraph in small print.
pub fn small_line(text: impl AsRef<str>) -> AnyView {
    paragraph("small", text.as_ref())
}

#[inline(never)]
fn paragraph(class: &'static str, text: &str) -> AnyView {
    element("p").class(class).text(text).view()
}
