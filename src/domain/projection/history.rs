//! The days of use as they came: put in their places, and judged by how far they can be relied on.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::caveats::{CannotTell, Widened};
use super::series::{LONGEST, MONTH, Series};
use crate::domain::balance::DayUse;
use crate::domain::time::{INDIA, Instant};

/// Fewer known days than these say nothing.
const FEWEST: usize = 7;
/// Fewer are a short history.
const ENOUGH: usize = 14;
/// Days before today that are recent; nothing known among them is too old.
const RECENT: usize = 45;
/// A day that cost so many times the dearest of all others was not used by the home.
const BEYOND: i64 = 8;
/// A week differs in kind from the weeks before when the one is more than 8/5 of the other.
const DIFFERS: (f64, f64) = (8.0, 5.0);

/// What is known of the use up to the last known day.
pub(super) struct History {
    known: Vec<Option<i64>>,
    /// Each day's cost, those not known filled in.
    pub series: Series,
    /// When the last known day was over.
    pub next: Instant,
    /// What makes the range wider than the ordinary one.
    pub widened: Vec<Widened>,
    /// How many times wider.
    pub wider: f64,
}

impl History {
    /// From days of use in any order. Of two for one date the first counts; today is not over and does not count.
    pub fn of(days: &[DayUse], as_of: Instant, now: Instant) -> Result<Self, CannotTell> {
        let today = number(now.date(INDIA));
        let over = || days.iter().map(|day| (number(day.date.0), day.paise.0)).filter(|(day, _)| *day < today);
        let last = over().map(|(day, _)| day).max().ok_or(CannotTell::TooFewDays)?;
        let mut known = vec![None; LONGEST];
        for (day, paise) in over() {
            let back = usize::try_from(last - day).unwrap_or(LONGEST);
            if let Some(place) = known.iter_mut().rev().nth(back) {
                *place = place.or(Some(paise));
            }
        }
        let exchanged = leave_out_what_no_home_uses(&mut known);
        let first = known.iter().position(Option::is_some).unwrap_or(LONGEST);
        known.drain(..first);

        // Whole days between the last known one and the reading are as unknown as those in between.
        let next = Instant::start_of(now.date(INDIA), INDIA) - TimeDelta::days(today - last - 1);
        let unknown_since = (as_of - next).num_days();
        let recent = RECENT as i64;
        if today - last > recent || unknown_since > recent || -unknown_since > known.len() as i64 {
            return Err(CannotTell::TooOld);
        }
        let lead = usize::try_from(unknown_since).unwrap_or(0);
        let count = |days: &[Option<i64>]| days.iter().flatten().count();
        let of_last = |length: usize| count(&known[known.len().saturating_sub(length)..]);
        if of_last(RECENT) < FEWEST {
            return Err(CannotTell::TooFewDays);
        }
        if known.iter().flatten().all(|paise| *paise == 0) {
            return Err(CannotTell::NoUse);
        }

        let series = Series::fill(&known);
        let mut widened = Vec::new();
        let mut wider = 1.0;
        if count(&known) < ENOUGH {
            widened.push(Widened::ShortHistory);
            wider *= 1.5;
        }
        let month = known.len().min(MONTH);
        let missing = month - of_last(month) + lead.min(MONTH);
        if missing * 7 > MONTH {
            widened.push(Widened::Gaps);
            wider *= 1.0 + missing as f64 / MONTH as f64;
        }
        if exchanged {
            widened.push(Widened::MeterSwap);
            wider *= 1.25;
        }
        let end = series.len();
        let (week, before) = (series.mean(end, 7), series.mean(end.saturating_sub(7), MONTH - 7));
        // These two need no factor: the evidence widens the range by as much as they differ.
        if week <= 0.0 {
            widened.push(Widened::NoUseOfLate);
        } else if end > 7 && week.max(before) * DIFFERS.1 > week.min(before) * DIFFERS.0 {
            widened.push(Widened::Jump);
        }
        Ok(Self { known, series, next, widened, wider })
    }

    /// What the last so many days of the series cost at one of the ends. What was measured is certain; a day that was
    /// filled in may have cost nothing, or twice as much.
    pub fn last(&self, end: usize, days: f64) -> f64 {
        let (mut sum, mut left) = (0.0, days);
        for (at, known) in self.known.iter().enumerate().rev() {
            if left <= 0.0 {
                break;
            }
            let share = left.min(1.0) * self.series.day(at);
            sum += if known.is_some() { share } else { share * end as f64 };
            left -= 1.0;
        }
        sum
    }
}

/// Counts days on and on.
fn number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// Leaves out days below zero, and a single day far dearer than every other: a register that began anew or was read
/// wrongly, as when a meter is exchanged. Says whether there were any.
fn leave_out_what_no_home_uses(known: &mut [Option<i64>]) -> bool {
    let (mut dearest, mut second, mut at, mut count) = (0, 0, 0, 0);
    let mut left_out = false;
    for (place, day) in known.iter_mut().enumerate() {
        match *day {
            Some(paise) if paise < 0 => {
                *day = None;
                left_out = true;
            }
            Some(paise) => {
                count += 1;
                if paise > dearest {
                    (dearest, second, at) = (paise, dearest, place);
                } else {
                    second = second.max(paise);
                }
            }
            None => {}
        }
    }
    if count >= ENOUGH && second > 0 && dearest / BEYOND > second {
        known[at] = None;
        left_out = true;
    }
    left_out
}
