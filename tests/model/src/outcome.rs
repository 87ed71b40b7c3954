//! What the world is like after a move.

use diya::domain::recharge::{Event, OrderState};

use crate::client::{is_unanswered, wish};
use crate::moment::KEY_LIFETIME;
use crate::moves::Move;
use crate::names::{account, key, order_id, order_number};
use crate::recharge::Recharge;
use crate::scenario::Storage;
use crate::server::Answer;
use crate::shelf::Page;
use crate::world::{Disk, Post, Tab, Task, World};

/// The state after a move.
pub fn make(model: &Recharge, world: &mut World, made: Move) {
    match made {
        Move::Tap(tab) => {
            let consent = consent(world);
            let key = model.draw(world, consent);
            model.happen(world, tab, Event::Consent(wish(key, None)));
        }
        Move::Second(tab) => {
            let open = world.tabs[tab].journal.journal().open(&account(), world.now.instant());
            let open = open.map(|entry| entry.key.clone());
            world.spent.seconds += 1;
            let consent = world.latest_consent() + 1;
            let key = model.draw(world, consent);
            model.happen(world, tab, Event::Consent(wish(key, open)));
        }
        Move::Plan(tab) => {
            let consent = consent(world);
            let key = model.draw(world, consent);
            model.happen(world, tab, Event::Plan(wish(key, None)));
        }
        Move::Resume(tab, number) => {
            let sent = world.key(number).is_some_and(|key| key.sent.is_some());
            if !sent && !is_unanswered(world, tab, &key(number)) {
                let consent = consent(world);
                if let Some(key) = world.key_mut(number) {
                    key.consent = consent;
                }
            }
            model.happen(world, tab, Event::Resume(key(number), None));
        }
        Move::Withdraw(tab, number) => model.happen(world, tab, Event::Withdraw(key(number))),
        Move::Ask(tab, order) => model.happen(world, tab, Event::Ask(order_id(order))),
        Move::Wake(tab) => model.happen(world, tab, Event::Woke),
        Move::Return(tab) => model.happen(world, tab, Event::Returned),
        Move::Refresh(tab) => model.refresh(world, tab),
        Move::Write(tab, job) => model.write(world, tab, job),
        Move::Note(tab) => model.note(world, tab),
        Move::Answer(tab, job) => model.answer(world, tab, job),
        Move::Arrive(tab, job) => model.arrive(world, tab, job),
        Move::TimeOut(tab, job) => model.time_out(world, tab, job),
        Move::Serve(place, paid) => {
            let post = world.posts.remove(place);
            model.serve(world, post, paid);
        }
        Move::Double(place) => {
            let post = world.posts[place];
            world.posts[place].copy = true;
            world.posts.sort_unstable();
            world.spent.copies += 1;
            model.serve(world, post, true);
        }
        Move::TurnAway(place) => {
            let post = world.posts.remove(place);
            world.spent.refusals += 1;
            model.turn_away(world, post);
        }
        Move::Crash(tab) => model.crash(world, tab),
        Move::Evict(device) => model.evict(world, device),
        Move::Turn(order, state) => {
            let record = &mut world.server.orders[order];
            world.spent.denials += u8::from(record.state == OrderState::Paid && state == OrderState::Failed);
            (record.state, record.since) = (state, world.now);
        }
        Move::Wait => wait(world),
    }
}

/// Whether a tap is a new wish: only if the person saw that the earlier one is over and brought money.
fn consent(world: &World) -> u8 {
    let (latest, now) = (world.latest_consent(), world.now.instant());
    let seen = world.tabs.iter().flat_map(|tab| tab.journal.journal().entries()).any(|entry| {
        let order = entry.order().filter(|order| order.state.is_money() && !entry.is_open(now));
        let record = order.and_then(|order| world.server.orders.get(order_number(&order.id)));
        record.and_then(|record| world.key(record.key)).is_some_and(|key| key.consent == latest)
    });
    latest + u8::from(seen)
}

fn wait(world: &mut World) {
    let Some(next) = world.now.next() else { return };
    world.now = next;
    for tab in world.tabs.iter_mut().filter(|tab| tab.jobs.is_empty()) {
        // A list from before is no longer fresh: as good as none.
        tab.journal = tab.journal.without_list();
    }
    let keys = &world.keys;
    // A request arrives within the lifetime of its key, counted from the first time it was sent, or never.
    world.posts.retain(|post| {
        let first = usize::from(post.key).checked_sub(1).and_then(|place| keys.get(place)?.sent);
        !next.is_past(first.unwrap_or(post.sent), KEY_LIFETIME)
    });
}

impl Recharge {
    fn crash(&self, world: &mut World, tab: usize) {
        world.spent.crashes += 1;
        let device = self.scenario.tabs[tab];
        if self.scenario.storage == Storage::Relaxed {
            world.disks[device].journal = world.disks[device].flushed;
            self.open_anew(world, |other| other == device);
        } else {
            let journal = world.disks[device].journal;
            world.tabs[tab] = Tab::opened(journal);
        }
    }

    fn evict(&self, world: &mut World, device: usize) {
        world.spent.evictions += 1;
        let empty = Page::empty();
        world.disks[device] = Disk { journal: empty, flushed: empty };
        self.open_anew(world, |other| other == device);
    }

    fn open_anew(&self, world: &mut World, on: impl Fn(usize) -> bool) {
        for (tab, device) in self.scenario.tabs.iter().enumerate().filter(|(_, device)| on(**device)) {
            world.tabs[tab] = Tab::opened(world.disks[*device].journal);
        }
    }

    fn turn_away(&self, world: &mut World, post: Post) {
        answered(world, post, Answer::Refused);
    }

    /// A request arrives at the server.
    pub fn serve(&self, world: &mut World, post: Post, paid: bool) {
        let answer = world.server.serve(post.key, post.knowing, world.now, self.scenario.guard, paid);
        answered(world, post, answer);
    }

    /// Whether this request would make an order.
    pub fn would_order(&self, world: &World, post: Post) -> bool {
        let mut server = world.server.clone();
        let _ = server.serve(post.key, post.knowing, world.now, self.scenario.guard, true);
        server != world.server
    }
}

/// The answer goes to whoever sent the request, if it still waits. The first one counts.
fn answered(world: &mut World, post: Post, answer: Answer) {
    for job in &mut world.tabs[post.tab].jobs {
        if let Some(Task::Send(key, waiting @ None)) = job.tasks.first_mut()
            && *key == post.key
        {
            *waiting = Some(answer);
            return;
        }
    }
}
