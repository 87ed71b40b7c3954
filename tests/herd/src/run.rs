//! One herd with one policy through one recovery, second by second.
//!
//! The outage itself is lived through by a sample: while the server is dead its clients cannot get in each other's way,
//! and what one of twenty thousand does in ten days the others do too. Then the whole herd takes its place a while
//! before the recovery, each client with the memory of one of the sample, and every single one is followed.

use crate::chance::Chance;
use crate::clients::{Clients, NEVER, bit};
use crate::operator::Operator;
use crate::people;
use crate::plan::Plan;
use crate::policy::Policy;
use crate::server::{Arrival, Request, Server};
use crate::tally::Tally;
use crate::wheel::Wheel;

/// How long a client waits for an answer, in seconds: the portal's own patience.
const PATIENCE: usize = 8;

/// A run in progress.
pub struct Run {
    pub(crate) plan: Plan,
    pub(crate) policy: Policy,
    pub(crate) chance: Chance,
    pub(crate) clients: Clients,
    pub(crate) operator: Operator,
    pub(crate) tally: Tally,
    /// The second of the run, and which one the recovery is.
    pub(crate) now: u32,
    recovery: u32,
    wheel: Wheel,
    server: Server,
    /// Requests that leave in this second.
    pub(crate) leaving: Vec<Request>,
    /// Those of the last seconds, to be given up when their patience ends.
    patience: [Vec<Request>; PATIENCE],
    count: u32,
    arrived: u64,
    pub(crate) served: u32,
}

impl Run {
    /// A herd that begins `before` seconds before the recovery and is followed for `after`.
    #[must_use]
    pub fn new(plan: Plan, policy: Policy, clients: Clients, capacity: f64, span: (u32, u32), chance: Chance) -> Self {
        let (before, after) = span;
        let count = u32::try_from(clients.each.len()).unwrap_or(u32::MAX);
        Self {
            plan,
            policy,
            chance,
            operator: Operator::new(plan, count, capacity, -i64::from(before)),
            tally: Tally::default(),
            now: 0,
            recovery: before,
            wheel: Wheel::new(before + after),
            server: Server::new(plan, capacity),
            leaving: Vec::new(),
            patience: [const { Vec::new() }; PATIENCE],
            count,
            arrived: 0,
            served: 0,
            clients,
        }
    }

    /// The second after the recovery; before it negative.
    #[must_use]
    pub fn at(&self) -> i64 {
        i64::from(self.now) - i64::from(self.recovery)
    }

    /// Puts everybody in their place: who looks goes on looking, who is away comes in their time or with the news.
    pub fn begin(&mut self) {
        let news_in = u32::try_from(self.plan.news_at - self.at()).unwrap_or(0);
        for client in 0..self.count {
            let place = client as usize;
            self.clients.each[place].set(bit::ASKING, false);
            if self.clients.each[place].is(bit::LOOKING) {
                self.open(place);
            } else {
                let at = self.at().min(self.plan.news_at - 1);
                let ordinary = people::away(&self.plan, &mut self.chance, at);
                let by_news = news_in + people::news(&self.plan, &mut self.chance);
                self.clients.each[place].person_at = self.now + ordinary.min(by_news);
            }
            self.plan_next(client);
        }
    }

    /// Lives through a stretch of time, or until all are served.
    pub fn live(&mut self, seconds: u32) {
        for _ in 0..seconds {
            if self.served == self.count {
                break;
            }
            self.second();
            self.now += 1;
        }
    }

    fn second(&mut self) {
        let at = self.at();
        self.server.tick(at);
        self.operator.tick(at);
        let mut due = self.wheel.take(self.now);
        // In the order in which they lie in memory: with millions of clients that is what takes the time.
        due.sort_unstable();
        for client in due {
            if self.clients.each[client as usize].due == self.now {
                self.wake(client as usize);
                self.plan_next(client);
            }
        }
        let leaving = std::mem::take(&mut self.leaving);
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
        self.operator.count(self.arrived, u64::from(self.served), self.server.queued());
        self.tally.reached(at, self.served, self.count);
    }

    fn awaits(&self, request: Request) -> bool {
        let client = request.client as usize;
        self.clients.each[client].is(bit::ASKING) && self.clients.each[client].number == request.number
    }

    /// Wakes a client again at the earliest of what it waits for.
    fn plan_next(&mut self, client: u32) {
        let earliest = self.clients.each[client as usize].earliest();
        let due = if earliest == NEVER { NEVER } else { earliest.max(self.now + 1) };
        if self.clients.each[client as usize].due != due {
            self.clients.each[client as usize].due = due;
            self.wheel.add(due, client);
        }
    }

    fn serve(&mut self, client: usize) {
        let at = self.at();
        self.tally.at(at).served += 1;
        self.served += 1;
        self.clients.each[client].state = bit::SERVED;
        self.clients.each[client].rest();
        self.forget(client);
    }

    fn fail(&mut self, client: u32) {
        self.clients.each[client as usize].set(bit::ASKING, false);
        self.learn_failure(client as usize);
        self.plan_next(client);
    }
}
