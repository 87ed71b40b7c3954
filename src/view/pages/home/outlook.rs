//! The outlook card: one sentence, one date, one source; the whole chain one tap away.

use leptos::prelude::*;

use crate::app::{App, BulletinState};
use crate::domain::supply::{Outlook, State};
use crate::view::components::{
    Element, Name, Tone, element, group, icon, line, link, live, reasons, toned_card, unfolds, views, vouched, who_says,
};
use crate::view::i18n::{Language, outlook_sentence};
use crate::view::ics::CalendarEntry;

/// The supply outlook of the account.
pub(super) fn outlook_card(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    live(move || {
        let outlook = app.outlook();
        match app.bulletin.with(|state| *state == BulletinState::Loading) {
            true => {
                let waiting = line("waiting", messages.bulletin_loading);
                toned_card(tone(&outlook.state), messages.outlook_title, waiting)
            }
            false => card_of(&outlook, app, language),
        }
    })
}

/// The card of one outlook.
pub fn card_of(outlook: &Outlook, app: App, language: Language) -> AnyView {
    toned_card(tone(&outlook.state), language.messages().outlook_title, said(outlook, app, language))
}

fn tone(state: &State) -> Tone {
    match state {
        State::ProtectedUntil(_) => Tone::Safe,
        State::AtRiskFrom { .. } => Tone::Plain,
        State::Unknown { .. } => Tone::Watch,
        State::MayBeCut { .. } | State::Cut { .. } => Tone::Urgent,
    }
}

const fn icon_of(state: &State) -> Name {
    match state {
        State::ProtectedUntil(_) => Name::Shield,
        State::AtRiskFrom { .. } => Name::Lamp,
        State::Unknown { .. } => Name::Question,
        State::MayBeCut { .. } => Name::Warning,
        State::Cut { .. } => Name::Plug,
    }
}

fn said(outlook: &Outlook, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let sentence = outlook_sentence(outlook, language, app.minute());
    let notes: Vec<_> = sentence.notes.iter().map(|note| line("", note)).collect();
    let source = outlook.decided_by().and_then(|reason| who_says(reason, app, language));
    let chain = (!outlook.reasons.is_empty()).then(|| unfolds(messages.why, reasons(outlook, app, language)));
    let headline = element("strong").text(&sentence.headline);
    views![
        element("p").class("outlook-sentence").child(icon(icon_of(&outlook.state))).child(headline),
        source.map(|source| line("outlook-source", source)),
        group(notes),
        chain,
        vouched(app, language).map(|vouched| line("vouched", vouched)),
        keepsakes(outlook, &sentence.headline, app, language),
    ]
}

/// What a person may take away: the proof for whoever comes to cut, and the date in the phone's calendar.
fn keepsakes(outlook: &Outlook, headline: &str, app: App, language: Language) -> Option<Element> {
    let messages = language.messages();
    let State::ProtectedUntil(_) = outlook.state else { return None };
    let calendar = outlook.protected_until().map(|begins| {
        let description = [headline, messages.calendar_note].join("\n");
        let uid = ["diya-", &begins.unix_seconds().to_string()].concat();
        let entry = CalendarEntry {
            uid: &uid,
            written: app.minute(),
            begins,
            summary: messages.calendar_summary,
            description: &description,
        };
        let link = element("a").class("button").with("href", entry.address()).with("download", "diya.ics");
        link.text(messages.calendar)
    });
    let proof = link("button", "#/proof", messages.proof_open);
    Some(element("p").class("keepsakes no-print").child(proof).child(calendar))
}
