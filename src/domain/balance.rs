//! A balance is an amount with the instant and the quality of its reading; without them it is a rumour.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::money::Paise;
use super::order::ordered_by;
use super::time::{Date, INDIA, Instant};

/// What is on the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Balance {
    /// The amount in paise; negative is due.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub paise: Paise,
    /// When it was read: later use is not in it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub as_of: Instant,
    /// How it was come by.
    pub quality: Quality,
    /// When the meter itself last confirmed the credit it holds, if the utility knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub on_meter_as_of: Option<Instant>,
    /// Since when the balance has been at or below zero; absent while it is above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub not_above_zero_since: Option<Instant>,
    /// The last day whose use has been deducted, if the utility knows. When deductions stall while recharges are
    /// credited, it lies behind the reading; absent, the amount is taken to have no use left out up to the reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub deducted_through: Option<Date>,
}

/// How a reading was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Read from the meter.
    Measured,
    /// Computed by the utility.
    Estimated,
}

/// How far a reading can be relied on, by its age alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// As current as the daily deduction allows.
    Current,
    /// Older: show its age first and the estimate beside it.
    Stale,
}

/// A daily deduction makes a reading of up to a day normal; six hours more allow for a late run.
const CURRENT_FOR: TimeDelta = TimeDelta::hours(30);

impl Balance {
    /// Since when use is not in the amount: the reading, or the end of the last day that was deducted before it.
    #[must_use]
    pub fn use_left_out_since(&self) -> Instant {
        let next = self.deducted_through.and_then(|day| day.0.succ_opt());
        next.map_or(self.as_of, |next| Instant::start_of(next, INDIA).min(self.as_of))
    }

    /// Whether deductions have fallen behind the reading: more will be taken at once when they resume.
    #[must_use]
    pub fn deductions_are_behind(&self) -> bool {
        self.as_of - self.use_left_out_since() > CURRENT_FOR
    }

    /// Whether the reading is current at `now`.
    #[must_use]
    pub fn freshness(&self, now: Instant) -> Freshness {
        if now - self.as_of <= CURRENT_FOR { Freshness::Current } else { Freshness::Stale }
    }
}

/// Use and cost of one civil day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayUse {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// Energy drawn, Wh.
    pub wh: u32,
    /// What it cost, in paise.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub paise: Paise,
    /// How it was come by.
    pub quality: Quality,
}

/// More days than the contract's 400 are nobody's answer; the first so many of them are looked at.
const MOST_DAYS: usize = 800;

/// The days in order, each once.
#[must_use]
pub fn days_in_order(days: impl IntoIterator<Item = DayUse>) -> Vec<DayUse> {
    let mut ordered = ordered_by(days.into_iter().take(MOST_DAYS), |day| day.date);
    ordered.dedup_by_key(|day| day.date);
    ordered
}

/// Use of the 30 civil days before the one of `now` in India, Wh; `None` unless at least 28 of them are known.
#[must_use]
pub fn use_of_30_days(days: &[DayUse], now: Instant) -> Option<u32> {
    let today = now.date(INDIA);
    let within = |day: &DayUse| (1..=30).contains(&(today - day.date.0).num_days());
    let known = days_in_order(days.iter().filter(|day| within(day)).cloned());
    (known.len() >= 28).then(|| known.iter().fold(0, |sum: u32, day| sum.saturating_add(day.wh)))
}
