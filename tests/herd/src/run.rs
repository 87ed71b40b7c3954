//! One herd with one policy through one recovery, second by second.
//!
//! The outage itself is lived through by a sample: while the server is dead its clients cannot get in each other's way,
//! and what one of twenty thousand does in ten days the others do too. Then the whole herd takes its place a while
//! before the recovery, each client with the memory of one of the sample, and every single one is followed.
//!
//! Clients meet only in the server, and hear of each other only through the bulletin, which takes half a minute to be
//! handed out. So the run goes in windows of half a minute. In each window first every client lives, alone, up to its
//! next request: one after the other, in the order in which they lie in memory. Only then the server lives through the
//! window second by second, together with the few clients that have a request. What comes out is the same as if all had
//! been woken second by second; what takes the time with millions of clients, waiting for memory, is gone.

use crate::behaviour::{Event, Life, World};
use crate::clients::{Clients, NEVER, bit};
use crate::operator::{HANDED_OUT_AFTER, Operator};
use crate::plan::Plan;
use crate::policy::Policy;
use crate::server::{Arrival, Request, Server};
use crate::tally::Tally;
use crate::wheel::Wheel;

/// How long a client waits for an answer, in seconds: the portal's own patience.
const PATIENCE: usize = 8;
/// What the operator publishes within a window is handed out after it.
const WINDOW: u32 = HANDED_OUT_AFTER;

/// So many clients are looked through at once, and what is known of those that are due is fetched from memory together:
/// less than what a processor keeps at hand.
const ROOM: usize = 256;

/// A run in progress.
pub struct Run {
    pub(crate) world: World,
    pub(crate) clients: Clients,
    pub(crate) tally: Tally,
    /// The second of the run.
    now: u32,
    server: Server,
    /// Who has a request under way or had one in this window, and is followed second by second to its end.
    near: Vec<u32>,
    wheel: Wheel,
    /// Requests that leave, by the second of the window.
    leaving: Vec<Vec<Request>>,
    /// Those of the last seconds, to be given up when their patience ends.
    patience: [Vec<Request>; PATIENCE],
    count: u32,
    arrived: u64,
    pub(crate) served: u32,
}

impl Run {
    /// A herd that begins `before` seconds before the recovery.
    #[must_use]
    pub fn new(plan: Plan, policy: Policy, clients: Clients, capacity: f64, before: u32) -> Self {
        let count = u32::try_from(clients.each.len()).unwrap_or(u32::MAX);
        let operator = Operator::new(plan, count, capacity, -i64::from(before));
        Self {
            world: World { plan, policy, operator, recovery: before },
            tally: Tally::default(),
            now: 0,
            server: Server::new(plan, capacity),
            near: Vec::new(),
            wheel: Wheel::new(WINDOW),
            leaving: vec![Vec::new(); WINDOW as usize],
            patience: [const { Vec::new() }; PATIENCE],
            count,
            arrived: 0,
            served: 0,
            clients,
        }
    }

    /// Puts everybody in their place: who looks goes on looking, who is away comes in their time or with the news.
    pub fn begin(&mut self) {
        self.wheel.turn_to(self.now);
        for client in 0..self.count {
            self.live_one(client, Event::Begins);
        }
    }

    /// Lives through a stretch of time, or until all are served.
    pub fn live(&mut self, seconds: u32) {
        let end = self.now + seconds;
        while self.now < end && self.served < self.count {
            self.window(end.min(self.now + WINDOW));
        }
    }

    fn window(&mut self, end: u32) {
        self.wheel.turn_to(self.now);
        for client in std::mem::take(&mut self.near) {
            self.keep_near(client);
        }
        self.live_apart(end);
        while self.now < end && self.served < self.count {
            self.second();
            self.now += 1;
        }
        let each = &self.clients.each;
        self.near.retain(|client| each[*client as usize].is(bit::ASKING));
        self.near.sort_unstable();
        self.near.dedup();
    }

    /// Every client that has no request under way lives up to its next one, or to the end of the window.
    fn live_apart(&mut self, end: u32) {
        let mut due = Vec::with_capacity(ROOM);
        for room in (0..self.clients.due.len()).step_by(ROOM) {
            let room_end = self.clients.due.len().min(room + ROOM);
            due.clear();
            due.extend((room..room_end).filter(|client| self.clients.due[*client] < end));
            self.clients.fetch(&due);
            for client in &due {
                self.live_alone(*client, end);
            }
        }
    }

    fn live_alone(&mut self, place: usize, end: u32) {
        if self.clients.each[place].is(bit::ASKING) {
            return;
        }
        let client = u32::try_from(place).unwrap_or(u32::MAX);
        while self.clients.due[place] < end {
            if self.live_one_at(client, self.clients.due[place], Event::Due) {
                self.near.push(client);
                self.wheel.add(self.clients.due[place], client);
                break;
            }
        }
    }

    fn second(&mut self) {
        let at = self.world.at(self.now);
        self.server.tick(at);
        self.world.operator.tick(at);
        let mut due = self.wheel.take(self.now);
        due.sort_unstable();
        for client in due {
            if self.clients.due[client as usize] == self.now {
                self.live_one(client, Event::Due);
            }
        }
        let mut leaving = std::mem::take(&mut self.leaving[(self.now % WINDOW) as usize]);
        leaving.sort_by_key(|request| request.client);
        self.tally.at(at).requests += leaving.len() as u64;
        self.arrived += leaving.len() as u64;
        for request in &leaving {
            // Who left or asked again within the second has its first request in the queue all the same.
            if self.server.arrive(*request) == Arrival::Refused && self.awaits(*request) {
                self.fail(request.client);
            }
        }
        while let Some(request) = self.server.done() {
            if self.awaits(request) {
                self.serve(request.client as usize);
            } else {
                self.tally.at(at).wasted += 1;
            }
        }
        let slot = self.now as usize % PATIENCE;
        for request in std::mem::replace(&mut self.patience[slot], leaving) {
            if self.awaits(request) {
                self.fail(request.client);
            }
        }
        self.world.operator.count(self.arrived, u64::from(self.served), self.server.queued());
        self.tally.reached(at, self.served, self.count);
    }

    fn awaits(&self, request: Request) -> bool {
        let client = request.client as usize;
        self.clients.each[client].is(bit::ASKING) && self.clients.each[client].number == request.number
    }

    fn serve(&mut self, client: usize) {
        let at = self.world.at(self.now);
        self.tally.at(at).served += 1;
        self.served += 1;
        self.clients.rest(client);
    }

    fn fail(&mut self, client: u32) {
        self.live_one(client, Event::RequestFails);
    }

    /// Lets one that is near, or that begins, meet an event now.
    fn live_one(&mut self, client: u32, event: Event) {
        let before = self.clients.due[client as usize];
        self.live_one_at(client, self.now, event);
        let due = self.clients.due[client as usize];
        if due != before {
            self.wheel.add(due, client);
        }
        if self.clients.each[client as usize].is(bit::ASKING) {
            self.near.push(client);
        }
    }

    fn keep_near(&mut self, client: u32) {
        self.near.push(client);
        self.wheel.add(self.clients.due[client as usize], client);
    }

    /// Lets one meet an event at a second, and notes what comes of it. Whether it sent a request.
    fn live_one_at(&mut self, client: u32, now: u32, event: Event) -> bool {
        let (known, mind) = self.clients.one(client as usize);
        let mut life = Life { world: &self.world, client: known, mind, now, looks: 0, sends: false };
        life.meets(event);
        let (looks, sends, earliest) = (life.looks, life.sends, life.client.earliest());
        if looks > 0 {
            self.tally.at(self.world.at(now)).looks += u64::from(looks);
        }
        if sends {
            let request = Request { client, number: self.clients.each[client as usize].number };
            // By the time a failure is known, this second's requests have left.
            let second = if event == Event::RequestFails { now + 1 } else { now };
            self.leaving[(second % WINDOW) as usize].push(request);
        }
        self.clients.due[client as usize] = if earliest == NEVER { NEVER } else { earliest.max(now + 1) };
        sends
    }
}
