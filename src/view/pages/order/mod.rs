//! How one recharge stands: pay it, wait for it, keep its receipt.

mod pay;
mod receipt;
mod words;

pub(in crate::view) use words::word;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sign_in::sign_in_again;
use super::{heading, recharge_at_top_level};
use crate::app::{App, Trouble};
use crate::browser::page;
use crate::contract::problem::ProblemKind;
use crate::domain::complaint::ComplaintTopic;
use crate::domain::identity::OrderId;
use crate::domain::recharge::{Entry, Phase};
use crate::view::components::{Element, button, computed, element, line, link, live, say_busy, status, views};
use crate::view::i18n::{Language, fill};
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// One recharge.
pub fn order_page(id: OrderId, language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let name = id.clone();
    // What needs no second hand: it changes only when the order or its phase does.
    let shown = computed(move || {
        let now = app.now();
        app.journal.with(|journal| journal.entry_of(&name).map(|entry| (entry.clone(), entry.phase(now))))
    });
    let said = RwSignal::new(None::<String>);
    // Whoever pays for somebody else has to look at the name first.
    let right_name = RwSignal::new(false);
    let check = move || {
        let id = id.clone();
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.check_order(id).await;
            // Where the session has ended, the form to sign in says so.
            let form = app.number.with_untracked(Option::is_some);
            let ended = Trouble::Refused(ProblemKind::NotSignedIn);
            let trouble = outcome.err().filter(|trouble| !form || *trouble != ended);
            let words = trouble.map(|trouble| {
                let more = if trouble.is_overload() { messages.check_failed } else { "" };
                format!("{} {more}", trouble_words(trouble, language))
            });
            said.try_set(words);
        });
    };
    let check = move || element("p").child(button("button", messages.check_now, check.clone())).view();
    let upper = move || match shown.get() {
        Some((entry, phase)) => views![top(&entry, phase, app, language, right_name), status(said)],
        None if page::framed() => views![heading(messages.intent_title), recharge_at_top_level(language)],
        None => views![heading(messages.intent_title), line("", messages.intent_not_found), status(said)],
    };
    // Apart from what the order's state draws anew: nothing that somebody types may vanish.
    let asks = computed(move || match shown.get() {
        Some((entry, phase)) => {
            (phase != Phase::Payable || right_name.get() || !entry.guest) && entry.may_change(app.now_untracked())
        }
        None => !page::framed(),
    });
    let ask = move || match asks.get() {
        true => sign_in_again(app, language).unwrap_or_else(&check),
        false => ().into_any(),
    };
    let lower = move || {
        let Some((entry, phase)) = shown.get() else { return ().into_any() };
        views![
            asked(&entry, app, language),
            (!app.has_storage() || entry.guest).then(|| write_down(&entry, language)),
            (phase != Phase::Payable).then(|| receipt::receipt(&entry, app, language)),
            (is_missing(phase) && !entry.guest).then(|| complain(language)),
        ]
    };
    views![live(upper), live(ask), live(lower)]
}

/// What matters most in this phase.
fn top(entry: &Entry, phase: Phase, app: App, language: Language, right_name: RwSignal<bool>) -> AnyView {
    let messages = language.messages();
    let now = app.now_untracked();
    if phase == Phase::Payable {
        if !pay::is_true(entry) {
            let refused = element("p").class("error").with("role", "alert").text(messages.pay_refused);
            return views![heading(messages.intent_title), refused];
        }
        let title = fill(messages.pay_title, &[("amount", &language.money(entry.amount))]);
        let pay = if page::framed() {
            recharge_at_top_level(language)
        } else if entry.guest && !right_name.get() {
            pay::name_first(entry, language, right_name).view()
        } else {
            pay::pay(entry, app, language)
        };
        return views![heading(&title), pay, words::standing(entry, phase, language, now)];
    }
    views![
        heading(word(entry, now, language)),
        words::contradictions(entry, language, now),
        words::standing(entry, phase, language, now),
        words::promise(entry, phase, app, language),
    ]
}

/// Whether money may have left and is not where it belongs.
const fn is_missing(phase: Phase) -> bool {
    use Phase::{Contradicted, Lapsed, MayStillTurn, Over, Paid, Reversed};
    matches!(phase, Paid | Lapsed | MayStillTurn | Over | Reversed | Contradicted)
}

fn complain(language: Language) -> Element {
    let address = ["#", &Route::Complaint(Some(ComplaintTopic::RechargeMissing)).fragment()].concat();
    element("p").class("no-print").child(link("button", address, language.messages().complaint_title))
}

/// Without storage the number is all that is left of it.
fn write_down(entry: &Entry, language: Language) -> AnyView {
    let number = entry.order().map(|order| order.id.as_str()).unwrap_or_default();
    line("stale", fill(language.messages().storage_missing_order, &[("number", number)]))
}

fn asked(entry: &Entry, app: App, language: Language) -> Option<AnyView> {
    let at = entry.asked.last?;
    let words = language.messages().check_last;
    Some(live(move || line("age", fill(words, &[("age", &language.age(at, app.minute()))]))))
}
