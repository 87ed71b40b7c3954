//! What was written, the newest first, and how far each has come.

use leptos::prelude::*;

use super::form::{left, topic_words};
use crate::app::App;
use crate::browser::page;
use crate::domain::complaint::{Complaint, Refusal};
use crate::domain::time::Instant;
use crate::view::components::{Element, Tone, button, element, line, live, titled, unfolds, views};
use crate::view::i18n::{Language, fill};

/// The list; nothing while nothing was written.
pub(super) fn written(app: App, language: Language, counted: RwSignal<Option<String>>) -> AnyView {
    live(move || {
        let Some(number) = app.number.get() else { return ().into_any() };
        let now = app.minute();
        let told: Vec<_> = app
            .outbox
            .with(|outbox| outbox.of(&number).rev().map(|one| told(one, app, language, now, counted)).collect());
        if told.is_empty() {
            return ().into_any();
        }
        let list = element("ul").class("recharges").child(told);
        titled(Tone::Plain, language.messages().complaint_list).child(list).view()
    })
}

fn told(
    complaint: &Complaint,
    app: App,
    language: Language,
    now: Instant,
    counted: RwSignal<Option<String>>,
) -> Element {
    let messages = language.messages();
    let stands = if let Some(docket) = &complaint.docket {
        let received = language.instant(docket.received_at, now);
        let number = language.in_one_piece(docket.docket.as_str().to_owned());
        let promised = docket
            .promised()
            .map(|by| line("", fill(messages.complaint_answer, &[("date", &language.instant(by, now))])));
        views![line("copyable", number), line("", fill(messages.complaint_sent, &[("date", &received)])), promised,]
    } else if let Some(refused) = complaint.refused {
        let why = match refused {
            Refusal::TooLong => messages.complaint_too_long,
            Refusal::NotAccepted => messages.complaint_refused,
        };
        let text = complaint.text.clone();
        let again = move || {
            app.draft.1.set(text.as_str().to_owned());
            counted.set(Some(left(text.as_str(), language)));
            page::focus_heading();
        };
        views![line("error", why), button("button", messages.complaint_again, again)]
    } else {
        line("waiting", messages.complaint_waiting)
    };
    let when = element("span").class("age").text(language.instant(complaint.written_at, now));
    let words = element("p").class("written").with("dir", "auto").text(complaint.text.as_str()).view();
    element("li")
        .child(element("strong").text(topic_words(complaint.topic, language)))
        .child(when)
        .child(stands)
        .child(unfolds(messages.complaint_text, words))
}
