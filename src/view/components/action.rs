//! Buttons and links: what a person can do.
//!
//! Functions and not components, and closures behind one pointer: every page shares one copy of each.

use leptos::prelude::*;

/// A button. `class` is never empty.
pub fn button(class: &'static str, word: &'static str, tapped: impl Fn() + 'static) -> AnyView {
    boxed_button(class, word, Box::new(tapped))
}

#[inline(never)]
fn boxed_button(class: &'static str, word: &'static str, tapped: Box<dyn Fn()>) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| tapped()>{word}</button> }.into_any()
}

/// A link to a page of the portal, or to a number to dial.
pub fn link(class: &'static str, href: impl Into<String>, words: impl Into<String>) -> AnyView {
    anchor(class, href.into(), words.into())
}

#[inline(never)]
fn anchor(class: &'static str, href: String, words: String) -> AnyView {
    let class = (!class.is_empty()).then_some(class);
    view! { <a class=class href=href>{words}</a> }.into_any()
}
