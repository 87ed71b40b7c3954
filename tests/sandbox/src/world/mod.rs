//! The utility and its surroundings: accounts, money, meters, the bank, the bulletin, and time.
//!
//! All of it lives in one database, so that a restart goes on where it was. Nothing moves by itself: whoever asks
//! first advances the world to the instant of asking, and everything due until then happens in the order of time.

mod accounts;
mod advance;
mod bank;
mod billing;
mod bulletin;
mod changes;
mod clock;
mod complaints;
mod cuts;
mod doors;
mod faulty;
mod history;
mod idempotency;
mod ledger;
mod orders;
mod reset;
mod sms;
mod store;

use std::path::Path;

pub use accounts::AccountRow;
pub use bank::{BankAnswer, BankFault};
pub use bulletin::Published;
pub use changes::Jump;
pub use clock::{Clock, Pace};
pub use complaints::Filed;
pub use doors::{ACCOUNTS, Added, OtpVerdict, Session};
pub use faulty::OnFault;
pub use idempotency::{KEY_LIFE, Reserved, Stored};
pub use orders::NewOrder;
pub use reset::{OpenFault, Opening};
pub use sms::Message;
pub use store::{Held, broken};

use diya::domain::time::Instant;
use publisher::keys::KeyPair;
use rusqlite::Connection;

use crate::scenario::Scenario;

/// The world of one sandbox.
pub struct World {
    db: Connection,
    scenario: Scenario,
    key: KeyPair,
    clock: Clock,
    course: advance::Course,
    faults: Vec<OnFault>,
    requests: u64,
}

impl World {
    /// Opens the world kept in `data`, or begins one in it; in memory without a directory.
    ///
    /// # Errors
    /// [`OpenFault`] says what to do.
    pub fn open(data: Option<&Path>, opening: &Opening) -> Result<Self, OpenFault> {
        reset::open(data, opening)
    }

    /// Brings everything up to now, and says when now is.
    ///
    /// # Errors
    /// The database's.
    pub fn now(&mut self) -> Held<Instant> {
        let now = self.clock.now();
        self.advance_to(now)?;
        Ok(now)
    }

    /// The scenario that is played.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// How many entries of its timeline have happened.
    #[must_use]
    pub const fn entries_done(&self) -> usize {
        self.course.entries
    }

    /// What the clock shows; nothing happens by looking at it.
    #[must_use]
    pub fn clock_shows(&self) -> Instant {
        self.clock.now()
    }

    /// How the clock goes.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        self.clock.pace()
    }

    /// The key that signs bulletins and payment strings.
    #[must_use]
    pub const fn key(&self) -> &KeyPair {
        &self.key
    }
}
