//! Days of use in a row: each civil day has a cost, measured or filled in.

/// The days that are looked at: as many as the contract's longest answer has.
pub(super) const LONGEST: usize = 400;
/// What counts as the present level: four whole weeks, so that each weekday counts alike.
pub(super) const MONTH: usize = 28;
/// No home uses more: ten crore rupees a day. It keeps every sum far within 2⁵³, where `f64` counts without error.
const MOST: f64 = 1e10;

/// Costs of days in a row, the latest last, with their sums.
pub(super) struct Series {
    days: Vec<f64>,
    /// The sum of all days before the one of this index.
    sums: Vec<f64>,
}

impl Series {
    /// From what is known of each day, in paise. A day that is not known is filled with the mean of the week before.
    pub fn fill(known: &[Option<i64>]) -> Self {
        let mut series = Self { days: Vec::new(), sums: vec![0.0] };
        for (at, day) in known.iter().enumerate() {
            let cost = match day {
                Some(paise) => (*paise as f64).clamp(0.0, MOST),
                None => series.mean(at, 7),
            };
            series.days.push(cost);
            series.sums.push(series.sums[at] + cost);
        }
        series
    }

    /// How many days there are.
    pub const fn len(&self) -> usize {
        self.days.len()
    }

    /// The cost of one day.
    pub fn day(&self, at: usize) -> f64 {
        self.days[at]
    }

    /// The mean of the `length` days before day `end`, or of as many as there are; 0 of none.
    pub fn mean(&self, end: usize, length: usize) -> f64 {
        let length = length.min(end);
        if length == 0 { 0.0 } else { (self.sums[end] - self.sums[end - length]) / length as f64 }
    }

    /// The standard deviation of the last `length` days, or of as many as there are.
    pub fn deviation(&self, length: usize) -> f64 {
        let mean = self.mean(self.len(), length);
        let last = &self.days[self.len().saturating_sub(length)..];
        let squares = last.iter().fold(0.0, |sum, day| sum + (day - mean) * (day - mean));
        (squares / last.len().max(1) as f64).sqrt()
    }

    /// By how much one day differs from the next, on average of the last four weeks.
    pub fn unrest(&self) -> f64 {
        let last = &self.days[self.len().saturating_sub(MONTH)..];
        let steps = last.windows(2).fold(0.0, |sum, pair| sum + (pair[1] - pair[0]).abs());
        steps / last.len().saturating_sub(1).max(1) as f64
    }
}
