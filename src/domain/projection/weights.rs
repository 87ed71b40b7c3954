//! What each figure of the evidence counts for, in thousandths.
//!
//! Found once, by minimising the pinball loss at 10, 50 and 90 % over half of the 120 homes of the replay; which half,
//! and what came of the others, is told in docs/projection.md. That loss over 10 and 90 % is the interval score.
//! A level could only pull towards itself, and a spread only widen, by the search's bounds.

use super::ahead::ENDS;
use super::evidence::{FIGURES, HORIZONS};

/// For each end and horizon: six weights of levels, six of spreads.
pub(super) const WEIGHTS: [[[i16; FIGURES]; HORIZONS.len()]; ENDS] = [
    // One in ten falls below.
    [
        [245, 0, 63, 651, 179, 56, -756, -93, -118, 0, -10, -307],
        [202, 0, 85, 748, 261, 99, -308, -282, -149, 0, -25, -331],
        [142, 113, 129, 604, 0, 120, -252, -80, -267, -26, -41, -410],
        [118, 155, 148, 621, 0, 104, -222, -54, -226, 0, -90, -438],
        [94, 175, 338, 353, 2, 196, -147, -45, -151, -50, -147, -609],
    ],
    // As many fall below as above.
    [
        [366, 237, 0, 575, 449, 55, 0, 0, 0, 0, 0, 0],
        [209, 198, 0, 691, 496, 54, 0, 0, 0, 0, 0, 0],
        [114, 260, 21, 570, 0, 92, 0, 0, 0, 0, 0, 0],
        [95, 312, 52, 366, 0, 128, 0, 0, 0, 0, 0, 0],
        [82, 307, 100, 249, 161, 243, 0, 0, 0, 0, 0, 0],
    ],
    // One in ten lies above.
    [
        [449, 357, 0, 357, 589, 9, 656, 364, 76, 0, 14, 268],
        [285, 140, 0, 645, 622, 55, 43, 664, 20, 40, 63, 258],
        [194, 94, 0, 698, 0, 118, 0, 466, 162, 19, 93, 311],
        [152, 175, 46, 358, 0, 175, 0, 343, 197, 214, 43, 376],
        [145, 232, 125, 0, 0, 317, 0, 267, 242, 328, 38, 471],
    ],
];
