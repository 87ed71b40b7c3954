//! What the wishes, the ledger and the consumer's own word say about money that a reading does not have yet.

use super::elsewhere::{PaidElsewhere, Standing};
use super::entry::Entry;
use super::journal::Journal;
use super::order::OrderState;
use super::phase::Phase;
use crate::domain::account::{LedgerEntry, Movement};
use crate::domain::identity::ConsumerNumber;
use crate::domain::projection::{Credit, Inflow};
use crate::domain::time::Instant;

/// The inflows of an account: each payment once, whoever tells of it.
#[must_use]
pub fn inflows(
    journal: &Journal,
    ledger: &[LedgerEntry],
    claims: &[PaidElsewhere],
    whose: &ConsumerNumber,
    now: Instant,
) -> Vec<Inflow> {
    let mine = journal.entries().iter().filter(|entry| entry.consumer_number == *whose);
    let mut all: Vec<Inflow> = mine.filter_map(|entry| of_entry(entry, now)).collect();
    let news = |entry: &&LedgerEntry| match &entry.movement {
        Movement::Recharge { order } | Movement::Reversal { order } => {
            order.as_ref().is_none_or(|order| journal.entry_of(order).is_none())
        }
        Movement::Deduction { .. } => false,
    };
    let booked = ledger.iter().filter(news);
    all.extend(booked.map(|entry| Inflow { paise: entry.paise, at: entry.at, credit: Credit::Confirmed }));
    let waited =
        |claim: &&PaidElsewhere| claim.consumer_number == *whose && matches!(claim.standing(now), Standing::Waiting(_));
    let claimed = claims.iter().filter(waited);
    all.extend(claimed.map(|claim| Inflow { paise: claim.amount, at: claim.paid_at, credit: Credit::Unconfirmed }));
    all
}

fn of_entry(entry: &Entry, now: Instant) -> Option<Inflow> {
    let order = entry.order()?;
    let credit = match entry.phase(now) {
        Phase::Paid => Credit::Unconfirmed,
        Phase::Credited | Phase::Done => Credit::Confirmed,
        _ => return None,
    };
    let credited = order.history.iter().find(|change| change.state == OrderState::Credited);
    let at = credited.map_or(order.state_since, |change| change.at);
    Some(Inflow { paise: order.amount, at, credit })
}

#[cfg(test)]
mod tests {
    use super::super::entry::Stage;
    use super::super::entry::tests::{entry, number};
    use super::super::evidence::Evidence;
    use super::super::order::Order;
    use super::super::order::StateChange;
    use super::super::order::tests::{at, order};
    use super::*;
    use crate::domain::identity::OrderId;
    use crate::domain::money::Paise;

    fn journal(order: Order) -> Journal {
        Journal::from_entries(vec![entry(Stage::Ordered(Evidence::of(order, at(0))))])
    }

    fn booked(order: Option<&str>) -> LedgerEntry {
        let order = order.map(|id| OrderId::try_from(id.to_owned()).expect("fits"));
        let movement = Movement::Recharge { order };
        LedgerEntry { id: "l".into(), at: at(60), movement, paise: Paise::rupees(500), balance_after: Paise::ZERO }
    }

    fn claim() -> PaidElsewhere {
        let (amount, paid_at) = (Paise::rupees(200), at(0));
        PaidElsewhere { consumer_number: number(), amount, paid_at, reference: String::new(), movement: None }
    }

    #[test]
    fn a_paid_recharge_is_unconfirmed_and_a_credited_one_counts_from_its_credit() {
        let paid = inflows(&journal(order(OrderState::Paid)), &[], &[], &number(), at(99));
        assert_eq!(paid, [Inflow { paise: Paise::rupees(500), at: at(0), credit: Credit::Unconfirmed }]);
        let history = vec![StateChange { state: OrderState::Credited, at: at(70) }];
        let on_meter = Order { history, state_since: at(90), ..order(OrderState::OnMeter) };
        let credited = inflows(&journal(on_meter), &[], &[], &number(), at(99));
        assert_eq!(credited, [Inflow { paise: Paise::rupees(500), at: at(70), credit: Credit::Confirmed }]);
    }

    #[test]
    fn what_is_not_money_counts_for_nothing() {
        for state in [OrderState::AwaitingPayment, OrderState::Failed, OrderState::Expired, OrderState::Reversed] {
            assert_eq!(inflows(&journal(order(state)), &[], &[], &number(), at(9)), []);
        }
    }

    #[test]
    fn one_payment_that_two_tell_of_counts_once() {
        let both = inflows(&journal(order(OrderState::Credited)), &[booked(Some("r-1"))], &[], &number(), at(99));
        assert_eq!(both.len(), 1);
        let others = inflows(&Journal::default(), &[booked(Some("r-9")), booked(None)], &[], &number(), at(99));
        assert_eq!(others.len(), 2);
    }

    #[test]
    fn a_claim_counts_as_unconfirmed_while_it_is_waited_for() {
        let waited = inflows(&Journal::default(), &[], &[claim()], &number(), at(99));
        assert_eq!(waited, [Inflow { paise: Paise::rupees(200), at: at(0), credit: Credit::Unconfirmed }]);
        let found = PaidElsewhere { movement: Some("l".into()), ..claim() };
        assert_eq!(inflows(&Journal::default(), &[], &[found], &number(), at(99)), []);
        assert_eq!(inflows(&Journal::default(), &[], &[claim()], &number(), at(8 * 86_400)), []);
    }
}
