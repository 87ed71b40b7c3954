//! What the balance probably is now, and when it runs out.
//!
//! The daily cost of the last four weeks is taken as the daily cost of the days ahead: its mean is the likely one,
//! its 10th and 90th percentiles, held every single day, are the optimistic and the pessimistic end. Holding an
//! extreme for many days in a row errs on the wide side, which is the safe side for a warning.

use chrono::TimeDelta;

use super::balance::{Balance, DayUse, days_in_order};
use super::money::Paise;
use super::order::ordered_by;
use super::time::{Date, INDIA, Instant};

/// An estimate: a likely amount between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The pessimistic end.
    pub low: Paise,
    /// The likely amount.
    pub likely: Paise,
    /// The optimistic end.
    pub high: Paise,
}

/// When a balance falls to a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall {
    /// At the pessimistic end.
    pub earliest: Option<Instant>,
    /// Likely.
    pub likely: Option<Instant>,
    /// At the optimistic end; `None`: not within ten years.
    pub latest: Option<Instant>,
}

/// How a balance goes on from its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    paise: Paise,
    as_of: Instant,
    /// Cost a day in paise: the most, the likely, the least.
    daily: Range,
}

/// Why there is no projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotTell {
    /// Fewer than seven days of use are known.
    TooFewDays,
    /// The last known day of use is more than 45 days old.
    TooOld,
}

/// Days of use that are looked at.
const WEEKS: usize = 28;
const FEWEST: usize = 7;
const OLDEST: TimeDelta = TimeDelta::days(45);
const FAR: TimeDelta = TimeDelta::days(3_650);

/// How `balance` goes on, judged by the known days of use before its reading.
///
/// # Errors
/// [`CannotTell`] when too little is known.
pub fn project(balance: &Balance, days: &[DayUse], now: Instant) -> Result<Projection, CannotTell> {
    let recent = days_in_order(days.iter().filter(|day| !day.paise.is_negative()).cloned());
    let recent = &recent[recent.len().saturating_sub(WEEKS)..];
    let Some(Date(last)) = recent.last().map(|day| day.date).filter(|_| recent.len() >= FEWEST) else {
        return Err(CannotTell::TooFewDays);
    };
    if now - Instant::start_of(last, INDIA) > OLDEST {
        return Err(CannotTell::TooOld);
    }
    let costs = ordered_by(recent.iter().map(|day| day.paise.0), |cost| *cost);
    let count = i64::try_from(costs.len()).unwrap_or(i64::MAX);
    let mean = costs.iter().fold(0_i64, |sum, cost| sum.saturating_add(*cost)) / count;
    let rank = |tenths: usize| costs[(costs.len() - 1) * tenths / 10];
    let (low, high) = (rank(1).min(mean), rank(9).max(mean));
    let daily = Range { low: Paise(high), likely: Paise(mean), high: Paise(low) };
    Ok(Projection { paise: balance.paise, as_of: balance.as_of, daily })
}

impl Projection {
    /// What will be deducted for the time from the reading to `now`: the catch-up deduction, where it was stalled.
    /// Here `low` is the least and `high` the most.
    #[must_use]
    pub fn spent(&self, now: Instant) -> Range {
        let seconds = (now - self.as_of).num_seconds().max(0);
        let spent = |daily: Paise| {
            // Saturates beyond nine lakh crore rupees.
            Paise(daily.0.saturating_mul(seconds) / 86_400)
        };
        Range { low: spent(self.daily.high), likely: spent(self.daily.likely), high: spent(self.daily.low) }
    }

    /// What the balance probably is at `now`, if nothing came in since the reading.
    #[must_use]
    pub fn at(&self, now: Instant) -> Range {
        let spent = self.spent(now);
        Range { low: self.paise - spent.high, likely: self.paise - spent.likely, high: self.paise - spent.low }
    }

    /// The same, with so much more taken every day, e.g. an instalment of arrears. A negative amount is none.
    #[must_use]
    pub fn with_daily(&self, more: Paise) -> Self {
        let raised = |daily: Paise| daily + more.max(Paise::ZERO);
        let Range { low, likely, high } = self.daily;
        Self { daily: Range { low: raised(low), likely: raised(likely), high: raised(high) }, ..self.clone() }
    }

    /// When the balance falls to `level` or below, if nothing comes in.
    #[must_use]
    pub fn falls_to(&self, level: Paise) -> Fall {
        let left = (self.paise - level).0.max(0);
        let fall = |daily: Paise| {
            if left == 0 {
                return Some(self.as_of);
            }
            let seconds = left.saturating_mul(86_400).checked_div(daily.0)?;
            (seconds <= FAR.num_seconds()).then(|| self.as_of + TimeDelta::seconds(seconds))
        };
        Fall { earliest: fall(self.daily.low), likely: fall(self.daily.likely), latest: fall(self.daily.high) }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::balance::Quality;
    use super::*;

    fn date(day: u32) -> Date {
        Date(NaiveDate::from_ymd_opt(2024, 10, day).expect("a date"))
    }

    fn reading(paise: i64) -> Balance {
        Balance {
            paise: Paise(paise),
            as_of: Instant::start_of(date(25).0, INDIA),
            quality: Quality::Measured,
            on_meter_as_of: None,
            not_above_zero_since: None,
        }
    }

    fn use_of(costs: &[i64]) -> Vec<DayUse> {
        (1_u32..)
            .zip(costs)
            .map(|(day, paise)| DayUse { date: date(day), wh: 1, paise: Paise(*paise), quality: Quality::Measured })
            .collect()
    }

    #[test]
    fn steady_use_runs_out_on_the_day_that_division_says() {
        let projection = project(&reading(5_000), &use_of(&[2_500; 20]), reading(0).as_of).expect("twenty days");
        let fall = projection.falls_to(Paise::ZERO);
        assert_eq!(fall.earliest, Some(reading(0).as_of + TimeDelta::days(2)));
        assert_eq!(fall.latest, fall.earliest);
        let later = projection.at(reading(0).as_of + TimeDelta::days(3));
        assert_eq!(later, Range { low: Paise(-2_500), likely: Paise(-2_500), high: Paise(-2_500) });
    }

    #[test]
    fn uneven_use_widens_the_range() {
        let costs: Vec<i64> = (0..20).map(|day| 1_000 + 200 * day).collect();
        let projection = project(&reading(50_000), &use_of(&costs), reading(0).as_of).expect("twenty days");
        let range = projection.at(reading(0).as_of + TimeDelta::days(5));
        assert!(range.low < range.likely && range.likely < range.high, "{range:?}");
        let fall = projection.falls_to(Paise::ZERO);
        assert!(fall.earliest < fall.likely && fall.likely < fall.latest, "{fall:?}");
    }

    #[test]
    fn a_home_without_use_never_runs_out() {
        let projection = project(&reading(100), &use_of(&[0; 10]), reading(0).as_of).expect("ten days");
        assert_eq!(projection.falls_to(Paise::ZERO), Fall { earliest: None, likely: None, latest: None });
    }

    #[test]
    fn six_days_are_too_few_and_old_days_too_old() {
        let as_of = reading(0).as_of;
        assert_eq!(project(&reading(0), &use_of(&[100; 6]), as_of), Err(CannotTell::TooFewDays));
        assert_eq!(project(&reading(0), &use_of(&[100; 9]), as_of + TimeDelta::days(60)), Err(CannotTell::TooOld));
    }

    proptest::proptest! {
        #[test]
        fn absurd_amounts_do_not_panic(paise in proptest::num::i64::ANY, costs in proptest::collection::vec(proptest::num::i64::ANY, 7..28), seconds in 0_i64..1_000_000_000) {
            if let Ok(projection) = project(&reading(paise), &use_of(&costs), reading(0).as_of) {
                let _ = projection.at(reading(0).as_of + TimeDelta::seconds(seconds));
                let _ = projection.falls_to(Paise::ZERO);
            }
        }

        #[test]
        fn money_never_makes_it_run_out_earlier(paise in 0_i64..1_000_000, more in 0_i64..1_000_000, costs in proptest::collection::vec(0_i64..10_000, 7..28)) {
            let earliest = |paise| project(&reading(paise), &use_of(&costs), reading(0).as_of).ok().map(|projection| projection.falls_to(Paise::ZERO).earliest.unwrap_or(Instant::MAX));
            proptest::prop_assert!(earliest(paise) <= earliest(paise + more));
        }
    }
}
