//! The pretend bank: where a UPI payment is approved, declined, left hanging, confirmed late or taken back.

use chrono::TimeDelta;
use diya::domain::recharge::OrderState;
use diya::domain::time::Instant;
use rusqlite::params;

use super::orders::Step;
use super::{Held, World};
use crate::faults::Utility;

/// What the bank does with a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankAnswer {
    /// The payer approved it.
    Approve,
    /// The payer or the bank declined it.
    Decline,
    /// Nobody ever hears of it.
    Hang,
    /// The payer approved it, and the utility hears of it so many seconds later.
    ConfirmLate(u32),
    /// The money goes back.
    Reverse,
}

/// Why the bank cannot do that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BankFault {
    /// No such order.
    #[error("there is no such order")]
    NoSuchOrder,
    /// The order is not at a point where that can be.
    #[error("the order is {0}, and that cannot be done with it")]
    WrongState(String),
    /// The payment string ran out.
    #[error("the payment string has run out; banks refuse it")]
    RanOut,
}

impl World {
    /// Lets the bank answer for an order.
    ///
    /// # Errors
    /// The database's; within, why the bank cannot.
    pub fn answer(&mut self, id: &str, answer: BankAnswer, now: Instant) -> Held<Result<(), BankFault>> {
        let Some(order) = self.order(id)? else { return Ok(Err(BankFault::NoSuchOrder)) };
        let bank: String = self.db.query_row("SELECT bank FROM orders WHERE id = ?1", [id], |row| row.get(0))?;
        let reversible = matches!(order.state, OrderState::Paid | OrderState::Credited | OrderState::OnMeter);
        let open = order.state == OrderState::AwaitingPayment && bank == "waiting";
        let fits = if answer == BankAnswer::Reverse { reversible } else { open };
        if !fits {
            return Ok(Err(BankFault::WrongState(format!("{:?} ({bank} at the bank)", order.state))));
        }
        let expires = order.upi.map_or(now, |upi| upi.expires_at);
        if answer != BankAnswer::Reverse && now >= expires {
            return Ok(Err(BankFault::RanOut));
        }
        self.whole(|world| world.answer_for(id, answer, now))?;
        Ok(Ok(()))
    }

    fn answer_for(&mut self, id: &str, answer: BankAnswer, now: Instant) -> Held<()> {
        let word = match answer {
            BankAnswer::Approve | BankAnswer::ConfirmLate(_) => "approved",
            BankAnswer::Decline => "declined",
            BankAnswer::Hang => "hung",
            BankAnswer::Reverse => "reversed",
        };
        self.db.execute("UPDATE orders SET bank = ?2 WHERE id = ?1", params![id, word])?;
        let later = |seconds: u32| now + TimeDelta::seconds(i64::from(seconds));
        match answer {
            BankAnswer::Approve => self.approve(id, now),
            BankAnswer::Decline => self.step(id, Step::Fail, now),
            BankAnswer::Hang => Ok(()),
            BankAnswer::ConfirmLate(seconds) => self.schedule(id, Step::Pay, later(seconds)),
            BankAnswer::Reverse => self.step(id, Step::Reverse, now),
        }
    }

    fn approve(&mut self, id: &str, now: Instant) -> Held<()> {
        // By its place, not by its name, which is drawn anew each time: chance must come out the same.
        let place: i64 = self.db.query_row("SELECT rowid FROM orders WHERE id = ?1", [id], |row| row.get(0))?;
        let faults: Vec<Utility> = self.bank_faults(place).collect();
        let later = |seconds: u32| now + TimeDelta::seconds(i64::from(seconds));
        let mut paid_at = now;
        for fault in &faults {
            match *fault {
                Utility::PaymentConfirmedLate { seconds } => paid_at = paid_at.max(later(seconds)),
                Utility::PaymentFailedThenPaid { seconds } => {
                    self.step(id, Step::Fail, now)?;
                    paid_at = paid_at.max(later(seconds));
                }
                _ => {}
            }
        }
        if faults.contains(&Utility::PaymentReversed) {
            self.schedule(id, Step::Reverse, paid_at + TimeDelta::seconds(30))?;
        }
        if paid_at > now { self.schedule(id, Step::Pay, paid_at) } else { self.step(id, Step::Pay, now) }
    }
}
