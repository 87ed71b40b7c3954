//! What is spent from a reading on, at one end of a range.

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// Paise spent since a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    /// Together, after 0, 1, 2, … days.
    pub sums: Vec<i64>,
    /// On each day after those.
    pub onward: i64,
}

impl Cost {
    /// Spent after so many seconds. Saturates beyond all money.
    pub fn after(&self, seconds: i64) -> i64 {
        let (day, rest) = (seconds / DAY, seconds % DAY);
        let from = self.after_days(day);
        // Later sums are never smaller, but for those that have saturated.
        from.saturating_add(self.after_days(day + 1).saturating_sub(from).saturating_mul(rest) / DAY)
    }

    /// After how many seconds so much is spent; `None`: never, or not within ten years.
    pub fn when(&self, money: i64, more: i64) -> Option<i64> {
        let raised = |day: i64| self.after_days(day).saturating_add(more.saturating_mul(day));
        let last = self.last();
        let first = (0..=last).find(|day| raised(*day) >= money);
        let (day, rest, cost) = match first {
            Some(0) => return Some(0),
            Some(day) => (day - 1, money - raised(day - 1), raised(day) - raised(day - 1)),
            None => {
                let onward = self.onward.saturating_add(more);
                let left = money - raised(last);
                (last + left.checked_div(onward)?.min(TEN_YEARS), left % onward, onward)
            }
        };
        let seconds = day * DAY + rest.saturating_mul(DAY) / cost;
        (seconds <= TEN_YEARS * DAY).then_some(seconds)
    }

    fn last(&self) -> i64 {
        self.sums.len() as i64 - 1
    }

    fn after_days(&self, day: i64) -> i64 {
        let within = day.min(self.last());
        let sum = usize::try_from(within).ok().and_then(|at| self.sums.get(at)).copied().unwrap_or_default();
        sum.saturating_add(self.onward.saturating_mul(day - within))
    }
}

const TEN_YEARS: i64 = 3_650;
