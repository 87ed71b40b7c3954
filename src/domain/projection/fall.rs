//! When a balance falls to a level.

use chrono::TimeDelta;

use super::ahead::MIDDLE;
use super::course::Projection;
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

impl Projection {
    /// When the balance falls to `level` or below and, by what is known to have come in, stays there.
    #[must_use]
    pub fn falls_to(&self, level: Paise) -> Fall {
        let [latest, likely, earliest] = [0, MIDDLE, 2].map(|end| self.fall(level, end));
        Fall { earliest, likely, latest }
    }

    /// From the last inflow back: had the balance fallen before one came in and lifted it too little, it fell then.
    /// One that was taken back lets it fall at the latest when that happened.
    fn fall(&self, level: Paise, end: usize) -> Option<Instant> {
        let course = &*self.course;
        let when = |money: Paise| {
            let seconds = course.costs[end].when(money.0.max(0), self.more.0);
            seconds.map_or(Instant::MAX, |seconds| course.as_of + TimeDelta::seconds(seconds))
        };
        let mut money = course.came_by(Instant::MAX, end) - level;
        let mut latest = Instant::MAX;
        for inflow in course.inflows.iter().rev() {
            if end <= MIDDLE || inflow.credit == Credit::Confirmed {
                if when(money) >= inflow.at {
                    break;
                }
                latest = inflow.at;
                money = money - inflow.paise;
            }
        }
        // What was read is above the level, whatever has not been deducted yet.
        Some(when(money).min(latest)).filter(|at| *at < Instant::MAX).map(|at| at.max(course.read_at))
    }
}
