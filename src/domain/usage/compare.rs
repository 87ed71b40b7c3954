//! The days since Monday or since the first, held against the same days a week, a month or a year earlier.

use chrono::{Datelike, Days};

use super::{Span, Sum, Usage};
use crate::domain::money::Paise;

/// What the last days are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The same days of the week before.
    WeekBefore,
    /// The same days of the month before.
    MonthBefore,
    /// The same days of that month a year before.
    YearBefore,
}

/// Two spans held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The days up to the last known one.
    pub now: Sum,
    /// The same days earlier.
    pub then: Sum,
}

impl Comparison {
    /// By how much the later days cost more; below zero, less. `None` while a day is missing on either side: a sum
    /// that lacks a day says nothing about more or less.
    #[must_use]
    pub fn more(&self) -> Option<Paise> {
        (self.missing() == 0).then(|| self.now.paise - self.then.paise)
    }

    /// How many days are missing on both sides.
    #[must_use]
    pub fn missing(&self) -> u32 {
        self.now.missing() + self.then.missing()
    }
}

impl Usage {
    /// From Monday (ISO 8601), or from the first of the month, to the last known day.
    #[must_use]
    pub fn so_far(&self, against: Against) -> Span {
        let from = match against {
            Against::WeekBefore => {
                self.last.checked_sub_days(Days::new(self.last.weekday().num_days_from_monday().into()))
            }
            Against::MonthBefore | Against::YearBefore => self.last.with_day(1),
        };
        Span { from: from.unwrap_or(self.last), to: self.last }
    }

    /// Holds the days up to the last known one against the same days earlier. `None` when nothing is known of those.
    #[must_use]
    pub fn compared(&self, against: Against) -> Option<Comparison> {
        let now = self.so_far(against);
        let then = match against {
            Against::WeekBefore => now.days_before(7),
            Against::MonthBefore => now.months_before(1),
            Against::YearBefore => now.months_before(12),
        };
        let then = self.sum(then?);
        (then.known > 0).then(|| Comparison { now: self.sum(now), then })
    }
}
