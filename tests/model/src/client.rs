//! The client: the shipped reducer, and a shell around it that carries out its commands as the portal's does, one wait
//! after the other, with everything else going on in between.

use chrono::TimeDelta;
use diya::domain::recharge::{Command, Event, IdempotencyKey, Listing, OrderState, Phase, Policy, Stage, Wish, step};
use diya::domain::time::Instant;

use crate::moment::KEY_LIFETIME;
use crate::names::{self, AMOUNT, account, adopted, key, number_of, order_number};
use crate::scenario::{Mutant, Scenario, Storage};
use crate::server::{Answer, Record};
use crate::shelf::Page;
use crate::world::{Job, Key, Post, Task, World};

/// A wish under a key that is drawn now.
pub fn draw(world: &mut World, consent: u8) -> IdempotencyKey {
    world.keys.push(Key { consent, sent: None });
    key(u8::try_from(world.keys.len()).unwrap_or(u8::MAX))
}

/// The wish itself.
#[must_use]
pub fn wish(key: IdempotencyKey, despite: Option<IdempotencyKey>) -> Wish {
    Wish { key, consumer_number: account(), amount: AMOUNT, despite, guest: false }
}

/// Tells the reducer in this tab what happened, and begins to carry out what it says.
pub fn happen(scenario: &Scenario, mutant: Option<Mutant>, world: &mut World, tab: usize, event: Event) {
    let job = Job { tasks: Vec::new(), events: vec![event] };
    world.tabs[tab].jobs.push(job);
    let last = world.tabs[tab].jobs.len() - 1;
    go_on(scenario, mutant, world, tab, last);
}

/// Carries a job on until it waits for something, or is done.
pub fn go_on(scenario: &Scenario, mutant: Option<Mutant>, world: &mut World, tab: usize, job: usize) {
    loop {
        let Some(task) = world.tabs[tab].jobs[job].tasks.first().cloned() else {
            let Some(event) = world.tabs[tab].jobs[job].events.pop() else {
                world.tabs[tab].jobs.remove(job);
                return;
            };
            let commands = react(mutant, world, tab, event);
            world.tabs[tab].jobs[job].tasks = commands.iter().filter_map(task).collect();
            continue;
        };
        match task {
            Task::Keep(key, None) => {
                let ours = world.tabs[tab].journal.to_keep();
                // Writes of a tab come to the disk in their order; this one holds all that the earlier ones do.
                world.tabs[tab].noted = None;
                world.tabs[tab].jobs[job].tasks[0] = Task::Keep(key, Some(ours));
                return;
            }
            Task::Note => {
                if scenario.storage != Storage::None {
                    world.tabs[tab].noted = Some(world.tabs[tab].journal.to_keep());
                }
                world.tabs[tab].jobs[job].tasks.remove(0);
            }
            Task::Send(key, None) => {
                post(scenario, world, tab, key);
                return;
            }
            _ => return,
        }
    }
}

fn task(command: &Command) -> Option<Task> {
    Some(match command {
        Command::Keep(key) => Task::Keep(number_of(key), None),
        Command::Note => Task::Note,
        Command::Send(key) => Task::Send(number_of(key), None),
        Command::List(since) => Task::List(since.unix_seconds(), None),
        Command::Ask(id) => Task::Ask(order_number(id), None),
        Command::TellOpen(_) | Command::TellKept(_) => return None,
    })
}

/// One step of the shipped reducer, broken on purpose if a mutant says so, and watched.
fn react(mutant: Option<Mutant>, world: &mut World, tab: usize, event: Event) -> Vec<Command> {
    let now = world.now.instant();
    let before = world.tabs[tab].journal.journal();
    let event = match mutant {
        Some(Mutant::NewKeyForRetry) => retried_anew(world, tab, event),
        Some(Mutant::LateSuccessIgnored) => deaf_to_success(world, tab, event),
        _ => event,
    };
    if let Event::Consent(Wish { key, .. }) | Event::Resume(key, _) = &event {
        world.tabs[tab].begun |= 1 << (number_of(key) & 15);
    }
    let forever = mutant == Some(Mutant::SentAfterLifetime) && matches!(event, Event::Resume(..));
    let lifetime = if forever { 1 << 40 } else { KEY_LIFETIME };
    let policy = Policy { key_lifetime: TimeDelta::seconds(lifetime) };
    let (after, mut commands) = step(before.clone(), event, now, &policy);
    if mutant == Some(Mutant::SentBeforeWritten) {
        for command in &mut commands {
            if let Command::Keep(key) = command {
                *command = Command::Send(key.clone());
            }
        }
    }
    for entry in before.entries().iter().filter(|entry| shows_money(entry, now)) {
        let still =
            entry.order().and_then(|order| after.entry_of(&order.id)).is_some_and(|entry| shows_money(entry, now));
        world.slips.hidden |= !still;
    }
    world.tabs[tab].journal = Page::of(after);
    commands
}

/// Whether the screen says that money left.
pub fn shows_money(entry: &diya::domain::recharge::Entry, now: Instant) -> bool {
    match entry.phase(now) {
        Phase::Paid | Phase::Credited | Phase::Done | Phase::Reversed => true,
        Phase::Contradicted => entry.order().is_some_and(|order| order.state.is_money()),
        _ => false,
    }
}

fn retried_anew(world: &mut World, tab: usize, event: Event) -> Event {
    match event {
        Event::Resume(old, _) if is_unanswered(world, tab, &old) => {
            let consent = world.key(number_of(&old)).map_or(0, |key| key.consent);
            Event::Consent(wish(draw(world, consent), Some(old)))
        }
        event => event,
    }
}

/// Whether this tab does not know what became of the wish.
#[must_use]
pub fn is_unanswered(world: &World, tab: usize, key: &IdempotencyKey) -> bool {
    world.tabs[tab].journal.journal().entry(key).is_some_and(|entry| entry.stage == Stage::Intended)
}

fn deaf_to_success(world: &World, tab: usize, event: Event) -> Event {
    let journal = world.tabs[tab].journal.journal();
    let unheard = |order: &diya::domain::recharge::Order| {
        let failed = journal.entry_of(&order.id).and_then(|entry| entry.order());
        order.state.is_money() && failed.is_some_and(|known| known.state == OrderState::Failed)
    };
    match event {
        Event::Told(order) if unheard(&order) => Event::Unlisted,
        Event::Listed(mut listing) => {
            listing.orders.retain(|(order, _)| !unheard(order));
            Event::Listed(listing)
        }
        event => event,
    }
}

fn post(scenario: &Scenario, world: &mut World, tab: usize, number: u8) {
    let named = key(number);
    let Some(entry) = world.tabs[tab].journal.journal().entry(&named) else { return };
    let knowing = entry.knowing.iter().fold(0_u8, |bits, id| bits | 1 << (order_number(id) & 7));
    world.slips.unasked |= number >= names::ADOPTED || world.tabs[tab].begun & 1 << (number & 15) == 0;
    if scenario.storage != Storage::None && world.spent.evictions == 0 {
        let disk = world.disks[scenario.tabs[tab]].journal.journal();
        let written = disk.entry(&named).is_some_and(|entry| !matches!(entry.stage, Stage::Planned | Stage::Withdrawn));
        world.slips.unwritten |= !written;
    }
    let sent = world.now;
    let earlier = world.posts.iter().find(|post| post.key == number).map(|post| post.knowing);
    let earlier =
        earlier.or(world.server.orders.iter().find(|record| record.key == number).map(|record| record.knowing));
    world.slips.altered |= earlier.is_some_and(|earlier| earlier != knowing);
    if let Some(key) = world.key_mut(number) {
        key.sent.get_or_insert(sent);
    }
    // Of equal requests one more under way tells nothing new: they are answered alike.
    let alike = |post: &Post| post.key == number && post.knowing == knowing;
    if world.posts.iter().filter(|post| alike(post)).count() >= scenario.in_flight
        && let Some(place) = world.posts.iter().rposition(alike)
    {
        world.posts.remove(place);
    }
    world.posts.push(Post { key: number, knowing, tab, sent, copy: false });
    world.posts.sort_unstable();
}

/// What the reducer is told when the first task of a job got its answer.
#[must_use]
pub fn told(world: &World, tab: usize, task: &Task) -> Option<Event> {
    Some(match task {
        Task::Kept(number, _) => Event::Kept(key(*number)),
        Task::Send(number, Some(answer)) => match answer {
            Answer::Ordered(order, record) => Event::Ordered(key(*number), record.telling(*order)),
            Answer::Overtaken => Event::Overtaken(key(*number)),
            Answer::Reused => Event::Unanswered(key(*number)),
            Answer::Refused => Event::Refused(key(*number)),
        },
        Task::List(since, Some(records)) => listed(tab, *since, records),
        Task::Ask(order, Some(record)) => Event::Told(record.telling(*order)),
        Task::Send(number, None) => Event::Unanswered(key(*number)),
        Task::List(..) => Event::Unlisted,
        Task::Keep(..) | Task::Note | Task::Ask(..) => return None,
    })
    .filter(|_| tab < world.tabs.len())
}

/// The list as the portal hands it to the reducer: the newest first.
#[must_use]
pub fn listed(tab: usize, since: i64, records: &[(usize, Record)]) -> Event {
    let orders = records.iter().rev().map(|(order, record)| (record.telling(*order), adopted(tab, *order))).collect();
    Event::Listed(Listing { consumer_number: account(), orders, whole_since: Some(Instant::from_unix_seconds(since)) })
}

/// The orders that the server lists since then.
#[must_use]
pub fn records_since(world: &World, since: i64) -> Vec<(usize, Record)> {
    let orders = world.server.orders.iter().copied().enumerate();
    orders.filter(|(_, record)| record.made.instant().unix_seconds() >= since).collect()
}
