//! The course of a balance from its reading on.

use chrono::TimeDelta;

use super::caveats::Widened;
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

/// How a balance goes on from its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    pub(super) paise: Paise,
    pub(super) as_of: Instant,
    /// What was spent since the reading, after 0, 1, 2, … days.
    pub(super) spent: Vec<Range>,
    /// What each day after those costs.
    pub(super) onward: Range,
    /// In the order of their times.
    pub(super) inflows: Vec<Inflow>,
    pub(super) widened: Vec<Widened>,
}

impl Range {
    /// Each end by itself.
    fn map(self, change: impl Fn(Paise) -> Paise) -> Self {
        Self { low: change(self.low), likely: change(self.likely), high: change(self.high) }
    }
}

impl Projection {
    /// What will be deducted for the time from the reading to `now`: the catch-up deduction, where it was stalled.
    /// Here `low` is the least and `high` the most.
    #[must_use]
    pub fn spent(&self, now: Instant) -> Range {
        let seconds = (now - self.as_of).num_seconds().max(0);
        let (days, rest) = (seconds / 86_400, seconds % 86_400);
        let part = |day: i64| day.saturating_mul(rest) / 86_400;
        let at = usize::try_from(days).unwrap_or(usize::MAX);
        let last = self.spent.len() - 1;
        match (self.spent.get(at), self.spent.get(at.saturating_add(1))) {
            (Some(from), Some(to)) => {
                let between = |end: fn(&Range) -> Paise| end(from) + Paise(part((end(to) - end(from)).0));
                Range {
                    low: between(|range| range.low),
                    likely: between(|range| range.likely),
                    high: between(|range| range.high),
                }
            }
            _ => {
                let days = days - last as i64;
                let beyond = self.onward.map(|day| day.times(days) + Paise(part(day.0)));
                let Range { low, likely, high } = self.spent[last];
                Range { low: low + beyond.low, likely: likely + beyond.likely, high: high + beyond.high }
            }
        }
    }

    /// What the balance probably is at `now`, with what came in by then.
    #[must_use]
    pub fn at(&self, now: Instant) -> Range {
        let spent = self.spent(now);
        let came = |sure: bool| -> Paise {
            let counts = |inflow: &&Inflow| inflow.at <= now && !(sure && inflow.credit == Credit::Unconfirmed);
            self.paise + self.inflows.iter().filter(counts).map(|inflow| inflow.paise).sum()
        };
        let (sure, hoped) = (came(true), came(false));
        Range { low: sure - spent.high, likely: hoped - spent.likely, high: hoped - spent.low }
    }

    /// The balance at `now`, and one day later, and so on for 30 days: the fan of a chart.
    #[must_use]
    pub fn fan(&self, now: Instant) -> Vec<Range> {
        (0..=DAYS_AHEAD as i64).map(|days| self.at(now + TimeDelta::days(days))).collect()
    }

    /// What was credited since the reading.
    #[must_use]
    pub fn credited(&self) -> Paise {
        let credited = self.inflows.iter().filter(|inflow| inflow.credit == Credit::Confirmed);
        credited.map(|inflow| inflow.paise).sum()
    }

    /// What makes the range wider than the ordinary one; empty if nothing does.
    #[must_use]
    pub fn widened(&self) -> &[Widened] {
        &self.widened
    }

    /// The same, with so much more taken every day, e.g. an instalment of arrears. A negative amount is none.
    #[must_use]
    pub fn with_daily(&self, more: Paise) -> Self {
        let more = more.max(Paise::ZERO);
        let mut raised = self.clone();
        for (days, spent) in (0..).zip(&mut raised.spent) {
            *spent = spent.map(|sum| sum + more.times(days));
        }
        raised.onward = self.onward.map(|day| day + more);
        raised
    }
}
