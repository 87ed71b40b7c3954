//! Buttons and links: what a person can do.
//!
//! Functions and not components, and closures behind one pointer: every page shares one copy of each.

use leptos::prelude::*;

use super::element;

/// A button.
pub fn button(class: &'static str, words: impl AsRef<str>, tapped: impl Fn() + 'static) -> AnyView {
    boxed_button(class, words.as_ref(), Box::new(tapped))
}

#[inline(never)]
fn boxed_button(class: &'static str, words: &str, tapped: Box<dyn Fn()>) -> AnyView {
    element("button").with("type", "button").class(class).on("click", move |_| tapped()).text(words).view()
}

/// A link to a page of the portal, or to a number to dial.
pub fn link(class: &'static str, href: impl AsRef<str>, words: impl AsRef<str>) -> AnyView {
    anchor(class, href.as_ref(), words.as_ref())
}

#[inline(never)]
fn anchor(class: &'static str, href: &str, words: &str) -> AnyView {
    element("a").class(class).with("href", href).text(words).view()
}
