//! The figures of a run, as they are shown and written.

use serde::Serialize;

use crate::herd::{Outcome, Setting};
use crate::plan::Recovery;
use crate::policy::Policy;
use crate::tally::{BUCKET, Bucket};

/// All figures of one comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Clients.
    pub clients: u32,
    /// The outage, in seconds.
    pub outage_seconds: u32,
    /// Requests a second that the warm server does.
    pub capacity: f64,
    /// How it came back.
    pub recovery: Recovery,
    /// The seed.
    pub seed: u64,
    /// Clients over capacity, in seconds: no server could be faster.
    pub clients_over_capacity_seconds: f64,
    /// When a server that wastes nothing would have served half, 95 % and all, warm-up and falls included, in seconds.
    pub ideal_seconds: [Option<u32>; 3],
    /// By policy.
    pub policies: Vec<Figures>,
}

/// The figures of one policy.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Which.
    pub policy: Policy,
    /// Simulated at one to so many: herd and capacity both divided.
    pub scale: u32,
    /// The part of the herd that was served within the time looked on.
    pub served: f64,
    /// Requests since the recovery for each client served; `None` if nobody was.
    pub requests_per_served: Option<f64>,
    /// Requests since the recovery for each client of the herd.
    pub requests_per_client: f64,
    /// The part of what the server did that somebody still waited for; `None` if it did nothing.
    pub useful: Option<f64>,
    /// The busiest span against the capacity.
    pub peak: f64,
    /// When half, 95 % and all were served, in seconds.
    pub seconds: [Option<u32>; 3],
    /// The time of 95 % against the ideal.
    pub times_ideal: Option<f64>,
    /// Whether the server never got up again.
    pub collapsed: bool,
    /// Requests of a client to the dead server, during the whole outage.
    pub outage_requests_per_client: f64,
    /// A client's looks for the bulletin since the recovery.
    pub looks_per_client: f64,
    /// A client's looks for the bulletin in the outage.
    pub outage_looks_per_client: f64,
    /// The most looks a second, for the whole herd.
    pub looks_peak: f64,
    /// Clients served a second against the capacity, in spans of a minute.
    pub goodput: Vec<f64>,
}

/// A server of which, long after, less than this part of the work serves anybody has collapsed and stayed so.
const COLLAPSED: f64 = 0.5;
/// The last hour, in buckets.
const LATE: usize = 3600 / BUCKET as usize;
const MINUTE: usize = 60 / BUCKET as usize;

impl Comparison {
    /// The figures of what was simulated.
    #[must_use]
    pub fn of(setting: &Setting, outcomes: &[Outcome]) -> Self {
        Self {
            clients: setting.clients,
            outage_seconds: setting.outage,
            capacity: rounded(setting.capacity),
            recovery: setting.recovery,
            seed: setting.seed,
            clients_over_capacity_seconds: rounded(f64::from(setting.clients) / setting.capacity),
            ideal_seconds: crate::plan::Plan::of(setting.recovery).ideal(setting.clients, setting.capacity),
            policies: outcomes.iter().map(Figures::of).collect(),
        }
    }

    /// The figures of a policy.
    #[must_use]
    pub fn of_policy(&self, policy: Policy) -> Option<&Figures> {
        self.policies.iter().find(|figures| figures.policy == policy)
    }
}

impl Figures {
    #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
    fn of(outcome: &Outcome) -> Self {
        let (all, clients) = (outcome.tally.all, f64::from(outcome.clients));
        let ratio = |part: u64, whole: u64| (whole > 0).then(|| rounded(part as f64 / whole as f64));
        let goodput: Vec<f64> = outcome
            .tally
            .buckets
            .chunks(MINUTE)
            .map(|minute| {
                let served: u64 = minute.iter().map(|bucket| bucket.served).sum();
                rounded(served as f64 / (minute.len() as f64 * f64::from(BUCKET) * outcome.capacity))
            })
            .collect();
        let buckets = &outcome.tally.buckets;
        let late = &buckets[buckets.len().saturating_sub(LATE)..];
        let late_sum = |count: fn(&Bucket) -> u64| late.iter().map(count).sum::<u64>() as f64;
        let late_served = late_sum(|bucket| bucket.served);
        let in_vain = late_served < COLLAPSED * (late_served + late_sum(|bucket| bucket.wasted));
        let asked_in_vain = late_served <= 0.0 && late_sum(|bucket| bucket.requests) > 0.0;
        let seconds = outcome.tally.times;
        let served = f64::from(outcome.served) / clients;
        Self {
            policy: outcome.policy,
            scale: outcome.scale,
            served: rounded(served),
            requests_per_served: ratio(all.requests, all.served),
            requests_per_client: rounded(all.requests as f64 / clients),
            useful: ratio(all.served, all.served + all.wasted),
            peak: rounded(outcome.tally.peak(outcome.span, |bucket| bucket.requests) / outcome.capacity),
            seconds,
            times_ideal: seconds[1]
                .zip(outcome.ideal[1])
                .map(|(took, ideal)| rounded(f64::from(took) / f64::from(ideal))),
            collapsed: seconds[1].is_none() && (in_vain || asked_in_vain),
            outage_requests_per_client: rounded(outcome.in_outage.0),
            looks_per_client: rounded(all.looks as f64 / clients),
            outage_looks_per_client: rounded(outcome.in_outage.1),
            looks_peak: rounded(outcome.tally.peak(1, |bucket| bucket.looks) * f64::from(outcome.scale)),
            goodput,
        }
    }
}

/// To four digits after the point: more would be noise.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
