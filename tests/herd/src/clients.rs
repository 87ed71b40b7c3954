//! The clients, lying side by side: a list for each thing that is known of them, so that a million fit in 140 MB.

use diya::domain::admission::Admission;

use crate::chance::Chance;
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

/// What is known of one client. Instants are seconds of the run.
#[derive(Clone, Debug)]
pub struct Client {
    /// The chance of its own: what it does depends on no other client but through the server.
    pub chance: Chance,
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
    pub state: u8,
    /// The number of the last request, to tell an answer to it from one to an earlier.
    pub number: u8,
}

impl Client {
    const fn away(chance: Chance) -> Self {
        Self {
            chance,
            person_at: NEVER,
            anger_at: NEVER,
            call_at: NEVER,
            poll_at: NEVER,
            asked_at: NEVER,
            state: 0,
            number: 0,
        }
    }

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
}

/// What a client remembers, and by whose rules.
pub enum Mind<'a> {
    /// By the portal's own.
    Ours(&'a mut Admission),
    /// By those of a common policy.
    Common(&'a mut Common),
}

/// All clients of a herd.
#[derive(Clone, Debug, Default)]
pub struct Clients {
    /// When each is next woken. Apart from all else: it is looked through for who is due.
    pub due: Vec<u32>,
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
    pub fn new(count: u32, ours: bool, seed: u64) -> Self {
        let each = (0..count).map(|client| Client::away(Chance::of_one(seed, client))).collect();
        let (with_module, without) = if ours { (count as usize, 0) } else { (0, count as usize) };
        Self {
            due: vec![NEVER; count as usize],
            each,
            ours: vec![Admission::default(); with_module],
            common: vec![Common::default(); without],
        }
    }

    /// One client, with what it remembers.
    pub fn one(&mut self, client: usize) -> (&mut Client, Mind<'_>) {
        let mind = match self.ours.get_mut(client) {
            Some(admission) => Mind::Ours(admission),
            None => Mind::Common(&mut self.common[client]),
        };
        (&mut self.each[client], mind)
    }

    /// Reads a little of each of these, so that memory brings them all at once and not one after the other.
    pub fn fetch(&self, clients: &[usize]) {
        let nothing = Admission::default();
        let remembering = |client: usize| self.ours.get(client).is_some_and(|admission| *admission != nothing);
        let read = clients.iter().fold(0_usize, |sum, client| {
            sum + usize::from(self.each[*client].state) + usize::from(remembering(*client))
        });
        std::hint::black_box(read);
    }

    /// It waits for nothing any more, and needs no memory of how it got its balance.
    pub fn rest(&mut self, client: usize) {
        let (known, mind) = self.one(client);
        *known = Client { state: bit::SERVED, number: known.number, ..Client::away(known.chance.clone()) };
        match mind {
            Mind::Ours(admission) => *admission = Admission::default(),
            Mind::Common(common) => *common = Common::default(),
        }
        self.due[client] = NEVER;
    }
}
