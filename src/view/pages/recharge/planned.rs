//! Wishes that were kept for later: nothing was sent, and nothing is unless the person says so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::{App, StartFault};
use crate::browser::page;
use crate::domain::recharge::{Entry, IdempotencyKey, Stage};
use crate::view::components::{Element, Status, Tone, button, element, group, line, live, say_busy, titled, views};
use crate::view::i18n::{Language, fill};
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// The wishes of the account shown that were kept for later.
pub(super) fn list(app: App, language: Language) -> AnyView {
    let said = RwSignal::new(None::<String>);
    let kept = move || {
        let wishes: Vec<AnyView> = app.journal.with(|journal| {
            if journal.is_starting() {
                return vec![];
            }
            let kept = |entry: &&Entry| entry.stage == Stage::Planned && (entry.guest || app.is_mine(entry));
            journal.entries().iter().filter(kept).map(|entry| card(entry, app, language, said).view()).collect()
        });
        group(wishes)
    };
    views![live(kept), view! { <Status text=said/> }.into_any()]
}

fn card(entry: &Entry, app: App, language: Language, said: RwSignal<Option<String>>) -> Element {
    let messages = language.messages();
    let amount = language.money(entry.amount);
    let date = language.instant(entry.intended_at, app.now_untracked());
    let title = fill(messages.planned_title, &[("amount", &amount)]);
    let go_on = {
        let (key, known) = (entry.key.clone(), app.journal.with_untracked(|journal| open(journal, entry, app)));
        move || resume(key.clone(), known.clone(), app, language, said)
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

/// The open recharge that is told of beside the planned one, so that going on is a consent that names it.
fn open(journal: &crate::domain::recharge::Journal, entry: &Entry, app: App) -> Option<IdempotencyKey> {
    journal.open(&entry.consumer_number, app.now_untracked()).map(|open| open.key.clone())
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
