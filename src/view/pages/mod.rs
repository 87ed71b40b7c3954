//! The pages. Each asks `app` and shows; none decides.

mod account;
mod help;
mod history;
mod home;
mod not_found;
mod notices;
mod order;
mod proof;
mod recharge;
mod sign_in;
mod usage;

pub use account::account_page;
pub use help::help_page;
pub use history::history_page;
pub use home::home_page;
pub use not_found::not_found_page;
pub use notices::notices_page;
pub use order::order_page;
pub use proof::proof_page;
pub use recharge::recharge_page;
pub use usage::use_page;

use leptos::prelude::*;

use crate::browser::page::{self, id};
use crate::view::components::{Element, element, line, views};
use crate::view::i18n::Language;

/// The heading of a page; a new route gives it the focus.
pub(super) fn heading(text: &str) -> Element {
    element("h1").with("id", id::HEADING).with("tabindex", "-1").text(text)
}

/// In another page's frame nothing is paid: that page could lay anything over it. The way to a window of one's own.
fn at_top_level(language: Language) -> AnyView {
    let messages = language.messages();
    let open = element("a").class("button button-primary").with("href", page::absolute("#/recharge"));
    let open = open.with("target", "_blank").with("rel", "noopener").text(messages.frame_open);
    views![line("", messages.frame_pay), element("p").child(open)]
}
