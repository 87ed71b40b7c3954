//! Counting how ranges did.

/// What a range costs that misses: the interval score's 2/α at α = 0.2 (Gneiting & Raftery 2007, eq. 43).
const MISSED: f64 = 10.0;

/// How the ranges of one forecaster did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many there were.
    pub count: u32,
    held: u32,
    below: u32,
    width: f64,
    score: f64,
}

impl Tally {
    /// Counts a range, in rupees, against what came.
    pub fn add(&mut self, (low, high): (f64, f64), came: f64) {
        self.count += 1;
        self.held += u32::from(low <= came && came <= high);
        self.below += u32::from(came < low);
        self.width += high - low;
        self.score += high - low + MISSED * ((low - came).max(0.0) + (came - high).max(0.0));
    }

    /// Adds what another counted.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.held += other.held;
        self.below += other.below;
        self.width += other.width;
        self.score += other.score;
    }

    /// The share of ranges that held what came.
    #[must_use]
    pub fn coverage(&self) -> f64 {
        self.share(f64::from(self.held))
    }

    /// The share of cases in which less came than the range said.
    #[must_use]
    pub fn below(&self) -> f64 {
        self.share(f64::from(self.below))
    }

    /// The mean width, in rupees.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.share(self.width)
    }

    /// The mean interval score, in rupees: the less the better.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.share(self.score)
    }

    fn share(&self, sum: f64) -> f64 {
        if self.count == 0 { 0.0 } else { sum / f64::from(self.count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_misses_costs_ten_times_by_how_much() {
        let mut tally = Tally::default();
        tally.add((10.0, 14.0), 12.0);
        tally.add((10.0, 14.0), 15.0);
        tally.add((10.0, 14.0), 8.0);
        assert_eq!((tally.count, tally.width()), (3, 4.0));
        assert!((tally.score() - (4.0 + 14.0 + 24.0) / 3.0).abs() < 1e-12);
        assert!((tally.coverage() - 1.0 / 3.0).abs() < 1e-12 && (tally.below() - 1.0 / 3.0).abs() < 1e-12);
    }
}
