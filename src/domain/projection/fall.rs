//! When a balance falls to a level.

use chrono::TimeDelta;

use super::course::{Projection, Range};
use super::inflow::Credit;
use crate::domain::money::Paise;
use crate::domain::time::Instant;

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

const DAY: i64 = 86_400;
const FAR: i64 = 3_650 * DAY;

/// One of the three ends of a range of costs.
type End = fn(&Range) -> i64;

impl Projection {
    /// When the balance falls to `level` or below and, by what is known to have come in, stays there.
    #[must_use]
    pub fn falls_to(&self, level: Paise) -> Fall {
        Fall {
            earliest: self.fall(level, |spent| spent.high.0, false),
            likely: self.fall(level, |spent| spent.likely.0, true),
            latest: self.fall(level, |spent| spent.low.0, true),
        }
    }

    /// From the last inflow back: had the balance fallen before one came in and lifted it too little, it fell then.
    /// One that was taken back lets it fall at the latest when that happened.
    fn fall(&self, level: Paise, end: End, unconfirmed: bool) -> Option<Instant> {
        let counts = |credit| unconfirmed || credit == Credit::Confirmed;
        let inflows = || self.inflows.iter().filter(|inflow| counts(inflow.credit));
        let mut money = self.paise - level + inflows().map(|inflow| inflow.paise).sum();
        let mut latest = Instant::MAX;
        for inflow in inflows().rev() {
            if self.when_spent(money, end).is_none_or(|spent| spent >= inflow.at) {
                break;
            }
            latest = inflow.at;
            money = money - inflow.paise;
        }
        let spent = self.when_spent(money, end).unwrap_or(Instant::MAX).min(latest);
        (spent < Instant::MAX).then_some(spent)
    }

    /// When so much has been spent since the reading.
    fn when_spent(&self, money: Paise, end: End) -> Option<Instant> {
        let left = money.0.max(0);
        let (mut day, mut before) = (0, 0);
        for spent in self.spent.iter().map(end) {
            if spent >= left {
                let seconds = match day {
                    0 => 0,
                    _ => (day - 1) * DAY + (left - before).saturating_mul(DAY) / (spent - before).max(1),
                };
                return Some(self.as_of + TimeDelta::seconds(seconds));
            }
            (day, before) = (day + 1, spent);
        }
        let onward = end(&self.onward);
        let left = left - before;
        let days = left.checked_div(onward)?;
        let seconds = (day - 1 + days.min(FAR)) * DAY + (left % onward).saturating_mul(DAY) / onward;
        (seconds <= FAR).then(|| self.as_of + TimeDelta::seconds(seconds))
    }
}
