//! The account: its facts, signing out, being forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heading;
use super::sign_in::sign_in;
use crate::app::App;
use crate::domain::account::Account;
use crate::view::components::{Element, button, card, element, line, live, status, views};
use crate::view::i18n::Language;

/// The account.
pub fn account_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let said = RwSignal::new(None::<String>);
    let forget = move || {
        spawn_local(async move {
            let ended = app.forget().await;
            let mut text = messages.forgotten.to_owned();
            if !ended {
                text.push(' ');
                text.push_str(messages.forgotten_server);
            }
            said.set(Some(text));
        });
    };
    let body = move || match app.account.get() {
        None if app.number.with(Option::is_some) => line("", messages.missing_account),
        None => sign_in(language, false),
        Some(known) => facts(&known.value, language).view(),
    };
    // Offered to everybody: something may be left here of somebody who is not signed in.
    let leave = views![
        button("button button-danger", messages.forget, forget),
        line("hint", messages.sign_out_note),
        line("hint", messages.forget_note),
    ];
    views![heading(messages.account_title), status(said), live(body), card(messages.forget, leave)]
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
