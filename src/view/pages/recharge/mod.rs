//! How much to recharge, and for whom. What is open or was kept for later is told first.

mod amount;
mod open;
mod planned;

use leptos::prelude::*;

use super::sign_in::{Purpose, sign_in, sign_in_again};
use super::{Element, heading, recharge_at_top_level};
use crate::app::App;
use crate::browser::page;
use crate::domain::identity::ConsumerNumber;
use crate::domain::recharge::{Entry, IdempotencyKey};
use crate::view::components::{Tone, button, computed, element, line, live, other_ways, titled, views};
use crate::view::i18n::Language;

/// What the page is about just now.
#[derive(Clone, PartialEq)]
enum Subject {
    /// Nobody is signed in.
    SignIn,
    /// A recharge is open.
    Open(Box<Entry>),
    /// How much, for this account, which is the one shown.
    Own(ConsumerNumber),
    /// How much, and for whom.
    Guest,
}

/// How much to recharge.
pub fn recharge_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    if page::framed() {
        return views![heading(messages.amount_title), recharge_at_top_level(language)];
    }
    // The open recharge despite which the person wants another.
    let despite = RwSignal::new(None::<IdempotencyKey>);
    let guest = RwSignal::new(false);
    // A memo, so that the form is not emptied under the person's fingers whenever the journal learns something.
    let subject = computed(move || {
        if guest.get() {
            return Subject::Guest;
        }
        let Some(number) = app.number.get() else { return Subject::SignIn };
        app.journal.with(|journal| {
            // While one is on its way for the first time, the form itself says so.
            let open = journal.open(&number, app.minute()).filter(|open| journal.beginning() != Some(&open.key));
            let told = |open: &&Entry| despite.with(|despite| despite.as_ref() == Some(&open.key));
            match open.filter(|open| !told(open)) {
                Some(open) => Subject::Open(Box::new(open.clone())),
                None => Subject::Own(number),
            }
        })
    });
    let body = move || match subject.get() {
        Subject::SignIn => {
            views![
                line("", messages.amount_sign_in),
                sign_in(language, Purpose::Account),
                for_somebody_else(guest, language)
            ]
        }
        Subject::Open(entry) => {
            views![open::card(*entry, app, language, despite), for_somebody_else(guest, language)]
        }
        Subject::Own(number) => {
            views![amount::form(app, language, Some(number), despite), for_somebody_else(guest, language)]
        }
        Subject::Guest => amount::form(app, language, None, despite).view(),
    };
    let history = element("a").with("href", "#/history").text(messages.history_open);
    views![
        live(move || {
            let open = matches!(subject.get(), Subject::Open(_));
            heading(if open { messages.nav_recharge } else { messages.amount_title }).view()
        }),
        live(move || dead(app, language)),
        live(move || sign_in_again(app, language).unwrap_or_else(|| ().into_any())),
        planned::list(app, language, despite),
        live(body),
        element("p").class("actions").child(history),
    ]
}

/// While the server is down, what still works is said first.
fn dead(app: App, language: Language) -> AnyView {
    if !app.is_down() {
        return ().into_any();
    }
    let messages = language.messages();
    let card = titled(Tone::Watch, messages.dead_title).child(line("", messages.dead_ways));
    card.child(other_ways(app, language)).view()
}

fn for_somebody_else(guest: RwSignal<bool>, language: Language) -> Element {
    element("p").child(button("button", language.messages().guest_open, move || guest.set(true)))
}
