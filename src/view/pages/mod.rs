//! The pages. Each asks `app` and shows; none decides.

mod account;
mod complaint;
mod help;
mod history;
mod home;
mod kiosk;
mod not_found;
mod notices;
mod order;
mod proof;
mod recharge;
mod sign_in;
mod usage;

use account::account_page;
use complaint::complaint_page;
pub use help::help_page;
use history::history_page;
#[cfg(feature = "gallery")]
pub use home::card_of;
pub use home::home_page;
pub use kiosk::attract_page;
pub use not_found::not_found_page;
pub use notices::notices_page;
use order::order_page;
use proof::proof_page;
use recharge::recharge_page;
use usage::use_page;

use leptos::prelude::*;

use crate::browser::page::id;
use crate::view::components::{Element, element, line, views};
use crate::view::i18n::Language;
use crate::view::route::Route;

/// The pages that nobody sees first. Their code is in the rest of the program, so they may be called once it is here.
///
/// `xtask/src/split.rs` knows this function and the rooms of these pages by their names.
pub fn further_page(route: &Route, language: Language) -> AnyView {
    match route {
        Route::Recharge => recharge_page(language),
        Route::Order(id) => order_page(id.clone(), language),
        Route::History => history_page(language),
        Route::Use => use_page(language),
        Route::Proof => proof_page(language),
        Route::Complaint(topic) => complaint_page(*topic, language),
        Route::Account => account_page(language),
        #[cfg(feature = "gallery")]
        Route::Gallery => crate::view::gallery::gallery_page(language),
        Route::Home | Route::Notices | Route::Help | Route::NotFound => not_found_page(language),
    }
}

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
