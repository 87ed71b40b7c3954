//! How much to recharge. An open recharge is told first.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heading;
use super::order::state_word;
use super::sign_in::SignIn;
use crate::app::{App, StartFault};
use crate::browser::page;
use crate::contract::config::RechargeLimits;
use crate::domain::money::{AmountFault, Paise};
use crate::domain::recharge::{Entry, IdempotencyKey, Phase};
use crate::view::components::{Status, line, live, say_busy};
use crate::view::i18n::{Language, fill};
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// How much to recharge.
#[component]
pub fn RechargePage(language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let signed_in = Memo::new(move |_| app.number.with(Option::is_some));
    let consented = RwSignal::new(false);
    let open = Memo::new(move |_| {
        // While it is on its way, the form itself says so.
        let number = app.number.get().filter(|_| !app.starting.get())?;
        app.journal.with(|journal| journal.open(&number, app.minute()).cloned())
    });
    let body = move || {
        if !signed_in.get() {
            return view! { {line("", messages.amount_sign_in)}<SignIn language=language again=false/> }.into_any();
        }
        match open.get().filter(|_| !consented.get()) {
            Some(entry) => view! { <OpenRecharge entry=entry language=language consented=consented/> }.into_any(),
            None => view! { <AmountForm language=language second=consented/> }.into_any(),
        }
    };
    view! { {heading(messages.amount_title)} {live(body)} <History language=language/> }
}

/// Why a second recharge waits, and what to do about the first.
#[component]
fn OpenRecharge(entry: Entry, language: Language, consented: RwSignal<bool>) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let date = language.instant(entry.intended_at, app.now_untracked());
    let why = match entry.order().map(|order| order.phase(app.now_untracked())) {
        Some(Phase::UnderWay) => messages.say_paid.to_owned(),
        _ => fill(messages.open_why, &[("amount", &language.money(entry.amount)), ("date", &date)]),
    };
    let first = match entry.order() {
        Some(order) => {
            let href = format!("#/recharge/{}", order.id.as_str());
            view! { <p><strong>{state_word(order.state, language)}</strong></p>
            <p><a class="button button-primary" href=href>{messages.open_see}</a></p> }
            .into_any()
        }
        None => view! { <UnansweredIntent name=entry.key.clone() language=language/> }.into_any(),
    };
    view! {
        <section class="card card-watch" aria-label=messages.open_title>
            <h2 class="card-title">{messages.open_title}</h2>
            {line("", why)}
            {first}
            <p><button type="button" class="button" on:click=move |_| consented.set(true)>{messages.open_anyway}</button></p>
        </section>
    }
}

/// A wish whose request got no answer.
#[component]
fn UnansweredIntent(name: IdempotencyKey, language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let met = app
        .trouble
        .get_untracked()
        .map(|known| format!("{} {}", trouble_words(known.value, language), messages.trouble_lasting));
    let said = RwSignal::new(met);
    let again = move |_| {
        let name = name.clone();
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.settle(&name).await;
            let order = app
                .journal
                .with_untracked(|journal| journal.entry(&name).and_then(Entry::order).map(|order| order.id.clone()));
            match (outcome, order) {
                (_, Some(id)) => page::go(&Route::Order(id).fragment()),
                (Ok(()), None) => {
                    said.try_set(Some(messages.intent_refused.to_owned()));
                }
                (Err(trouble), None) => {
                    let text = format!("{} {}", trouble_words(trouble, language), messages.trouble_lasting);
                    said.try_set(Some(text));
                }
            }
        });
    };
    view! {
        {line("", messages.intent_unknown)}
        <p><button type="button" class="button button-primary" on:click=again>{messages.intent_again}</button></p>
        <Status text=said/>
    }
}

#[component]
fn AmountForm(language: Language, second: RwSignal<bool>) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let limits = app.config.with_value(|config| config.recharge.clone());
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (least, most) = (language.money(limits.least), language.money(limits.most));
    let quick = limits
        .quick
        .iter()
        .map(|amount| {
            let (word, digits) = (language.money(*amount), (amount.0 / 100).to_string());
            view! { <button type="button" class="button" on:click=move |_| typed.set(digits.clone())>{word}</button> }
        })
        .collect_view();
    let account = app.number.get_untracked();
    let account = account.map(|number| fill(messages.amount_account, &[("number", &number.masked())]));
    let checked = limits.clone();
    let amount = Memo::new(move |_| Paise::parse_typed(&typed.get()).ok().filter(|amount| within(*amount, &checked)));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let amount = match judged(&typed.get_untracked(), &limits, language) {
            Ok(amount) => amount,
            Err(words) => return said.set(Some(words)),
        };
        busy.set(true);
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.start_recharge(amount, second.get_untracked()).await;
            busy.try_set(false);
            second.try_set(false);
            match outcome {
                Ok(id) => page::go(&Route::Order(id).fragment()),
                // The page itself now tells of the open one.
                Err(StartFault::Open(_)) => {}
                Err(StartFault::NotSignedIn) => {
                    said.try_set(Some(messages.amount_sign_in.to_owned()));
                }
                Err(StartFault::Trouble(trouble)) => {
                    said.try_set(Some(trouble_words(trouble, language).to_owned()));
                }
            }
        });
    };
    let go = move || match amount.get() {
        Some(amount) => fill(messages.amount_go, &[("amount", &language.money(amount))]).into_any(),
        None => messages.amount_next.into_any(),
    };
    view! {
        <form class="card" on:submit=submit novalidate aria-label=messages.amount_title>
            {account.map(|account| line("hint", account))}
            <div class="quick">{quick}</div>
            <label for="amount">{messages.amount_label}</label>
            <input id="amount" class="amount-input" inputmode="decimal" autocomplete="off" maxlength="24" aria-describedby="amount-hint"
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            <p id="amount-hint" class="hint">{fill(messages.amount_limits, &[("least", &least), ("most", &most)])}</p>
            <Status text=said/>
            <button type="submit" class="button button-primary" aria-disabled=move || busy.get().to_string()>{live(go)}</button>
        </form>
    }
}

fn within(amount: Paise, limits: &RechargeLimits) -> bool {
    (limits.least..=limits.most).contains(&amount)
}

fn judged(typed: &str, limits: &RechargeLimits, language: Language) -> Result<Paise, String> {
    let messages = language.messages();
    let out = || {
        let (least, most) = (language.money(limits.least), language.money(limits.most));
        fill(messages.amount_out, &[("least", &least), ("most", &most)])
    };
    match Paise::parse_typed(typed) {
        Ok(amount) if within(amount, limits) => Ok(amount),
        Ok(_) | Err(AmountFault::TooLarge) => Err(out()),
        Err(AmountFault::Empty) => Err(messages.amount_empty.to_owned()),
        Err(AmountFault::NotANumber) => Err(messages.amount_not_number.to_owned()),
        Err(AmountFault::FractionOfPaisa) => Err(messages.amount_fraction.to_owned()),
    }
}

/// The recharges known on this device, the newest first.
#[component]
fn History(language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    live(move || {
        let now = app.minute();
        let lines: Vec<_> = app.journal.with(|journal| {
            let told = |entry: &Entry| {
                entry.order().map(|order| {
                    let date = language.instant(order.created_at, now);
                    let href = format!("#/recharge/{}", order.id.as_str());
                    view! {
                        <li><a href=href><strong>{language.money(order.amount)}</strong>" · "{state_word(order.state, language)}</a>
                            <span class="age">{date}</span></li>
                    }
                })
            };
            journal.entries().iter().rev().filter(|entry| app.is_mine(entry)).filter_map(told).take(20).collect()
        });
        if lines.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="card" aria-label=messages.history_title>
                <h2 class="card-title">{messages.history_title}</h2><ul class="recharges">{lines}</ul>
            </section>
        }
        .into_any()
    })
}
