//! Cuts for dues: so many a day from a long queue, in the forenoon, never on a Sunday, never under a moratorium.

use chrono::{Datelike, NaiveTime, TimeDelta, Weekday};
use diya::domain::account::SupplyState;
use diya::domain::notice::Moratorium;
use diya::domain::rules::Term;
use diya::domain::time::{INDIA, Instant};
use serde::{Deserialize, Serialize};

use super::{AccountRow, Held, World};
use crate::consumption::draw;
use crate::scenario::Cuts;

/// Cuts that go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Policy {
    /// The last run.
    pub last_run: Instant,
    /// How many runs there were.
    runs: u64,
    /// After how many runs the queue is through.
    queue: u64,
}

impl Policy {
    pub(super) fn new(cuts: &Cuts, at: Instant) -> Option<Self> {
        // A run at this very instant is the first.
        let last_run = at - TimeDelta::seconds(1);
        (cuts.per_day > 0).then(|| Self { last_run, runs: 0, queue: u64::from(cuts.backlog.div_ceil(cuts.per_day)) })
    }
}

/// The first run after `instant`: at 10:00, on any day but Sunday.
pub(super) fn next_cut_run(instant: Instant) -> Instant {
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    let mut run = Instant::from_civil(instant.date(INDIA).and_time(ten), INDIA);
    while run <= instant || run.date(INDIA).weekday() == Weekday::Sun {
        run = run + TimeDelta::days(1);
    }
    run
}

impl World {
    pub(super) fn cut_for_dues(&mut self, at: Instant) -> Held<()> {
        let Some(policy) = &mut self.course.cuts else { return Ok(()) };
        policy.last_run = at;
        let (run, queue) = (policy.runs, policy.queue);
        policy.runs += 1;
        for account in self.accounts()? {
            let place = draw(self.scenario.seed, &format!("queue {}", account.number)).below(queue);
            if place <= run && self.may_cut(&account, at)? {
                self.set_supply(&account.number, Some(at))?;
            }
        }
        Ok(())
    }

    /// Whether the account is connected, has owed for longer than every grace that binds, and no moratorium holds.
    pub(super) fn may_cut(&self, account: &AccountRow, at: Instant) -> Held<bool> {
        let standing = self.standing(&account.number)?;
        let (true, Some(since)) = (standing.paise < 0, standing.zero_since) else { return Ok(false) };
        if account.facts.supply != SupplyState::Connected {
            return Ok(false);
        }
        let bulletin = self.bulletin_state()?;
        let packs = bulletin.rule_packs.iter().filter(|pack| pack.binds(&account.facts));
        let hours = packs.filter_map(|pack| pack.grace.as_ref()).map(|grace| match grace.length {
            Term::Hours(hours) => i64::from(hours),
            Term::Days(days) => i64::from(days) * 24,
            // At most: to the end of the last day.
            Term::CivilDays(days) => i64::from(days) * 24 + 24,
        });
        let grace = TimeDelta::hours(hours.max().unwrap_or(0));
        let holds = |moratorium: &Moratorium| {
            moratorium.holds_at(at) && moratorium.areas.iter().any(|area| area.holds(&account.facts))
        };
        Ok(Instant::from_unix_seconds(since) + grace <= at && !bulletin.moratoria().iter().any(holds))
    }
}
