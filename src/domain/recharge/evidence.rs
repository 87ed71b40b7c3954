//! What the server told of one order, joined without losing a word.
//!
//! Answers come late, twice and out of order, and a payment network changes its mind. The telling that shows the
//! money farthest along its way is the one that is shown, the newest of equals. A newer word that takes money back
//! contradicts it; it is kept beside it and shown too.

use serde::{Deserialize, Serialize};

use super::order::{Order, StateChange};
use crate::domain::time::Instant;

/// An order as it was told, and what was told against it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The telling that is shown.
    pub order: Order,
    /// When the server last told of it. What was told before `final_at` is not final, however late it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Instant>,
    /// Newer tellings of a state that lies before it, in the order of their time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<StateChange>,
    /// Whether the order was also told with another amount or currency.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub other_deal: bool,
}

/// So many are kept: enough to complain with, too few to fill a phone.
const KEPT: usize = 6;

impl Evidence {
    /// The first telling of an order.
    #[must_use]
    pub const fn of(order: Order, told_at: Instant) -> Self {
        Self { order, told_at: Some(told_at), against: Vec::new(), other_deal: false }
    }

    /// Whether what was told does not fit together: money that was there and is denied, or another deal.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.other_deal || (self.order.state.is_money() && !self.against.is_empty())
    }

    /// This evidence with another telling.
    #[must_use]
    pub fn and(self, told: Order, told_at: Instant) -> Self {
        self.joined(Self::of(told, told_at))
    }

    /// All that two places know of one order. Whoever joins first, the state that is shown is the same.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        if self.order.id != other.order.id {
            return self;
        }
        // An order cannot change what it is for: whoever says so is quoted and not believed.
        let differs = !self.order.is_same_deal(&other.order);
        let other_deal = differs || self.other_deal || other.other_deal;
        let newer = !differs && key(&other.order) >= key(&self.order);
        let told_at = self.told_at.max(other.told_at);
        let (shown, outranked) = if newer { (other, self) } else { (self, other) };
        let Self { order, mut against, .. } = shown;
        for said in outranked.against.into_iter().chain([outranked.order.statement()]) {
            if differs || denies(said, &order) {
                keep(&mut against, said);
            }
        }
        Self { order, told_at, against, other_deal }
    }
}

impl Order {
    fn is_same_deal(&self, other: &Self) -> bool {
        (self.amount, &self.currency) == (other.amount, &other.currency)
    }
}

fn key(order: &Order) -> (u8, Instant) {
    (order.state.rank(), order.state_since)
}

fn denies(said: StateChange, shown: &Order) -> bool {
    said.state.rank() < shown.state.rank() && said.at > shown.state_since
}

fn keep(kept: &mut Vec<StateChange>, said: StateChange) {
    let place = kept.iter().position(|known| known.at >= said.at).unwrap_or(kept.len());
    if kept.len() < KEPT && kept.get(place) != Some(&said) {
        kept.insert(place, said);
    }
}

#[cfg(test)]
mod tests {
    use super::super::OrderState::{self, *};
    use super::super::order::tests::{at, order};
    use super::*;

    fn told(state: OrderState, since: i64) -> Order {
        Order { state_since: at(since), ..order(state) }
    }

    fn after(tellings: &[(OrderState, i64)]) -> Evidence {
        let mut orders = tellings.iter().map(|(state, since)| told(*state, *since));
        let first = Evidence::of(orders.next().expect("one at least"), at(0));
        orders.fold(first, |evidence, told| evidence.and(told, at(0)))
    }

    #[test]
    fn a_stale_answer_takes_back_nothing_and_is_no_contradiction() {
        let evidence = after(&[(Paid, 100), (AwaitingPayment, 50)]);
        assert_eq!((evidence.order.state, evidence.is_contradicted()), (Paid, false));
    }

    #[test]
    fn a_late_success_follows_a_failure() {
        let evidence = after(&[(Failed, 600), (Paid, 90_000)]);
        assert_eq!((evidence.order.state, evidence.is_contradicted()), (Paid, false));
    }

    #[test]
    fn money_that_is_denied_later_is_shown_with_the_denial() {
        for tellings in [[(Paid, 100), (Failed, 200)], [(Failed, 200), (Paid, 100)]] {
            let evidence = after(&tellings);
            assert_eq!(evidence.order.state, Paid);
            assert_eq!(evidence.against, [StateChange { state: Failed, at: at(200) }]);
        }
    }

    #[test]
    fn a_reversal_that_is_followed_by_a_credit_is_shown_with_it() {
        let evidence = after(&[(Paid, 1), (Reversed, 200), (Credited, 300)]);
        assert_eq!(evidence.order.state, Reversed);
        assert_eq!(evidence.against, [StateChange { state: Credited, at: at(300) }]);
    }

    #[test]
    fn an_order_that_changes_its_amount_is_contradicted() {
        let dearer = Order { amount: crate::domain::money::Paise::rupees(5_000), ..told(Created, 0) };
        let evidence = Evidence::of(told(AwaitingPayment, 1), at(1)).and(dearer, at(2));
        assert_eq!((evidence.order.amount, evidence.is_contradicted()), (order(Created).amount, true));
    }

    #[test]
    fn another_order_says_nothing_about_this_one() {
        let other = Order { id: "r-2".to_owned().try_into().expect("fits"), ..told(OnMeter, 900) };
        assert_eq!(Evidence::of(told(Paid, 1), at(1)).and(other, at(2)), Evidence::of(told(Paid, 1), at(1)));
    }

    fn any_telling() -> impl proptest::strategy::Strategy<Value = (OrderState, i64)> {
        use proptest::prelude::*;
        let states = [Created, AwaitingPayment, Expired, Failed, Paid, Credited, OnMeter, Reversed];
        (proptest::sample::select(states.to_vec()), 0_i64..40).prop_map(|(state, since)| (state, since))
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_the_answers_does_not_matter(tellings in proptest::collection::vec(any_telling(), 1..6), seed in 0_usize..720) {
            let mut shuffled = tellings.clone();
            let mut seed = seed;
            for last in (1..shuffled.len()).rev() {
                shuffled.swap(last, seed % (last + 1));
                seed /= last + 1;
            }
            proptest::prop_assert_eq!(after(&tellings).order.statement(), after(&shuffled).order.statement());
        }

        #[test]
        fn money_that_was_told_of_is_never_forgotten(tellings in proptest::collection::vec(any_telling(), 1..8)) {
            let told = tellings.iter().any(|(state, _)| state.is_money());
            proptest::prop_assert_eq!(after(&tellings).order.state.is_money(), told);
        }

        #[test]
        fn a_newer_denial_is_always_quoted(tellings in proptest::collection::vec(any_telling(), 1..6)) {
            let evidence = after(&tellings);
            let denied = tellings.iter().any(|(state, since)| denies(StateChange { state: *state, at: at(*since) }, &evidence.order));
            proptest::prop_assert_eq!(!evidence.against.is_empty(), denied);
        }
    }
}
