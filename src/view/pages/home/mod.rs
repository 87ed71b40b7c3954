//! Home: am I safe, what do I have, is my money on its way, what is going on. In this order.

mod balance;
mod outlook;
mod recharges;
mod service;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sign_in::SignIn;
use crate::app::{App, Session};
use crate::browser::page;
use crate::view::components::{Status, button, link, live, say_busy};
use crate::view::i18n::Language;
use crate::view::trouble::trouble_words;
use balance::BalanceCard;
use outlook::OutlookCard;
use recharges::RechargesCard;
use service::ServiceCard;

/// What holds now.
#[component]
pub fn HomePage(language: Language) -> impl IntoView {
    let app = App::here();
    let messages = language.messages();
    let known = Memo::new(move |_| app.number.with(Option::is_some));
    let said = RwSignal::new(None::<String>);
    let refresh = move || {
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.refresh_by_hand().await;
            said.set(outcome.err().map(|trouble| trouble_words(trouble, language)));
        });
    };
    let expired = move || match known.get() && app.session.get() == Session::SignedOut {
        true => view! { <SignIn language=language again=true/> }.into_any(),
        false => ().into_any(),
    };
    let body = move || match known.get() {
        true => view! {
            <OutlookCard language=language/>
            <BalanceCard language=language/>
            <p class="primary">{link("button button-primary", "#/recharge", messages.recharge_do)}</p>
            <RechargesCard language=language/>
            <ServiceCard language=language/>
            <p class="actions">{button("button", messages.refresh, refresh)}</p>
        }
        .into_any(),
        false => view! { <ServiceCard language=language/><SignIn language=language again=false/> }.into_any(),
    };
    view! {
        <h1 class="visually-hidden" id=page::id::HEADING tabindex="-1">{messages.tagline}</h1>
        {live(body)}
        {live(expired)}
        <Status text=said/>
    }
}
