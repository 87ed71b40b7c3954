//! An open recharge: why a second one waits, and what to do about the first.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::{App, StartFault};
use crate::browser::page;
use crate::domain::recharge::{Entry, IdempotencyKey, Phase};
use crate::view::components::{Tone, button, element, line, say_busy, status, titled, views};
use crate::view::i18n::{Language, fill};
use crate::view::pages::order::word;
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// An open recharge. The person's consent to a second one is kept in `despite`.
pub(super) fn card(entry: Entry, app: App, language: Language, despite: RwSignal<Option<IdempotencyKey>>) -> AnyView {
    let messages = language.messages();
    let now = app.now_untracked();
    let phase = entry.phase(now);
    let date = language.instant(entry.intended_at, now);
    let why = match phase {
        Phase::Paid => messages.open_paid,
        _ => messages.open_why,
    };
    let why = fill(why, &[("amount", &language.money(entry.amount)), ("date", &date)]);
    let key = entry.key.clone();
    let card = titled(Tone::Watch, messages.open_title).child(line("", why));
    let card = match entry.order() {
        Some(order) => {
            let state = element("strong").text(word(&entry, now, language));
            let href = format!("#/recharge/{}", order.id.as_str());
            let see = element("a").class("button button-primary").with("href", href).text(messages.open_see);
            card.child(element("p").child(state)).child(element("p").child(see))
        }
        None => card.child(unanswered(entry.key, app, language)),
    };
    let anyway = button("button", messages.open_anyway, move || despite.set(Some(key.clone())));
    card.child(element("p").child(anyway)).view()
}

/// A wish whose request got no answer.
fn unanswered(key: IdempotencyKey, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let met = app.trouble.get_untracked().map(|known| lasting(&trouble_words(known.value, language), language));
    let said = RwSignal::new(met);
    let ask = move || {
        let key = key.clone();
        say_busy(said, language);
        spawn_local(async move {
            let words = match app.resume_recharge(key, None).await {
                Ok(id) => return page::go(&Route::Order(id).fragment()),
                Err(StartFault::Refused(_)) => messages.intent_refused.to_owned(),
                Err(StartFault::Trouble(trouble) | StartFault::Kept(trouble)) => {
                    lasting(&trouble_words(trouble, language), language)
                }
                Err(StartFault::Open(_)) => messages.busy.to_owned(),
            };
            said.try_set(Some(words));
        });
    };
    views![
        line("", messages.intent_unknown),
        element("p").child(button("button button-primary", messages.intent_again, ask)),
        status(said),
    ]
}

fn lasting(words: &str, language: Language) -> String {
    [words, language.messages().trouble_lasting].join(" ")
}
