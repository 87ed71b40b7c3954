//! Whose account is shown, and the others of the household one tap away.

use leptos::prelude::*;

use super::{Element, element};
use crate::app::App;
use crate::domain::identity::ConsumerNumber;
use crate::view::i18n::Language;

/// The accounts of the household; nothing where there is only one.
pub fn accounts(app: App, language: Language) -> AnyView {
    let others = move || {
        let others = app.household.get();
        if others.accounts().is_empty() {
            return ().into_any();
        }
        let links = others.accounts().iter().map(|one| {
            let number = one.consumer_number.clone();
            // Home, because what stood on the page before was of the other account.
            let link = element("a").with("href", "#/").text(name(&one.masked_name, &number, language));
            element("li").child(link.on("click", move |_| app.show_account(number.clone())))
        });
        let shown = move || {
            let name = app.number.with(|number| {
                number.as_ref().map(|number| {
                    let masked = app.account.with(|known| known.as_ref().map(|known| known.value.masked_name.clone()));
                    name(&masked.unwrap_or_default(), number, language)
                })
            });
            name.unwrap_or_default().into_any()
        };
        let named = heard(element("span"), language).live(shown);
        bar(element("p").with("role", "status").child(named), links.collect(), language).view()
    };
    element("div").live(others).view()
}

/// Seen by its dress, and heard by its words.
fn heard(name: Element, language: Language) -> Element {
    let words = element("span").class("visually-hidden").text(language.messages().account_shown).text(" ");
    name.child(words)
}

fn bar(shown: Element, others: Vec<Element>, language: Language) -> Element {
    let label = language.messages().accounts_label;
    element("nav").class("accounts").with("aria-label", label).child(shown).child(element("ul").child(others))
}

/// How it looks with accounts of these names.
#[cfg(feature = "gallery")]
pub(in crate::view) fn accounts_of(shown: &str, others: &[&str], language: Language) -> Element {
    let link = |name: &&str| element("li").child(element("a").with("href", "#/gallery").text(*name));
    bar(element("p").child(heard(element("span"), language).text(shown)), others.iter().map(link).collect(), language)
}

/// A name that a person knows it by, and that others cannot make use of.
fn name(masked_name: &str, number: &ConsumerNumber, language: Language) -> String {
    language.in_one_piece([masked_name, " ", &number.masked()].concat().trim_start().to_owned())
}
