//! The utility's server and the payment network behind it, at their worst.

use diya::domain::recharge::{Order, OrderState, UpiRequest};

use crate::moment::{CHECK_AFTER, FINAL_AFTER, KEY_LIFETIME, Moment, PAYABLE_FOR, instant};
use crate::names::{AMOUNT, order_id};
use crate::scenario::Guard;

/// An order as the server and the network know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// The key of the request that made it.
    pub key: u8,
    /// The orders that the request named, a bit each.
    pub knowing: u8,
    /// When it was made.
    pub made: Moment,
    /// What the server says of it.
    pub state: OrderState,
    /// Since when.
    pub since: Moment,
    /// Whether the money left the payer; the server may not know yet.
    pub charged: bool,
}

/// What the server answers to a request for an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The order.
    Ordered(usize, Record),
    /// 409: another one is open, of which the request does not know.
    Overtaken,
    /// The key was used with another request: 422. It leaves in doubt what became of that one.
    Reused,
    /// No, for a reason of its own.
    Refused,
}

/// All orders, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Server {
    /// The orders.
    pub orders: Vec<Record>,
}

impl Record {
    /// The order as the server tells it.
    #[must_use]
    pub fn telling(&self, order: usize) -> Order {
        let made = self.made.seconds();
        let upi = (self.state == OrderState::AwaitingPayment).then(|| UpiRequest {
            uri: String::new(),
            reference: String::new(),
            payee_address: String::new(),
            payee_name: String::new(),
            expires_at: instant(made + PAYABLE_FOR),
        });
        Order {
            id: order_id(order),
            masked_name: String::new(),
            amount: AMOUNT,
            currency: "INR".to_owned(),
            state: self.state,
            state_since: self.since.instant(),
            // A little after the wish: by that a tab tells its own wishes from those it found in the list.
            created_at: instant(made + 1),
            final_at: instant(made + FINAL_AFTER),
            check_after: instant(made + CHECK_AFTER),
            upi,
            payment_reference: None,
            history: Vec::new(),
        }
    }

    /// Whether a second order beside it needs a word.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        match self.state {
            OrderState::Credited | OrderState::OnMeter | OrderState::Reversed => false,
            OrderState::Paid => true,
            _ => !now.is_past(self.made, FINAL_AFTER),
        }
    }

    /// Whether it brought money a short while ago.
    #[must_use]
    pub fn is_recent(&self, now: Moment) -> bool {
        matches!(self.state, OrderState::Credited | OrderState::OnMeter) && !now.is_past(self.made, KEY_LIFETIME)
    }

    /// Whether nothing can come of it any more.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        match self.state {
            OrderState::Credited | OrderState::OnMeter | OrderState::Reversed => true,
            OrderState::Failed | OrderState::Expired => !self.charged,
            _ => false,
        }
    }

    /// What the server may say next.
    pub fn turns(&self, now: Moment) -> impl Iterator<Item = OrderState> {
        use OrderState::{AwaitingPayment, Credited, Expired, Failed, Paid, Reversed};
        let late = now.is_past(self.made, PAYABLE_FOR);
        let next: &[OrderState] = match (self.state, self.charged) {
            (AwaitingPayment, true) if late => &[Paid, Failed, Expired],
            (AwaitingPayment, true) => &[Paid, Failed],
            (AwaitingPayment, false) if late => &[Failed, Expired],
            (AwaitingPayment, false) => &[Failed],
            (Failed | Expired, true) => &[Paid, Reversed],
            (Paid, _) => &[Credited, Reversed],
            _ => &[],
        };
        next.iter().copied()
    }
}

impl Server {
    /// Answers a request for an order. `paid` is whether the order is paid at once: that is the worst, because the server is told late, if at all.
    pub fn serve(&mut self, key: u8, knowing: u8, now: Moment, guard: Guard, paid: bool) -> Answer {
        let remembered = |record: &Record| record.key == key && !now.is_past(record.made, KEY_LIFETIME);
        if let Some(order) = self.orders.iter().rposition(remembered) {
            let record = self.orders[order];
            if record.knowing != knowing {
                return Answer::Reused;
            }
            // The first answer, word for word, however stale it is by now.
            let first = Record { state: OrderState::AwaitingPayment, since: record.made, charged: false, ..record };
            return Answer::Ordered(order, first);
        }
        let in_the_way = |record: &Record| match guard {
            Guard::None => false,
            Guard::Open => record.is_open(now),
            Guard::Recent => record.is_open(now) || record.is_recent(now),
        };
        let unnamed = |(order, record): (usize, &Record)| in_the_way(record) && knowing & 1 << order == 0;
        if self.orders.iter().enumerate().any(unnamed) {
            return Answer::Overtaken;
        }
        let state = OrderState::AwaitingPayment;
        let record = Record { key, knowing, made: now, state, since: now, charged: paid };
        self.orders.push(record);
        Answer::Ordered(self.orders.len() - 1, Record { charged: false, ..record })
    }
}
