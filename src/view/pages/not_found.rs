//! An address that names no page.

use leptos::prelude::*;

use super::heading;
use crate::view::components::{line, link};
use crate::view::i18n::Language;

/// No such page.
#[component]
pub fn NotFoundPage(language: Language) -> impl IntoView {
    let messages = language.messages();
    view! {
        {heading(messages.not_found_title)}
        {line("", messages.not_found)}
        <p>{link("button", "#/", messages.nav_home)}</p>
    }
}
