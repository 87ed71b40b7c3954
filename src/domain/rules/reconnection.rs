//! What brings supply back, and what a recharge must be.

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::domain::money::Paise;
use crate::domain::words::Words;

/// What brings supply back after a cut. Where both thresholds are stated, both must be met; where none is, all dues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reconnection {
    /// The rule's id.
    pub id: String,
    /// The balance in paise that must be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_at_least: Option<Paise>,
    /// The share of the dues that must be paid, per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_dues_percent: Option<u8>,
    /// How long it may take, hours; absent: no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_hours: Option<u16>,
    /// What helps meanwhile, e.g. the push-button on the meter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanwhile: Vec<Words>,
    /// Where it is written.
    pub source: Source,
}

/// What a recharge must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RechargeRule {
    /// The rule's id.
    pub id: String,
    /// A multiple of this, paise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Paise>,
    /// Enough for so many days of average use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_of_use: Option<u16>,
    /// Where it is written.
    pub source: Source,
}

impl Reconnection {
    /// What must be paid at a `balance` to be reconnected, paise; zero where nothing is missing.
    #[must_use]
    pub fn to_pay(&self, balance: Paise) -> Paise {
        let dues = (Paise::ZERO - balance).max(Paise::ZERO);
        let missing = |level: Paise| (level - balance).max(Paise::ZERO);
        let share = |percent: u8| {
            let part = i128::from(dues.0) * i128::from(percent);
            // Of a magnitude below that of `dues` times 2.55, and rounded up: saturates far beyond any account.
            Paise(i64::try_from((part + 99) / 100).unwrap_or(i64::MAX))
        };
        match (self.balance_at_least, self.share_of_dues_percent) {
            (None, None) => dues,
            (level, percent) => level.map_or(Paise::ZERO, missing).max(percent.map_or(Paise::ZERO, share)),
        }
    }
}

impl RechargeRule {
    /// The smallest recharge that the rule allows at a daily cost, paise.
    #[must_use]
    pub fn smallest(&self, daily: Paise) -> Paise {
        let enough = daily.max(Paise::ZERO).times(i64::from(self.days_of_use.unwrap_or(0)));
        match self.multiple_of.map(|step| step.0).filter(|step| *step > 0) {
            Some(step) => Paise((enough.0 / step + i64::from(enough.0 % step != 0)).max(1)).times(step),
            None => enough,
        }
    }
}
