//! The account: what the utility knows of a consumer, and the movements of money on it.

use serde::{Deserialize, Serialize};

use super::identity::{ConsumerNumber, OrderId};
use super::money::Paise;
use super::time::{Date, Instant};

/// The facts of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The consumer number.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub consumer_number: ConsumerNumber,
    /// The consumer's name with most letters hidden, e.g. `S•••• D•••`.
    pub masked_name: String,
    /// The tariff category, e.g. `DS-II`.
    pub category: String,
    /// Sanctioned load, W.
    pub sanctioned_load_w: u32,
    /// The distribution company, e.g. `SBPDCL`.
    pub discom: String,
    /// The division within it, e.g. `patna-central`.
    pub division: String,
    /// Arrears from before prepayment, in paise; zero if none.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub arrears: Paise,
    /// Whether supply is on, as far as the server knows.
    pub supply: SupplyState,
    /// What else some disconnection rules ask for.
    #[serde(default)]
    pub standing: Standing,
}

/// What some disconnection rules ask of an account beyond its plain facts. What is absent is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// Whether the utility has marked the household as vulnerable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vulnerable: Option<bool>,
    /// The day of the change to prepayment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub converted_on: Option<Date>,
    /// How the emergency credit stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_credit: Option<CreditUse>,
    /// The last part payment of dues; absent also if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_payment: Option<PartPayment>,
    /// The place in the queue of staged cuts, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue_position: Option<u32>,
    /// The amount of the last recharge, paise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub last_recharge: Option<Paise>,
}

/// How an emergency credit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CreditUse {
    /// It can still be had.
    Available,
    /// It was asked for, or has begun.
    Active,
    /// It was had, and cannot be had again yet.
    Used,
}

/// A payment of part of the dues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartPayment {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Instant,
    /// How much, paise.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub paid: Paise,
    /// Of which dues, paise.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub dues: Paise,
    /// How many part payments were granted relief before.
    pub earlier: u16,
}

/// Whether supply is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupplyState {
    /// Supply is on.
    Connected,
    /// Supply was cut for dues.
    Disconnected {
        /// Since when.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
        since: Instant,
    },
}

/// One movement of money on the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerEntry {
    /// The server's name for it.
    pub id: String,
    /// When it was booked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Instant,
    /// What moved.
    pub movement: Movement,
    /// By how much the balance changed, in paise, signed.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub paise: Paise,
    /// The balance afterwards, in paise.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub balance_after: Paise,
}

/// The balance after each movement since then, the oldest first, and what it was at that time.
#[must_use]
pub fn balances(ledger: &[LedgerEntry], since: Instant) -> Vec<(Instant, Paise)> {
    let mut points: Vec<_> = ledger.iter().map(|entry| (entry.at, entry.balance_after)).collect();
    points.sort_by_key(|(at, _)| *at);
    let first = points.partition_point(|(at, _)| *at <= since).saturating_sub(1);
    points.split_off(first)
}

/// The last day that was deducted, by entries of the ledger.
#[must_use]
pub fn deducted_through(ledger: &[LedgerEntry]) -> Option<Date> {
    let last = |entry: &LedgerEntry| match &entry.movement {
        Movement::Deduction { to, .. } => Some(*to),
        Movement::Recharge { .. } | Movement::Reversal { .. } => None,
    };
    ledger.iter().filter_map(last).max()
}

/// What moved money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Money came in.
    Recharge {
        /// The order it came from, if it was made through this contract.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        order: Option<OrderId>,
    },
    /// Use was deducted, for one day or, after a fault, for several at once.
    Deduction {
        /// The first day it is for.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        from: Date,
        /// The last day it is for.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        to: Date,
    },
    /// A recharge was taken back.
    Reversal {
        /// The order that was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        order: Option<OrderId>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Instant {
        Instant::from_unix_seconds(1_730_000_000 + hour * 3_600)
    }

    fn entry(hour: i64, rupees: i64, movement: Movement) -> LedgerEntry {
        LedgerEntry {
            id: hour.to_string(),
            at: at(hour),
            movement,
            paise: Paise::ZERO,
            balance_after: Paise::rupees(rupees),
        }
    }

    fn deduction(day: u32) -> Movement {
        let date = Date(chrono::NaiveDate::from_ymd_opt(2024, 10, day).expect("a date"));
        Movement::Deduction { from: date, to: date }
    }

    #[test]
    fn the_past_begins_with_what_was_there_before_it() {
        let recharge = Movement::Recharge { order: None };
        let ledger = [entry(9, 90, deduction(26)), entry(5, 130, recharge), entry(1, 30, deduction(25))];
        let balances =
            |since| balances(&ledger, at(since)).into_iter().map(|(_, paise)| paise.0 / 100).collect::<Vec<_>>();
        assert_eq!(balances(6), [130, 90]);
        assert_eq!(balances(5), [130, 90]);
        assert_eq!(balances(0), [30, 130, 90]);
        assert_eq!(balances(99), [90]);
        assert!(super::balances(&[], at(0)).is_empty());
    }

    #[test]
    fn the_last_day_that_was_deducted_is_the_latest_whatever_the_order() {
        let recharge = Movement::Recharge { order: None };
        let ledger = [entry(5, 0, deduction(24)), entry(9, 0, deduction(26)), entry(12, 0, recharge.clone())];
        assert_eq!(deducted_through(&ledger).map(String::from).as_deref(), Some("2024-10-26"));
        assert_eq!(deducted_through(&[entry(1, 0, recharge)]), None);
    }
}
