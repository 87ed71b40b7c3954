//! An address that names no page.

use leptos::prelude::*;

use super::heading;
use crate::view::components::{element, line, link, views};
use crate::view::i18n::Language;

/// No such page.
pub fn not_found_page(language: Language) -> AnyView {
    let messages = language.messages();
    let home = element("p").child(link("button", "#/", messages.nav_home));
    views![heading(messages.not_found_title), line("", messages.not_found), home]
}
