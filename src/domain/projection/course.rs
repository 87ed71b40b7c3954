//! The course of a balance from its reading on.

use std::sync::Arc;

use chrono::TimeDelta;

use super::ahead::{ENDS, MIDDLE};
use super::caveats::Widened;
use super::cost::{Cost, DAY};
use super::inflow::{Credit, Inflow};
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// In how many cases of a hundred the range holds what comes.
pub const PERCENT: u8 = 80;
/// How many days ahead the range was judged.
pub const DAYS_AHEAD: usize = 30;

/// An estimate: a likely amount between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The pessimistic end of a balance; the least of a cost.
    pub low: Paise,
    /// The likely amount.
    pub likely: Paise,
    /// The optimistic end of a balance; the most of a cost.
    pub high: Paise,
}

/// How a balance goes on from its reading. Cheap to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    pub(super) course: Arc<Course>,
    /// What is taken every day beside the use.
    pub(super) more: Paise,
}

/// What a projection was made of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Course {
    pub paise: Paise,
    /// When that was read.
    pub read_at: Instant,
    /// Since when use is not in it: the reading, or earlier where deductions have fallen behind.
    pub as_of: Instant,
    /// What is spent since then: the least, the likely, the most.
    pub costs: [Cost; ENDS],
    /// In the order of their times.
    pub inflows: Vec<Inflow>,
    pub widened: Vec<Widened>,
}

impl Course {
    /// The reading with what came in by `now`, as it counts at one of the ends of the costs.
    pub fn came_by(&self, now: Instant, end: usize) -> Paise {
        let counts = |inflow: &&Inflow| inflow.at <= now && (end <= MIDDLE || inflow.credit == Credit::Confirmed);
        self.inflows.iter().filter(counts).fold(self.paise, |sum, inflow| sum + inflow.paise)
    }
}

impl Projection {
    /// What will be deducted for the time from the last deduction to `now`: the catch-up deduction, where it was stalled.
    /// Here `low` is the least and `high` the most.
    #[must_use]
    pub fn spent(&self, now: Instant) -> Range {
        let [low, likely, high] = [0, MIDDLE, 2].map(|end| self.cost(now, end));
        Range { low, likely, high }
    }

    fn cost(&self, now: Instant, end: usize) -> Paise {
        let seconds = (now - self.course.as_of).num_seconds().max(0);
        let (day, rest) = (seconds / DAY, seconds % DAY);
        let more = self.more.times(day) + Paise(self.more.0.saturating_mul(rest) / DAY);
        Paise(self.course.costs[end].after(seconds)) + more
    }

    /// What the balance probably is at `now`, with what came in by then.
    #[must_use]
    pub fn at(&self, now: Instant) -> Range {
        let [high, likely, low] = [0, MIDDLE, 2].map(|end| self.course.came_by(now, end) - self.cost(now, end));
        Range { low, likely, high }
    }

    /// The balance at `now`, and one day later, and so on for 30 days: the fan of a chart.
    #[must_use]
    pub fn fan(&self, now: Instant) -> Vec<Range> {
        (0..=DAYS_AHEAD as i64).map(|days| self.at(now + TimeDelta::days(days))).collect()
    }

    /// What was credited since the reading.
    #[must_use]
    pub fn credited(&self) -> Paise {
        self.course.came_by(Instant::MAX, 2) - self.course.paise
    }

    /// What makes the range wider than the ordinary one; empty if nothing does.
    #[must_use]
    pub fn widened(&self) -> &[Widened] {
        &self.course.widened
    }

    /// The same, with so much more taken every day, e.g. an instalment of arrears. A negative amount is none.
    #[must_use]
    pub fn with_daily(&self, more: Paise) -> Self {
        Self { course: Arc::clone(&self.course), more: self.more + more.max(Paise::ZERO) }
    }
}
