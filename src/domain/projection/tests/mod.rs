//! Examples and laws of the projection. What it is worth on real homes is measured in `tests/forecast`.

mod examples;
mod inflows;
mod laws;
mod widening;

use chrono::{NaiveDate, TimeDelta};

use super::*;
use crate::domain::balance::{Balance, DayUse, Quality};
use crate::domain::money::Paise;
use crate::domain::time::{Date, INDIA, Instant};

/// The day of the reading.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 10, 25).expect("a date")
}

/// So many hours after the beginning of the day of the reading.
fn hours(hours: i64) -> Instant {
    Instant::start_of(today(), INDIA) + TimeDelta::hours(hours)
}

fn reading(paise: i64) -> Balance {
    Balance {
        paise: Paise(paise),
        as_of: hours(0),
        quality: Quality::Measured,
        on_meter_as_of: None,
        not_above_zero_since: None,
        deducted_through: None,
    }
}

fn day(back: i64, paise: i64) -> DayUse {
    DayUse { date: Date(today() - TimeDelta::days(back)), wh: 1, paise: Paise(paise), quality: Quality::Measured }
}

/// The costs of the days before the reading, the latest last.
fn use_of(costs: &[i64]) -> Vec<DayUse> {
    (1..).zip(costs.iter().rev()).map(|(back, paise)| day(back, *paise)).collect()
}

/// Uneven use: 30 to 50 rupees a day, dearer on two days of the week.
fn uneven(days: i64) -> Vec<i64> {
    (0..days).map(|day| 3_000 + day * 731 % 1_500 + if day % 7 > 4 { 500 } else { 0 }).collect()
}

fn projected(paise: i64, costs: &[i64]) -> Projection {
    project(&reading(paise), &use_of(costs), &[], hours(0)).expect("days enough")
}

fn same(paise: i64) -> Range {
    Range { low: Paise(paise), likely: Paise(paise), high: Paise(paise) }
}

fn width(range: Range) -> i64 {
    (range.high - range.low).0
}
