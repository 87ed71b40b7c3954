//! What a client does when it is woken. For ours each decision is the portal's own.

use diya::domain::admission::{Ask, BulletinAnswer, Cause, Failure, Presence, Route, Verdict, Why, next_poll};
use diya::domain::time::Instant;

use crate::clients::{Client, Mind, NEVER, bit};
use crate::operator::{Operator, instant};
use crate::people;
use crate::plan::Plan;
use crate::policy::{Common, Policy};

/// How long a bulletin is kept by a browser, in seconds.
const FRESH: u32 = 60;

/// What all clients of a run meet.
pub struct World {
    pub plan: Plan,
    pub policy: Policy,
    pub operator: Operator,
    /// The second of the run at which the server is back.
    pub recovery: u32,
}

impl World {
    /// Seconds after the recovery; before it negative.
    #[must_use]
    pub fn at(&self, second: u32) -> i64 {
        i64::from(second) - i64::from(self.recovery)
    }

    fn instant_of(&self, second: u32) -> Instant {
        instant(self.at(second))
    }

    fn second_of(&self, of: Instant) -> u32 {
        let at = (of - instant(0)).num_seconds();
        u32::try_from(at + i64::from(self.recovery)).unwrap_or(0)
    }
}

/// What a client meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The run begins.
    Begins,
    /// Something that it waited for is due.
    Due,
    /// Its request came to nothing.
    RequestFails,
}

/// One client at one second of its life.
pub struct Life<'a> {
    pub world: &'a World,
    pub client: &'a mut Client,
    pub mind: Mind<'a>,
    pub now: u32,
    /// Looks for the bulletin that it took.
    pub looks: u8,
    /// Whether it sent a request.
    pub sends: bool,
}

impl Life<'_> {
    /// Does what there is to do.
    pub fn meets(&mut self, event: Event) {
        match event {
            Event::Begins => self.begin(),
            Event::Due => self.wake(),
            Event::RequestFails => self.fail(),
        }
    }

    /// Takes its place: who looks goes on looking, who is away comes in their time or with the news.
    fn begin(&mut self) {
        self.client.set(bit::ASKING, false);
        if self.client.is(bit::LOOKING) {
            self.open();
            return;
        }
        let (at, news_at) = (self.world.at(self.now), self.world.plan.news_at);
        let ordinary = people::away(&self.world.plan, &mut self.client.chance, at.min(news_at - 1));
        let news_in = u32::try_from(news_at - at).unwrap_or(0);
        let by_news = news_in + people::news(&self.world.plan, &mut self.client.chance);
        self.client.person_at = self.now + ordinary.min(by_news);
    }

    /// Does what is due now.
    fn wake(&mut self) {
        if self.client.person_at <= self.now {
            if self.client.is(bit::LOOKING) {
                self.leave();
            } else {
                self.open();
            }
            return;
        }
        if self.client.anger_at <= self.now {
            self.client.anger_at = self.now + people::anger(&self.world.plan, &mut self.client.chance);
            if self.client.chance.share() < 0.5 {
                self.tap();
            } else {
                self.load();
            }
        }
        if self.client.poll_at <= self.now {
            self.look();
            self.client.call_at = self.now;
        }
        if self.client.call_at <= self.now {
            self.call(Cause::Portal);
        }
    }

    /// Its request came to nothing: what that teaches, and when it calls again.
    fn fail(&mut self) {
        self.client.set(bit::ASKING, false);
        match &mut self.mind {
            Mind::Ours(admission) => {
                let (jitter, now) = (self.client.chance.share(), self.world.instant_of(self.now));
                admission.failed(Route::Account, Failure::Connection, None, jitter, now);
                self.call_if_admitted(Cause::Portal);
            }
            Mind::Common(common) => {
                self.client.call_at = self.now + common.pause(self.world.policy, &mut self.client.chance);
            }
        }
    }

    /// Somebody opens the page, to stay for a while.
    fn open(&mut self) {
        let at = self.world.at(self.now);
        self.client.set(bit::LOOKING, true);
        self.client.person_at = self.now + people::visit(&self.world.plan, &mut self.client.chance, at);
        self.client.anger_at = self.now + people::anger(&self.world.plan, &mut self.client.chance);
        self.load();
    }

    fn leave(&mut self) {
        let (at, plan) = (self.world.at(self.now), &self.world.plan);
        self.client.set(bit::LOOKING, false);
        self.client.set(bit::ASKING, false);
        self.client.person_at = self.now + people::away(plan, &mut self.client.chance, at);
        self.client.anger_at = NEVER;
        self.client.call_at = NEVER;
        self.client.poll_at = NEVER;
        // Whoever comes back for the news comes with the news.
        if at < plan.news_at {
            let left = u32::try_from(plan.news_at - at).unwrap_or(0);
            let by_news = left + people::news(plan, &mut self.client.chance);
            self.client.person_at = self.client.person_at.min(self.now + by_news);
        }
    }

    /// The page loads, anew or again: a request that was under way is given up, and only what is stored is remembered.
    fn load(&mut self) {
        self.client.set(bit::ASKING, false);
        if let Mind::Common(common) = &mut self.mind {
            **common = Common::default();
        } else {
            // What lies in the browser's cache for a minute is not fetched again.
            if self.client.asked_at == NEVER || self.now - self.client.asked_at > FRESH {
                self.look();
            } else {
                self.plan_poll();
            }
        }
        self.call(Cause::Portal);
    }

    /// Somebody taps on refresh. While the page is asking, the button does nothing.
    fn tap(&mut self) {
        if !self.client.is(bit::ASKING) {
            self.call(Cause::Person);
        }
    }

    /// Looks for the bulletin.
    fn look(&mut self) {
        self.looks += 1;
        self.client.asked_at = self.now;
        self.plan_poll();
    }

    fn plan_poll(&mut self) {
        let now = self.world.instant_of(self.now);
        let next = next_poll(BulletinAnswer::Answered, self.client.chance.share(), now);
        self.client.poll_at = self.world.second_of(next);
    }

    /// Calls, if the policy lets it.
    fn call(&mut self, cause: Cause) {
        if self.client.is(bit::ASKING) {
            self.client.call_at = NEVER;
            return;
        }
        match &mut self.mind {
            Mind::Ours(_) => self.call_if_admitted(cause),
            Mind::Common(common) => {
                if common.lets_out(self.world.policy, &mut self.client.chance, self.now) {
                    self.send();
                } else {
                    self.client.call_at = self.now + common.pause(self.world.policy, &mut self.client.chance);
                }
            }
        }
    }

    fn call_if_admitted(&mut self, cause: Cause) {
        while let Some(verdict) = self.decide(cause) {
            match verdict {
                Verdict::Call => return self.send(),
                Verdict::AskBulletin => self.look(),
                // A tap that waits is told so; when the portal calls by itself it has no part in.
                Verdict::Wait { .. } if cause == Cause::Person => return,
                // The next look for the bulletin brings the news.
                Verdict::Wait { why: Why::Down | Why::NotAdmitted, .. } | Verdict::Wait { until: None, .. } => {
                    self.client.call_at = NEVER;
                    return;
                }
                Verdict::Wait { until: Some(until), .. } => {
                    self.client.call_at = self.world.second_of(until).max(self.now + 1);
                    return;
                }
            }
        }
    }

    /// What the portal's module says; `None` where another policy decides.
    fn decide(&mut self, cause: Cause) -> Option<Verdict> {
        let Mind::Ours(admission) = &mut self.mind else { return None };
        let asked = self.client.asked_at;
        // What the client knows is what was handed out when it last looked.
        let with_utility = self.world.policy == Policy::Ours;
        let status = if with_utility { self.world.operator.status(self.world.at(asked.min(self.now))) } else { None };
        let ask = Ask {
            cause,
            route: Route::Account,
            presence: Presence::Looking,
            status,
            asked_at: (asked != NEVER).then(|| self.world.instant_of(asked)),
        };
        Some(admission.decide(&ask, self.client.chance.share(), self.world.instant_of(self.now)))
    }

    fn send(&mut self) {
        self.client.set(bit::ASKING, true);
        self.client.call_at = NEVER;
        self.client.number = self.client.number.wrapping_add(1);
        self.sends = true;
    }
}
