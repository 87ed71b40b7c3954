//! What is told of an account, in short.

use diya::domain::rules::RulePack;
use diya::domain::supply::{Because, Outlook, Reason, State, Until};
use diya::domain::time::{Instant, UtcOffset};
use publisher::preview::{Basis, Consumer};

pub fn outlook(packs: &[RulePack], consumer: &Consumer, now: Instant) -> Outlook {
    publisher::preview::outlook(consumer, Basis::Rules(packs), now)
}

/// The state in short, times as clocks show them there.
pub fn in_short(state: &State, offset: UtcOffset) -> String {
    let time = |at: Instant| at.to_rfc3339(offset)[..16].replace('T', " ");
    match state {
        State::ProtectedUntil(Until::At(at)) => format!("protected until {}", time(*at)),
        State::ProtectedUntil(Until::Exempt) => "exempt".to_owned(),
        State::AtRiskFrom { from, .. } => format!("at risk from {}", time(*from)),
        State::MayBeCut { since, .. } => format!("may be cut since {}", time(*since)),
        State::Unknown { missing, not_before: None } => format!("unknown: {missing:?}"),
        State::Unknown { missing, not_before: Some(at) } => format!("unknown: {missing:?}, not before {}", time(*at)),
        State::ProtectedUntil(Until::Declared { .. }) | State::Cut { .. } => panic!("no example of it: {state:?}"),
    }
}

/// A reason in short: what, and by which rule.
pub fn why(reason: &Reason) -> String {
    let what = match reason.because {
        Because::Balance { estimated: false, .. } => "zero",
        Because::Balance { estimated: true, .. } => "runs out",
        Because::BelowFloor => "below",
        Because::Instalments { .. } => "instalments",
        Because::EmergencyCredit { .. } => "credit",
        Because::Grace { .. } => "grace",
        Because::Conversion { .. } => "conversion",
        Because::Relief { .. } => "relief",
        Because::Queue { .. } => "queue",
        Because::InForce { .. } => "in force",
        Because::Barred { .. } => "barred",
        Because::Window { .. } => "window",
        Because::Moratorium { .. } => "moratorium",
        Because::Exempt { .. } => "exempt",
    };
    reason.rule.as_ref().map_or_else(|| what.to_owned(), |rule| format!("{what}:{}", rule.id))
}
