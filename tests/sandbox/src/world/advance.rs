//! The passing of time: everything that is due happens, one thing after the other, in the order of time.

use chrono::TimeDelta;
use diya::domain::time::Instant;
use serde::{Deserialize, Serialize};

use super::billing::next_run;
use super::clock::Pace;
use super::cuts::{Policy, next_cut_run};
use super::orders::Due;
use super::store::put;
use super::{Held, World};
use crate::scenario::Refresh;

/// How far each thread of events has come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Course {
    /// Up to when everything has happened.
    pub reached: Instant,
    /// How many entries of the timeline have happened.
    pub entries: usize,
    /// The last billing run.
    pub billed: Instant,
    /// When the bulletin is issued anew.
    pub refresh: Option<Refresh>,
    /// Cuts for dues, if they go on.
    pub cuts: Option<Policy>,
    /// How the clock goes.
    pub pace: Pace,
}

/// What happens next. The order is that of things at the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Entry,
    Billing,
    Order(Due),
    Refresh,
    Cuts,
}

impl World {
    /// Lets everything happen that is due until `target`. The past is not touched.
    pub(super) fn advance_to(&mut self, target: Instant) -> Held<()> {
        if target <= self.course.reached {
            return Ok(());
        }
        let (course, faults) = (self.course.clone(), self.faults.clone());
        let done = self.whole(|world| {
            let mut target = target;
            while let Some((at, next)) = world.next()?.filter(|(at, _)| *at <= target) {
                world.course.reached = world.course.reached.max(at);
                let ran = !world.course.pace.frozen;
                world.happen(at, next)?;
                // An entry that freezes the clock ends the jump there.
                if ran && world.course.pace.frozen {
                    target = at;
                }
            }
            world.course.reached = world.course.reached.max(target);
            put(&world.db, "course", &world.course)
        });
        if done.is_err() {
            // The database was rolled back; so is what is remembered of it.
            (self.course, self.faults) = (course, faults);
        }
        done
    }

    /// Does `work` as a whole or not at all.
    pub(super) fn whole<T>(&mut self, work: impl FnOnce(&mut Self) -> Held<T>) -> Held<T> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let done = work(self);
        self.db.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done
    }

    fn next(&self) -> Held<Option<(Instant, Next)>> {
        let due = self.next_due()?.map(|(at, due)| (at, Next::Order(due)));
        let course = &self.course;
        let entry = self.scenario.timeline.get(course.entries).map(|entry| (entry.at, Next::Entry));
        let billing = Some((next_run(course.billed), Next::Billing));
        let refresh = course.refresh.map(|refresh| (refresh.next, Next::Refresh));
        let cuts = course.cuts.as_ref().map(|policy| (next_cut_run(policy.last_run), Next::Cuts));
        Ok([entry, billing, due, refresh, cuts].into_iter().flatten().min())
    }

    fn happen(&mut self, at: Instant, next: Next) -> Held<()> {
        match next {
            Next::Entry => {
                self.course.entries += 1;
                self.play(self.course.entries - 1, at)
            }
            Next::Billing => {
                self.course.billed = at;
                self.bill(at)
            }
            Next::Order(due) => self.step_due(due, at),
            Next::Refresh => {
                if let Some(refresh) = &mut self.course.refresh {
                    refresh.next = at + TimeDelta::hours(i64::from(refresh.hours));
                }
                self.issue(at)
            }
            Next::Cuts => self.cut_for_dues(at),
        }
    }
}
