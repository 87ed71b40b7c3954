//! The rule pack itself.

use serde::{Deserialize, Serialize};

use super::applies::{Applies, Exemption};
use super::calendar::{BarredDays, CutWindow};
use super::dues::{EmergencyCredit, Floor, Instalments, Relief, Warning};
use super::reconnection::{RechargeRule, Reconnection};
use super::term::{Conversion, Grace, Queue};
use crate::domain::account::Account;
use crate::domain::money::Paise;
use crate::domain::time::{Instant, UtcOffset};
use crate::domain::words::Words;

/// The disconnection rules of a utility. Civil rules run at the pack's own fixed offset from UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RulePack {
    /// Its name, the same through all versions.
    pub id: String,
    /// Grows with every change.
    pub version: u32,
    /// What it is called.
    pub title: Words,
    /// What whoever relies on it should know, e.g. that reports contradict each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<Words>,
    /// Minutes that civil time runs ahead of UTC; India 330.
    pub utc_offset_minutes: UtcOffset,
    /// Whom and when it binds.
    #[serde(default)]
    pub applies: Applies,
    /// Below which balance supply may be cut at all; zero if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Floor>,
    /// Credit that is lent when the balance reached the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_credit: Option<EmergencyCredit>,
    /// How long supply stays on after that; not at all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace: Option<Grace>,
    /// How long nobody is cut after the change to prepayment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversion: Option<Conversion>,
    /// When supply may be cut; at any time if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_windows: Vec<CutWindow>,
    /// Days, or hours of days, on which it may not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred_days: Vec<BarredDays>,
    /// Who is not cut at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
    /// Time that a part payment buys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relief: Option<Relief>,
    /// How arrears from before prepayment are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<Instalments>,
    /// So many cuts a day, one after the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Queue>,
    /// When a consumer is warned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// What brings supply back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconnection: Option<Reconnection>,
    /// What a recharge must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recharge: Option<RechargeRule>,
}

impl RulePack {
    /// Whether the pack binds `account` at all. Its dates are not looked at here.
    #[must_use]
    pub fn binds(&self, account: &Account) -> bool {
        self.applies.binds(account)
    }

    /// Whether the pack is in force at `now`.
    #[must_use]
    pub fn in_force(&self, now: Instant) -> bool {
        self.applies.from.is_none_or(|from| from <= now) && self.applies.until.is_none_or(|until| now < until)
    }

    /// The balance, in paise, at which emergency credit or grace begins.
    #[must_use]
    pub fn floor(&self) -> Paise {
        self.floor.as_ref().map_or(Paise::ZERO, |floor| floor.paise)
    }

    /// The warnings that are due at a balance, with the last recharge if it is known.
    #[must_use]
    pub fn warnings_due(&self, balance: Paise, last_recharge: Option<Paise>) -> Vec<&Warning> {
        self.warnings.iter().filter(|warning| warning.is_due(balance, last_recharge)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_rule_is_refused_rather_than_ignored() {
        let text = r#"{"id":"x","version":1,"title":{"hi":"","en":""},"utc_offset_minutes":330,"graze":{}}"#;
        let fault = serde_json::from_str::<RulePack>(text).expect_err("unknown field").to_string();
        assert!(fault.contains("graze"), "{fault}");
    }
}
