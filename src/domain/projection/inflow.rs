//! Money that came in since the reading.

use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// A payment that the reading does not have yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inflow {
    /// How much.
    pub paise: Paise,
    /// When it was credited, or paid.
    pub at: Instant,
    /// Whether it is on the account.
    pub credit: Credit,
}

/// How sure it is that a payment counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// The utility has credited it: it counts at every end, from its time on. One from before the reading is in it.
    Confirmed,
    /// Paid and not credited yet, or only noted by the consumer: it counts at the likely and at the optimistic end.
    Unconfirmed,
}

impl Inflow {
    /// Whether it counts for a reading of `as_of`. An unconfirmed payment counts whenever it was made; an amount that
    /// is not above zero counts for nothing, but for a credited one, which is a reversal.
    pub(super) const fn counts(&self, as_of: Instant) -> bool {
        match self.credit {
            Credit::Confirmed => self.at.unix_seconds() > as_of.unix_seconds(),
            Credit::Unconfirmed => !self.paise.is_negative(),
        }
    }
}
