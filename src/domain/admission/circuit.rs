//! What failures teach about one group of routes, or about the connection.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::ask::Route;
use crate::domain::time::Instant;

/// A circuit that failures have opened. One that works is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circuit {
    /// The group of routes; `None`: the connection, and with it all of them.
    pub(crate) route: Option<Route>,
    /// Failures in a row.
    pub(crate) failures: u32,
    /// No unasked call before then.
    pub(crate) not_before: Instant,
    /// No call of anybody before then, by the server's own word.
    pub(crate) told_until: Option<Instant>,
}

/// No retry before the bulletin could say what is the matter: a minute to notice and to hand it out.
pub(super) const LEAST_PAUSE: TimeDelta = TimeDelta::seconds(60);
/// On top of that the first pause is drawn up to here, each further one up to four times as long.
const FIRST_PAUSE_SECONDS: i64 = 120;
/// The longest pause of the portal, and the longest that a person waits by the server's own word.
pub(super) const LONGEST_PAUSE_SECONDS: i64 = 15 * 60;
/// The longest `Retry-After` that is obeyed to the letter.
pub(super) const LONGEST_RETRY_AFTER: TimeDelta = TimeDelta::days(1);

impl Circuit {
    pub(super) const fn closed(route: Option<Route>, now: Instant) -> Self {
        Self { route, failures: 0, not_before: now, told_until: None }
    }

    /// Whether it stands in the way of calls to `route`.
    pub(super) fn concerns(&self, route: Route) -> bool {
        self.route.is_none_or(|own| own == route)
    }

    /// One more failure. `jitter` is a random number in [0, 1).
    pub(super) fn failed(&mut self, retry_after: Option<TimeDelta>, jitter: f64, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        // The server's own word, and the jitter on top: all clients heard the same word.
        let asked = retry_after.map(|asked| asked.clamp(TimeDelta::zero(), LONGEST_RETRY_AFTER));
        self.told_until = asked.map(|asked| now + asked);
        let ceiling = growing(FIRST_PAUSE_SECONDS, self.failures - 1, LONGEST_PAUSE_SECONDS);
        self.not_before = self.told_until.unwrap_or(now).max(now + LEAST_PAUSE) + jittered(ceiling, jitter);
    }
}

/// `first` seconds, four times as long for each further failure, at most `longest`.
pub(super) fn growing(first: i64, failures: u32, longest: i64) -> i64 {
    first.saturating_mul(4_i64.saturating_pow(failures.min(8))).min(longest)
}

/// A random share of `seconds`.
#[expect(clippy::cast_possible_truncation, reason = "a share of at most 900 seconds fits")]
#[expect(clippy::cast_precision_loss, reason = "at most 900 seconds are exact")]
pub(super) fn jittered(seconds: i64, jitter: f64) -> TimeDelta {
    TimeDelta::milliseconds((seconds as f64 * 1_000.0 * jitter.clamp(0.0, 1.0)) as i64)
}
