//! The pages. Each asks `app` and shows; none decides.

mod account;
mod complaint;
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
pub use complaint::complaint_page;
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

use crate::browser::page::id;
use crate::view::components::{Element, element, line, views};
use crate::view::i18n::Language;

/// The heading of a page; a new route gives it the focus.
pub(super) fn heading(text: &str) -> Element {
    element("h1").with("id", id::HEADING).with("tabindex", "-1").text(text)
}

/// In another page's frame nobody pays or signs in: that page could lay anything over it. The way to a window of one's
/// own, which is no frame's address.
pub(super) fn at_top_level(why: &str, address: &str, language: Language) -> AnyView {
    let open = element("a").class("button button-primary").with("href", address);
    let open = open.with("target", "_blank").with("rel", "noopener").text(language.messages().frame_open);
    views![line("", why), element("p").child(open)]
}

/// Where recharging goes on.
fn recharge_at_top_level(language: Language) -> AnyView {
    at_top_level(language.messages().frame_pay, "./#/recharge", language)
}
