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

pub use account::AccountPage;
pub use help::HelpPage;
pub use history::HistoryPage;
pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use notices::NoticesPage;
pub use order::OrderPage;
pub use proof::ProofPage;
pub use recharge::RechargePage;
pub use usage::UsePage;

use leptos::prelude::*;

use crate::browser::page::{self, id};
use crate::view::components::{Element, element, line, views};
use crate::view::i18n::Language;

/// The heading of a page; a new route gives it the focus.
fn heading(text: &str) -> Element {
    element("h1").with("id", id::HEADING).with("tabindex", "-1").text(text)
}

/// In another page's frame nothing is paid: that page could lay anything over it. The way to a window of one's own.
fn at_top_level(language: Language) -> AnyView {
    let messages = language.messages();
    let open = element("a").class("button button-primary").with("href", page::absolute("#/recharge"));
    let open = open.with("target", "_blank").with("rel", "noopener").text(messages.frame_open);
    views![line("", messages.frame_pay), element("p").child(open)]
}
