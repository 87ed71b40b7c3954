//! From the days of use to the course of a balance.

use super::ahead::{Ahead, Ends};
use super::caveats::CannotTell;
use super::course::{DAYS_AHEAD, Projection, Range};
use super::history::History;
use super::inflow::Inflow;
use crate::domain::balance::{Balance, DayUse};
use crate::domain::money::Paise;
use crate::domain::order::ordered_by;
use crate::domain::time::{INDIA, Instant};

/// How many days of use before today are worth asking for: a year, and the month before it to compare with. With today
/// they are as many as the contract's longest answer has.
pub const WANTED_DAYS: i64 = 399;

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
