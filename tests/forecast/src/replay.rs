//! A home's past, lived through again.

use std::thread;

use chrono::{NaiveDate, TimeDelta};
use diya::domain::balance::{Balance, DayUse, Quality};
use diya::domain::money::Paise;
use diya::domain::projection::{WANTED_DAYS, project};
use diya::domain::time::{INDIA, Instant};

use crate::baselines::{Past, flat_mean, seasonal_naive};
use crate::homes::Home;
use crate::tally::Tally;

/// The horizons that are judged, in days.
pub const HORIZONS: [usize; 5] = [1, 3, 7, 14, 30];
/// Horizons for which the projection has no weights of its own. They are told beside the judged ones.
pub const BETWEEN: [usize; 4] = [2, 5, 10, 21];
/// How long a history is at a cut-off, in days: from the one to below the next.
pub const HISTORIES: [usize; 5] = [14, 28, 90, 392, 401];
/// Days from cut-off to cut-off. Not a multiple of seven: every weekday has its turn.
pub const STEP: usize = 5;
/// Days before the first cut-off.
const FIRST: usize = 14;

/// How the three forecasters did for one horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trio {
    /// The portal's projection.
    pub projection: Tally,
    /// The mean of 30 days with normal errors.
    pub flat_mean: Tally,
    /// The seasonal naive forecast.
    pub seasonal_naive: Tally,
}

impl Trio {
    /// Adds what another counted.
    pub fn merge(&mut self, other: &Self) {
        self.projection.merge(&other.projection);
        self.flat_mean.merge(&other.flat_mean);
        self.seasonal_naive.merge(&other.seasonal_naive);
    }
}

/// What came of one home.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The home.
    pub id: String,
    /// For each of [`HORIZONS`].
    pub by_horizon: [Trio; HORIZONS.len()],
    /// The projection's, for each of [`BETWEEN`].
    pub between: [Tally; BETWEEN.len()],
    /// The projection's over the judged horizons, by how long the history was.
    pub by_history: [Tally; HISTORIES.len() - 1],
    /// Cut-offs at which a projection was given.
    pub told: u32,
    /// Cut-offs at which it said that it cannot tell.
    pub not_told: u32,
}

/// Lives through all homes, with a cut-off every `step` days.
#[must_use]
pub fn replay(homes: &[Home], step: usize) -> Vec<Judged> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = homes.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let shares = homes.chunks(share);
        let running: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(|home| judge(home, step)).collect::<Vec<_>>()))
            .collect();
        running.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn judge(home: &Home, step: usize) -> Judged {
    let mut judged = Judged {
        id: home.id.clone(),
        by_horizon: [Trio::default(); HORIZONS.len()],
        between: [Tally::default(); BETWEEN.len()],
        by_history: [Tally::default(); HISTORIES.len() - 1],
        told: 0,
        not_told: 0,
    };
    let (Some(first), Some(last)) = (home.days.first(), home.days.last()) else { return judged };
    let (first, last) = (first.date.0, last.date.0);
    let place = |date: NaiveDate| usize::try_from((date - first).num_days()).unwrap_or_default();
    let mut costs = vec![None; place(last) + 1];
    for day in &home.days {
        costs[place(day.date.0)] = Some(rupees(day.paise));
    }
    for cut_off in (FIRST..costs.len()).step_by(step.max(1)) {
        let date = first + TimeDelta::days(i64::try_from(cut_off).unwrap_or_default());
        match ranges(&home.days, date) {
            Some(range) => {
                judged.told += 1;
                judged.hold_against(&costs, cut_off, range);
            }
            None => judged.not_told += 1,
        }
    }
    judged
}

/// What the portal would have said at the beginning of `date`: the range of the cost after so many days.
fn ranges(days: &[DayUse], date: NaiveDate) -> Option<impl Fn(usize) -> (f64, f64)> {
    // As many days as the portal asks for, and none that was yet to come.
    let asked = date - TimeDelta::days(WANTED_DAYS);
    let from = days.partition_point(|day| day.date.0 < asked);
    let known = &days[from..days.partition_point(|day| day.date.0 < date)];
    let as_of = Instant::start_of(date, INDIA);
    let balance = Balance {
        paise: Paise::ZERO,
        as_of,
        quality: Quality::Measured,
        on_meter_as_of: None,
        not_above_zero_since: None,
        deducted_through: None,
    };
    let projection = project(&balance, known, &[], as_of).ok()?;
    Some(move |horizon| {
        let spent = projection.spent(as_of + TimeDelta::days(i64::try_from(horizon).unwrap_or_default()));
        (rupees(spent.low), rupees(spent.high))
    })
}

impl Judged {
    fn hold_against(&mut self, costs: Past<'_>, cut_off: usize, range: impl Fn(usize) -> (f64, f64)) {
        let past = &costs[cut_off.saturating_sub(HISTORIES[HISTORIES.len() - 1] - 1)..cut_off];
        let history = HISTORIES.iter().rposition(|days| *days <= past.len()).unwrap_or_default();
        // Where a day was not measured nobody knows what came.
        let came = |horizon: usize| costs.get(cut_off..cut_off + horizon)?.iter().copied().sum::<Option<f64>>();
        for (trio, horizon) in self.by_horizon.iter_mut().zip(HORIZONS) {
            let plain = flat_mean(past, horizon).zip(seasonal_naive(past, horizon));
            // All three are judged by the same cases.
            if let (Some(came), Some((mean, naive))) = (came(horizon), plain) {
                trio.projection.add(range(horizon), came);
                trio.flat_mean.add(mean, came);
                trio.seasonal_naive.add(naive, came);
                self.by_history[history].add(range(horizon), came);
            }
        }
        for (tally, horizon) in self.between.iter_mut().zip(BETWEEN) {
            if let Some(came) = came(horizon) {
                tally.add(range(horizon), came);
            }
        }
    }
}

fn rupees(paise: Paise) -> f64 {
    paise.0 as f64 / 100.0
}
