//! A part of a page that follows the signals it reads.

use leptos::prelude::*;

/// A part of a page that is shown anew whenever a signal it read has changed.
///
/// Every such part has one and the same type, so that Leptos' code for it exists once in the WebAssembly.
pub fn live(content: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let content: Box<dyn Fn() -> AnyView + Send> = Box::new(content);
    (move || content()).into_any()
}
