//! The account: its facts, signing out, being forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heading;
use super::sign_in::SignIn;
use crate::app::App;
use crate::domain::account::Account;
use crate::view::components::{Status, button, card, line, live};
use crate::view::i18n::Language;

/// The account.
#[component]
pub fn AccountPage(language: Language) -> impl IntoView {
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
        None => view! { <SignIn language=language again=false/> }.into_any(),
        Some(known) => facts(&known.value, language),
    };
    // Offered to everybody: something may be left here of somebody who is not signed in.
    let leave = view! {
        {button("button button-danger", messages.forget, forget)}
        {line("hint", messages.sign_out_note)}
        {line("hint", messages.forget_note)}
    };
    let leave = card(messages.forget, leave.into_any());
    view! { {heading(messages.account_title)} <Status text=said/> {live(body)} {leave} }
}

fn facts(account: &Account, language: Language) -> AnyView {
    let messages = language.messages();
    let rows = [
        (messages.account_number, account.consumer_number.as_str().to_owned()),
        (messages.account_name, account.masked_name.clone()),
        (messages.account_division, format!("{} · {}", account.division, account.discom)),
        (messages.account_category, account.category.clone()),
        (messages.account_load, format!("{} kW", language.units(u64::from(account.sanctioned_load_w)))),
    ];
    let rows = rows.map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()).collect_view();
    view! { <dl class="card facts-list">{rows}</dl> }.into_any()
}
