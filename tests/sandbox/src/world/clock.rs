//! The sandbox's clock: it can be set forward, sped up and frozen.

use std::time::Instant as Monotonic;

use chrono::TimeDelta;
use diya::domain::time::Instant;
use serde::{Deserialize, Serialize};

/// The fastest a clock runs: more than a day in a second.
const FASTEST: u32 = 100_000;

/// How the clock goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Seconds that pass in one, when it is not frozen; at most 100,000.
    pub speed: u32,
    /// Whether it stands.
    pub frozen: bool,
}

/// A clock that shows `base` at the moment `since` and goes on at its pace.
#[derive(Debug)]
pub struct Clock {
    base: Instant,
    since: Monotonic,
    pace: Pace,
}

impl Clock {
    /// A clock that shows `base` now. While the sandbox is down, it stands.
    #[must_use]
    pub fn starting(base: Instant, pace: Pace) -> Self {
        Self { base, since: Monotonic::now(), pace: Pace { speed: pace.speed.min(FASTEST), ..pace } }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Instant {
        if self.pace.frozen {
            return self.base;
        }
        let passed = self.since.elapsed().as_millis().saturating_mul(u128::from(self.pace.speed)) / 1_000;
        // Beyond chrono's range of seconds the year 9999 is long past.
        let passed = i64::try_from(passed).unwrap_or(i64::MAX).min(1 << 40);
        self.base + TimeDelta::seconds(passed)
    }

    /// How it goes.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        self.pace
    }

    /// Shows `now` from now on.
    pub fn set(&mut self, now: Instant) {
        *self = Self::starting(now, self.pace);
    }

    /// Goes on from what it shows at another pace.
    pub fn go(&mut self, pace: Pace) {
        *self = Self::starting(self.now(), pace);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_stands_and_a_fast_one_runs() {
        let base = Instant::from_unix_seconds(0);
        let mut clock = Clock::starting(base, Pace { speed: 100_000, frozen: true });
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert_eq!(clock.now(), base);
        clock.go(Pace { speed: 100_000, frozen: false });
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(clock.now() >= base + TimeDelta::seconds(400));
    }
}
