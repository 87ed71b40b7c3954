//! The account: its facts, what this device keeps of it, signing out, being forgotten.

mod keeping;
mod leaving;

use leptos::prelude::*;

use super::sign_in::sign_in;
use super::{at_top_level, heading};
use crate::app::App;
use crate::browser::page;
use crate::domain::account::Account;
use crate::view::components::{Element, element, line, live, status, views};
use crate::view::i18n::Language;

/// The account.
pub fn account_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let said = RwSignal::new(None::<String>);
    let body = move || match app.account.get() {
        None if app.number.with(Option::is_some) => line("", messages.missing_account),
        None => sign_in(language, false),
        Some(known) => {
            let elsewhere = || at_top_level(messages.frame_leave, "./#/account", language);
            views![facts(&known.value, language), page::framed().then(elsewhere)]
        }
    };
    // A frame does not hold what a window of the portal's own keeps, and could not forget it.
    let leave = (!page::framed()).then(|| views![keeping::card(app, language), leaving::card(app, said, language)]);
    views![heading(messages.account_title), status(said), live(body), leave]
}

fn facts(account: &Account, language: Language) -> Element {
    let messages = language.messages();
    let rows = [
        (messages.account_number, account.consumer_number.as_str().to_owned()),
        (messages.account_name, account.masked_name.clone()),
        (messages.account_division, format!("{} · {}", account.division, account.discom)),
        (messages.account_category, account.category.clone()),
        (messages.account_load, format!("{} kW", language.units(u64::from(account.sanctioned_load_w)))),
    ];
    let rows = rows.map(|(name, value)| [element("dt").text(name), element("dd").text(value)]);
    element("dl").class("card facts-list").child(rows)
}
