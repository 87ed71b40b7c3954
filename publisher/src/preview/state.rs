//! The outlook's state under stable names.

use diya::domain::supply::{Missing, State, Until};
use diya::domain::time::Instant;
use serde::Serialize;

/// The state of an outlook for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateTold {
    /// `protected_until`, `at_risk_from`, `may_be_cut`, `cut` or `unknown`.
    pub state: &'static str,
    /// The end of the protection, the first or next instant of a possible cut, or since when it is cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Instant>,
    /// For a protection without a stated end: until when the bulletin vouches for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_until: Option<Instant>,
    /// Whether it holds as long as an exemption does, without a date.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub exempt: bool,
    /// What has to be paid to be reconnected, paise, if a rule and the balance say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_pay: Option<i64>,
    /// Whether the date rests on an estimate of the balance.
    pub estimated: bool,
    /// What is missing, when the state is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<&'static str>,
}

impl StateTold {
    /// The state under its stable name.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let told = |state, date, estimated| Self {
            state,
            date,
            confirmed_until: None,
            exempt: false,
            to_pay: None,
            estimated,
            missing: None,
        };
        match state {
            State::ProtectedUntil(Until::At(at)) => told("protected_until", Some(*at), false),
            State::ProtectedUntil(Until::Declared { confirmed }) => {
                Self { confirmed_until: Some(*confirmed), ..told("protected_until", None, false) }
            }
            State::ProtectedUntil(Until::Exempt) => Self { exempt: true, ..told("protected_until", None, false) },
            // Far off: the balance lasts as far as anybody can tell.
            State::AtRiskFrom { from: Instant::MAX, estimated } => told("at_risk_from", None, *estimated),
            State::AtRiskFrom { from, estimated } => told("at_risk_from", Some(*from), *estimated),
            State::MayBeCut { next, estimated, .. } => told("may_be_cut", Some(*next), *estimated),
            State::Cut { since, to_pay, .. } => {
                Self { to_pay: to_pay.map(|paise| paise.0), ..told("cut", Some(*since), false) }
            }
            State::Unknown { missing, not_before } => {
                Self { missing: Some(missing_name(*missing)), ..told("unknown", *not_before, false) }
            }
        }
    }
}

fn missing_name(missing: Missing) -> &'static str {
    match missing {
        Missing::Account => "account",
        Missing::Bulletin => "bulletin",
        Missing::Rules => "rules",
        Missing::Balance => "balance",
        Missing::Use => "use",
        Missing::Confirmation(_) => "confirmation",
        Missing::Vulnerable => "vulnerable",
        Missing::ConversionDate => "converted_on",
        Missing::EmergencyCredit => "emergency_credit",
    }
}
