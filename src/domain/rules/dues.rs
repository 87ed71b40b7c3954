//! Rules about money: the floor, emergency credit, relief on part payment, instalments, warnings.

use serde::{Deserialize, Serialize};

use super::source::Source;
use super::term::Term;
use crate::domain::account::PartPayment;
use crate::domain::money::Paise;

/// A balance at or below which supply may be cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The rule's id.
    pub id: String,
    /// The balance in paise: negative where the utility waits longer, positive where it may cut before zero.
    pub paise: Paise,
    /// Where it is written.
    pub source: Source,
}

/// Credit that the meter or the utility lends when the balance reached the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmergencyCredit {
    /// The rule's id.
    pub id: String,
    /// How much or how long.
    pub size: CreditSize,
    /// How it begins.
    pub activation: Activation,
    /// How often.
    pub renewal: Renewal,
    /// Where it is written.
    pub source: Source,
}

/// How much an emergency credit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CreditSize {
    /// So much money, paise; a negative amount is none.
    Paise(Paise),
    /// So long, whatever is used.
    Term(Term),
}

/// How an emergency credit begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// By itself.
    Automatic,
    /// Only when the consumer asks for it.
    OnRequest,
}

/// How often an emergency credit may be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Renewal {
    /// Once.
    Once,
    /// Again after every recharge that pays it back.
    PerRecharge,
}

/// Time that a part payment buys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Relief {
    /// The rule's id.
    pub id: String,
    /// What which share buys; the longest one reached counts.
    pub steps: Vec<ReliefStep>,
    /// How often: `once`, or `per_recharge` for every part payment.
    pub renewal: Renewal,
    /// Where it is written.
    pub source: Source,
}

/// What a share of the dues buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReliefStep {
    /// From this share of the dues on, per cent.
    pub share_percent: u8,
    /// So long from the payment on.
    pub length: Term,
}

/// How arrears from before prepayment are taken: a little every day, which empties the balance sooner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Instalments {
    /// The rule's id.
    pub id: String,
    /// How much a day.
    pub size: InstalmentSize,
    /// Only where arrears are above this, paise; zero if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrears_over: Option<Paise>,
    /// Where it is written.
    pub source: Source,
}

/// How large an instalment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InstalmentSize {
    /// All arrears in equal parts over so many days.
    OverDays(u16),
    /// So many paise a day.
    PaisePerDay(Paise),
}

/// When a consumer is warned of a low balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// The rule's id.
    pub id: String,
    /// At what.
    pub at: WarningAt,
    /// Where it is written.
    pub source: Source,
}

/// The level of a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningAt {
    /// At or below this balance, paise.
    Paise(Paise),
    /// When this share or less of the last recharge is left, per cent.
    PercentOfLastRecharge(u8),
}

impl Relief {
    /// How long `payment` spares the consumer, if it reaches a step.
    #[must_use]
    pub fn bought_by(&self, payment: &PartPayment) -> Option<Term> {
        if self.renewal == Renewal::Once && payment.earlier > 0 {
            return None;
        }
        let share = i128::from(payment.paid.0) * 100;
        let reached = |step: &&ReliefStep| {
            payment.dues.0 > 0 && share >= i128::from(step.share_percent) * i128::from(payment.dues.0)
        };
        self.steps.iter().filter(reached).max_by_key(|step| step.share_percent).map(|step| step.length)
    }
}

impl Instalments {
    /// What is taken each day of `arrears`, rounded up; zero where nothing is.
    #[must_use]
    pub fn daily(&self, arrears: Paise) -> Paise {
        if arrears <= self.arrears_over.unwrap_or(Paise::ZERO) || arrears <= Paise::ZERO {
            return Paise::ZERO;
        }
        match self.size {
            InstalmentSize::OverDays(days) => {
                let days = i64::from(days.max(1));
                Paise(arrears.0 / days + i64::from(arrears.0 % days != 0))
            }
            InstalmentSize::PaisePerDay(paise) => paise.min(arrears).max(Paise::ZERO),
        }
    }
}

impl Warning {
    /// Whether a balance, with the last recharge if it is known, is low enough for the warning.
    #[must_use]
    pub fn is_due(&self, balance: Paise, last_recharge: Option<Paise>) -> bool {
        match self.at {
            WarningAt::Paise(level) => balance <= level,
            WarningAt::PercentOfLastRecharge(percent) => last_recharge
                .is_some_and(|recharge| i128::from(balance.0) * 100 <= i128::from(recharge.0) * i128::from(percent)),
        }
    }
}
