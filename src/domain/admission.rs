//! May the portal call the utility's server now? Mercy for a server that is getting up.
//!
//! The bulletin comes first: its status and its admitted share decide. Then the retry budget: after a failure at most
//! two unasked retries, each after a full-jitter pause of up to 15 minutes, `Retry-After` obeyed. A person's own tap
//! is let through, but not more often than twice a minute.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::bulletin::{ApiStatus, ServiceStatus};
use super::time::Instant;

/// Who wants to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The portal, by itself.
    Portal,
    /// A person's tap.
    Person,
}

/// Whether to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Call,
    /// Not now; ask again then.
    Wait {
        /// When to ask again; `None`: when the bulletin or the person says so.
        until: Option<Instant>,
        /// Why.
        why: Why,
    },
}

/// Why a call waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The bulletin says that the server is down.
    Down,
    /// The bulletin admits only a share of the clients, and this one is not among them yet.
    NotAdmitted,
    /// The server asked for patience, or the last call failed a moment ago.
    Backoff,
    /// The retries are used up.
    BudgetSpent,
}

/// What this device remembers about calling the server. Kept over reloads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// Failures in a row.
    pub(crate) failures: u32,
    /// No unasked call before then.
    pub(crate) not_before: Option<Instant>,
    /// When a person's tap was last let through.
    pub(crate) tapped_at: Option<Instant>,
    /// The lot that was drawn.
    pub(crate) lot: Option<Lot>,
}

/// A lot, drawn once per status version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The status it was drawn for, by the instant since when that holds.
    pub(crate) since: Instant,
    /// The lot, in millionths.
    pub(crate) millionths: u32,
}

/// Unasked retries after the first failure.
const RETRIES: u32 = 2;
/// The first pause reaches up to this long; each further one up to four times as long.
const FIRST_PAUSE_SECONDS: i64 = 60;
const LONGEST_PAUSE_SECONDS: i64 = 15 * 60;
/// The longest `Retry-After` that is obeyed to the letter.
const LONGEST_RETRY_AFTER: TimeDelta = TimeDelta::days(1);
const BETWEEN_TAPS: TimeDelta = TimeDelta::seconds(30);

impl Admission {
    /// Whether to call now. `lot` is a random number in [0, 1), drawn anew; it counts once per status version.
    pub fn decide(&mut self, status: Option<&ServiceStatus>, cause: Cause, lot: f64, now: Instant) -> Verdict {
        if cause == Cause::Person {
            return self.decide_tap(now);
        }
        if let Some(status) = status {
            if status.api == ApiStatus::Down && status.admit.share() <= 0.0 {
                return Verdict::Wait { until: None, why: Why::Down };
            }
            let lot = self.draw(status, lot);
            if lot >= status.admit.share() {
                return Verdict::Wait { until: None, why: Why::NotAdmitted };
            }
        }
        match self.not_before {
            Some(until) if now < until => Verdict::Wait { until: Some(until), why: Why::Backoff },
            _ if self.failures > RETRIES => Verdict::Wait { until: None, why: Why::BudgetSpent },
            _ => Verdict::Call,
        }
    }

    /// What a failed call teaches. `jitter` is a random number in [0, 1).
    pub fn failed(&mut self, retry_after: Option<TimeDelta>, jitter: f64, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        let ceiling = FIRST_PAUSE_SECONDS
            .saturating_mul(4_i64.saturating_pow(self.failures.saturating_sub(1).min(8)))
            .min(LONGEST_PAUSE_SECONDS);
        let pause = jittered(ceiling, jitter);
        let pause = match retry_after {
            // The server's own word, and the jitter on top: all clients heard the same word.
            Some(asked) => asked.clamp(TimeDelta::zero(), LONGEST_RETRY_AFTER) + pause,
            None => pause,
        };
        self.not_before = Some(now + pause);
    }

    /// What a call that was answered teaches.
    pub fn succeeded(&mut self) {
        self.failures = 0;
        self.not_before = None;
    }

    /// A new status is a new chance: the budget is full again.
    fn draw(&mut self, status: &ServiceStatus, lot: f64) -> f64 {
        match self.lot {
            Some(drawn) if drawn.since == status.since => drawn.share(),
            _ => {
                let drawn = Lot::of(status.since, lot);
                self.lot = Some(drawn);
                self.succeeded();
                drawn.share()
            }
        }
    }

    fn decide_tap(&mut self, now: Instant) -> Verdict {
        match self.tapped_at.map(|tapped| tapped + BETWEEN_TAPS) {
            // A tap that seems to lie ahead comes from a clock that was set back: it holds nobody up.
            Some(until) if now < until && now + BETWEEN_TAPS >= until => {
                Verdict::Wait { until: Some(until), why: Why::Backoff }
            }
            _ => {
                self.tapped_at = Some(now);
                Verdict::Call
            }
        }
    }
}

impl Lot {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a million")]
    fn of(since: Instant, lot: f64) -> Self {
        Self { since, millionths: (lot.clamp(0.0, 1.0) * 1_000_000.0) as u32 }
    }

    fn share(self) -> f64 {
        f64::from(self.millionths) / 1_000_000.0
    }
}

/// A random share of `seconds`.
#[expect(clippy::cast_possible_truncation, reason = "a share of at most 900 seconds fits")]
#[expect(clippy::cast_precision_loss, reason = "at most 900 seconds are exact")]
fn jittered(seconds: i64, jitter: f64) -> TimeDelta {
    TimeDelta::milliseconds((seconds as f64 * 1_000.0 * jitter.clamp(0.0, 1.0)) as i64)
}

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or an HTTP date.
#[must_use]
pub fn retry_after(value: &str, now: Instant) -> Option<TimeDelta> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|sign| sign.is_ascii_digit()) {
        return Some(value.parse().map_or(LONGEST_RETRY_AFTER, |seconds: u32| TimeDelta::seconds(i64::from(seconds))));
    }
    http_date(value).map(|date| date - now)
}

/// An HTTP date in its preferred form (RFC 9110 §5.6.7), e.g. `Sun, 06 Nov 1994 08:49:37 GMT`.
#[must_use]
pub fn http_date(value: &str) -> Option<Instant> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, rest) = value.split_once(',')?;
    let mut parts = rest.strip_prefix(' ')?.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let zone = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let fits = day.len() == 2 && year.len() == 4 && time.len() == 8 && zone == "GMT" && parts.next().is_none();
    fits.then(|| Instant::parse(&format!("{year}-{month:02}-{day}T{time}Z")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::bulletin::AdmitShare;
    use crate::domain::words::Words;

    fn at(seconds: i64) -> Instant {
        Instant::from_unix_seconds(1_730_000_000 + seconds)
    }

    fn status(api: ApiStatus, admit: f64, since: i64) -> ServiceStatus {
        let admit = AdmitShare::try_from(admit).expect("a share");
        ServiceStatus { api, admit, since: at(since), next_update: None, message: Words::default() }
    }

    #[test]
    fn while_the_bulletin_says_down_the_portal_does_not_call() {
        let down = status(ApiStatus::Down, 0.0, 0);
        let verdict = Admission::default().decide(Some(&down), Cause::Portal, 0.0, at(0));
        assert_eq!(verdict, Verdict::Wait { until: None, why: Why::Down });
    }

    #[test]
    fn a_lot_is_drawn_once_per_status_version() {
        let mut admission = Admission::default();
        let half = status(ApiStatus::Degraded, 0.5, 0);
        let waits = Verdict::Wait { until: None, why: Why::NotAdmitted };
        assert_eq!(admission.decide(Some(&half), Cause::Portal, 0.7, at(0)), waits);
        assert_eq!(admission.decide(Some(&half), Cause::Portal, 0.1, at(1)), waits);
        let next = status(ApiStatus::Degraded, 0.5, 60);
        assert_eq!(admission.decide(Some(&next), Cause::Portal, 0.1, at(60)), Verdict::Call);
    }

    #[test]
    fn after_two_retries_the_portal_gives_up_until_there_is_news() {
        let mut admission = Admission::default();
        let up = status(ApiStatus::Up, 1.0, 0);
        let mut calls = 0;
        let mut now = at(0);
        for _ in 0..10_000 {
            if admission.decide(Some(&up), Cause::Portal, 0.5, now) == Verdict::Call {
                calls += 1;
                admission.failed(None, 0.5, now);
            }
            now = now + TimeDelta::minutes(1);
        }
        assert_eq!(calls, 3);
        let news = status(ApiStatus::Up, 1.0, 600);
        assert_eq!(admission.decide(Some(&news), Cause::Portal, 0.5, now), Verdict::Call);
    }

    #[test]
    fn retry_after_is_obeyed_and_jittered() {
        let mut admission = Admission::default();
        admission.failed(Some(TimeDelta::seconds(120)), 0.999, at(0));
        let Verdict::Wait { until: Some(until), why: Why::Backoff } = admission.decide(None, Cause::Portal, 0.0, at(1))
        else {
            panic!("must wait");
        };
        assert!(until >= at(120) && until <= at(180), "{until:?}");
    }

    #[test]
    fn a_tap_is_let_through_at_most_twice_a_minute_even_when_down() {
        let mut admission = Admission::default();
        let down = status(ApiStatus::Down, 0.0, 0);
        assert_eq!(admission.decide(Some(&down), Cause::Person, 0.0, at(0)), Verdict::Call);
        assert!(matches!(admission.decide(Some(&down), Cause::Person, 0.0, at(29)), Verdict::Wait { .. }));
        assert_eq!(admission.decide(Some(&down), Cause::Person, 0.0, at(30)), Verdict::Call);
    }

    #[test]
    fn a_clock_set_back_does_not_lock_taps_out() {
        let mut admission = Admission::default();
        assert_eq!(admission.decide(None, Cause::Person, 0.0, at(1_000_000)), Verdict::Call);
        assert_eq!(admission.decide(None, Cause::Person, 0.0, at(0)), Verdict::Call);
    }

    #[rstest]
    #[case("120", Some(120))]
    #[case(" 0 ", Some(0))]
    #[case("99999999999999999999", Some(86_400))]
    #[case("Sun, 27 Oct 2024 03:33:30 GMT", Some(10))]
    #[case("Sun, 27 Oct 2024 03:33:30", None)]
    #[case("soon", None)]
    #[case("-5", None)]
    #[case("", None)]
    fn retry_after_is_read_in_both_its_forms(#[case] value: &str, #[case] seconds: Option<i64>) {
        assert_eq!(retry_after(value, at(0)), seconds.map(TimeDelta::seconds));
    }
}
