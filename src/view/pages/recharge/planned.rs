//! Wishes that were kept for later: nothing was sent, and nothing is unless the person says so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::{App, StartFault};
use crate::browser::page;
use crate::domain::recharge::{Entry, IdempotencyKey, Stage};
use crate::view::components::{Element, Tone, button, element, group, line, live, say_busy, status, titled, views};
use crate::view::i18n::{Language, fill};
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// The wishes of the account shown that were kept for later.
/// Beside an open recharge going on with one is no consent to a second: that stands in `despite`.
pub(super) fn list(app: App, language: Language, despite: RwSignal<Option<IdempotencyKey>>) -> AnyView {
    let said = RwSignal::new(None::<String>);
    let kept = move || {
        let wishes: Vec<AnyView> = app.journal.with(|journal| {
            if journal.beginning().is_some() {
                return vec![];
            }
            let kept = |entry: &&Entry| entry.stage == Stage::Planned && (entry.guest || app.is_mine(entry));
            journal
                .entries()
                .iter()
                .filter(kept)
                .map(|entry| card(entry, app, language, said, despite).view())
                .collect()
        });
        group(wishes)
    };
    views![live(kept), status(said)]
}

fn card(
    entry: &Entry,
    app: App,
    language: Language,
    said: RwSignal<Option<String>>,
    despite: RwSignal<Option<IdempotencyKey>>,
) -> Element {
    let messages = language.messages();
    let amount = language.money(entry.amount);
    let date = language.instant(entry.intended_at, app.now_untracked());
    let title = fill(messages.planned_title, &[("amount", &amount)]);
    let go_on = {
        let key = entry.key.clone();
        move || resume(key.clone(), despite.get_untracked(), app, language, said)
    };
    let withdraw = {
        let key = entry.key.clone();
        move || spawn_local(app.withdraw_recharge(key.clone()))
    };
    let buttons = [
        button("button button-primary", fill(messages.amount_go, &[("amount", &amount)]), go_on),
        button("button", messages.planned_withdraw, withdraw),
    ];
    let about = line("", fill(messages.planned_about, &[("date", &date)]));
    titled(Tone::Plain, &title).child(about).child(element("p").class("buttons").child(buttons))
}

fn resume(
    key: IdempotencyKey,
    despite: Option<IdempotencyKey>,
    app: App,
    language: Language,
    said: RwSignal<Option<String>>,
) {
    let messages = language.messages();
    say_busy(said, language);
    spawn_local(async move {
        let words = match app.resume_recharge(key, despite).await {
            Ok(id) => return page::go(&Route::Order(id).fragment()),
            Err(StartFault::Kept(trouble)) => {
                [trouble_words(trouble, language).as_str(), messages.planned_kept].join(" ")
            }
            Err(StartFault::Refused(trouble) | StartFault::Trouble(trouble)) => trouble_words(trouble, language),
            // The page itself tells of the open one.
            Err(StartFault::Open(_)) => messages.open_title.to_owned(),
        };
        said.try_set(Some(words));
    });
}
