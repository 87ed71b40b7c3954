//! When to ask for an order's state again.
//!
//! The payment network asks merchants for a first check no sooner than 90 s and at most three in two hours;
//! FACTS B2. A person's own tap is a reason of its own and is not decided here.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::time::Instant;

/// When an order was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Checks {
    /// The last times at which the portal asked by itself, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Instant>,
    /// When it was last asked for, whoever wanted to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Instant>,
}

/// So many unasked checks in …
const MOST: usize = 3;
/// … any stretch of this length.
const WINDOW: TimeDelta = TimeDelta::hours(2);
/// Pauses after the first, the second and every later unasked check.
const PAUSES: [TimeDelta; MOST] = [TimeDelta::minutes(10), TimeDelta::minutes(45), TimeDelta::hours(1)];
/// Whoever comes back to the tab has perhaps just paid: the first check may come sooner, but not at once again.
const BETWEEN_RETURNS: TimeDelta = TimeDelta::seconds(30);

impl Checks {
    /// When the portal may next ask, unasked, if the first check may be at `first`.
    #[must_use]
    pub fn next(&self, first: Instant) -> Instant {
        let Some(last) = self.unasked.last() else { return first };
        let pause = PAUSES[self.unasked.len().min(MOST) - 1];
        first.max(*last + pause).max(self.window_opens())
    }

    /// Whether it may ask at `now`, because the person came back to the tab.
    #[must_use]
    pub fn may_ask_on_return(&self, now: Instant) -> bool {
        let rested = self.last.is_none_or(|last| now >= last + BETWEEN_RETURNS);
        rested && now >= self.window_opens()
    }

    /// Remembers a check; an unasked one counts.
    pub fn note(&mut self, unasked: bool, now: Instant) {
        self.last = Some(now);
        if unasked {
            self.unasked.push(now);
            self.forget_old();
        }
    }

    /// What two tabs know.
    pub(super) fn join(&mut self, other: Self) {
        self.last = self.last.max(other.last);
        for at in other.unasked {
            if !self.unasked.contains(&at) {
                let place = self.unasked.partition_point(|known| *known < at);
                self.unasked.insert(place, at);
            }
        }
        self.forget_old();
    }

    fn forget_old(&mut self) {
        let surplus = self.unasked.len().saturating_sub(MOST);
        self.unasked.drain(..surplus);
    }

    fn window_opens(&self) -> Instant {
        match self.unasked.len().checked_sub(MOST) {
            Some(place) => self.unasked[place] + WINDOW,
            None => Instant::MIN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::OrderState;
    use super::super::order::tests::{at, order};
    use super::*;

    #[test]
    fn the_first_check_waits_for_check_after() {
        let order = order(OrderState::AwaitingPayment);
        assert_eq!(Checks::default().next(order.check_after), order.check_after);
    }

    #[test]
    fn the_pauses_grow() {
        let order = order(OrderState::Paid);
        let mut checks = Checks::default();
        let mut times = Vec::new();
        for _ in 0..5 {
            let next = checks.next(order.check_after);
            checks.note(true, next);
            times.push((next - order.check_after).num_minutes());
        }
        assert_eq!(times, [0, 10, 55, 120, 180]);
    }

    proptest::proptest! {
        #[test]
        fn any_two_hours_hold_at_most_three_unasked_checks(waits in proptest::collection::vec((0_i64..5_000, proptest::bool::ANY), 1..60)) {
            let order = order(OrderState::AwaitingPayment);
            let (mut checks, mut asked, mut now) = (Checks::default(), Vec::new(), at(0));
            for (wait, returns) in waits {
                now = now + TimeDelta::seconds(wait);
                if checks.next(order.check_after) <= now || (returns && checks.may_ask_on_return(now)) {
                    checks.note(true, now);
                    asked.push(now);
                }
            }
            for window in asked.windows(4) {
                proptest::prop_assert!(window[3] - window[0] >= WINDOW, "{:?}", window);
            }
        }
    }

    #[test]
    fn two_tabs_share_one_patience() {
        let (mut one, mut two) = (Checks::default(), Checks::default());
        one.note(true, at(90));
        two.note(true, at(700));
        two.note(false, at(800));
        one.join(two);
        assert_eq!(one.unasked, [at(90), at(700)]);
        assert_eq!(one.last, Some(at(800)));
    }

    #[test]
    fn a_person_that_comes_back_is_answered_sooner_but_not_without_end() {
        let mut checks = Checks::default();
        for second in [10, 50, 90] {
            assert!(checks.may_ask_on_return(at(second)));
            checks.note(true, at(second));
            assert!(!checks.may_ask_on_return(at(second + 20)));
        }
        assert!(!checks.may_ask_on_return(at(3_600)));
        assert!(checks.may_ask_on_return(at(10 + 7_200)));
    }
}
