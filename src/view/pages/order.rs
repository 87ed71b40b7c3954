//! How one recharge stands: pay it, wait for it, keep its receipt.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heading;
use crate::app::App;
use crate::browser::page;
use crate::domain::identity::OrderId;
use crate::domain::recharge::{Order, OrderState, Phase, UpiRequest};
use crate::domain::time::Instant;
use crate::domain::upi;
use crate::view::components::{QrPicture, Status, line, live, say_busy};
use crate::view::i18n::{Language, fill};
use crate::view::qr::draw;
use crate::view::trouble::trouble_words;

/// One recharge.
#[component]
pub fn OrderPage(id: OrderId, language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let name = id.clone();
    let entry = Memo::new(move |_| {
        app.journal.with(|journal| {
            journal.entries().iter().find(|entry| entry.order().is_some_and(|order| order.id == name)).cloned()
        })
    });
    // What needs no second hand: it changes only when the order or its phase does.
    let shown = Memo::new(move |_| {
        let now = app.now();
        entry.get().and_then(|entry| entry.order().map(|order| (order.clone(), order.phase(now))))
    });
    let said = RwSignal::new(None::<String>);
    let check = move |_| {
        let id = id.clone();
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.check_order(&id).await;
            let words = outcome.err().map(|trouble| {
                let more = if trouble.is_overload() { messages.check_failed } else { "" };
                format!("{} {more}", trouble_words(trouble, language))
            });
            said.try_set(words);
        });
    };
    let checked = move || {
        let Some(at) = entry.get().and_then(|entry| entry.checked_at) else { return ().into_any() };
        line("age", fill(messages.check_last, &[("age", &language.age(at, app.minute()))]))
    };
    let body = move || match shown.get() {
        None => view! { {heading(messages.intent_title)} {line("", messages.intent_not_found)} }.into_any(),
        Some((order, Phase::Payable)) if !is_true(&order) => {
            let refused = messages.pay_refused;
            view! { {heading(messages.intent_title)} <p class="error" role="alert">{refused}</p> }.into_any()
        }
        Some((order, phase)) => {
            let pay = (phase == Phase::Payable).then(|| pay(&order, app, language));
            let title = match phase {
                Phase::Payable => fill(messages.pay_title, &[("amount", &language.money(order.amount))]),
                _ => state_word(order.state, language).to_owned(),
            };
            let asks = !matches!(phase, Phase::Done | Phase::Over);
            view! {
                {heading(&title)}
                {line("order-say", say(&order, phase, language, app.minute()))}
                {pay}
                <Status text=said/>
                {asks.then(|| view! { <p><button type="button" class="button" on:click=check.clone()>{messages.check_now}</button></p> })}
                {live(checked)}
                {(!app.has_storage()).then(|| line("stale", messages.storage_missing))}
                {(phase != Phase::Payable).then(|| receipt(&order, app, language))}
            }
            .into_any()
        }
    };
    live(body)
}

/// Whether the payment string says what the order says. One that does not is never shown.
fn is_true(order: &Order) -> bool {
    order.upi.as_ref().is_some_and(|request| upi::check(order, request).is_ok())
}

/// How to pay, if the payment string says what the order says.
fn pay(order: &Order, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let Some(request) = order.upi.as_ref() else { return ().into_any() };
    let Some(drawing) = draw(&request.uri) else { return line("error", messages.pay_refused) };
    let label = fill(messages.pay_qr_alt, &[("amount", &language.money(order.amount))]);
    let payee = fill(messages.pay_to, &[("payee", &format!("{} ({})", request.payee_name, request.payee_address))]);
    let payer = fill(messages.pay_for, &[("name", &order.masked_name)]);
    view! {
        <section class="card pay" aria-label=messages.pay_upi>
            {line("", payee)}
            {line("", payer)}
            <p class="primary"><a class="button button-primary" href=request.uri.clone() rel="noreferrer">{messages.pay_upi}</a></p>
            {line("", messages.pay_qr)}
            <QrPicture drawing=drawing label=label/>
            <Countdown request=request.clone() app=app language=language/>
        </section>
    }
    .into_any()
}

/// How long the payment string may still be paid.
#[component]
fn Countdown(request: UpiRequest, app: App, language: Language) -> impl IntoView {
    let messages = language.messages();
    let left = move || {
        let seconds = (request.expires_at - app.now()).num_seconds();
        if seconds <= 0 {
            return messages.pay_expired.into_any();
        }
        fill(messages.pay_left, &[("time", &format!("{}:{:02}", seconds / 60, seconds % 60))]).into_any()
    };
    view! { <p class="countdown" role="timer">{live(left)}</p> }
}

fn say(order: &Order, phase: Phase, language: Language, now: Instant) -> String {
    let messages = language.messages();
    match (phase, order.state) {
        (Phase::MayStillTurn, OrderState::Created | OrderState::AwaitingPayment) => {
            let until = fill(messages.say_may_turn, &[("date", &language.instant(order.final_at, now))]);
            format!("{} {until}", messages.pay_expired)
        }
        (Phase::MayStillTurn, _) => fill(messages.say_may_turn, &[("date", &language.instant(order.final_at, now))]),
        (_, OrderState::Created) => messages.say_created.to_owned(),
        (Phase::Payable, _) => messages.say_awaiting.to_owned(),
        (_, OrderState::Paid) => messages.say_paid.to_owned(),
        (_, OrderState::Credited) => messages.say_credited.to_owned(),
        (_, OrderState::OnMeter) => messages.say_on_meter.to_owned(),
        (_, OrderState::Reversed) => messages.say_reversed.to_owned(),
        _ => messages.say_over.to_owned(),
    }
}

/// The word for a state.
pub(super) fn state_word(state: OrderState, language: Language) -> &'static str {
    let messages = language.messages();
    match state {
        OrderState::Created => messages.state_created,
        OrderState::AwaitingPayment => messages.state_awaiting_payment,
        OrderState::Paid => messages.state_paid,
        OrderState::Credited => messages.state_credited,
        OrderState::OnMeter => messages.state_on_meter,
        OrderState::Failed => messages.state_failed,
        OrderState::Expired => messages.state_expired,
        OrderState::Reversed => messages.state_reversed,
    }
}

fn receipt(order: &Order, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let now = app.minute();
    let state = fill(messages.receipt_state, &[("date", &language.instant(order.state_since, now))]);
    let rows = [
        (messages.receipt_amount.to_owned(), Some(language.money(order.amount))),
        (state, Some(state_word(order.state, language).to_owned())),
        (messages.receipt_made.to_owned(), Some(language.instant(order.created_at, now))),
        (messages.receipt_order.to_owned(), Some(order.id.as_str().to_owned())),
        (messages.receipt_reference.to_owned(), order.payment_reference.clone()),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <dt>{name}</dt><dd>{value}</dd> }))
        .collect();
    let not_yet = matches!(order.state, OrderState::Paid | OrderState::Credited);
    view! {
        <section class="card receipt" aria-label=messages.receipt_title>
            <h2 class="card-title">{messages.receipt_title}</h2>
            <dl class="facts-list">{rows}</dl>
            {not_yet.then(|| line("stale", messages.receipt_not_on_meter))}
            <p class="no-print"><button type="button" class="button" on:click=|_| page::print()>{messages.receipt_print}</button></p>
        </section>
    }
    .into_any()
}
