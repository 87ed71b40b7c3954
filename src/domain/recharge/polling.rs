//! When to ask for an order's state again.
//!
//! The payment network asks merchants for a first check no sooner than 90 s and at most three in two hours;
//! FACTS B2. A person's own tap is a reason of its own and is not decided here.

use chrono::TimeDelta;

use super::order::{Order, Phase};
use crate::domain::time::Instant;

/// When the portal may next ask, unasked, after `asked` checks of which the last was at `last`; `None`: no more.
#[must_use]
pub fn next_check(order: &Order, asked: u32, last: Option<Instant>, now: Instant) -> Option<Instant> {
    if matches!(order.phase(now), Phase::Done | Phase::Over) {
        return None;
    }
    let Some(last) = last else { return Some(order.check_after) };
    // 90 s, then 10 min, then 45 min: three in the first hour, so at most three in any two hours; then hourly.
    let pause = match asked {
        0 => TimeDelta::zero(),
        1 => TimeDelta::minutes(10),
        2 => TimeDelta::minutes(45),
        _ => TimeDelta::hours(1),
    };
    Some(order.check_after.max(last + pause))
}

#[cfg(test)]
mod tests {
    use super::super::OrderState;
    use super::super::order::tests::{at, order};
    use super::*;

    #[test]
    fn the_first_check_waits_for_check_after() {
        let order = order(OrderState::AwaitingPayment);
        assert_eq!(next_check(&order, 0, None, at(0)), Some(order.check_after));
    }

    #[test]
    fn any_two_hours_hold_at_most_three_checks() {
        let order = order(OrderState::Paid);
        let mut times = Vec::new();
        let mut last = None;
        for asked in 0..20 {
            let Some(next) = next_check(&order, asked, last, at(0)) else { break };
            times.push(next);
            last = Some(next);
        }
        for window in times.windows(4) {
            assert!(window[3] - window[0] >= TimeDelta::hours(1) + TimeDelta::minutes(55), "{window:?}");
        }
    }

    #[test]
    fn an_order_on_the_meter_is_not_asked_for_again() {
        assert_eq!(next_check(&order(OrderState::OnMeter), 1, Some(at(90)), at(100)), None);
    }
}
