//! Recharges under way: did my money leave, is it on the account, is it on the meter.

use leptos::prelude::*;

use crate::app::App;
use crate::domain::recharge::{Entry, Phase};
use crate::domain::time::Instant;
use crate::view::components::{Element, Tone, computed, element, live, titled};
use crate::view::i18n::Language;
use crate::view::pages::order::word;
use crate::view::summary::HIDDEN_AMOUNT;

/// How long a finished recharge is still shown on the first page.
const SHOWN_FOR: chrono::TimeDelta = chrono::TimeDelta::days(2);

/// The recharges that still matter, the newest first.
pub(super) fn recharges_card(language: Language, peeked: RwSignal<bool>) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let shown = computed(move || {
        let now = app.minute();
        app.journal.with(|journal| {
            let matters = |entry: &&Entry| match entry.phase(now) {
                Phase::Refused => false,
                Phase::Done | Phase::Over | Phase::Reversed => {
                    entry.order().is_some_and(|order| now - order.state_since < SHOWN_FOR)
                }
                _ => true,
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
        let hidden = app.hides_amounts.get() && !peeked.get();
        let lines =
            entries.into_iter().map(|entry| line(&entry, hidden, app.now_untracked(), language)).collect::<Vec<_>>();
        titled(Tone::Plain, messages.recharges_title).child(element("ul").class("recharges").child(lines)).view()
    })
}

fn line(entry: &Entry, hidden: bool, now: Instant, language: Language) -> Element {
    let href =
        entry.order().map_or_else(|| "#/recharge".to_owned(), |order| format!("#/recharge/{}", order.id.as_str()));
    let amount = if hidden { HIDDEN_AMOUNT.to_owned() } else { language.money(entry.amount) };
    let amount = element("strong").text(amount);
    let link = element("a").with("href", href).child(amount).text(" · ").text(word(entry, now, language));
    element("li").child(link)
}
