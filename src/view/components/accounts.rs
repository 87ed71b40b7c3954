//! Whose account is shown, and the others of the household one tap away.

use leptos::prelude::*;

use super::{Element, element};
use crate::app::App;
use crate::domain::identity::ConsumerNumber;
use crate::view::i18n::Language;

/// The accounts of the household; nothing where there is only one.
pub fn accounts(app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let others = move || {
        let others = app.household.get();
        if others.accounts().is_empty() {
            return ().into_any();
        }
        let links = others.accounts().iter().map(|one| {
            let number = one.consumer_number.clone();
            // Home, because what stood on the page before was of the other account.
            let link = element("a").with("href", "#/").text(name(&one.masked_name, &number));
            element("li").child(link.on("click", move |_| app.show_account(number.clone())))
        });
        let shown = move || {
            let name = app.number.with(|number| {
                number.as_ref().map(|number| {
                    let masked = app.account.with(|known| known.as_ref().map(|known| known.value.masked_name.clone()));
                    name(&masked.unwrap_or_default(), number)
                })
            });
            name.unwrap_or_default().into_any()
        };
        let list = element("ul").child(links.collect::<Vec<Element>>());
        // Seen by its dress, and heard by its words.
        let this = element("span").class("visually-hidden").text(messages.account_shown).text(" ");
        let shown = element("p").with("role", "status").child(element("span").child(this).live(shown));
        element("nav").class("accounts").with("aria-label", messages.accounts_label).child(shown).child(list).view()
    };
    element("div").live(others).view()
}

/// A name that a person knows it by, and that others cannot make use of.
fn name(masked_name: &str, number: &ConsumerNumber) -> String {
    [masked_name, " ", &number.masked()].concat().trim_start().to_owned()
}
