//! One call at a time over all tabs of a device, where the browser has no locks (Web Locks: Chrome 69, Firefox 96,
//! Safari 15.4). A tab that flies writes a note where all tabs read it, with no other tab in between.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::time::Instant;

/// A note that a tab is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flight {
    /// The tab's name: a random number that it drew when it opened.
    pub(crate) tab: u32,
    /// When the note is void: the tab was closed, or its phone fell asleep.
    pub(crate) until: Instant,
}

impl Flight {
    /// The longest that one can take: four answers of the contract in series, each within the eight seconds of the
    /// portal's patience, and a reserve. Whose flight takes longer was closed, or its phone fell asleep.
    pub const LONGEST: TimeDelta = TimeDelta::seconds(40);

    /// The note to write if `tab` may fly now; `None` if another flies.
    #[must_use]
    pub fn begun(noted: Option<Self>, tab: u32, now: Instant) -> Option<Self> {
        // A note that ends later than any could comes from a clock that was set back.
        let taken =
            noted.is_some_and(|noted| noted.tab != tab && now < noted.until && noted.until <= now + Self::LONGEST);
        (!taken).then(|| Self { tab, until: now + Self::LONGEST })
    }

    /// Whether `tab` wrote it.
    #[must_use]
    pub const fn is_by(self, tab: u32) -> bool {
        self.tab == tab
    }
}
