//! The utility's server: so many requests a second, a bounded queue, and no idea who still waits for the answer.

use std::collections::VecDeque;

use crate::plan::Plan;

/// The queue holds what the warm server does in so many seconds; more than any client waits, as such queues do.
const QUEUE_SECONDS: f64 = 30.0;
/// To take a connection and refuse it costs this share of serving it.
const REFUSING: f64 = 0.01;

/// A request in the queue.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Whose it is.
    pub client: u32,
    /// Which of its requests.
    pub number: u8,
}

/// What becomes of a request that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It waits in the queue.
    Queued,
    /// The queue is full, or the server is down: refused at once.
    Refused,
}

/// The server.
pub struct Server {
    plan: Plan,
    capacity: f64,
    queue: VecDeque<Request>,
    /// What can still be done in this second, in requests. Below zero after many refusals.
    strength: f64,
    up: bool,
}

impl Server {
    /// A server that does `capacity` requests a second when it is warm.
    #[must_use]
    pub fn new(plan: Plan, capacity: f64) -> Self {
        Self { plan, capacity, queue: VecDeque::new(), strength: 0.0, up: false }
    }

    /// Begins a second, `at` seconds after the recovery.
    pub fn tick(&mut self, at: i64) {
        let warmth = self.plan.warmth(at);
        self.up = warmth > 0.0;
        if !self.up {
            self.queue.clear();
            self.strength = 0.0;
        }
        // What an idle second could have done is lost; what refusals cost too much is owed.
        self.strength = self.strength.min(1.0) + self.capacity * warmth;
    }

    /// How many requests wait.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.queue.len()
    }

    /// Takes a request.
    pub fn arrive(&mut self, request: Request) -> Arrival {
        #[expect(clippy::cast_precision_loss, reason = "queues are short")]
        let full = self.queue.len() as f64 >= self.capacity * QUEUE_SECONDS;
        if !self.up || full {
            self.strength -= REFUSING;
            return Arrival::Refused;
        }
        self.queue.push_back(request);
        Arrival::Queued
    }

    /// The next request that is done in this second. Whether anybody still waits for it, it does not know.
    pub fn done(&mut self) -> Option<Request> {
        if self.strength < 1.0 {
            return None;
        }
        let request = self.queue.pop_front()?;
        self.strength -= 1.0;
        Some(request)
    }
}
