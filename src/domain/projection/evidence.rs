//! What a home's past says about the days ahead: a handful of figures for each horizon.
//!
//! All are costs per day in paise and grow with the home: twice the use is twice the figure. So that one table of
//! weights serves every home.

use super::series::{LONGEST, MONTH, Series};

/// The horizons that have weights, in days; between them is drawn a line.
pub(super) const HORIZONS: [usize; 5] = [1, 3, 7, 14, 30];
/// Six figures say where the cost goes, six how unsure that is.
pub(super) const FIGURES: usize = 12;

/// A year of whole weeks: the same season, the same weekdays.
const YEAR: usize = 364;
/// Means over so many days are tried as forecasts on the home's own past.
const TRIED: [usize; 6] = [3, 7, 14, 28, 91, LONGEST];
/// Which of them stands for the home's own errors: 14 days.
const OWN: usize = 2;
/// The first day before which a forecast is tried.
const FIRST: usize = 7;
/// So many tried days' weight has what is assumed before anything was tried: of squares, of errors.
const ASSUMED: (f64, f64) = (20.0, 60.0);

/// What the past says about one horizon.
pub(super) struct Evidence {
    /// The mean of the last four weeks.
    pub base: f64,
    /// Levels, as differences from the base: the last day, the last week, all days, the means that did best, the
    /// weekdays, the season a year ago. Then spreads, never negative: day to day, within four weeks, of the last week,
    /// of the quarter, of all days, the home's own errors.
    pub figures: [f64; FIGURES],
}

impl Evidence {
    /// About the `horizon` days after the series.
    pub fn about(series: &Series, horizon: usize) -> Self {
        let end = series.len();
        let mean = |length| series.mean(end, length);
        let (base, week, quarter, all) = (mean(MONTH), mean(7), mean(91), mean(LONGEST));
        let deviation = series.deviation(MONTH);
        let (best, own) = tried(series, horizon, deviation);
        let figures = [
            mean(1) - base,
            week - base,
            all - base,
            best - base,
            weekdays(series, horizon),
            season(series, horizon) * base,
            series.unrest(),
            deviation,
            (week - base).abs(),
            (base - quarter).abs(),
            (base - all).abs(),
            own,
        ];
        Self { base, figures }
    }
}

/// Tries the means on the home's own past: at every past day each forecasts the `horizon` days that followed.
///
/// Returns the means of today, each weighed by the inverse square of its mean squared error; and the mean error.
fn tried(series: &Series, horizon: usize, deviation: f64) -> (f64, f64) {
    let end = series.len();
    let mut squares = [ASSUMED.0 * deviation * deviation; TRIED.len()];
    let mut errors = ASSUMED.1 * series.deviation(LONGEST);
    let mut count = 0.0;
    for day in FIRST..(end + 1).saturating_sub(horizon) {
        let came = series.mean(day + horizon, horizon);
        for (at, length) in TRIED.iter().enumerate() {
            let error = (came - series.mean(day, *length)).abs();
            squares[at] += error * error;
            if at == OWN {
                errors += error;
            }
        }
        count += 1.0;
    }
    let (mut sum, mut weights) = (0.0, 0.0);
    for (square, length) in squares.iter().zip(TRIED) {
        // Costs are whole paise: an error of a hundredth is none.
        let square = (square / (count + ASSUMED.0)).max(1e-4);
        let weight = 1.0 / (square * square);
        sum += weight * series.mean(end, length);
        weights += weight;
    }
    (sum / weights, errors / (count + ASSUMED.1))
}

/// By how much the weekdays ahead, beyond whole weeks, differed from the others in the last four weeks.
fn weekdays(series: &Series, horizon: usize) -> f64 {
    let end = series.len();
    let weeks = (end / 7).min(4);
    if weeks == 0 {
        return 0.0;
    }
    let mean = series.mean(end, 7 * weeks);
    let mut sum = 0.0;
    for ahead in 0..horizon % 7 {
        for week in 1..=weeks {
            sum += (series.day(end + ahead - 7 * week) - mean) / weeks as f64;
        }
    }
    sum / horizon as f64
}

/// How the use went on a year ago, as a share of its level then; 0 where nothing is known of it.
fn season(series: &Series, horizon: usize) -> f64 {
    let Some(then) = series.len().checked_sub(YEAR).filter(|then| *then >= MONTH) else { return 0.0 };
    let before = series.mean(then, MONTH);
    if before <= 0.0 {
        return 0.0;
    }
    // At least two weeks are looked at, around the horizon's middle: a single day a year ago says little.
    let length = horizon.max(14);
    let after = series.mean(then + (horizon + length) / 2, length);
    (after / before - 1.0).clamp(-0.7, 1.5)
}
