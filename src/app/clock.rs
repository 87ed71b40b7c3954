//! The right time. A phone's clock that is wrong is corrected by the `Date` of the bulletin's answer.

use chrono::TimeDelta;

use super::App;
use crate::browser::clock::device_now;
use crate::browser::http::Reply;
use crate::domain::clock::clock_behind;
use crate::domain::time::Instant;

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

    /// Learns what time it is from the answer that brought a bulletin signed at `issued`.
    pub(super) fn learn_time(&self, reply: &Reply, issued: Instant) {
        let (date, age) = (reply.header("date"), reply.header("age"));
        let Some(behind) = clock_behind(date.as_deref(), age.as_deref(), issued, device_now()) else { return };
        if self.clock_ahead_seconds.get_untracked() != behind.num_seconds() {
            self.clock_ahead_seconds.set(behind.num_seconds());
        }
        self.tell_time(self.now_untracked());
    }

    /// Whether the device's clock is wrong.
    #[must_use]
    pub fn clock_is_wrong(&self) -> bool {
        self.clock_ahead_seconds.get() != 0
    }
}
