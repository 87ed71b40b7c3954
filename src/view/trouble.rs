//! Troubles in words: what happened, and what to do.

use crate::app::{HeldBack, Trouble};
use crate::contract::problem::ProblemKind;
use crate::domain::admission::Why;
use crate::domain::time::INDIA;
use crate::view::i18n::{Language, fill};

/// What happened.
pub(super) fn trouble_words(trouble: Trouble, language: Language) -> String {
    match trouble {
        Trouble::HeldBack(held_back) => held_words(held_back, language),
        _ => fixed(trouble, language).to_owned(),
    }
}

/// Why the portal holds back, and when something may change.
fn held_words(held_back: HeldBack, language: Language) -> String {
    let messages = language.messages();
    let (reason, then) = match held_back.why {
        Why::Down => (messages.held_down, messages.held_news),
        Why::NotAdmitted => (messages.held_not_admitted, messages.held_news),
        Why::Turn => (messages.held_turn, messages.held_turn_at),
        Why::TappedLately => (messages.held_tapped, messages.held_until),
        Why::Offline => (messages.trouble_offline, ""),
        Why::Backoff | Why::BudgetSpent | Why::Hidden => (messages.held, messages.held_until),
    };
    // Some hours ahead at most: the time of day says enough.
    let then = held_back.until.map(|until| {
        let clock = until.to_local_input(INDIA);
        fill(then, &[("time", clock.get(11..).unwrap_or_default())])
    });
    [reason, then.as_deref().unwrap_or_default()].join(" ").trim_end().to_owned()
}

fn fixed(trouble: Trouble, language: Language) -> &'static str {
    let messages = language.messages();
    match trouble {
        Trouble::TimedOut => messages.trouble_timed_out,
        Trouble::Unreachable => messages.trouble_unreachable,
        Trouble::Offline => messages.trouble_offline,
        Trouble::ServerFault => messages.trouble_server,
        Trouble::Garbled => messages.trouble_garbled,
        Trouble::HeldBack(_) | Trouble::Forgotten => messages.held,
        Trouble::Refused(kind) => match kind {
            ProblemKind::Unavailable | ProblemKind::Other | ProblemKind::IdempotencyInFlight => messages.trouble_server,
            ProblemKind::TooManyRequests => messages.trouble_too_many,
            ProblemKind::RechargeOpen => messages.open_title,
            ProblemKind::OtpRefused => messages.trouble_otp,
            ProblemKind::AmountOutOfLimits => messages.trouble_amount,
            ProblemKind::NoSuchConsumer => messages.trouble_consumer,
            ProblemKind::NotFound => messages.trouble_not_found,
            ProblemKind::NotSignedIn => messages.sign_in_expired,
            ProblemKind::Malformed
            | ProblemKind::IdempotencyKeyMissing
            | ProblemKind::IdempotencyKeyReused
            | ProblemKind::TextOutOfLimits => messages.trouble_request,
        },
    }
}
