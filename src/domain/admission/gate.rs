//! The rules in their order.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Cause, Failure, Presence, Route, Verdict, Why};
use super::circuit::{Circuit, LEAST_PAUSE, LONGEST_PAUSE_SECONDS, LONGEST_RETRY_AFTER, growing};
use super::lot::{Admitted, Lot};
use crate::domain::bulletin::{ApiStatus, ServiceStatus};
use crate::domain::time::Instant;

/// What this device remembers about calling the server. Kept over reloads, shared by tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// The lot that was drawn.
    pub(crate) lot: Option<Lot>,
    /// When a person's tap was last let through.
    pub(crate) tapped_at: Option<Instant>,
    /// The retries that were used.
    #[serde(default)]
    pub(crate) spent: u32,
    /// When a call last failed.
    pub(crate) failed_at: Option<Instant>,
    /// Whether the portal made a call and has not heard its end.
    #[serde(default)]
    pub(crate) under_way: bool,
    /// What does not work.
    #[serde(default)]
    pub(crate) circuits: Vec<Circuit>,
}

/// Unasked retries after the first failure, for the whole device.
const RETRIES: u32 = 2;
/// After a pause this long a failure is forgiven: a new day may begin with a new call.
const FORGIVEN_AFTER: TimeDelta = TimeDelta::hours(12);
/// What the bulletin said this long ago is asked for again before a call.
const FRESH: TimeDelta = TimeDelta::seconds(60);
/// A utility that is this late with the news it promised has fallen silent: its word no longer holds people back.
const SILENT_AFTER: TimeDelta = TimeDelta::minutes(15);
/// The steps of a ramp take minutes. Whoever is promised the next one for tomorrow is not held back by it for longer
/// than this: one tap of everybody in an hour is what a server that serves all of them in two hours bears while half of
/// them are let in.
const NEWS_IS_NEAR: TimeDelta = TimeDelta::hours(1);
/// Between two taps while all is well; four times as long after each failure, at most four hours. If nobody but the
/// clients themselves hold back, a server that could serve them all in two hours gets up only below one call of each
/// in that time: `docs/admission.md` shows it.
const BETWEEN_TAPS_SECONDS: i64 = 30;
const LONGEST_BETWEEN_TAPS_SECONDS: i64 = 4 * 60 * 60;
/// A clock that was set back leaves instants ahead that nothing could have made.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

impl Admission {
    /// Whether to call now. `lot` is a random number in [0, 1), drawn anew each time; it counts where a lot is drawn.
    pub fn decide(&mut self, ask: &Ask<'_>, lot: f64, now: Instant) -> Verdict {
        self.forgive(now);
        match (ask.presence, ask.cause) {
            (Presence::Offline, _) => return wait(None, Why::Offline),
            (Presence::Hidden, Cause::Portal) => return wait(None, Why::Hidden),
            _ => {}
        }
        let fresh = ask.asked_at.is_some_and(|asked| asked <= now + AHEAD && now - asked <= FRESH);
        if !fresh && (ask.cause != Cause::Payment || ask.status.is_some_and(is_down)) {
            // Nobody asks for news before a call that would wait all the same.
            let waits = if ask.cause == Cause::Portal { self.portal_waits(ask.route, now) } else { None };
            return waits.unwrap_or(Verdict::AskBulletin);
        }
        let held_back = ask.status.and_then(|status| self.held_back(status, ask.cause, lot, now));
        let far = ask.status.is_some_and(|status| is_far(status, now));
        let silent = far || ask.status.is_none_or(|status| is_silent(status, now));
        let between = if far { NEWS_IS_NEAR.num_seconds() } else { LONGEST_PAUSE_SECONDS };
        match (held_back, ask.cause) {
            // The server may be up and nobody said so: a person may try, seldom.
            (Some(_), Cause::Person) if silent => self.decide_tap(ask.route, between, now),
            (Some(_), Cause::Payment) if silent => self.told_to_wait(ask.route, now).unwrap_or(Verdict::Call),
            (Some(held_back), _) => held_back,
            (None, Cause::Portal) => self.decide_portal(ask.route, now),
            (None, Cause::Person) if !silent => self
                .waits_for_word(ask.route, now)
                .unwrap_or_else(|| self.decide_tap(ask.route, BETWEEN_TAPS_SECONDS, now)),
            (None, Cause::Person) => self.decide_tap(ask.route, BETWEEN_TAPS_SECONDS, now),
            (None, Cause::Payment) => self.told_to_wait(ask.route, now).unwrap_or(Verdict::Call),
        }
    }

    /// What a failed call teaches. `jitter` is a random number in [0, 1).
    pub fn failed(
        &mut self,
        route: Route,
        failure: Failure,
        retry_after: Option<TimeDelta>,
        jitter: f64,
        now: Instant,
    ) {
        let route = (failure == Failure::Answer).then_some(route);
        let place = self.circuits.iter().position(|circuit| circuit.route == route).unwrap_or_else(|| {
            self.circuits.push(Circuit::closed(route, now));
            self.circuits.len() - 1
        });
        self.circuits[place].failed(retry_after, jitter, now);
        self.failed_at = Some(now);
        self.under_way = false;
    }

    /// What an answer teaches: the connection works, and these routes do. The budget is full again once nothing fails.
    pub fn succeeded(&mut self, route: Route) {
        self.circuits.retain(|circuit| !circuit.concerns(route));
        self.under_way = false;
        if self.circuits.is_empty() {
            self.spent = 0;
            self.failed_at = None;
        }
    }

    /// A tap that was let through met only with the wish to be signed in: the next one counts at once.
    pub fn tapped_in_vain(&mut self) {
        self.tapped_at = None;
    }

    /// The bulletin's word against this call, if there is one.
    fn held_back(&mut self, status: &ServiceStatus, cause: Cause, lot: f64, now: Instant) -> Option<Verdict> {
        let (lot, news) = Lot::under(self.lot, status, lot, now);
        self.lot = Some(lot);
        if news {
            // A new chance, once in a ramp: what failed before it says nothing about the server that gets up.
            *self = Self { lot: self.lot, tapped_at: self.tapped_at, ..Self::default() };
        }
        if is_down(status) {
            return Some(wait(status.next_update, Why::Down));
        }
        match lot.admitted() {
            // Who confirmed a payment has been let in before, and is one of few.
            _ if cause == Cause::Payment => None,
            Admitted::No => Some(wait(status.next_update, Why::NotAdmitted)),
            Admitted::From(turn) => (now < turn).then(|| wait(Some(turn), Why::Turn)),
        }
    }

    fn decide_portal(&mut self, route: Route, now: Instant) -> Verdict {
        if let Some(waits) = self.portal_waits(route, now) {
            return waits;
        }
        if self.is_retry(route) {
            self.spent += 1;
            // Nobody heard the end of the call before: that is a failure too.
            self.failed_at = self.failed_at.max(Some(now));
        }
        self.under_way = true;
        Verdict::Call
    }

    /// The portal's own patience.
    fn portal_waits(&self, route: Route, now: Instant) -> Option<Verdict> {
        let patient = self.concerning(route).map(|circuit| circuit.not_before).max();
        if let Some(until) = patient.filter(|until| now < *until) {
            return Some(wait(Some(until), Why::Backoff));
        }
        let spent = self.spent >= RETRIES && self.is_retry(route);
        spent.then(|| wait(self.failed_at.map(|failed| failed + FORGIVEN_AFTER), Why::BudgetSpent))
    }

    fn is_retry(&self, route: Route) -> bool {
        self.under_way || self.concerning(route).next().is_some()
    }

    fn concerning(&self, route: Route) -> impl Iterator<Item = &Circuit> {
        self.circuits.iter().filter(move |circuit| circuit.concerns(route))
    }

    /// `least` is the pause while nothing fails, in seconds.
    fn decide_tap(&mut self, route: Route, least: i64, now: Instant) -> Verdict {
        if let Some(told) = self.told_to_wait(route, now) {
            return told;
        }
        let pause = growing(BETWEEN_TAPS_SECONDS, self.failures(route), LONGEST_BETWEEN_TAPS_SECONDS).max(least);
        let until = self.tapped_at.map(|tapped| tapped + TimeDelta::seconds(pause));
        match until {
            Some(until) if now < until => wait(Some(until), Why::TappedLately),
            _ => {
                self.tapped_at = Some(now);
                Verdict::Call
            }
        }
    }

    /// The server's own word goes before a person's; only not for longer than the longest pause.
    fn told_to_wait(&self, route: Route, now: Instant) -> Option<Verdict> {
        let until = self.concerning(route).filter_map(|circuit| circuit.told_until).max()?;
        let longest = self.failed_at.map_or(until, |failed| failed + TimeDelta::seconds(LONGEST_PAUSE_SECONDS));
        let until = until.min(longest);
        (now < until).then(|| wait(Some(until), Why::Backoff))
    }

    /// A server that falls again while it is being opened step by step is soon said to be down. Until that can have
    /// been said nobody whose call just failed taps on top of those whose turn it is.
    fn waits_for_word(&self, route: Route, now: Instant) -> Option<Verdict> {
        self.concerning(route).next()?;
        let until = self.failed_at? + LEAST_PAUSE;
        (now < until).then(|| wait(Some(until), Why::Backoff))
    }

    fn failures(&self, route: Route) -> u32 {
        self.concerning(route).map(|circuit| circuit.failures).max().unwrap_or(0)
    }

    /// Forgets failures that are long past, and those that a clock set back has left in the future.
    fn forgive(&mut self, now: Instant) {
        let ahead = |instant: &Instant| *instant > now + AHEAD;
        self.tapped_at = self.tapped_at.filter(|tapped| !ahead(tapped));
        let past = |failed: Instant| ahead(&failed) || now - failed > FORGIVEN_AFTER.max(self.longest_told(failed));
        if self.failed_at.is_some_and(past) {
            *self = Self { lot: self.lot, tapped_at: self.tapped_at, ..Self::default() };
        }
    }

    /// How long after `failed` the server asked to be left alone.
    fn longest_told(&self, failed: Instant) -> TimeDelta {
        let told = self.circuits.iter().filter_map(|circuit| circuit.told_until).max();
        told.map_or(TimeDelta::zero(), |until| (until - failed).min(LONGEST_RETRY_AFTER))
    }
}

const fn wait(until: Option<Instant>, why: Why) -> Verdict {
    Verdict::Wait { until, why }
}

fn is_down(status: &ServiceStatus) -> bool {
    status.api == ApiStatus::Down && status.admit.share() <= 0.0
}

/// Whether the utility leaves people without news: it promised none, or the promise is overdue.
fn is_silent(status: &ServiceStatus, now: Instant) -> bool {
    status.next_update.is_none_or(|next| next + SILENT_AFTER < now)
}

/// Whether some are let in while the others would wait for hours.
fn is_far(status: &ServiceStatus, now: Instant) -> bool {
    !is_down(status) && status.next_update.is_some_and(|next| next > now + NEWS_IS_NEAR)
}
