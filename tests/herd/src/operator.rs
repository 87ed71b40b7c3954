//! The utility's side of admission: the officer, or a script, that publishes the status. It knows how many consumers
//! there are, what the server can do, and what came in during the last step; nothing about any one of them.

use chrono::TimeDelta;
use diya::domain::bulletin::{AdmitShare, ApiStatus, ServiceStatus};
use diya::domain::time::Instant;
use diya::domain::words::Words;

use crate::plan::Plan;

/// A step of the ramp, in seconds.
pub const STEP: i64 = 300;
/// The last step stays for so long, for those who were away.
const LAST_STEP: i64 = 3600;
/// From what happens to its being published.
const NOTICED_AFTER: i64 = 30;
const MINUTE: i64 = 60;
/// From its being published to its being handed out: what the static hosts may keep a bulletin.
pub const HANDED_OUT_AFTER: u32 = 30;
/// The part of the capacity that the ramp fills; the rest is for payments. And for chance: a stream that is even on
/// average comes in bursts, the wilder the smaller the server, and a queue forgives no burst.
const AIM: f64 = 0.94;
const BURSTS: f64 = 3.0;
const BURST_SECONDS: f64 = 100.0;
/// A queue of so many seconds is a warning: no further step while it lasts.
const LONG_QUEUE: f64 = 2.0;
/// A step's clients come around so many seconds after it: by then the server is warmer.
const AROUND: i64 = 210;
/// A step may grow by this factor over the one before it, seen from what the herd would need if all of it waited.
const BOLDER: f64 = 1.1;
const BOLDEST: f64 = 1.0;
/// A server that does less than this part of what comes in is drowning: close, and let it breathe.
const DROWNING: f64 = 0.5;

/// The operator.
pub struct Operator {
    plan: Plan,
    clients: f64,
    capacity: f64,
    /// What was published, with the instant at which it is handed out.
    published: Vec<(i64, ServiceStatus)>,
    share: f64,
    /// Who had not been served when the share last fell.
    waiting: f64,
    boldness: f64,
    next_at: i64,
    arrived: u64,
    counted: u64,
    served: u64,
    queue: f64,
    minute: (u64, u64),
    closed: bool,
}

impl Operator {
    /// An operator who has said since `start` that the server is down, and has promised news in time ever since.
    #[must_use]
    pub fn new(plan: Plan, clients: u32, capacity: f64, start: i64) -> Self {
        let clients = f64::from(clients);
        let down = status(ApiStatus::Down, 0.0, start, Some(STEP - start));
        Self {
            plan,
            clients,
            capacity,
            published: vec![(start, down)],
            share: 0.0,
            waiting: clients,
            boldness: 1.0,
            next_at: NOTICED_AFTER,
            arrived: 0,
            counted: 0,
            served: 0,
            queue: 0.0,
            minute: (0, 0),
            closed: true,
        }
    }

    /// What the static hosts hand out at that time.
    #[must_use]
    pub fn status(&self, at: i64) -> Option<&ServiceStatus> {
        let handed_out = self.published.iter().rev().find(|(from, _)| *from <= at);
        handed_out.or(self.published.first()).map(|(_, status)| status)
    }

    /// What the server's own counters say at the end of a second.
    #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
    pub const fn count(&mut self, arrived: u64, served: u64, queue: usize) {
        self.queue = queue as f64;
        self.arrived = arrived;
        self.served = served;
    }

    /// Looks at the server, and publishes what is to be said.
    pub fn tick(&mut self, at: i64) {
        // Down is said as soon as it is noticed; the rest step by step.
        let up = self.plan.warmth(at - NOTICED_AFTER) > 0.0 && self.plan.warmth(at) > 0.0;
        let fell = at > NOTICED_AFTER && self.plan.warmth(at - NOTICED_AFTER) <= 0.0;
        let drowning = self.is_drowning(at);
        if !self.closed && (fell || drowning) {
            self.close(at);
        } else if up && at >= self.next_at {
            self.open_wider(at);
        }
    }

    /// Looks at the last minute every minute.
    #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
    fn is_drowning(&mut self, at: i64) -> bool {
        if at % MINUTE != 0 {
            return false;
        }
        let (arrived, served) = (self.arrived - self.minute.0, self.served - self.minute.1);
        self.minute = (self.arrived, self.served);
        let much = arrived as f64 > DROWNING * self.capacity * self.plan.warmth(at) * MINUTE as f64;
        much && (served as f64) < DROWNING * arrived as f64
    }

    fn close(&mut self, at: i64) {
        self.closed = true;
        self.share = 0.0;
        self.boldness = 1.0;
        // Long enough for everybody to hear of it and for the queue to run dry.
        self.next_at = at + STEP;
        self.publish(at, status(ApiStatus::Down, 0.0, at, Some(STEP)));
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
    fn open_wider(&mut self, at: i64) {
        if self.share >= 1.0 {
            // All are in. Whoever learns of it late still waits for a turn; then no more news is needed.
            self.next_at = i64::MAX;
            self.publish(at, status(ApiStatus::Up, 1.0, at, None));
            return;
        }
        if self.queue > LONG_QUEUE * self.capacity {
            self.next_at = at + MINUTE;
            return;
        }
        let full = self.capacity * (AIM - BURSTS / (self.capacity * BURST_SECONDS).sqrt()).max(0.5);
        let aim = full * self.plan.warmth(at + AROUND);
        if self.closed {
            self.closed = false;
            self.waiting = (self.clients - self.served as f64).max(1.0);
        } else {
            // What came in during the last step, against what was aimed at.
            let came = (self.arrived - self.counted) as f64 / STEP as f64;
            let before = full * self.plan.warmth(at - STEP + AROUND);
            self.boldness = (self.boldness * (before / came.max(1.0)).clamp(0.5, BOLDER)).clamp(0.1, BOLDEST);
        }
        self.counted = self.arrived;
        self.share = (self.share + self.boldness * aim * STEP as f64 / self.waiting).min(1.0);
        self.next_at = at + if self.share < 1.0 { STEP } else { LAST_STEP };
        let api = if self.share < 1.0 { ApiStatus::Degraded } else { ApiStatus::Up };
        self.publish(at, status(api, self.share, at, Some(STEP)));
    }

    fn publish(&mut self, at: i64, status: ServiceStatus) {
        self.published.push((at + i64::from(HANDED_OUT_AFTER), status));
    }

    /// The shares that were published, with their time.
    #[must_use]
    pub fn shares(&self) -> Vec<(i64, f64)> {
        self.published.iter().map(|(at, status)| (*at, status.admit.share())).collect()
    }
}

/// The instant of a second after the recovery. Which day it is does not matter to the module.
#[must_use]
pub fn instant(at: i64) -> Instant {
    Instant::from_unix_seconds(1_731_069_000 + at)
}

fn status(api: ApiStatus, admit: f64, at: i64, step: Option<i64>) -> ServiceStatus {
    // A share of the operator's lies between 0 and 1; were it not, nobody would be shut out.
    let admit = AdmitShare::try_from(admit).unwrap_or(AdmitShare::ALL);
    let next_update = step.map(|step| instant(at) + TimeDelta::seconds(step));
    ServiceStatus { api, admit, since: instant(at), next_update, message: Words::default() }
}
