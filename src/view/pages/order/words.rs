//! Each phase of a recharge in words: where the money is, what comes next and by when, what to do, and what not.

use leptos::prelude::*;

use crate::app::App;
use crate::domain::recharge::{Entry, OrderState, Phase, Stage};
use crate::domain::time::Instant;
use crate::view::components::{Element, element, line, views};
use crate::view::i18n::{Language, fill};

/// The word for how a wish stands.
#[must_use]
pub fn word(entry: &Entry, now: Instant, language: Language) -> &'static str {
    let messages = language.messages();
    match (entry.phase(now), entry.order()) {
        (Phase::Planned, _) => messages.phase_planned,
        (Phase::Refused, _) => messages.phase_refused,
        (Phase::Contradicted, _) => messages.phase_contradicted,
        (Phase::Lapsed | Phase::Over, Some(order)) if order.state != OrderState::Failed => messages.state_expired,
        (_, Some(order)) => state_word(order.state, language),
        (_, None) => messages.phase_unanswered,
    }
}

/// The answers to the four questions, in their order; an empty one is left out.
fn answers(entry: &Entry, phase: Phase, language: Language, now: Instant) -> [String; 4] {
    let messages = language.messages();
    let wait = messages.dont_pay_again;
    let until = |template: &str| match entry.order() {
        // The word that we have is from before the end.
        Some(order) if now >= order.final_at => messages.next_settled.to_owned(),
        Some(order) => fill(template, &[("date", &language.instant(order.final_at, now))]),
        None => String::new(),
    };
    let told = |place, next: &str, what, not| [place, next, what, not].map(str::to_owned);
    match phase {
        Phase::Planned => told(messages.where_planned, messages.next_planned, "", ""),
        Phase::Unanswered => told(messages.intent_unknown, "", messages.do_ask, ""),
        Phase::Refused => told(messages.intent_refused, "", "", ""),
        Phase::Payable => told(messages.where_payable, messages.next_payable, messages.do_pay, messages.dont_pay_twice),
        Phase::Lapsed => told(messages.where_lapsed, &until(messages.next_may_turn), messages.do_keep_number, wait),
        Phase::MayStillTurn if entry.order().is_some_and(|order| order.state == OrderState::Expired) => {
            told(messages.where_lapsed, &until(messages.next_may_turn), messages.do_keep_number, wait)
        }
        Phase::MayStillTurn => {
            told(messages.where_failed, &until(messages.next_may_turn), messages.do_keep_number, wait)
        }
        Phase::Paid => told(messages.where_paid, messages.next_paid, messages.do_keep_number, wait),
        Phase::Credited => told(messages.where_credited, messages.next_credited, messages.do_nothing, wait),
        Phase::Done => told(messages.where_done, "", "", ""),
        Phase::Over => told(messages.where_over, "", messages.do_over, ""),
        Phase::Reversed => told(messages.where_reversed, "", messages.do_reversed, ""),
        Phase::Contradicted => told(messages.where_contradicted, "", messages.do_contradicted, wait),
    }
}

/// What a phase means, as four questions with their answers.
pub(super) fn standing(entry: &Entry, phase: Phase, language: Language, now: Instant) -> Element {
    let messages = language.messages();
    let questions = [messages.ask_where, messages.ask_next, messages.ask_do, messages.ask_dont];
    let answered =
        questions.into_iter().zip(answers(entry, phase, language, now)).filter(|(_, answer)| !answer.is_empty());
    let mut list = element("dl").class("answers");
    for (question, answer) in answered {
        list = list.child(element("dt").text(question)).child(element("dd").text(answer));
    }
    list
}

/// What the regulator promises for money that left and did not arrive.
pub(super) fn promise(entry: &Entry, phase: Phase, app: App, language: Language) -> AnyView {
    let waits = matches!(
        phase,
        Phase::Lapsed | Phase::MayStillTurn | Phase::Paid | Phase::Over | Phase::Reversed | Phase::Contradicted
    );
    let promise = app.config.with_value(|config| config.recharge.reversal.clone());
    let Some((promise, order)) = promise.zip(entry.order()).filter(|_| waits) else { return ().into_any() };
    let messages = language.messages();
    let date = language.end(order.back_by(promise.days), app.minute());
    let words = fill(messages.promise, &[("date", &date), ("amount", &language.money(promise.per_day))]);
    let source = fill(messages.promise_source, &[("source", &language.quote(&promise.source))]);
    views![line("promise", words), line("small", source)]
}

/// What was told that does not fit together, each with its time.
pub(super) fn contradictions(entry: &Entry, language: Language, now: Instant) -> AnyView {
    let Stage::Ordered(evidence) = &entry.stage else { return ().into_any() };
    if !evidence.is_contradicted() {
        return ().into_any();
    }
    let told = core::iter::once(evidence.order.statement()).chain(evidence.against.iter().copied());
    let lines = told.map(|said| {
        let words = [&language.instant(said.at, now), ": ", state_word(said.state, language)].concat();
        element("li").text(words)
    });
    element("ul").class("contradictions").child(lines.collect::<Vec<_>>()).view()
}

/// The word for a state as the server tells it.
fn state_word(state: OrderState, language: Language) -> &'static str {
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
