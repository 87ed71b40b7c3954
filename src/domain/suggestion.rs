//! How much to recharge, derived from what this home uses and what the rules ask for.

use core::ops::RangeInclusive;

use super::balance::{DayUse, days_in_order};
use super::money::Paise;

/// An amount to offer, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// How much.
    pub amount: Paise,
    /// Why.
    pub reason: Reason,
}

/// Why an amount is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The rules ask for it before supply is put back.
    Reconnection,
    /// It lifts the balance above zero.
    AboveZero,
    /// It lasts about so many days.
    Days(u8),
    /// The utility offers it.
    Usual,
}

/// What is known of an account.
#[derive(Clone, Copy, Debug)]
pub struct Need<'known> {
    /// Use and cost by day.
    pub days: &'known [DayUse],
    /// The balance, at the pessimistic end if it is an estimate.
    pub balance: Option<Paise>,
    /// What reconnection asks for; absent while supply is on.
    pub reconnection: Option<Paise>,
}

/// So many days of use are looked at.
const RECENT: usize = 30;
/// Fewer tell nothing.
const FEWEST: usize = 7;
/// Amounts are rounded up to a multiple of this.
const STEP: i64 = 1_000;
/// More buttons are no help.
const MOST: usize = 4;

/// What to offer, the most urgent first. Without known use, what the utility offers anyway.
#[must_use]
pub fn suggestions(need: &Need<'_>, limits: &RangeInclusive<Paise>, usual: &[Paise]) -> Vec<Suggestion> {
    let mut offered: Vec<Suggestion> = Vec::new();
    let mut offer = |reason, amount: Paise| {
        let rounded = Paise(amount.0.saturating_add(STEP - 1) / STEP * STEP);
        // Never less than is needed: an amount beyond the most that may be paid at once is not offered as enough.
        let amount = rounded.max(*limits.start());
        if amount <= *limits.end() && offered.len() < MOST && offered.iter().all(|known| known.amount != amount) {
            offered.push(Suggestion { amount, reason });
        }
    };
    if let Some(amount) = need.reconnection.filter(|amount| *amount > Paise::ZERO) {
        offer(Reason::Reconnection, amount);
    }
    if let Some(balance) = need.balance.filter(|balance| *balance <= Paise::ZERO) {
        offer(Reason::AboveZero, Paise(1) - balance);
    }
    let days = days_in_order(need.days.iter().filter(|day| !day.paise.is_negative()).cloned());
    let recent = &days[days.len().saturating_sub(RECENT)..];
    let count = i64::try_from(recent.len()).unwrap_or(i64::MAX);
    let cost: Paise = recent.iter().map(|day| day.paise).sum();
    if recent.len() >= FEWEST && cost > Paise::ZERO {
        for days in [7_u8, 30] {
            offer(Reason::Days(days), Paise(cost.times(i64::from(days)).0 / count));
        }
    } else {
        for amount in usual {
            offer(Reason::Usual, *amount);
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::balance::Quality;
    use super::super::time::Date;
    use super::*;

    const LIMITS: RangeInclusive<Paise> = Paise::rupees(100)..=Paise::rupees(20_000);
    const USUAL: [Paise; 3] = [Paise::rupees(200), Paise::rupees(500), Paise::rupees(1_000)];

    fn days(costs: &[i64]) -> Vec<DayUse> {
        let first = NaiveDate::from_ymd_opt(2024, 10, 1).expect("a date");
        let day = |(place, paise): (usize, &i64)| DayUse {
            date: Date(first + chrono::Days::new(u64::try_from(place).expect("few"))),
            wh: 1,
            paise: Paise(*paise),
            quality: Quality::Measured,
        };
        costs.iter().enumerate().map(day).collect()
    }

    fn offered(costs: &[i64], balance: Option<Paise>, reconnection: Option<Paise>) -> Vec<(i64, Reason)> {
        let days = days(costs);
        let need = Need { days: &days, balance, reconnection };
        suggestions(&need, &LIMITS, &USUAL).iter().map(|one| (one.amount.0 / 100, one.reason)).collect()
    }

    #[test]
    fn use_becomes_days() {
        let offers = offered(&[2_501; 30], Some(Paise::rupees(50)), None);
        assert_eq!(offers, [(180, Reason::Days(7)), (760, Reason::Days(30))]);
    }

    #[test]
    fn what_is_urgent_comes_first() {
        let offers = offered(&[2_500; 30], Some(Paise(-31_205)), Some(Paise::rupees(200)));
        let expected =
            [(200, Reason::Reconnection), (320, Reason::AboveZero), (180, Reason::Days(7)), (750, Reason::Days(30))];
        assert_eq!(offers, expected);
    }

    #[test]
    fn without_known_use_the_utility_s_own_are_offered() {
        for costs in [&[2_500; 6][..], &[0; 30], &[-5; 30], &[]] {
            let offers = offered(costs, None, None);
            assert_eq!(offers, [(200, Reason::Usual), (500, Reason::Usual), (1_000, Reason::Usual)]);
        }
    }

    #[test]
    fn small_needs_are_offered_as_the_least_and_only_once() {
        assert_eq!(offered(&[10; 30], Some(Paise::ZERO), None), [(100, Reason::AboveZero)]);
    }

    #[test]
    fn what_cannot_be_paid_at_once_is_not_offered_as_enough() {
        assert_eq!(offered(&[500_000; 30], Some(Paise::rupees(-50_000)), None), []);
    }

    proptest::proptest! {
        #[test]
        fn offers_lie_within_the_limits(costs in proptest::collection::vec(proptest::num::i64::ANY, 0..60), balance in proptest::num::i64::ANY, reconnection in proptest::num::i64::ANY) {
            let days = days(&costs);
            let need = Need { days: &days, balance: Some(Paise(balance)), reconnection: Some(Paise(reconnection)) };
            for one in suggestions(&need, &LIMITS, &USUAL) {
                proptest::prop_assert!(LIMITS.contains(&one.amount));
            }
        }
    }
}
