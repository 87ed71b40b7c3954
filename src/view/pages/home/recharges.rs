//! Recharges under way: did my money leave, is it on the account, is it on the meter.

use leptos::prelude::*;

use crate::app::App;
use crate::domain::recharge::{Entry, Phase, Stage};
use crate::view::components::{Card, live};
use crate::view::i18n::{Language, fill};
use crate::view::pages::order::state_word;

/// How long a finished recharge is still shown on the first page.
const SHOWN_FOR: chrono::TimeDelta = chrono::TimeDelta::days(2);

/// The recharges that still matter, the newest first.
#[component]
pub fn RechargesCard(language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let shown = Memo::new(move |_| {
        let now = app.minute();
        app.journal.with(|journal| {
            let matters = |entry: &&Entry| match &entry.stage {
                Stage::Intended => true,
                Stage::Refused => false,
                Stage::Ordered { order } => match order.phase(now) {
                    Phase::Payable | Phase::UnderWay | Phase::MayStillTurn => true,
                    Phase::Done | Phase::Over => now - order.state_since < SHOWN_FOR,
                },
            };
            journal
                .entries()
                .iter()
                .rev()
                .filter(|entry| app.is_mine(entry))
                .filter(matters)
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    live(move || {
        let entries = shown.get();
        if entries.is_empty() {
            return ().into_any();
        }
        let lines = entries.into_iter().map(|entry| line(&entry, language)).collect_view();
        view! { <Card title=messages.recharges_title><ul class="recharges">{lines}</ul></Card> }.into_any()
    })
}

fn line(entry: &Entry, language: Language) -> AnyView {
    let messages = language.messages();
    let amount = language.money(entry.amount);
    match entry.order() {
        Some(order) => view! {
            <li>
                <a href=format!("#/recharge/{}", order.id.as_str())>
                    <strong>{amount}</strong>" · "{state_word(order.state, language)}
                </a>
            </li>
        }
        .into_any(),
        None => view! {
            <li>
                <a href="#/recharge"><strong>{amount}</strong>" · "{fill(messages.intent_title, &[])}</a>
            </li>
        }
        .into_any(),
    }
}
