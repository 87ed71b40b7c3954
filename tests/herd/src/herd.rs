//! All policies through one recovery, side by side.

use std::sync::Mutex;
use std::thread;

use crate::clients::{Clients, bit};
use crate::plan::{Plan, Recovery};
use crate::policy::Policy;
use crate::run::Run;
use crate::tally::{BUCKET, Tally};

/// What is to be simulated.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Clients, each of which wants its balance once.
    pub clients: u32,
    /// How long the server was down, in seconds.
    pub outage: u32,
    /// Requests a second that the warm server does.
    pub capacity: f64,
    /// How it comes back.
    pub recovery: Recovery,
    /// Who is compared.
    pub policies: Vec<Policy>,
    /// The seed of all chance.
    pub seed: u64,
    /// Follow every client of ours, however many there are.
    pub whole: bool,
}

/// What a policy came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which policy.
    pub policy: Policy,
    /// The herd was simulated at one to so many.
    pub scale: u32,
    /// Clients that were simulated.
    pub clients: u32,
    /// The capacity they met.
    pub capacity: f64,
    /// Who had been served at the end.
    pub served: u32,
    /// Requests to the dead server during the outage, by client; looks for the bulletin likewise.
    pub in_outage: (f64, f64),
    /// The counts.
    pub tally: Tally,
    /// The ideal times of half, 95 % and all.
    pub ideal: [Option<u32>; 3],
    /// The admitted share, as it was published.
    pub shares: Vec<(i64, f64)>,
    /// The span over which a peak is taken, in buckets.
    pub span: usize,
    /// How long was looked on, in seconds.
    pub horizon: u32,
}

/// Ours with admission are followed one by one up to here; with more clients, herd and capacity are divided.
const OURS_AT_MOST: u32 = 8_000_000;
/// The same for ours without admission.
const OURS_ALONE_AT_MOST: u32 = 200_000;
/// The same for the others, whose clients ask so often that a whole state of them would take days to simulate.
const OTHERS_AT_MOST: u32 = 10_000;
/// Clients that live through the outage.
const SAMPLE: u32 = 20_000;
/// How long before the news the whole herd takes its place, in seconds.
const BEFORE_NEWS: u32 = 600;
/// A peak is taken over the time in which the server does so many requests, and never less than a bucket: what chance
/// alone makes of an even stream in a shorter time is no peak.
const PEAK_REQUESTS: f64 = 5_000.0;
/// Who has not served its herd after so many times the ideal has failed.
const HORIZONS: u32 = 4;

/// Simulates all policies. Two threads; what comes out does not depend on which does what.
#[must_use]
pub fn simulate(setting: &Setting) -> Vec<Outcome> {
    let (ours, others): (Vec<_>, Vec<_>) = setting.policies.iter().copied().partition(|policy| *policy == Policy::Ours);
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for policies in [ours, others] {
            scope.spawn(|| {
                for policy in policies {
                    let outcome = one(setting, policy);
                    outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(outcome);
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_by_key(|outcome| outcome.policy);
    outcomes
}

fn one(setting: &Setting, policy: Policy) -> Outcome {
    let plan = Plan::of(setting.recovery);
    let at_most = match policy {
        Policy::Ours if setting.whole => u32::MAX,
        Policy::Ours => OURS_AT_MOST,
        Policy::OursAlone => OURS_ALONE_AT_MOST,
        _ => OTHERS_AT_MOST,
    };
    let scale = setting.clients.div_ceil(at_most).max(1);
    let clients = setting.clients / scale;
    let capacity = setting.capacity / f64::from(scale);
    let ideal = plan.ideal(clients, capacity);
    let horizon = ideal[1].unwrap_or(86_400).saturating_mul(HORIZONS).max(4 * 3600);
    let before = u32::try_from(-plan.news_at).unwrap_or(0) + BEFORE_NEWS;

    let seed = |what: u64| setting.seed.wrapping_mul(1_000_003).wrapping_add(what * 31 + policy as u64);
    let outage = setting.outage.max(before + 60);
    let sample = Clients::new(clients.min(SAMPLE), policy.is_ours(), seed(1));
    let sampled = sample.each.len();
    let mut lived = Run::new(plan, policy, sample, capacity, outage);
    lived.begin();
    lived.live(outage - before);
    #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
    let by_client = |count: u64| count as f64 / sampled as f64;
    let in_outage = (by_client(lived.tally.before.requests), by_client(lived.tally.before.looks));

    let herd = taken_from(&lived.clients, clients, policy, seed(2));
    drop(lived);
    let mut run = Run::new(plan, policy, herd, capacity, before);
    run.begin();
    run.live(before + horizon);
    run.tally.close();
    Outcome {
        policy,
        scale,
        clients,
        capacity,
        served: run.served,
        in_outage,
        ideal,
        shares: run.world.operator.shares(),
        span: span(capacity),
        horizon,
        tally: run.tally,
    }
}

/// The herd, each client with the memory of one of the sample. Only lots are everybody's own: a herd that shared those
/// of the sample would come in lumps. With a utility that keeps its word they are all that there is to remember.
fn taken_from(sample: &Clients, clients: u32, policy: Policy, seed: u64) -> Clients {
    let mut herd = Clients::new(clients, policy.is_ours(), seed);
    let sampled = sample.each.len();
    for client in 0..clients as usize {
        let model = client % sampled;
        herd.each[client].state = sample.each[model].state & bit::LOOKING;
        match policy {
            Policy::Ours => {}
            Policy::OursAlone => herd.ours[client] = sample.ours[model].clone(),
            _ => herd.common[client] = sample.common[model],
        }
    }
    herd
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
fn span(capacity: f64) -> usize {
    ((PEAK_REQUESTS / capacity / f64::from(BUCKET)).ceil() as usize).max(1)
}
