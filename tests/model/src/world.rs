//! A state of the world: tabs, disks, the network, the server, and what was spent of the adversary's means.

use diya::domain::recharge::{Event, OrderState};

use crate::moment::Moment;
use crate::server::{Answer, Record, Server};
use crate::shelf::Page;

/// All there is at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    /// When it is.
    pub now: Moment,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// The disks of the devices.
    pub disks: Vec<Disk>,
    /// The server.
    pub server: Server,
    /// Requests for orders under way, sorted.
    pub posts: Vec<Post>,
    /// Every key that was drawn.
    pub keys: Vec<Key>,
    /// What was spent.
    pub spent: Spent,
    /// Promises that were broken on the way here.
    pub slips: Slips,
}

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tab {
    /// What it knows.
    pub journal: Page,
    /// What it is about.
    pub jobs: Vec<Job>,
    /// What it is about to write down while nobody waits for it.
    pub noted: Option<Page>,
    /// Which keys the person began or resumed here, a bit each.
    pub begun: u16,
}

/// One event being carried through, command after command.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Job {
    /// What is to be done; the first is being done.
    pub tasks: Vec<Task>,
    /// What to tell the reducer afterwards.
    pub events: Vec<Event>,
}

/// A command and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// The journal is being written.
    Keep(u8, Option<Page>),
    /// It was written; the tab does not know yet. What the disk held.
    Kept(u8, Page),
    /// Write it down some time.
    Note,
    /// A request for an order, and its answer on the way back.
    Send(u8, Option<Answer>),
    /// A request for the list since then, and its answer on the way back.
    List(i64, Option<Vec<(usize, Record)>>),
    /// A question about an order, and its answer on the way back.
    Ask(usize, Option<Record>),
}

/// A disk: what stands on it, and what of it survives the battery.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Disk {
    /// What a tab reads.
    pub journal: Page,
    /// What is left if the device dies now.
    pub flushed: Page,
}

/// A request for an order under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    /// Its key.
    pub key: u8,
    /// The open orders it names, a bit each.
    pub knowing: u8,
    /// The tab that sent it.
    pub tab: usize,
    /// When it was sent.
    pub sent: Moment,
    /// Whether it is a copy that the network made.
    pub copy: bool,
}

/// A key that was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The consent under which it goes.
    pub consent: u8,
    /// When it was first sent.
    pub sent: Option<Moment>,
}

/// What was spent of the adversary's and the person's means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named like the limits in `Scenario`")]
pub struct Spent {
    pub wishes: u8,
    pub seconds: u8,
    pub crashes: u8,
    pub evictions: u8,
    pub copies: u8,
    pub refusals: u8,
    pub denials: u8,
}

/// Promises about single steps that were broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slips {
    /// A request left that no person asked for in that tab.
    pub unasked: bool,
    /// A request left whose key was not on disk.
    pub unwritten: bool,
    /// Money that was shown was taken off the screen.
    pub hidden: bool,
    /// A key was sent with another request than before.
    pub altered: bool,
}

impl World {
    /// At first: empty tabs and disks.
    #[must_use]
    pub fn new(tabs: usize, devices: usize) -> Self {
        let empty = Page::empty();
        Self {
            now: Moment::FIRST,
            tabs: vec![Tab::opened(empty); tabs],
            disks: vec![Disk { journal: empty, flushed: empty }; devices],
            server: Server::default(),
            posts: Vec::new(),
            keys: Vec::new(),
            spent: Spent::default(),
            slips: Slips::default(),
        }
    }

    /// The latest consent.
    #[must_use]
    pub fn latest_consent(&self) -> u8 {
        self.keys.iter().map(|key| key.consent).max().unwrap_or_default()
    }

    /// What is known of a key that was drawn.
    #[must_use]
    pub fn key(&self, number: u8) -> Option<&Key> {
        self.keys.get(usize::from(number).checked_sub(1)?)
    }

    /// The same, to be changed.
    pub fn key_mut(&mut self, number: u8) -> Option<&mut Key> {
        self.keys.get_mut(usize::from(number).checked_sub(1)?)
    }

    /// Whether money left the payer more than once under one consent. What went back does not count.
    #[must_use]
    pub fn is_charged_twice(&self) -> bool {
        let mut charged = 0_u32;
        let kept = |record: &&crate::server::Record| record.charged && record.state != OrderState::Reversed;
        self.server.orders.iter().filter(kept).any(|record| {
            let bit = 1 << self.key(record.key).map_or(0, |key| key.consent);
            let before = charged;
            charged |= bit;
            before & bit != 0
        })
    }
}

impl Tab {
    /// A tab that has just read the disk.
    #[must_use]
    pub const fn opened(journal: Page) -> Self {
        Self { journal, jobs: Vec::new(), noted: None, begun: 0 }
    }
}
