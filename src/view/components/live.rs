//! A part of a page that follows the signals it reads.

use leptos::prelude::*;

/// A part of a page that is shown anew whenever a signal it read has changed.
///
/// Every such part has one and the same type, so that Leptos' code for it exists once in the WebAssembly.
pub fn live(content: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    follow(Box::new(content))
}

/// Not generic: a closure made in a generic function has another type for each of its callers.
fn follow(content: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || content()).into_any()
}
