//! How long something runs: grace, conversion grace, and the queue of staged cuts.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::domain::time::{Date, Instant, UtcOffset};

/// How long something runs, and what a day of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// So many hours from the instant.
    Hours(u16),
    /// So many times 24 hours from the instant.
    Days(u16),
    /// To the end of the so-many-th civil day after the one on which it began.
    CivilDays(u16),
}

impl Term {
    /// When a term that begins at `start` is over, on clocks at `offset` from UTC.
    #[must_use]
    pub fn end(self, start: Instant, offset: UtcOffset) -> Instant {
        match self {
            Self::Hours(hours) => start + TimeDelta::hours(i64::from(hours)),
            Self::Days(days) => start + TimeDelta::days(i64::from(days)),
            // Through the instant, so that a date at the end of time saturates instead of overflowing.
            Self::CivilDays(days) => {
                Instant::start_of(start.date(offset), offset) + TimeDelta::days(i64::from(days) + 1)
            }
        }
    }
}

/// How long supply stays on after the balance reached the floor and any emergency credit is used up.
///
/// A grace that ends outside the cut windows or on a barred day is deferred to the next allowed time by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grace {
    /// The rule's id.
    pub id: String,
    /// How long.
    pub length: Term,
    /// Where it is written.
    pub source: Source,
}

/// How long after the change to prepayment nobody is cut. Needs the account's `converted_on`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The rule's id.
    pub id: String,
    /// How long from the start of the day of conversion.
    pub length: Term,
    /// Where it is written.
    pub source: Source,
}

/// A queue of staged cuts: so many a day, on days on which supply may be cut at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// The rule's id.
    pub id: String,
    /// The first day of it.
    pub from: Date,
    /// How many are cut on each; zero counts as one.
    pub per_day: u32,
    /// Where it is written.
    pub source: Source,
}
