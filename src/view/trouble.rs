//! Troubles in words: what happened, and what to do.

use crate::app::Trouble;
use crate::contract::problem::ProblemKind;
use crate::domain::time::INDIA;
use crate::view::i18n::{Language, fill};

/// What happened.
pub(super) fn trouble_words(trouble: Trouble, language: Language) -> String {
    match trouble {
        Trouble::HeldBack(Some(until)) => {
            // Some hours ahead at most: the time of day says enough.
            let clock = until.to_local_input(INDIA);
            fill(language.messages().held_until, &[("time", clock.get(11..).unwrap_or_default())])
        }
        _ => fixed(trouble, language).to_owned(),
    }
}

fn fixed(trouble: Trouble, language: Language) -> &'static str {
    let messages = language.messages();
    match trouble {
        Trouble::TimedOut => messages.trouble_timed_out,
        Trouble::Unreachable => messages.trouble_unreachable,
        Trouble::Offline => messages.trouble_offline,
        Trouble::ServerFault => messages.trouble_server,
        Trouble::Garbled => messages.trouble_garbled,
        Trouble::HeldBack(_) => messages.held,
        Trouble::Refused(kind) => match kind {
            ProblemKind::Unavailable | ProblemKind::Other | ProblemKind::IdempotencyInFlight => messages.trouble_server,
            ProblemKind::TooManyRequests => messages.trouble_too_many,
            ProblemKind::RechargeOpen => messages.open_title,
            ProblemKind::OtpRefused => messages.trouble_otp,
            ProblemKind::AmountOutOfLimits => messages.trouble_amount,
            ProblemKind::NoSuchConsumer => messages.trouble_consumer,
            ProblemKind::NotFound => messages.trouble_not_found,
            ProblemKind::NotSignedIn => messages.sign_in_expired,
            ProblemKind::Malformed | ProblemKind::IdempotencyKeyMissing | ProblemKind::IdempotencyKeyReused => {
                messages.trouble_request
            }
        },
    }
}
