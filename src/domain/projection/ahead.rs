//! What the days after the last known one cost together: the least, the likely, the most.

use super::evidence::{Evidence, HORIZONS};
use super::series::Series;
use super::weights::WEIGHTS;

/// The ends of a range of costs by their places: the least, the likely, the most.
pub(super) const ENDS: usize = 3;
/// The place of the likely cost.
pub(super) const MIDDLE: usize = 1;

/// Costs of the days ahead.
pub(super) struct Ahead {
    /// For each end what the days cost together, after each of the horizons.
    sums: [[f64; HORIZONS.len()]; ENDS],
}

impl Ahead {
    /// From what the series says, with both ends `wider` times as far from the likely cost.
    pub fn of(series: &Series, wider: f64) -> Self {
        let mut sums = [[0.0; HORIZONS.len()]; ENDS];
        for (at, horizon) in HORIZONS.iter().enumerate() {
            let Evidence { base, figures } = Evidence::about(series, *horizon);
            let mut ends = [base; ENDS];
            for (end, weights) in ends.iter_mut().zip(&WEIGHTS) {
                for (weight, figure) in weights[at].iter().zip(figures) {
                    *end += f64::from(*weight) * figure / 1_000.0;
                }
            }
            let [least, likely, most] = ends;
            let ends = [
                // A home that stands empty may stay so.
                if series.mean(series.len(), 7) <= 0.0 { 0.0 } else { likely - (likely - least).max(0.0) * wider },
                likely,
                likely + (most - likely).max(0.0) * wider,
            ];
            for (sums, end) in sums.iter_mut().zip(ends) {
                // Nothing is given back: what was used by an earlier day is used by a later one.
                let before = if at == 0 { 0.0 } else { sums[at - 1] };
                sums[at] = (end * *horizon as f64).max(before);
            }
        }
        Self { sums }
    }

    /// Together, after so many days. Between two horizons a line is drawn; after the last the days go on like its own.
    pub fn after(&self, end: usize, days: f64) -> f64 {
        let (mut from, mut before) = (0.0, 0.0);
        for (horizon, sum) in HORIZONS.iter().zip(self.sums[end]) {
            let to = *horizon as f64;
            if days <= to {
                return before + (sum - before) * (days - from) / (to - from);
            }
            (from, before) = (to, sum);
        }
        before * days / from
    }
}
