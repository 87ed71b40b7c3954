//! One call at a time over all tabs of a device, where the browser has no locks (Web Locks: Chrome 69, Firefox 96,
//! Safari 15.4). A tab writes down that it flies, waits a moment, and looks whether its name still stands there.

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

/// Four answers of the contract in series, each within the eight seconds of the portal's patience, and a reserve.
const LONGEST: TimeDelta = TimeDelta::seconds(40);

impl Flight {
    /// The note to write if `tab` may fly now; `None` if another flies. It holds only after [`Flight::is_of`].
    #[must_use]
    pub fn begun(noted: Option<Self>, tab: u32, now: Instant) -> Option<Self> {
        // A note that ends later than any could comes from a clock that was set back.
        let taken = noted.is_some_and(|noted| noted.tab != tab && now < noted.until && noted.until <= now + LONGEST);
        (!taken).then(|| Self { tab, until: now + LONGEST })
    }

    /// Whether the note that stands there now is that of `tab`: of two that wrote at once the later one flies.
    #[must_use]
    pub fn is_of(noted: Option<Self>, tab: u32, now: Instant) -> bool {
        noted.is_some_and(|noted| noted.tab == tab && now < noted.until)
    }
}
