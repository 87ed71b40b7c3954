//! What it is about, and the words.

use core::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::domain::admission::Cause;
use crate::domain::complaint::{ComplaintText, ComplaintTopic, TextFault, surplus};
use crate::view::components::{Element, element, line, status, views};
use crate::view::i18n::{Language, fill};

/// How long a person pauses before the count of what is left is said: not at every letter.
const PAUSE: Duration = Duration::from_millis(500);

/// The form. What is typed lives in the app, so that it outlives a change of language.
pub(super) fn form(app: App, language: Language, counted: RwSignal<Option<String>>) -> Element {
    let messages = language.messages();
    let said = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let Some(about) = ComplaintTopic::from_name(&app.draft.0.get_untracked()) else {
            return said.set(Some(messages.complaint_topic_none.to_owned()));
        };
        // Where nobody can type, what it is about says what happened.
        let typed = if app.is_kiosk() { topic_words(about, language).to_owned() } else { app.draft.1.get_untracked() };
        let words = match ComplaintText::try_from(typed) {
            Ok(words) => words,
            Err(TextFault::Empty) => return said.set(Some(messages.complaint_empty.to_owned())),
            Err(TextFault::TooLong) => return said.set(Some(left(&app.draft.1.get_untracked(), language))),
        };
        // At once, so that a second tap finds nothing to send.
        app.draft.1.set(String::new());
        counted.set(Some(left("", language)));
        spawn_local(async move {
            let full = app.complain(about, words.clone()).await.is_err();
            if full {
                app.draft.1.set(words.into());
            }
            let words = if full { messages.complaint_full } else { messages.complaint_written };
            said.try_set(Some(words.to_owned()));
            if !full {
                // What comes of it stands where the complaint stands.
                app.send_complaint(Cause::Person).await.ok();
            }
        });
    };
    let type_in = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        app.draft.1.set(typed.clone());
        let count = move || {
            if app.draft.1.get_untracked() == typed {
                counted.try_set(Some(left(&typed, language)));
            }
        };
        set_timeout(count, PAUSE);
    };
    let choices: Vec<_> = ComplaintTopic::ALL.map(|one| choice(one, app, language)).into();
    let topics = element("fieldset").child(element("legend").text(messages.complaint_topic)).child(choices);
    let field = element("textarea").with("id", "complaint").with("rows", "5").with("dir", "auto");
    let field = field.with("aria-describedby", "complaint-left").bind(move || app.draft.1.get()).on("input", type_in);
    let label = element("label").with("for", "complaint").text(messages.complaint_text);
    let left = status(counted).class("hint").with("id", "complaint-left");
    let form = element("form").class("card").with("novalidate", "novalidate");
    form.with("aria-label", messages.complaint_title)
        .on("submit", submit)
        .child(topics)
        .child((!app.is_kiosk()).then(|| views![label, field, left]))
        .live(move || if app.has_storage() { ().into_any() } else { line("stale", messages.keep_nothing) })
        .child(status(said))
        .child(element("button").with("type", "submit").class("button button-primary").text(messages.complaint_send))
}

fn choice(one: ComplaintTopic, app: App, language: Language) -> Element {
    let input = element("input").with("type", "radio").with("name", "topic").with("value", one.name());
    let input =
        input.follow("checked", move || app.draft.0.with(|topic| topic == one.name()).then(|| "checked".to_owned()));
    let input = input.on("change", move |_| app.draft.0.set(one.name().to_owned()));
    element("label").class("check").child(input).child(element("span").text(topic_words(one, language)))
}

/// What a topic is called.
pub(super) fn topic_words(topic: ComplaintTopic, language: Language) -> &'static str {
    let messages = language.messages();
    match topic {
        ComplaintTopic::RechargeMissing => messages.topic_recharge_missing,
        ComplaintTopic::WrongDisconnection => messages.topic_wrong_disconnection,
        ComplaintTopic::NotReconnected => messages.topic_not_reconnected,
        ComplaintTopic::BalanceWrong => messages.topic_balance_wrong,
        ComplaintTopic::NoSupply => messages.topic_no_supply,
        ComplaintTopic::Other => messages.topic_other,
    }
}

/// How many characters may still be written, or are too many.
pub(super) fn left(typed: &str, language: Language) -> String {
    let messages = language.messages();
    let surplus = surplus(typed);
    let template = if surplus > 0 { messages.complaint_over } else { messages.complaint_left };
    fill(template, &[("n", &surplus.unsigned_abs().to_string())])
}
