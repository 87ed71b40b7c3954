//! The account: its facts, what this device keeps of it, signing out, being forgotten.

mod keeping;
mod leaving;

use leptos::prelude::*;

use super::sign_in::{Purpose, sign_in};
use super::{at_top_level, heading};
use crate::app::{App, Session};
use crate::browser::page;
use crate::domain::account::Account;
use crate::view::components::{Element, button, element, line, live, status, views};
use crate::view::i18n::Language;

/// The account.
pub fn account_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let said = RwSignal::new(None::<String>);
    let body = move || match app.account.get() {
        None if app.number.with(Option::is_some) => line("", messages.missing_account),
        None => sign_in(language, Purpose::Account),
        Some(known) => {
            let elsewhere = || at_top_level(messages.frame_leave, "./#/account", language);
            views![facts(&known.value, language), page::framed().then(elsewhere)]
        }
    };
    // A frame does not hold what a window of the portal's own keeps, and could not forget it. A machine that many people share
    // keeps nothing, and has its own way to leave.
    let leave = (!page::framed() && !app.is_kiosk())
        .then(|| views![keeping::card(app, language), leaving::card(app, said, language)]);
    // Unfolded when somebody wants it: two forms to sign in with would be one too many.
    let adds = RwSignal::new(false);
    let another = move || {
        let may = app.number.with(Option::is_some) && app.session.get() != Session::SignedOut && app.may_add_account();
        match (may && !page::framed(), adds.get()) {
            (false, _) => ().into_any(),
            (true, false) => element("p").child(button("button", messages.account_add, move || adds.set(true))).view(),
            (true, true) => sign_in(language, Purpose::Another),
        }
    };
    views![heading(messages.account_title), status(said), live(body), live(another), leave]
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
    let rows = rows.map(|(name, value)| [element("dt").text(name), element("dd").text(language.in_one_piece(value))]);
    element("dl").class("card facts-list").child(rows)
}
