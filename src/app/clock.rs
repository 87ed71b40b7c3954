//! The right time. A phone's clock that is wrong is corrected by the `Date` of the bulletin's answer.

use chrono::TimeDelta;
use leptos::prelude::*;

use super::App;
use crate::browser::clock::device_now;
use crate::browser::http::Reply;
use crate::domain::admission::http_date;
use crate::domain::time::Instant;

/// A device's clock may be this far off before it is corrected, and said so.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

impl App {
    /// The time now, corrected. Not tracked: for decisions, not for display.
    #[must_use]
    pub fn now_untracked(&self) -> Instant {
        device_now() + TimeDelta::seconds(self.clock_ahead_seconds.get_untracked())
    }

    /// The time now, corrected, to the minute or so; views that show it follow it.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.tick.get()
    }

    /// Learns from the answer of a file server what time it is.
    pub(super) fn learn_time(&self, reply: &Reply) {
        let Some(date) = reply.header("date").and_then(|date| http_date(&date)) else { return };
        // A cache hands out an old date and says how old it is (RFC 9111 §5.1).
        let age = reply.header("age").and_then(|age| age.trim().parse::<u32>().ok()).unwrap_or(0);
        let server_now = date + TimeDelta::seconds(i64::from(age));
        let ahead = server_now - device_now();
        let ahead = if ahead.abs() > TOLERANCE { ahead } else { TimeDelta::zero() };
        if self.clock_ahead_seconds.get_untracked() != ahead.num_seconds() {
            self.clock_ahead_seconds.set(ahead.num_seconds());
        }
        self.tick.set(self.now_untracked());
    }

    /// Whether the device's clock is wrong.
    #[must_use]
    pub fn clock_is_wrong(&self) -> bool {
        self.clock_ahead_seconds.get() != 0
    }
}
