//! How the server comes back, and how people hear of it. Times are seconds after the recovery, before it negative.

use serde::Serialize;

/// How the server comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Recovery {
    /// At once, on 8 November at 18:00; the word spreads.
    AtOnce,
    /// On 11 November at 08:00, two hours before disconnection resumes; everybody waits already.
    Deadline,
    /// As at once, but it falls thrice before it stays.
    Flapping,
}

/// From a tenth of its strength, in so many seconds, to all of it: caches fill, pools open.
const WARM_UP: f64 = 600.0;
const COLD: f64 = 0.1;
/// When the flapping server is up: from, until.
const FLAPS: [(i64, i64); 4] = [(0, 1200), (1800, 3000), (3600, 4800), (5400, i64::MAX)];
const STEADY: [(i64, i64); 1] = [(0, i64::MAX)];

/// A recovery with its figures.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Which.
    pub recovery: Recovery,
    /// When the word begins to spread.
    pub news_at: i64,
    /// Whoever is away comes back after so many seconds on average once there is news.
    pub news_mean: f64,
    /// How long somebody looks at the page, on average, if it brings nothing.
    pub visit_mean: f64,
    /// After how long somebody who left without a balance comes back, on average.
    pub gap_mean: f64,
    /// How often somebody who waits taps or reloads, on average.
    pub anger_mean: f64,
}

impl Plan {
    /// The plan of a recovery. All means are assumptions; `docs/admission.md` tells them.
    #[must_use]
    pub const fn of(recovery: Recovery) -> Self {
        let at_once =
            Self { recovery, news_at: 0, news_mean: 600.0, visit_mean: 900.0, gap_mean: 600.0, anger_mean: 120.0 };
        match recovery {
            Recovery::AtOnce | Recovery::Flapping => at_once,
            Recovery::Deadline => Self {
                news_at: -1800,
                news_mean: 600.0,
                visit_mean: 1800.0,
                gap_mean: 300.0,
                anger_mean: 60.0,
                ..at_once
            },
        }
    }

    fn ups(&self) -> &'static [(i64, i64)] {
        if self.recovery == Recovery::Flapping { &FLAPS } else { &STEADY }
    }

    /// The share of its strength that the server has; zero while it is down.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "seconds of a few days")]
    pub fn warmth(&self, at: i64) -> f64 {
        let up = self.ups().iter().find(|(from, until)| (*from..*until).contains(&at));
        up.map_or(0.0, |(from, _)| (COLD + (1.0 - COLD) * (at - from) as f64 / WARM_UP).min(1.0))
    }

    /// The hour of the day in India, for the daily rhythm.
    #[must_use]
    pub fn hour(&self, at: i64) -> usize {
        let recovered = match self.recovery {
            Recovery::Deadline => 8,
            Recovery::AtOnce | Recovery::Flapping => 18,
        };
        usize::try_from((recovered * 3600 + at).div_euclid(3600).rem_euclid(24)).unwrap_or(0)
    }

    /// When a server that wastes nothing would have served these shares of the herd, each client at its first coming.
    #[must_use]
    pub fn ideal(&self, clients: u32, capacity: f64) -> [Option<u32>; 3] {
        let (all, mut served) = (f64::from(clients), 0.0_f64);
        let mut times = [None; 3];
        for at in 0..7 * 86_400_u32 {
            let since_news = f64::from(at) - self.news_at as f64;
            let come = all * (1.0 - (-since_news / self.news_mean).exp());
            served = (served + capacity * self.warmth(i64::from(at))).min(come);
            for (time, share) in times.iter_mut().zip([0.5 * all, 0.95 * all, all - 0.5]) {
                if time.is_none() && served >= share {
                    *time = Some(at + 1);
                }
            }
            if times[2].is_some() {
                break;
            }
        }
        times
    }
}
