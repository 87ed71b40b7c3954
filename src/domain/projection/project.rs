//! From the days of use to the course of a balance.

use std::sync::Arc;

use super::ahead::{Ahead, MIDDLE};
use super::caveats::CannotTell;
use super::cost::Cost;
use super::course::{Course, DAYS_AHEAD, Projection};
use super::history::History;
use super::inflow::Inflow;
use crate::domain::balance::{Balance, DayUse};
use crate::domain::money::Paise;
use crate::domain::order::ordered_by;
use crate::domain::time::Instant;

/// How many days of use before today are worth asking for: a year, and the month before it to compare with. With today
/// they are as many as the contract's longest answer has.
pub const WANTED_DAYS: i64 = 399;

/// How `balance` goes on, judged by the known days of use, and with what came in since the reading.
///
/// # Errors
/// [`CannotTell`] when too little is known.
pub fn project(balance: &Balance, days: &[DayUse], inflows: &[Inflow], now: Instant) -> Result<Projection, CannotTell> {
    let (as_of, read_at) = (balance.use_left_out_since(), balance.as_of);
    let history = History::of(days, as_of, now)?;
    let ahead = Ahead::of(&history.series, history.wider);
    // How long after the last known day the costs begin to count; below zero: known days follow it.
    let lead = (as_of - history.next).num_seconds() as f64 / 86_400.0;
    let costs = core::array::from_fn(|end| {
        let mut sums = Vec::new();
        let (mut before, mut day) = (0.0, 0.0);
        while day <= DAYS_AHEAD as f64 - lead.min(0.0) {
            before = since(&history, &ahead, end, lead, day).max(before);
            sums.push(paise(before));
            day += 1.0;
        }
        Cost { sums, onward: paise(ahead.after(end, DAYS_AHEAD as f64) / DAYS_AHEAD as f64) }
    });
    let counted = inflows.iter().filter(|inflow| inflow.counts(read_at)).copied();
    let inflows = ordered_by(counted, |inflow| inflow.at);
    let course = Course { paise: balance.paise, read_at, as_of, costs, inflows, widened: history.widened };
    Ok(Projection { course: Arc::new(course), more: Paise::ZERO })
}

/// What was spent so many days after a reading that was taken `lead` days after the last known day.
fn since(history: &History, ahead: &Ahead, end: usize, lead: f64, days: f64) -> f64 {
    let last = lead + days;
    if lead <= 0.0 {
        let known = history.last(end, -lead) - history.last(end, (-last).max(0.0));
        return known + ahead.after(end, last.max(0.0));
    }
    // The chance of these days alone, or their share in that of all days since the last known one, whichever is more.
    let likely = ahead.after(MIDDLE, last) - ahead.after(MIDDLE, lead);
    let unsure = |days: f64| (ahead.after(end, days) - ahead.after(MIDDLE, days)).abs();
    let apart = unsure(days).max(unsure(last) * days / last);
    if end < MIDDLE { (likely - apart).max(0.0) } else { likely + apart }
}

/// To the nearest paisa.
#[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates, and there are no such sums")]
const fn paise(sum: f64) -> i64 {
    (sum + 0.5) as i64
}
