//! Use by day, week and month: sums that tell how much of what they sum is known, and like compared with like.
//!
//! Only days that are over count, and only measured or reported ones: a missing day is never filled in here.

mod compare;
mod span;
#[cfg(test)]
mod tests;

pub use self::compare::{Against, Comparison};
pub use self::span::{Span, Sum};

use chrono::{NaiveDate, TimeDelta};

use super::balance::{DayUse, days_in_order};
use super::time::{INDIA, Instant};

/// The days that are looked at: as many as the contract's longest answer has.
const LONGEST: i64 = 400;
/// The present pace is that of so many days.
const RECENT: i64 = 30;

/// The use of an account up to the last day that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    days: Vec<DayUse>,
    last: NaiveDate,
}

impl Usage {
    /// From days in any order; `None` when none of them is known and over. Of two for one date the first counts; today
    /// is not over, and what lies more than 400 days back is not looked at.
    #[must_use]
    pub fn of(days: &[DayUse], now: Instant) -> Option<Self> {
        let today = now.date(INDIA);
        let over = |day: &&DayUse| (1..=LONGEST).contains(&(today - day.date.0).num_days());
        let days = days_in_order(days.iter().filter(over).cloned());
        let last = days.last()?.date.0;
        Some(Self { days, last })
    }

    /// The days, in order, each once.
    #[must_use]
    pub fn days(&self) -> &[DayUse] {
        &self.days
    }

    /// The last known day.
    #[must_use]
    pub const fn last(&self) -> NaiveDate {
        self.last
    }

    /// The 30 civil days up to the last known one.
    #[must_use]
    pub fn recent(&self) -> Sum {
        let from = self.last.checked_sub_signed(TimeDelta::days(RECENT - 1));
        self.sum(Span { from: from.unwrap_or(self.last), to: self.last })
    }

    /// What is known of a span.
    #[must_use]
    pub fn sum(&self, span: Span) -> Sum {
        let within = self.days.iter().filter(|day| span.holds(day.date.0));
        within.fold(Sum::nothing(span), Sum::and)
    }

    /// The calendar months from the first known day to the last, the oldest first; a month without a known day too.
    #[must_use]
    pub fn months(&self) -> Vec<Sum> {
        let mut months = Vec::new();
        let mut next = self.days.first().map(|day| Span::month_of(day.date.0));
        while let Some(month) = next.filter(|month| month.from <= self.last) {
            months.push(self.sum(month));
            next = month.to.succ_opt().map(Span::month_of);
        }
        months
    }
}
