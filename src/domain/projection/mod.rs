//! What the balance probably is now, how it goes on, and when it runs out.
//!
//! The days of use say what the days ahead will cost together: the likely sum, and a range around it that holds in
//! four of five cases. docs/projection.md tells how, and how it was judged on homes nobody tuned it on.
//!
//! Everything is counted from the reading: asked later, the same facts give the same answer.

mod ahead;
mod evidence;
mod fall;
mod history;
mod inflow;
mod series;
#[cfg(test)]
mod tests;
mod weights;

use chrono::TimeDelta;

use self::ahead::{Ahead, Ends};
pub use self::fall::Fall;
use self::history::History;
pub use self::inflow::{Credit, Inflow};
use super::balance::{Balance, DayUse};
use super::money::Paise;
use super::order::ordered_by;
use super::time::{INDIA, Instant};

/// In how many cases of a hundred the range holds what comes.
pub const PERCENT: u8 = 80;
/// How many days of use before today are worth asking for: a year, and the month before it to compare with. With today
/// they are as many as the contract's longest answer has.
pub const WANTED_DAYS: i64 = 399;
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
    paise: Paise,
    as_of: Instant,
    /// What was spent since the reading, after 0, 1, 2, … days.
    spent: Vec<Range>,
    /// What each day after those costs.
    onward: Range,
    /// In the order of their times.
    inflows: Vec<Inflow>,
    widened: Vec<Widened>,
}

/// What makes the range wider than the ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widened {
    /// Fewer than 14 days of use are known.
    ShortHistory,
    /// Of the last four weeks before the reading more than four days are missing.
    Gaps,
    /// A day was left out that no home can have used: a register that began anew, as when a meter is exchanged.
    MeterSwap,
    /// The last week differs in kind from the weeks before.
    Jump,
    /// Nothing was used in the last week: nobody knows when it begins again.
    NoUseOfLate,
}

/// Why there is no projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotTell {
    /// Fewer than seven days of use are known of the last 45.
    TooFewDays,
    /// The last known day of use is more than 45 days old, or the reading is older than the days that are known.
    TooOld,
    /// Nothing at all was used on any known day.
    NoUse,
}

/// How `balance` goes on, judged by the known days of use, and with what came in since the reading.
///
/// # Errors
/// [`CannotTell`] when too little is known.
pub fn project(balance: &Balance, days: &[DayUse], inflows: &[Inflow], now: Instant) -> Result<Projection, CannotTell> {
    let &Balance { paise, as_of, .. } = balance;
    let history = History::of(days, as_of, now)?;
    let ahead = Ahead::of(&history.series, history.wider);
    // How long after the last known day the reading was taken; below zero: known days follow it.
    let lead = (as_of - Instant::start_of(history.next, INDIA)).num_seconds() as f64 / 86_400.0;
    let mut spent: Vec<Range> = Vec::new();
    let mut before = [0.0; 3];
    let mut day = 0.0;
    while day <= DAYS_AHEAD as f64 - lead.min(0.0) {
        for (before, sum) in before.iter_mut().zip(since(&history, &ahead, lead, day)) {
            *before = sum.max(*before);
        }
        spent.push(range(before));
        day += 1.0;
    }
    let onward = range(ahead.after(DAYS_AHEAD as f64).map(|sum| sum / DAYS_AHEAD as f64));
    let counted = inflows.iter().filter(|inflow| inflow.counts(as_of)).copied();
    let inflows = ordered_by(counted, |inflow| inflow.at);
    Ok(Projection { paise, as_of, spent, onward, inflows, widened: history.widened })
}

/// What was spent so many days after a reading that was taken `lead` days after the last known day.
fn since(history: &History, ahead: &Ahead, lead: f64, days: f64) -> Ends {
    let until = ahead.after((lead + days).max(0.0));
    if lead <= 0.0 {
        let (all, after) = (history.last(-lead), history.last((-lead - days).max(0.0)));
        return core::array::from_fn(|end| all[end] - after[end] + until[end]);
    }
    // The chance of these days alone, or their share in that of all days since the last known one, whichever is more.
    let (first, alone) = (ahead.after(lead), ahead.after(days));
    let likely = until[1] - first[1];
    let share = days / (lead + days);
    let unsure = |end: usize| (until[end] - until[1]).abs() * share;
    let apart = |end: usize| (alone[end] - alone[1]).abs().max(unsure(end));
    [(likely - apart(0)).max(0.0), likely, likely + apart(2)]
}

/// To the nearest paisa.
fn range(ends: Ends) -> Range {
    #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates, and these are no such sums")]
    let [low, likely, high] = ends.map(|sum| Paise((sum + 0.5) as i64));
    Range { low, likely, high }
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
