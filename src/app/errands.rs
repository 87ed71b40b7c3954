//! What is under way for a person: recharges and complaints.
//!
//! The code that carries them on comes with the rest of the program
//! (docs/decisions/0017-the-rest-comes-later.md). From the first load it is entered here alone, once it is there, by
//! addresses that the optimiser cannot follow.

use core::hint::black_box;
use core::pin::Pin;

use chrono::TimeDelta;
use leptos::task::spawn_local;

use super::App;
use super::watch::FARTHEST;
use crate::browser::rest::{self, Rest};
use crate::contract::recharge::RechargesResponse;
use crate::domain::admission::Cause;
use crate::domain::identity::ConsumerNumber;
use crate::domain::time::Instant;

/// How often is asked whether a complaint that waits may be sent.
const COMPLAINTS_AGAIN: TimeDelta = TimeDelta::minutes(1);

type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// When what is looked after is due.
#[derive(Clone, Copy)]
pub(super) struct Errands {
    complaints: Instant,
    /// Somebody came back, and nobody has looked yet.
    returned: bool,
}

impl Default for Errands {
    fn default() -> Self {
        Self { complaints: Instant::MIN, returned: false }
    }
}

impl App {
    /// Carries on what is due, as soon as there is code for it.
    pub(super) async fn look_after_errands(self, returned: bool, mut due: Errands) -> Errands {
        due.returned |= returned;
        if rest::rest() != Rest::Here {
            return due;
        }
        let carry_on: fn(Self, Errands) -> Boxed<Errands> = black_box(Self::carry_on);
        carry_on(self, due).await
    }

    fn carry_on(self, mut due: Errands) -> Boxed<Errands> {
        Box::pin(async move {
            self.check_due_orders(core::mem::take(&mut due.returned)).await;
            let now = self.now_untracked();
            if due.complaints <= now || due.complaints - now > FARTHEST {
                // One that waits is tried again by and by; the admission says how often.
                due.complaints = match self.send_complaint(Cause::Portal).await {
                    Ok(()) => Instant::MIN,
                    Err(_) => self.now_untracked() + COMPLAINTS_AGAIN,
                };
            }
            due
        })
    }

    /// The server answers: what waits for it need not wait longer. What comes of it stands where it was written.
    pub(super) async fn send_waiting(self) {
        if rest::rest() == Rest::Here {
            let send: fn(Self, Cause) -> Boxed<_> = black_box(Self::send_complaint);
            send(self, Cause::Portal).await.ok();
        }
    }

    /// Writes down what the server's list of the account's orders says, as soon as there is code for it.
    pub(super) async fn learn_listed(self, number: ConsumerNumber, listed: RechargesResponse, since: Instant) {
        let write: fn(Self, ConsumerNumber, RechargesResponse, Instant) -> Boxed<()> = black_box(Self::listed);
        if rest::rest() == Rest::Here {
            return write(self, number, listed, since).await;
        }
        // Nobody waits for it: the list is asked for again before anything is paid.
        let era = self.era.get_untracked();
        spawn_local(async move {
            if rest::came().await && self.is_over(era).is_ok() {
                write(self, number, listed, since).await;
            }
        });
    }
}
