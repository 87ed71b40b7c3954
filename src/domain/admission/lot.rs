//! The share of clients that the bulletin admits, and when a client's turn comes.
//!
//! A client draws one lot and keeps it while the share rises: it is admitted once the share exceeds it. So each step of
//! a ramp admits new clients only. When the share falls, the utility had to close again, and all draw anew: whoever
//! was last may now be first. A newly admitted client does not call at once, but at its place in the newly admitted
//! band, stretched over the length of the step (from `since` to `next_update`), counted from when it learned of it.
//! Clients learn of a step one after the other, and the tail of one step falls on the head of the next: equal steps
//! make an even stream.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::bulletin::ServiceStatus;
use crate::domain::time::Instant;

/// A lot, and what the device knows of the share that it is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The status version it was last held against, by the instant since when that holds.
    pub(crate) since: Instant,
    /// The lot, in millionths.
    pub(crate) millionths: u32,
    /// The share that was admitted then, in millionths.
    pub(crate) share: u32,
    /// When the turn comes, if the lot is admitted.
    pub(crate) turn: Instant,
}

/// What the bulletin says to one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admitted {
    /// Not yet.
    No,
    /// From then on.
    From(Instant),
}

const WHOLE: u32 = 1_000_000;
/// However late the utility expects to have news, nobody who is admitted waits longer than this.
const LONGEST_STEP_SECONDS: i64 = 15 * 60;

impl Lot {
    /// The lot as it stands under `status`, and whether the share has just risen above it. `lot` is a random number in
    /// [0, 1) and counts only where one is drawn.
    pub(super) fn under(held: Option<Self>, status: &ServiceStatus, lot: f64, now: Instant) -> (Self, bool) {
        let share = millionths(status.admit.share());
        match held {
            Some(held) if held.since == status.since && held.share == share => (held, false),
            Some(held) if held.share <= share => held.raised(held.share, status, share, now),
            _ => {
                let drawn =
                    Self { since: status.since, millionths: millionths(lot).min(WHOLE - 1), share: 0, turn: now };
                (drawn.raised(0, status, share, now).0, false)
            }
        }
    }

    pub(super) const fn admitted(&self) -> Admitted {
        if self.millionths < self.share { Admitted::From(self.turn) } else { Admitted::No }
    }

    fn raised(self, from: u32, status: &ServiceStatus, to: u32, now: Instant) -> (Self, bool) {
        let newly = self.millionths >= from && self.millionths < to;
        let turn = if newly { now + self.place(from, to, step_seconds(status)) } else { self.turn };
        (Self { since: status.since, share: to, turn, ..self }, newly)
    }

    /// The place in the band from `from` to `to`, stretched over the step.
    fn place(self, from: u32, to: u32, step: i64) -> TimeDelta {
        TimeDelta::seconds(step * i64::from(self.millionths - from) / i64::from(to - from))
    }
}

/// The length of the step; nothing where no further news is expected: then everybody who is admitted may call.
fn step_seconds(status: &ServiceStatus) -> i64 {
    status.next_update.map_or(0, |next| (next - status.since).num_seconds().clamp(0, LONGEST_STEP_SECONDS))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from zero to a million")]
fn millionths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * f64::from(WHOLE) + 0.5) as u32
}
