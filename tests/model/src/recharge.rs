//! The model: a scenario, perhaps broken on purpose, as the checker explores it.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use diya::domain::recharge::{Event, IdempotencyKey, LIST_SPAN, Policy};
use stateright::{Model, Property};

use crate::calm;
use crate::choices;
use crate::client::{self, records_since, told};
use crate::moment::KEY_LIFETIME;
use crate::moves::Move;
use crate::outcome;
use crate::scenario::{Mutant, Scenario, Storage};
use crate::world::{Job, Task, World};

/// The promises, by name.
pub const PROMISES: [&str; 8] = [
    "at most one charge per consent",
    "no charge without an intent that is shown or recoverable",
    "every charge ends credited or reversed on screen",
    "no state without an exit",
    "nothing is sent without the person",
    "nothing is sent before it is written down",
    "money that was shown stays shown",
    "a key is always sent with the same request",
];

/// A scenario to be explored.
pub struct Recharge {
    /// What takes part.
    pub scenario: Scenario,
    /// How the client is broken on purpose.
    pub mutant: Option<Mutant>,
    /// Which promises are known to be broken: of each, the first way that is found, the shortest, is told.
    broken: [AtomicBool; PROMISES.len()],
}

impl Recharge {
    /// A model of this scenario.
    #[must_use]
    pub fn new(scenario: Scenario, mutant: Option<Mutant>) -> Self {
        Self { scenario, mutant, broken: [const { AtomicBool::new(false) }; PROMISES.len()] }
    }

    /// What the deployment published.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        Policy { key_lifetime: TimeDelta::seconds(KEY_LIFETIME) }
    }

    /// A new key under this consent.
    pub fn draw(&self, world: &mut World, consent: u8) -> IdempotencyKey {
        world.spent.wishes += 1;
        client::draw(world, consent)
    }

    /// Something happens in a tab.
    pub fn happen(&self, world: &mut World, tab: usize, event: Event) {
        client::happen(&self.scenario, self.mutant, world, tab, event);
    }

    fn go_on(&self, world: &mut World, tab: usize, job: usize) {
        client::go_on(&self.scenario, self.mutant, world, tab, job);
    }

    /// A tab asks for the list as at every start.
    pub fn refresh(&self, world: &mut World, tab: usize) {
        let since = (world.now.instant() - LIST_SPAN).unix_seconds();
        world.tabs[tab].jobs.push(Job { tasks: vec![Task::List(since, None)], events: Vec::new() });
    }

    /// The transaction: the disk's journal joined with the tab's.
    pub fn write(&self, world: &mut World, tab: usize, job: usize) {
        let Some(Task::Keep(key, Some(ours))) = world.tabs[tab].jobs[job].tasks.first().cloned() else { return };
        let whole = match self.scenario.storage {
            Storage::None => ours,
            Storage::Strict | Storage::Relaxed => {
                let disk = &mut world.disks[self.scenario.tabs[tab]];
                disk.journal = disk.journal.merged(ours);
                if self.scenario.storage == Storage::Strict {
                    disk.flushed = disk.journal;
                }
                disk.journal
            }
        };
        world.tabs[tab].jobs[job].tasks[0] = Task::Kept(key, whole);
        if self.is_alone(tab) {
            self.arrive(world, tab, job);
        }
    }

    /// Whether nothing can come between a write and the tab's knowing of it.
    fn is_alone(&self, tab: usize) -> bool {
        let device = self.scenario.tabs[tab];
        !self.scenario.freezes && self.scenario.tabs.iter().filter(|other| **other == device).count() == 1
    }

    /// A write for which nobody waits.
    pub fn note(&self, world: &mut World, tab: usize) {
        let Some(ours) = world.tabs[tab].noted.take() else { return };
        let disk = &mut world.disks[self.scenario.tabs[tab]];
        disk.journal = disk.journal.merged(ours);
        if self.scenario.storage == Storage::Strict {
            disk.flushed = disk.journal;
        }
        world.tabs[tab].journal = world.tabs[tab].journal.merged(disk.journal);
    }

    /// The server answers a question as things stand now.
    pub fn answer(&self, world: &mut World, tab: usize, job: usize) {
        let answered = match world.tabs[tab].jobs[job].tasks.first() {
            Some(Task::List(since, None)) => Task::List(*since, Some(records_since(world, *since))),
            Some(Task::Ask(order, None)) => Task::Ask(*order, world.server.orders.get(*order).copied()),
            _ => return,
        };
        world.tabs[tab].jobs[job].tasks[0] = answered;
        if !self.scenario.stale {
            self.arrive(world, tab, job);
        }
    }

    /// What a tab waited for arrives.
    pub fn arrive(&self, world: &mut World, tab: usize, job: usize) {
        let task = world.tabs[tab].jobs[job].tasks.remove(0);
        if let Task::Kept(_, whole) = task {
            world.tabs[tab].journal = world.tabs[tab].journal.merged(whole);
        }
        if let Some(event) = told(world, tab, &task) {
            world.tabs[tab].jobs[job].events.push(event);
        }
        self.go_on(world, tab, job);
    }

    /// A tab gives up waiting; what is under way is lost for it.
    pub fn time_out(&self, world: &mut World, tab: usize, job: usize) {
        let task = world.tabs[tab].jobs[job].tasks.remove(0);
        let unanswered = match task {
            Task::Send(key, _) => Task::Send(key, None),
            Task::List(since, _) => Task::List(since, None),
            Task::Ask(order, _) => Task::Ask(order, None),
            task => task,
        };
        if let Some(event) = told(world, tab, &unanswered) {
            world.tabs[tab].jobs[job].events.push(event);
        }
        self.go_on(world, tab, job);
    }

    /// Says no only the first time, so that the shortest trace is the one that is kept.
    fn promise(&self, place: usize, holds: bool) -> bool {
        holds || self.broken[place].swap(true, Ordering::Relaxed)
    }
}

impl Model for Recharge {
    type State = World;
    type Action = Move;

    fn init_states(&self) -> Vec<World> {
        vec![World::new(self.scenario.tabs.len(), self.scenario.devices())]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Move>) {
        choices::all(self, world, actions);
    }

    fn next_state(&self, world: &World, made: Move) -> Option<World> {
        let mut next = world.clone();
        outcome::make(self, &mut next, made);
        (next != *world).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(PROMISES[0], |model: &Self, world: &World| model.promise(0, !world.is_charged_twice())),
            Property::always(PROMISES[1], |model: &Self, world: &World| {
                model.promise(1, calm::is_recoverable(model, world))
            }),
            Property::always(PROMISES[2], |model: &Self, world: &World| {
                model.promise(2, calm::verdict(model, world).ends)
            }),
            Property::always(PROMISES[3], |model: &Self, world: &World| {
                model.promise(3, calm::verdict(model, world).exits)
            }),
            Property::always(PROMISES[4], |model: &Self, world: &World| model.promise(4, !world.slips.unasked)),
            Property::always(PROMISES[5], |model: &Self, world: &World| model.promise(5, !world.slips.unwritten)),
            Property::always(PROMISES[6], |model: &Self, world: &World| model.promise(6, !world.slips.hidden)),
            Property::always(PROMISES[7], |model: &Self, world: &World| model.promise(7, !world.slips.altered)),
        ]
    }
}
