//! What the days after the last known one cost together: the least, the likely, the most.

use super::evidence::{Evidence, HORIZONS};
use super::series::Series;
use super::weights::{LEAST, LIKELY, MOST, Weights};

/// Costs in paise: the least, the likely, the most.
pub(super) type Ends = [f64; 3];

/// Costs of the days ahead.
pub(super) struct Ahead {
    /// Together, after each of the horizons.
    sums: [Ends; HORIZONS.len()],
}

impl Ahead {
    /// From what the series says, with both ends `wider` times as far from the likely cost.
    pub fn of(series: &Series, wider: f64) -> Self {
        // A home that stands empty may stay so.
        let empty = series.mean(series.len(), 7) <= 0.0;
        let mut sums = [[0.0; 3]; HORIZONS.len()];
        let mut before = [0.0; 3];
        for (at, horizon) in HORIZONS.iter().enumerate() {
            let Evidence { base, levels, spreads } = Evidence::about(series, *horizon);
            let end = |weights: &Weights| base + weights.weigh(at, &levels, &spreads);
            let likely = end(&LIKELY);
            let least = if empty { 0.0 } else { likely - (likely - end(&LEAST)).max(0.0) * wider };
            let most = likely + (end(&MOST) - likely).max(0.0) * wider;
            for (end, cost) in [least, likely, most].into_iter().enumerate() {
                // Nothing is given back: what was used by an earlier day is used by a later one.
                before[end] = (cost * *horizon as f64).max(before[end]);
            }
            sums[at] = before;
        }
        Self { sums }
    }

    /// Together, after so many days. Between two horizons a line is drawn; after the last the days go on like its own.
    pub fn after(&self, days: f64) -> Ends {
        let (mut from, mut before) = (0.0, [0.0; 3]);
        for (horizon, sums) in HORIZONS.iter().zip(self.sums) {
            let to = *horizon as f64;
            if days <= to {
                let share = (days - from) / (to - from);
                return core::array::from_fn(|end| before[end] + (sums[end] - before[end]) * share);
            }
            (from, before) = (to, sums);
        }
        before.map(|sum| sum * days / from)
    }
}
