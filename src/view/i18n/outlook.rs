//! The supply outlook in words a person can repeat to the lineman.

use super::{Language, fill};
use crate::domain::money::Paise;
use crate::domain::rules::{Reconnection, Source, SourceKind};
use crate::domain::supply::{Because, Missing, Outlook, Reason, State, Until};
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
    let (headline, notes) = match &outlook.state {
        State::ProtectedUntil(Until::At(at)) => (dated(messages.outlook_protected, *at), vec![]),
        State::ProtectedUntil(Until::Declared { confirmed }) => (
            messages.outlook_declared.to_owned(),
            vec![fill(messages.outlook_declared_note, &[("date", &language.end(*confirmed, now))])],
        ),
        State::ProtectedUntil(Until::Exempt) => (messages.outlook_exempt.to_owned(), vec![]),
        State::AtRiskFrom { from: Instant::MAX, .. } => (messages.outlook_lasting.to_owned(), vec![]),
        State::AtRiskFrom { from, .. } => (dated(messages.outlook_at_risk, *from), vec![]),
        State::MayBeCut { next, .. } => {
            let headline =
                if *next <= now { messages.outlook_may.to_owned() } else { dated(messages.outlook_may_next, *next) };
            (headline, vec![messages.outlook_may_do.to_owned()])
        }
        State::Cut { since, reconnection, to_pay } => {
            let back = reconnection.as_ref().map(|rule| reconnection_words(rule, *to_pay, language));
            let notes = back.into_iter().flatten().chain([messages.outlook_cut_do.to_owned()]).collect();
            (dated(messages.outlook_cut, *since), notes)
        }
        State::Unknown { missing, not_before } => {
            let certain = not_before.map(|at| dated(messages.outlook_not_before, at));
            let missing = missing_words(*missing, language, now);
            (messages.outlook_unknown.to_owned(), certain.into_iter().chain([missing]).collect())
        }
    };
    Sentence { headline, notes: rests_on(outlook, language).into_iter().chain(notes).collect() }
}

/// That a date rests on an estimate, or on the press alone, stands beside it: nobody should have to look for it.
fn rests_on(outlook: &Outlook, language: Language) -> Vec<String> {
    let messages = language.messages();
    let dated = match outlook.state {
        State::ProtectedUntil(Until::At(_)) | State::MayBeCut { .. } => true,
        State::AtRiskFrom { from, .. } => from < Instant::MAX,
        State::Unknown { not_before, .. } => not_before.is_some(),
        State::ProtectedUntil(_) | State::Cut { .. } => false,
    };
    let estimated = (dated && outlook.is_estimated()).then_some(messages.outlook_estimated);
    // The source of the deciding rule is shown, and says so itself.
    let said = outlook.decided_by().and_then(|reason| reason.rule.as_ref());
    let said = said.is_some_and(|rule| rule.source.kind == SourceKind::Press);
    let press = (dated && !said && outlook.rests_on_press()).then_some(messages.outlook_press);
    estimated.into_iter().chain(press).map(str::to_owned).collect()
}

fn missing_words(missing: Missing, language: Language, now: Instant) -> String {
    let messages = language.messages();
    let words = match missing {
        Missing::Account => messages.missing_account,
        Missing::Bulletin => messages.missing_bulletin,
        Missing::Rules => messages.missing_rules,
        Missing::Balance => messages.missing_balance,
        Missing::Use => messages.missing_use,
        Missing::Vulnerable => messages.missing_vulnerable,
        Missing::ConversionDate => messages.missing_conversion,
        Missing::EmergencyCredit => messages.missing_credit,
        Missing::Confirmation(since) => {
            return fill(messages.missing_confirmation, &[("date", &language.end(since, now))]);
        }
    };
    words.to_owned()
}

/// What to pay after a cut, how long it may take, and what helps meanwhile.
fn reconnection_words(rule: &Reconnection, to_pay: Option<Paise>, language: Language) -> Vec<String> {
    let messages = language.messages();
    let pay = to_pay
        .or(rule.balance_at_least)
        .map(|amount| fill(messages.outlook_reconnect_pay, &[("amount", &language.money(amount))]));
    let within = rule.within_hours.map_or_else(
        || messages.outlook_reconnect_unsaid.to_owned(),
        |hours| fill(messages.outlook_reconnect_within, &[("hours", &hours.to_string())]),
    );
    let meanwhile = rule.meanwhile.iter().map(|words| language.quote(words));
    pay.into_iter().chain([within]).chain(meanwhile).collect()
}

/// One reason in words, and its source in words if it has one.
#[must_use]
pub fn reason_words(reason: &Reason, language: Language, now: Instant) -> (String, Option<String>) {
    let messages = language.messages();
    let dated = |template: &str, instant: Instant| fill(template, &[("date", &language.instant(instant, now))]);
    let ends = |template: &str, end: Instant| fill(template, &[("date", &language.end(end, now))]);
    let words = match &reason.because {
        Because::Balance { at, estimated: false } => dated(messages.reason_balance, *at),
        Because::Balance { at, estimated: true } => dated(messages.reason_balance_estimated, *at),
        Because::BelowFloor => messages.reason_below.to_owned(),
        Because::Instalments { daily } => fill(messages.reason_instalments, &[("amount", &language.money(*daily))]),
        Because::EmergencyCredit { until } => ends(messages.reason_credit, *until),
        Because::Grace { until } => ends(messages.reason_grace, *until),
        Because::Conversion { until } => ends(messages.reason_conversion, *until),
        Because::Relief { until } => ends(messages.reason_relief, *until),
        Because::Queue { from } => dated(messages.reason_queue, *from),
        Because::InForce { from } => dated(messages.reason_in_force, *from),
        Because::Barred { label, .. } => fill(messages.reason_barred, &[("label", &language.quote(label))]),
        Because::Exempt { label } => fill(messages.reason_exempt, &[("label", &language.quote(label))]),
        Because::Window { from } => dated(messages.reason_window, *from),
        Because::Moratorium { until: Some(until), .. } => ends(messages.reason_moratorium, *until),
        Because::Moratorium { until: None, .. } => messages.reason_moratorium_open.to_owned(),
    };
    (words, reason.rule.as_ref().map(|rule| source_words(&rule.source, language, now)))
}

fn source_words(source: &Source, language: Language, now: Instant) -> String {
    let messages = language.messages();
    let kind = match source.kind {
        SourceKind::Order => messages.source_order,
        SourceKind::Press => messages.source_press,
        SourceKind::Statement => messages.source_statement,
    };
    let title = format!("{} ({kind})", language.quote(&source.title));
    fill(messages.source, &[("title", &title), ("date", &language.date(source.date.0, now))])
}
