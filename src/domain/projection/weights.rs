//! What each figure of the evidence counts for, in thousandths, by horizon.
//!
//! Found once, by minimising the pinball loss at 10, 50 and 90 % over half of the 120 homes of the replay; which half,
//! and what came of the others, is told in docs/projection.md. That loss over 10 and 90 % is the interval score.
//! A figure that would have widened the range the wrong way round was held at zero.

use super::evidence::{HORIZONS, LEVELS, SPREADS};

/// The weights of one end.
pub(super) struct Weights {
    levels: [[i16; LEVELS]; HORIZONS.len()],
    spreads: [[i16; SPREADS]; HORIZONS.len()],
}

impl Weights {
    /// What the evidence on the horizon of this place comes to.
    pub fn weigh(&self, horizon: usize, levels: &[f64; LEVELS], spreads: &[f64; SPREADS]) -> f64 {
        let product = |sum: f64, (weight, figure): (&i16, &f64)| sum + f64::from(*weight) * figure;
        let sum = self.levels[horizon].iter().zip(levels).fold(0.0, product);
        self.spreads[horizon].iter().zip(spreads).fold(sum, product) / 1_000.0
    }
}

/// One in ten falls below.
pub(super) const LEAST: Weights = Weights {
    levels: [
        [245, 0, 63, 651, 179, 56],
        [202, 0, 85, 748, 261, 99],
        [142, 113, 129, 604, 0, 120],
        [118, 155, 148, 621, 0, 104],
        [94, 175, 338, 353, 2, 196],
    ],
    spreads: [
        [-756, -93, -118, 0, -10, -307],
        [-308, -282, -149, 0, -25, -331],
        [-252, -80, -267, -26, -41, -410],
        [-222, -54, -226, 0, -90, -438],
        [-147, -45, -151, -50, -147, -609],
    ],
};

/// As many fall below as above.
pub(super) const LIKELY: Weights = Weights {
    levels: [
        [366, 237, 0, 575, 449, 55],
        [209, 198, 0, 691, 496, 54],
        [114, 260, 21, 570, 0, 92],
        [95, 312, 52, 366, 0, 128],
        [82, 307, 100, 249, 161, 243],
    ],
    spreads: [[0; SPREADS]; HORIZONS.len()],
};

/// One in ten lies above.
pub(super) const MOST: Weights = Weights {
    levels: [
        [449, 357, 0, 357, 589, 9],
        [285, 140, 0, 645, 622, 55],
        [194, 94, 0, 698, 0, 118],
        [152, 175, 46, 358, 0, 175],
        [145, 232, 125, 0, 0, 317],
    ],
    spreads: [
        [656, 364, 76, 0, 14, 268],
        [43, 664, 20, 40, 63, 258],
        [0, 466, 162, 19, 93, 311],
        [0, 343, 197, 214, 43, 376],
        [0, 267, 242, 328, 38, 471],
    ],
};
