//! A line of text, the commonest piece of every page.

use leptos::prelude::*;

/// A paragraph that holds only text. `class` may be empty.
///
/// A function and not a component: a hundred places share one copy of it.
pub fn line(class: &'static str, text: impl Into<String>) -> AnyView {
    paragraph(class, text.into())
}

/// A paragraph in small print.
pub fn small_line(text: impl Into<String>) -> AnyView {
    paragraph("small", text.into())
}

#[inline(never)]
fn paragraph(class: &'static str, text: String) -> AnyView {
    let class = (!class.is_empty()).then_some(class);
    view! { <p class=class>{text}</p> }.into_any()
}
