//! What a wish to pay means for the person who waits.

use chrono::TimeDelta;

use super::entry::{Entry, Stage};
use super::evidence::Evidence;
use super::order::{Order, OrderState};
use crate::domain::identity::ConsumerNumber;
use crate::domain::time::{Date, INDIA, Instant};

/// What a wish to pay means for the person who waits. Each has its words: where the money is, what comes next, what to
/// do, and what not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Kept for later: nothing was sent.
    Planned,
    /// Perhaps sent: whether there is an order is not known.
    Unanswered,
    /// There is no order for it.
    Refused,
    /// The person may pay now.
    Payable,
    /// The code has run out; it may have been paid.
    Lapsed,
    /// It is told as failed or expired, but may still turn.
    MayStillTurn,
    /// The money left the payer and is not on the account.
    Paid,
    /// It is on the account and not on the meter.
    Credited,
    /// The meter knows of it.
    Done,
    /// It is over; no money came.
    Over,
    /// The money goes back to the payer.
    Reversed,
    /// What was told of it does not fit together.
    Contradicted,
}

/// Disputes over a payment are heard for so long (FACTS B2); after that a recharge holds no other one up.
const HEARD_FOR: TimeDelta = TimeDelta::days(45);

impl Entry {
    /// What the wish means at `now`.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Phase {
        match &self.stage {
            Stage::Planned => Phase::Planned,
            Stage::Intended => Phase::Unanswered,
            Stage::Withdrawn | Stage::Refused => Phase::Refused,
            Stage::Ordered(evidence) if evidence.order.amount != self.amount => Phase::Contradicted,
            Stage::Ordered(evidence) => evidence.phase(now),
        }
    }

    /// Whether a second payment now might be a second one for the same wish.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        is_open(self.phase(now), self.order(), now)
    }

    pub(super) fn is_open_for(&self, consumer_number: &ConsumerNumber, now: Instant) -> bool {
        self.consumer_number == *consumer_number && self.is_open(now)
    }

    /// Whether whoever wants to pay for this account must know of it first: it is open, or it brought money.
    pub(super) fn bears_on(&self, consumer_number: &ConsumerNumber, now: Instant) -> bool {
        let arrived = matches!(self.phase(now), Phase::Credited | Phase::Done);
        self.consumer_number == *consumer_number && (arrived || self.is_open(now))
    }

    /// Whether its state may still change, so that asking makes sense.
    #[must_use]
    pub fn may_change(&self, now: Instant) -> bool {
        match self.phase(now) {
            Phase::Credited => self.order().is_some_and(|order| now < order.state_since + HEARD_FOR),
            _ => self.is_open(now),
        }
    }
}

fn is_open(phase: Phase, order: Option<&Order>, now: Instant) -> bool {
    let heard = |order: &Order| now < order.state_since.max(order.final_at) + HEARD_FOR;
    match phase {
        Phase::Unanswered | Phase::Payable | Phase::Lapsed | Phase::MayStillTurn => true,
        Phase::Paid | Phase::Contradicted => order.is_some_and(heard),
        Phase::Planned | Phase::Refused | Phase::Credited | Phase::Done | Phase::Over | Phase::Reversed => false,
    }
}

impl Evidence {
    /// Whether a second order now might be a second one for the same wish, by what was told of this one.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        is_open(self.phase(now), Some(&self.order), now)
    }

    fn phase(&self, now: Instant) -> Phase {
        let order = &self.order;
        // A word from before `final_at` is not the last one, however late it is now: the server must be asked again.
        let settled = self.told_at.is_some_and(|told| now.min(told) >= order.final_at);
        if self.is_contradicted() {
            return Phase::Contradicted;
        }
        match order.state {
            OrderState::Created | OrderState::AwaitingPayment => match &order.upi {
                Some(upi) if now < upi.expires_at => Phase::Payable,
                _ if settled => Phase::Over,
                _ => Phase::Lapsed,
            },
            OrderState::Failed | OrderState::Expired if !settled => Phase::MayStillTurn,
            // Money that left and of which nobody speaks any more is no happy end.
            OrderState::Failed | OrderState::Expired if order.tells_of_money() => Phase::Contradicted,
            OrderState::Failed | OrderState::Expired => Phase::Over,
            OrderState::Paid => Phase::Paid,
            OrderState::Credited => Phase::Credited,
            OrderState::OnMeter => Phase::Done,
            OrderState::Reversed => Phase::Reversed,
        }
    }
}

impl Order {
    /// The end of the day by which money that left without a recharge must be back: the day of the payment and so many
    /// days more, in the utility's time.
    #[must_use]
    pub fn back_by(&self, days: u16) -> Instant {
        let Date(made) = Date(self.created_at.date(INDIA));
        Instant::start_of(made + TimeDelta::days(i64::from(days) + 1), INDIA)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::entry::tests::entry;
    use super::super::order::StateChange;
    use super::super::order::tests::{at, order};
    use super::*;
    use crate::domain::money::Paise;

    fn ordered(order: Order) -> Entry {
        entry(Stage::Ordered(Evidence::of(order, at(FINAL))))
    }

    const FINAL: i64 = 3 * 86_400;

    #[rstest]
    #[case::payable(OrderState::AwaitingPayment, 479, Phase::Payable, true)]
    #[case::an_expired_qr_may_have_been_paid(OrderState::AwaitingPayment, 480, Phase::Lapsed, true)]
    #[case::nobody_paid(OrderState::AwaitingPayment, FINAL, Phase::Over, false)]
    #[case::a_failure_is_not_the_end(OrderState::Failed, FINAL - 1, Phase::MayStillTurn, true)]
    #[case::but_later_it_is(OrderState::Failed, FINAL, Phase::Over, false)]
    #[case(OrderState::Expired, FINAL - 1, Phase::MayStillTurn, true)]
    #[case(OrderState::Paid, 10, Phase::Paid, true)]
    #[case::nothing_is_open_for_ever(OrderState::Paid, FINAL + 45 * 86_400, Phase::Paid, false)]
    #[case::credit_without_the_meter_blocks_nothing(OrderState::Credited, 10, Phase::Credited, false)]
    #[case(OrderState::OnMeter, 10, Phase::Done, false)]
    #[case(OrderState::Reversed, 10, Phase::Reversed, false)]
    fn a_state_means_something_at_a_time(
        #[case] state: OrderState,
        #[case] seconds: i64,
        #[case] phase: Phase,
        #[case] open: bool,
    ) {
        let wish = ordered(order(state));
        assert_eq!((wish.phase(at(seconds)), wish.is_open(at(seconds))), (phase, open));
    }

    #[test]
    fn a_failure_that_was_told_too_early_is_not_the_end() {
        let early = entry(Stage::Ordered(Evidence::of(order(OrderState::Failed), at(FINAL - 1))));
        assert_eq!(early.phase(at(FINAL * 9)), Phase::MayStillTurn);
        assert!(early.may_change(at(FINAL * 9)), "it is asked for again");
    }

    #[test]
    fn what_was_contradicted_cannot_be_paid() {
        let told = Evidence::of(order(OrderState::AwaitingPayment), at(1));
        let dearer = Order { amount: Paise::rupees(5_000), ..order(OrderState::AwaitingPayment) };
        let wish = entry(Stage::Ordered(told.and(dearer, at(2))));
        assert_eq!(wish.phase(at(10)), Phase::Contradicted);
        assert!(wish.is_open(at(10)));
    }

    #[test]
    fn an_order_for_another_amount_than_was_wished_cannot_be_paid() {
        let wish = ordered(Order { amount: Paise::rupees(5_000), ..order(OrderState::AwaitingPayment) });
        assert_eq!(wish.phase(at(10)), Phase::Contradicted);
    }

    #[test]
    fn a_failure_whose_history_knows_of_money_does_not_end_quietly() {
        let history = vec![StateChange { state: OrderState::Paid, at: at(5) }];
        let wish = ordered(Order { history, ..order(OrderState::Failed) });
        assert_eq!(wish.phase(at(FINAL)), Phase::Contradicted);
    }

    #[test]
    fn money_is_back_by_the_end_of_the_fifth_day() {
        // Sunday, 27 October 2024, 09:03 in Patna.
        let back = order(OrderState::Paid).back_by(5);
        assert_eq!(back, Instant::parse("2024-11-02T00:00:00+05:30").expect("an instant"));
    }
}
