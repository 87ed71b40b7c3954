//! A box to tick.

use leptos::prelude::*;

use super::element;

/// A box with its words; `set` is told of every change.
pub fn tick(words: &str, is_set: impl Fn() -> bool + 'static, set: impl Fn(bool) + 'static) -> AnyView {
    boxed(words, Box::new(is_set), Box::new(set))
}

#[inline(never)]
fn boxed(words: &str, is_set: Box<dyn Fn() -> bool>, set: Box<dyn Fn(bool)>) -> AnyView {
    let input = element("input").with("type", "checkbox");
    let input = input.follow("checked", move || is_set().then(|| "checked".to_owned()));
    let input = input.on("change", move |event| set(event_target_checked(&event)));
    element("label").class("check").child(input).child(element("span").text(words)).view()
}
