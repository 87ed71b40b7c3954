//! How clients behave towards the server: three common ways, and ours with and without a utility that uses admission.

use serde::Serialize;

use crate::chance::Chance;

/// A way to behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Asks again every 2 seconds, as payment pages do.
    #[value(name = "fixed-2s")]
    #[serde(rename = "fixed-2s")]
    Fixed,
    /// Exponential backoff with full jitter, from 100 ms to 20 s: the default of a common SDK.
    #[value(name = "jitter-20s")]
    #[serde(rename = "jitter-20s")]
    Jitter,
    /// Client-side throttling by the share of accepted requests, K = 2, over two minutes (SRE book, ch. 21).
    Throttle,
    /// The portal's own module, for a utility that says nothing about admission.
    OursAlone,
    /// The portal's own module, with a utility that opens step by step.
    Ours,
}

impl Policy {
    /// All, as they are shown.
    pub const ALL: [Self; 5] = [Self::Fixed, Self::Jitter, Self::Throttle, Self::OursAlone, Self::Ours];

    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "every 2 s",
            Self::Jitter => "full jitter, cap 20 s",
            Self::Throttle => "accept ratio (SRE)",
            Self::OursAlone => "ours, no admission",
            Self::Ours => "ours, with admission",
        }
    }

    /// Whether it is the portal's module that decides.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::OursAlone | Self::Ours)
    }
}

/// What a client of a common policy remembers, in one open page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Common {
    attempts: u8,
    window: Window,
}

/// Requests and accepts of the last two minutes, in four parts.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    requests: [u8; PARTS],
    accepts: [u8; PARTS],
    part: u32,
}

const PARTS: usize = 4;
const WINDOW_SECONDS: u32 = 120;
const PART_SECONDS: u32 = 30;
const FIXED_PAUSE: u32 = 2;
const JITTER_CAP: f64 = 20.0;
const JITTER_BASE: f64 = 0.1;
const K: f64 = 2.0;

impl Common {
    /// How many seconds after a failure the client tries again.
    pub fn pause(&mut self, policy: Policy, chance: &mut Chance) -> u32 {
        if policy != Policy::Jitter {
            return FIXED_PAUSE;
        }
        self.attempts = self.attempts.saturating_add(1).min(30);
        let ceiling = (JITTER_BASE * 2.0_f64.powi(i32::from(self.attempts))).min(JITTER_CAP);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 20")]
        let pause = (chance.share() * ceiling).round() as u32;
        pause.max(1)
    }

    /// Whether the client's own throttle lets a request out now.
    pub fn lets_out(&mut self, policy: Policy, chance: &mut Chance, now: u32) -> bool {
        if policy != Policy::Throttle {
            return true;
        }
        let (requests, accepts) = self.window.at(now);
        let rejects = ((requests - K * accepts) / (requests + 1.0)).max(0.0);
        self.window.count(now);
        chance.share() >= rejects
    }
}

impl Window {
    fn at(&mut self, now: u32) -> (f64, f64) {
        let part = now / PART_SECONDS;
        for gone in (self.part + 1..=part).take(PARTS) {
            self.requests[gone as usize % PARTS] = 0;
            self.accepts[gone as usize % PARTS] = 0;
        }
        if part.saturating_sub(self.part) >= WINDOW_SECONDS / PART_SECONDS {
            *self = Self { part, ..Self::default() };
        }
        self.part = part;
        let sum = |counts: [u8; PARTS]| counts.iter().map(|count| f64::from(*count)).sum();
        (sum(self.requests), sum(self.accepts))
    }

    fn count(&mut self, now: u32) {
        let place = (now / PART_SECONDS) as usize % PARTS;
        self.requests[place] = self.requests[place].saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_throttled_client_that_is_never_answered_holds_back_as_the_book_says() {
        let (mut chance, mut common) = (Chance::of(1), Common::default());
        let out = (0..60).filter(|turn| common.lets_out(Policy::Throttle, &mut chance, turn * 2)).count();
        // p is 0, 1/2, 2/3, 3/4 … after 0, 1, 2, 3 requests: the harmonic sum of 60 is 4.7.
        assert!((2..=9).contains(&out), "{out}");
    }

    #[test]
    fn full_jitter_reaches_its_cap_and_not_beyond() {
        let (mut chance, mut common) = (Chance::of(1), Common::default());
        let pauses: Vec<u32> = (0..2000).map(|_| common.pause(Policy::Jitter, &mut chance)).collect();
        assert!(pauses.iter().all(|pause| (1..=20).contains(pause)));
        assert!(pauses.iter().any(|pause| *pause >= 19));
    }
}
