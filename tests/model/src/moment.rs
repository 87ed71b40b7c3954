//! Time in the model: the few instants between which something changes.

use core::fmt;

use diya::domain::time::Instant;

/// One of the instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub u8);

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Seconds since the first instant, and what is past by then for what began at the first.
const MOMENTS: [(i64, &str); 9] = [
    (0, "at first"),
    (2 * MINUTE, "2 minutes later: an order may be asked for, a list is no longer fresh"),
    (10 * MINUTE, "10 minutes later: a code can no longer be paid"),
    (23 * HOUR + 30 * MINUTE, "23½ hours later: a key may still live, and is not sent any more"),
    (24 * HOUR + 30 * MINUTE, "24½ hours later: the server has forgotten the key"),
    (4 * DAY, "4 days later: orders are final"),
    (8 * DAY, "8 days later: orders of the 4th day are final too"),
    (50 * DAY, "50 days later: no dispute is heard any more"),
    // Only reached when all has become calm.
    (58 * DAY, "58 days later"),
];

/// How long the server remembers a key, and how long a request may be under way.
pub const KEY_LIFETIME: i64 = DAY;
/// From then on an order is final.
pub const FINAL_AFTER: i64 = 3 * DAY;
/// So long an order can be paid.
pub const PAYABLE_FOR: i64 = 8 * MINUTE;
/// No sooner may an order's state be asked for.
pub const CHECK_AFTER: i64 = 90;

impl Moment {
    /// The first instant.
    pub const FIRST: Self = Self(0);
    /// Seconds since the first instant.
    #[must_use]
    pub fn seconds(self) -> i64 {
        MOMENTS[usize::from(self.0)].0
    }

    /// As the reducer knows it.
    #[must_use]
    pub fn instant(self) -> Instant {
        instant(self.seconds())
    }

    /// The instant after it.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        (usize::from(self.0) + 2 < MOMENTS.len()).then_some(Self(self.0 + 1))
    }

    /// The first instant, from this one on, at which all that began at `latest` is final.
    #[must_use]
    pub fn when_final(self, latest: Self) -> Self {
        let last = u8::try_from(MOMENTS.len() - 1).unwrap_or_default();
        (self.0..last).map(Self).find(|moment| moment.is_past(latest, FINAL_AFTER)).unwrap_or(Self(last))
    }

    /// Whether so many seconds went by since `earlier`.
    #[must_use]
    pub fn is_past(self, earlier: Self, seconds: i64) -> bool {
        self.seconds() >= earlier.seconds() + seconds
    }
}

/// So many seconds after the first instant.
#[must_use]
pub const fn instant(seconds: i64) -> Instant {
    Instant::from_unix_seconds(1_730_000_000 + seconds)
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(MOMENTS[usize::from(self.0)].1)
    }
}
