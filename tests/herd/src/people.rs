//! When people look, how long, and when they lose patience. Assumptions, all of them: `docs/admission.md` says so.

use crate::chance::Chance;
use crate::plan::Plan;

/// How eager people are to look, by the hour of the day in India, against the evening's peak.
const RHYTHM: [f64; 24] = [
    0.08, 0.05, 0.04, 0.04, 0.06, 0.12, 0.25, 0.40, 0.50, 0.55, 0.60, 0.55, 0.50, 0.48, 0.45, 0.45, 0.50, 0.60, 0.80,
    1.0, 1.0, 0.85, 0.50, 0.20,
];
/// While the outage lasts somebody comes back after so long, at the peak's eagerness: about twice a day in all.
const OUTAGE_GAP_MEAN: f64 = 5.0 * 3600.0;
/// And looks for so long.
const OUTAGE_VISIT_MEAN: f64 = 120.0;

/// When somebody who is away at `at` comes, in seconds from then.
pub fn away(plan: &Plan, chance: &mut Chance, at: i64) -> u32 {
    if at >= plan.news_at {
        return chance.wait(plan.gap_mean);
    }
    let mut waited = 0_u32;
    loop {
        waited += chance.wait(OUTAGE_GAP_MEAN);
        if chance.share() < RHYTHM[plan.hour(at + i64::from(waited))] {
            return waited;
        }
    }
}

/// How long somebody who looks stays if there is nothing to see, in seconds.
pub fn visit(plan: &Plan, chance: &mut Chance, at: i64) -> u32 {
    chance.wait(if at >= plan.news_at { plan.visit_mean } else { OUTAGE_VISIT_MEAN })
}

/// After how long somebody who waits taps or reloads, in seconds.
pub fn anger(plan: &Plan, chance: &mut Chance) -> u32 {
    chance.wait(plan.anger_mean)
}

/// When somebody who is away comes because of the news, in seconds from the news.
pub fn news(plan: &Plan, chance: &mut Chance) -> u32 {
    chance.wait(plan.news_mean)
}
