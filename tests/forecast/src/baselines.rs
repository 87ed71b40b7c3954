//! Two plain forecasts that the projection must beat, each in the form that serves it best.
//!
//! Their ranges begin at zero where the formula would begin below: nobody uses less than nothing.

/// The 90th percentile of the normal distribution: four of five lie between it and its opposite.
const NORMAL: f64 = 1.281_6;
/// Days whose mean and errors are taken.
const DAYS: usize = 30;

/// Costs before the cut-off, the latest last; `None` was not measured.
pub type Past<'past> = &'past [Option<f64>];

/// The mean of the last 30 days, every day; its errors normal and independent.
#[must_use]
pub fn flat_mean(past: Past<'_>, horizon: usize) -> Option<(f64, f64)> {
    let (mean, deviation) = mean_and_deviation(&past[past.len().saturating_sub(DAYS)..])?;
    let days = horizon as f64;
    Some(around(mean * days, deviation * days.sqrt()))
}

/// Each day like the last measured one of its weekday (Hyndman & Athanasopoulos, *Forecasting*, §5.2 and §5.5).
///
/// Its error grows from week to week like a random walk of each weekday by itself, with the mean square of the
/// differences to the week before. They are taken from the last 30 days: over 90 or 400 days they served it worse.
#[must_use]
pub fn seasonal_naive(past: Past<'_>, horizon: usize) -> Option<(f64, f64)> {
    let at = |back: usize| past.len().checked_sub(back).and_then(|at| past.get(at)).copied().flatten();
    let differences: Vec<f64> = (1..=DAYS).filter_map(|back| Some(at(back)? - at(back + 7)?)).collect();
    let squares: f64 = differences.iter().map(|difference| difference * difference).sum();
    let variance = match differences.len() {
        0 | 1 => mean_and_deviation(past).map(|(_, deviation)| 2.0 * deviation * deviation)?,
        count => squares / count as f64,
    };
    let (mut sum, mut errors) = (0.0, 0.0);
    for weekday in 0..horizon.min(7) {
        let last = (0..).map(|weeks| 7 - weekday + 7 * weeks).take_while(|back| *back <= past.len()).find_map(at)?;
        let times = (horizon - weekday).div_ceil(7);
        sum += last * times as f64;
        // The step of the first week is in all weeks, that of the second in all but one, and so on.
        errors += (1..=times).map(|step| (step * step) as f64).sum::<f64>();
    }
    Some(around(sum, (variance * errors).sqrt()))
}

fn around(middle: f64, deviation: f64) -> (f64, f64) {
    ((middle - NORMAL * deviation).max(0.0), (middle + NORMAL * deviation).max(0.0))
}

fn mean_and_deviation(days: Past<'_>) -> Option<(f64, f64)> {
    let known: Vec<f64> = days.iter().flatten().copied().collect();
    if known.len() < 2 {
        return None;
    }
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let squares: f64 = known.iter().map(|day| (day - mean) * (day - mean)).sum();
    Some((mean, (squares / (known.len() - 1) as f64).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close((low, high): (f64, f64), expected: (f64, f64)) -> bool {
        (low - expected.0).abs() < 1e-6 && (high - expected.1).abs() < 1e-6
    }

    #[test]
    fn the_flat_mean_widens_with_the_root_of_the_days() {
        let past: Vec<_> = (0..60).map(|day| Some(f64::from(10 + 2 * (day % 2)))).collect();
        let deviation = (30.0_f64 / 29.0).sqrt();
        let spread = NORMAL * deviation * 2.0;
        assert!(close(flat_mean(&past, 4).expect("known"), (44.0 - spread, 44.0 + spread)));
    }

    #[test]
    fn the_seasonal_naive_repeats_the_week_and_sums_the_walks_of_its_weekdays() {
        // Each week is 7 dearer a day than the one before: all differences are 7.
        let past: Vec<_> = (0..56).map(|day| Some(f64::from(day / 7 * 7))).collect();
        let last = 49.0;
        let spread = NORMAL * 7.0 * (5.0_f64 * 3.0 + 4.0).sqrt();
        assert!(close(seasonal_naive(&past, 10).expect("known"), (10.0 * last - spread, 10.0 * last + spread)));
    }

    #[test]
    fn the_seasonal_naive_looks_further_back_for_a_weekday_that_is_missing() {
        let mut past: Vec<_> = (0..56).map(|day| Some(f64::from(day % 7))).collect();
        past[49] = None;
        assert!(close(seasonal_naive(&past, 7).expect("known"), (21.0, 21.0)));
    }
}
