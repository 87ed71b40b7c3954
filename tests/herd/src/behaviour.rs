//! What a client does when it is woken. For ours each decision is the portal's own.

use diya::domain::admission::{
    Admission, Ask, BulletinAnswer, Cause, Failure, Presence, Route, Verdict, Why, next_poll,
};
use diya::domain::time::Instant;

use crate::clients::{NEVER, bit};
use crate::operator::instant;
use crate::people;
use crate::policy::Policy;
use crate::run::Run;
use crate::server::Request;

/// How long a bulletin is kept by a browser, in seconds.
const FRESH: u32 = 60;

impl Run {
    /// Does what is due now.
    pub(crate) fn wake(&mut self, client: usize) {
        if self.clients.each[client].person_at <= self.now {
            if self.clients.each[client].is(bit::LOOKING) {
                self.leave(client);
            } else {
                self.open(client);
            }
            return;
        }
        if self.clients.each[client].anger_at <= self.now {
            self.clients.each[client].anger_at = self.now + people::anger(&self.plan, &mut self.chance);
            if self.chance.share() < 0.5 {
                self.tap(client);
            } else {
                self.load(client);
            }
        }
        if self.clients.each[client].poll_at <= self.now {
            self.look(client);
            self.clients.each[client].call_at = self.now;
        }
        if self.clients.each[client].call_at <= self.now {
            self.call(client, Cause::Portal);
        }
    }

    /// Somebody opens the page, to stay for a while.
    pub(crate) fn open(&mut self, client: usize) {
        let at = self.at();
        self.clients.each[client].set(bit::LOOKING, true);
        self.clients.each[client].person_at = self.now + people::visit(&self.plan, &mut self.chance, at);
        self.clients.each[client].anger_at = self.now + people::anger(&self.plan, &mut self.chance);
        self.load(client);
    }

    fn leave(&mut self, client: usize) {
        let at = self.at();
        self.clients.each[client].set(bit::LOOKING, false);
        self.clients.each[client].set(bit::ASKING, false);
        self.clients.each[client].person_at = self.now + people::away(&self.plan, &mut self.chance, at);
        self.clients.each[client].anger_at = NEVER;
        self.clients.each[client].call_at = NEVER;
        self.clients.each[client].poll_at = NEVER;
        // Whoever comes back for the news comes with the news.
        if at < self.plan.news_at {
            let left = u32::try_from(self.plan.news_at - at).unwrap_or(0);
            let by_news = left + people::news(&self.plan, &mut self.chance);
            self.clients.each[client].person_at = self.clients.each[client].person_at.min(self.now + by_news);
        }
    }

    /// The page loads, anew or again: a request that was under way is given up, and only what is stored is remembered.
    fn load(&mut self, client: usize) {
        self.clients.each[client].set(bit::ASKING, false);
        if self.policy.is_ours() {
            // What lies in the browser's cache for a minute is not fetched again.
            if self.clients.each[client].asked_at == NEVER || self.now - self.clients.each[client].asked_at > FRESH {
                self.look(client);
            }
            self.plan_poll(client);
        } else {
            self.clients.common[client] = Default::default();
        }
        self.call(client, Cause::Portal);
    }

    /// Somebody taps on refresh. While the page is asking, the button does nothing.
    fn tap(&mut self, client: usize) {
        if !self.clients.each[client].is(bit::ASKING) {
            self.call(client, Cause::Person);
        }
    }

    /// Looks for the bulletin.
    fn look(&mut self, client: usize) {
        let at = self.at();
        self.tally.at(at).looks += 1;
        self.clients.each[client].asked_at = self.now;
        self.plan_poll(client);
    }

    fn plan_poll(&mut self, client: usize) {
        let at = self.at();
        let next = next_poll(BulletinAnswer::Answered, self.chance.share(), instant(at));
        self.clients.each[client].poll_at = self.second_of(next);
    }

    /// Calls, if the policy lets it.
    fn call(&mut self, client: usize, cause: Cause) {
        if self.clients.each[client].is(bit::ASKING) {
            self.clients.each[client].call_at = NEVER;
        } else if self.policy.is_ours() {
            self.call_if_admitted(client, cause);
        } else if self.clients.common[client].lets_out(self.policy, &mut self.chance, self.now) {
            self.send(client);
        } else {
            self.clients.each[client].call_at =
                self.now + self.clients.common[client].pause(self.policy, &mut self.chance);
        }
    }

    fn call_if_admitted(&mut self, client: usize, cause: Cause) {
        loop {
            match self.decide(client, cause) {
                Verdict::Call => return self.send(client),
                Verdict::AskBulletin => self.look(client),
                // A tap that waits is told so; when the portal calls by itself it has no part in.
                Verdict::Wait { .. } if cause == Cause::Person => return,
                // The next look for the bulletin brings the news.
                Verdict::Wait { why: Why::Down | Why::NotAdmitted, .. } | Verdict::Wait { until: None, .. } => {
                    self.clients.each[client].call_at = NEVER;
                    return;
                }
                Verdict::Wait { until: Some(until), .. } => {
                    self.clients.each[client].call_at = self.second_of(until).max(self.now + 1);
                    return;
                }
            }
        }
    }

    fn decide(&mut self, client: usize, cause: Cause) -> Verdict {
        let at = self.at();
        let asked = self.clients.each[client].asked_at;
        // What the client knows is what was handed out when it last looked.
        let status = if self.policy == Policy::Ours {
            self.operator.status(at - (i64::from(self.now) - i64::from(asked.min(self.now))))
        } else {
            None
        };
        let ask = Ask {
            cause,
            route: Route::Account,
            presence: Presence::Looking,
            status,
            asked_at: (asked != NEVER).then(|| self.instant_of(asked)),
        };
        self.clients.ours[client].decide(&ask, self.chance.share(), instant(at))
    }

    fn send(&mut self, client: usize) {
        self.clients.each[client].set(bit::ASKING, true);
        self.clients.each[client].call_at = NEVER;
        self.clients.each[client].number = self.clients.each[client].number.wrapping_add(1);
        let number = self.clients.each[client].number;
        self.leaving.push(Request { client: u32::try_from(client).unwrap_or(u32::MAX), number });
    }

    /// What a failure teaches, and when the client calls again.
    pub(crate) fn learn_failure(&mut self, client: usize) {
        if self.policy.is_ours() {
            let (jitter, now) = (self.chance.share(), instant(self.at()));
            self.clients.ours[client].failed(Route::Account, Failure::Connection, None, jitter, now);
            self.call_if_admitted(client, Cause::Portal);
        } else {
            self.clients.each[client].call_at =
                self.now + self.clients.common[client].pause(self.policy, &mut self.chance);
        }
    }

    /// Whoever has its balance needs no memory of how it got it.
    pub(crate) fn forget(&mut self, client: usize) {
        if self.policy.is_ours() {
            self.clients.ours[client] = Admission::default();
        }
    }

    fn instant_of(&self, second: u32) -> Instant {
        instant(self.at() + i64::from(second) - i64::from(self.now))
    }

    fn second_of(&self, instant_: Instant) -> u32 {
        let ahead = (instant_ - instant(self.at())).num_seconds();
        u32::try_from(i64::from(self.now) + ahead).unwrap_or(self.now)
    }
}
