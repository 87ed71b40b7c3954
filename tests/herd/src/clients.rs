//! The clients, lying side by side: a list for each thing that is known of them, so that a million fit in 130 MB.

use diya::domain::admission::Admission;

use crate::policy::Common;

/// What a client that waits for nothing has as its next instant.
pub const NEVER: u32 = u32::MAX;

/// Bits of `state`.
pub mod bit {
    /// Somebody looks.
    pub const LOOKING: u8 = 1;
    /// It has its balance.
    pub const SERVED: u8 = 2;
    /// A request is under way.
    pub const ASKING: u8 = 4;
}

/// What is known of one client. Instants are seconds of the run. Small, because chance picks the next one out of
/// millions: what lies together comes from memory at once.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub state: u8,
    /// The number of the last request, to tell an answer to it from one to an earlier.
    pub number: u8,
    /// When the client is next woken.
    pub due: u32,
    /// When the person comes or goes.
    pub person_at: u32,
    /// When the person taps or reloads.
    pub anger_at: u32,
    /// When the client calls by itself.
    pub call_at: u32,
    /// When the portal looks for the bulletin.
    pub poll_at: u32,
    /// When it last did.
    pub asked_at: u32,
}

impl Client {
    const AWAY: Self = Self {
        state: 0,
        number: 0,
        due: NEVER,
        person_at: NEVER,
        anger_at: NEVER,
        call_at: NEVER,
        poll_at: NEVER,
        asked_at: NEVER,
    };

    /// Whether something is so.
    #[must_use]
    pub const fn is(&self, bit: u8) -> bool {
        self.state & bit != 0
    }

    /// Makes it so, or not.
    pub const fn set(&mut self, bit: u8, on: bool) {
        if on {
            self.state |= bit;
        } else {
            self.state &= !bit;
        }
    }

    /// The earliest of what it waits for.
    #[must_use]
    pub fn earliest(&self) -> u32 {
        self.person_at.min(self.anger_at).min(self.call_at).min(self.poll_at)
    }

    /// Waits for nothing any more.
    pub const fn rest(&mut self) {
        *self = Self { state: self.state, number: self.number, ..Self::AWAY };
    }
}

/// All clients of a herd.
#[derive(Clone, Debug, Default)]
pub struct Clients {
    /// Each of them.
    pub each: Vec<Client>,
    /// What ours remember.
    pub ours: Vec<Admission>,
    /// What the others remember.
    pub common: Vec<Common>,
}

impl Clients {
    /// So many, of whom nobody looks yet.
    #[must_use]
    pub fn new(count: u32, ours: bool) -> Self {
        let count = count as usize;
        let (with_module, without) = if ours { (count, 0) } else { (0, count) };
        Self {
            each: vec![Client::AWAY; count],
            ours: vec![Admission::default(); with_module],
            common: vec![Common::default(); without],
        }
    }
}
