//! The supply outlook in words a person can repeat to the lineman.

use super::{Language, fill};
use crate::domain::rules::{Source, SourceKind};
use crate::domain::supply::{Missing, Outlook, Reason, State, Until};
use crate::domain::time::Instant;

/// The outlook in one sentence, and what else must be said with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// One sentence, with its date.
    pub headline: String,
    /// What it rests on, what is missing, what to do.
    pub notes: Vec<String>,
}

/// The outlook in words.
#[must_use]
pub fn outlook_sentence(outlook: &Outlook, language: Language, now: Instant) -> Sentence {
    let messages = language.messages();
    let dated = |template: &str, instant: Instant| fill(template, &[("date", &language.instant(instant, now))]);
    let estimate = |estimated: bool| estimated.then(|| messages.outlook_estimated.to_owned());
    let (headline, notes) = match &outlook.state {
        State::ProtectedUntil(Until::At(at)) => (dated(messages.outlook_protected, *at), vec![]),
        State::ProtectedUntil(Until::Declared { confirmed }) => {
            (messages.outlook_declared.to_owned(), vec![dated(messages.outlook_declared_note, *confirmed)])
        }
        State::AtRiskFrom { from: Instant::MAX, .. } => (messages.outlook_lasting.to_owned(), vec![]),
        State::AtRiskFrom { from, estimated } => {
            (dated(messages.outlook_at_risk, *from), estimate(*estimated).into_iter().collect())
        }
        State::MayBeCut { next, estimated, .. } => {
            let headline =
                if *next <= now { messages.outlook_may.to_owned() } else { dated(messages.outlook_may_next, *next) };
            let notes = estimate(*estimated).into_iter().chain([messages.outlook_may_do.to_owned()]).collect();
            (headline, notes)
        }
        State::Cut { since, reconnection } => {
            let back = reconnection.as_ref().map(|rule| {
                let (amount, hours) = (language.money(rule.balance_at_least), rule.within_hours.to_string());
                fill(messages.outlook_reconnect, &[("amount", &amount), ("hours", &hours)])
            });
            let notes = back.into_iter().chain([messages.outlook_cut_do.to_owned()]).collect();
            (dated(messages.outlook_cut, *since), notes)
        }
        State::Unknown { missing, not_before } => {
            let missing = match missing {
                Missing::Account => messages.missing_account.to_owned(),
                Missing::Bulletin => messages.missing_bulletin.to_owned(),
                Missing::Rules => messages.missing_rules.to_owned(),
                Missing::Balance => messages.missing_balance.to_owned(),
                Missing::Use => messages.missing_use.to_owned(),
                Missing::Confirmation(since) => dated(messages.missing_confirmation, *since),
            };
            let certain = not_before.map(|at| dated(messages.outlook_not_before, at));
            (messages.outlook_unknown.to_owned(), certain.into_iter().chain([missing]).collect())
        }
    };
    Sentence { headline, notes }
}

/// One reason in words, and its source in words if it has one.
#[must_use]
pub fn reason_words(reason: &Reason, language: Language, now: Instant) -> (String, Option<String>) {
    let messages = language.messages();
    let dated = |template: &str, instant: Instant| fill(template, &[("date", &language.instant(instant, now))]);
    match reason {
        Reason::Balance { at, estimated: false } => (dated(messages.reason_balance, *at), None),
        Reason::Balance { at, estimated: true } => (dated(messages.reason_balance_estimated, *at), None),
        Reason::BelowFloor => (messages.reason_below.to_owned(), None),
        Reason::Grace { until, source, .. } => {
            (dated(messages.reason_grace, *until), Some(source_words(source, language, now)))
        }
        Reason::Barred { label, source, .. } => {
            let words = fill(messages.reason_barred, &[("label", language.of(label))]);
            (words, Some(source_words(source, language, now)))
        }
        Reason::Window { from, source, .. } => {
            (dated(messages.reason_window, *from), Some(source_words(source, language, now)))
        }
        Reason::Moratorium { until: Some(until), .. } => (dated(messages.reason_moratorium, *until), None),
        Reason::Moratorium { until: None, .. } => (messages.reason_moratorium_open.to_owned(), None),
    }
}

fn source_words(source: &Source, language: Language, now: Instant) -> String {
    let messages = language.messages();
    let kind = match source.kind {
        SourceKind::Order => messages.source_order,
        SourceKind::Press => messages.source_press,
        SourceKind::Statement => messages.source_statement,
    };
    let title = format!("{} ({kind})", language.of(&source.title));
    fill(messages.source, &[("title", &title), ("date", &language.date(source.date.0, now))])
}
