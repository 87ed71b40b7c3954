//! When to ask for the bulletin again. It lies on a static host, so the pauses are short; and everybody asks, so they
//! are jittered, and grow while no host answers. `ETag` makes an unchanged bulletin cost a few hundred bytes.

use chrono::TimeDelta;

use super::circuit::{LONGEST_PAUSE_SECONDS, growing, jittered};
use crate::domain::time::Instant;

/// What the last look for the bulletin brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulletinAnswer {
    /// A bulletin, new or the same.
    Answered,
    /// Nothing from any mirror, so many times in a row.
    Nothing {
        /// How often in a row, 1 or more.
        times: u32,
    },
}

/// Asked again after this long, and up to half as long again.
const PAUSE_SECONDS: i64 = 180;
/// While no mirror answers: up to this long at first, then four times as long, at most a quarter of an hour.
const FIRST_PAUSE_SECONDS: i64 = 60;
/// However small the jitter, never sooner.
const SHORTEST: TimeDelta = TimeDelta::seconds(5);

/// When to ask for the bulletin again, on a page that somebody looks at; a hidden one does not ask, and looks when it
/// is shown again. `jitter` is a random number in [0, 1).
#[must_use]
pub fn next_poll(answer: BulletinAnswer, jitter: f64, now: Instant) -> Instant {
    match answer {
        BulletinAnswer::Answered => now + TimeDelta::seconds(PAUSE_SECONDS) + jittered(PAUSE_SECONDS / 2, jitter),
        BulletinAnswer::Nothing { times } => {
            now + jittered(growing(FIRST_PAUSE_SECONDS, times.saturating_sub(1), LONGEST_PAUSE_SECONDS), jitter)
                .max(SHORTEST)
        }
    }
}
