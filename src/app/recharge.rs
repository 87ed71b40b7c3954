//! Recharging: the intent is on disk before the request leaves; a lost answer is found again, never paid twice.

use chrono::TimeDelta;
use leptos::prelude::*;

use super::{App, Trouble};
use crate::browser::random;
use crate::contract::account::AccountResponse;
use crate::contract::problem::ProblemKind;
use crate::contract::recharge::{RechargeRequest, RechargesResponse};
use crate::domain::admission::Cause;
use crate::domain::identity::OrderId;
use crate::domain::money::Paise;
use crate::domain::recharge::{Entry, IdempotencyKey, JournalEvent, Order, Stage, next_check};

/// Why a recharge was not begun.
#[derive(Clone, Debug, PartialEq)]
pub enum StartFault {
    /// Nobody is signed in.
    NotSignedIn,
    /// One is open already; the person must be told, and may consent to a second.
    Open(Box<Entry>),
    /// Something came between; whether the server made the order is found out by [`App::settle`].
    Trouble(Trouble),
}

/// The contract lists no more orders at once; a full list may have left one out.
const LISTED_AT_MOST: usize = 50;

impl App {
    /// Begins a recharge of the account shown. `second` is the person's consent to a second one while one is open.
    ///
    /// # Errors
    /// [`StartFault`].
    pub async fn start_recharge(&self, amount: Paise, second: bool) -> Result<OrderId, StartFault> {
        let now = self.now_untracked();
        let consumer_number = self.number.get_untracked().ok_or(StartFault::NotSignedIn)?;
        let open = self.journal.with_untracked(|journal| journal.open(&consumer_number, now).cloned());
        if let Some(open) = open.filter(|_| !second) {
            return Err(StartFault::Open(Box::new(open)));
        }
        let key = IdempotencyKey::from_random(random::bytes());
        // Noted before the first await, so that a second tap finds it; on disk before the first byte leaves.
        self.starting.set(true);
        self.note(JournalEvent::Intend { key: key.clone(), consumer_number, amount }).await;
        let outcome = self.send_intent(&key).await.map_err(StartFault::Trouble);
        self.starting.set(false);
        outcome
    }

    /// Finds out what became of a wish that got no answer: by the same request while its key certainly lives, by
    /// asking afterwards. Never by a new request.
    ///
    /// # Errors
    /// What came between; the wish stays open.
    pub async fn settle(&self, key: &IdempotencyKey) -> Result<(), Trouble> {
        let now = self.now_untracked();
        let lifetime = self.config.with_value(|config| TimeDelta::hours(i64::from(config.api.idempotency_key_hours)));
        let Some(entry) = self.journal.with_untracked(|journal| journal.entry(key).cloned()) else { return Ok(()) };
        if entry.stage != Stage::Intended {
            return Ok(());
        }
        if entry.may_resend(lifetime, now) {
            return self.send_intent(key).await.map(|_| ());
        }
        // Only the account's own session can say that there is no such order.
        let account: AccountResponse = self.get("/account").await?;
        if account.consumer_number != entry.consumer_number {
            return Err(Trouble::Refused(ProblemKind::NotSignedIn));
        }
        let since = String::from(entry.intended_at - TimeDelta::hours(1)).replace('+', "%2B");
        let listed: RechargesResponse = self.get(&format!("/recharges?since={since}")).await?;
        let whole = listed.recharges.len() < LISTED_AT_MOST;
        for order in listed.recharges {
            let name = IdempotencyKey::from_random(random::bytes());
            let consumer_number = entry.consumer_number.clone();
            self.note(JournalEvent::Listed { order, consumer_number, name }).await;
        }
        if !whole {
            return Ok(());
        }
        // The server answered and does not know it: it never arrived. A later order cannot come of it any more.
        self.note(JournalEvent::Refused { key: key.clone() }).await;
        Ok(())
    }

    /// Asks for the state of an order because a person wants to know.
    ///
    /// # Errors
    /// What came between.
    pub async fn check_order(&self, id: &OrderId) -> Result<(), Trouble> {
        if !self.admitted(Cause::Person) {
            return Err(Trouble::HeldBack);
        }
        self.ask_order(id).await
    }

    /// Asks for the state of orders that are due, as the payment network's patience allows.
    pub(super) async fn check_due_orders(&self) {
        let now = self.now_untracked();
        let due: Vec<OrderId> = self.journal.with_untracked(|journal| {
            let due = |entry: &&Entry| {
                entry
                    .order()
                    .and_then(|order| next_check(order, entry.checks, entry.checked_at, now))
                    .is_some_and(|next| next <= now)
            };
            journal.entries().iter().filter(due).filter_map(Entry::order).map(|order| order.id.clone()).collect()
        });
        for id in due {
            if !self.admitted(Cause::Portal) {
                return;
            }
            // Noted first: an order that is never answered must not be asked for without end.
            self.note(JournalEvent::Checked { id: id.clone() }).await;
            if self.ask_order(&id).await.is_err_and(Trouble::is_overload) {
                return;
            }
        }
    }

    async fn ask_order(&self, id: &OrderId) -> Result<(), Trouble> {
        let order: Order = self.get(&format!("/recharges/{}", id.as_str())).await?;
        self.note(JournalEvent::Told { order }).await;
        Ok(())
    }

    async fn send_intent(&self, key: &IdempotencyKey) -> Result<OrderId, Trouble> {
        let entry = self.journal.with_untracked(|journal| journal.entry(key).cloned());
        let Some(Entry { consumer_number, amount, .. }) = entry else { return Err(Trouble::HeldBack) };
        let request = RechargeRequest { consumer_number, amount };
        let outcome: Result<Order, Trouble> = self.post("/recharges", &request, Some(key)).await;
        match outcome {
            Ok(order) => {
                let id = order.id.clone();
                self.note(JournalEvent::Ordered { key: key.clone(), order }).await;
                Ok(id)
            }
            Err(trouble) => {
                if !trouble.leaves_doubt() {
                    self.note(JournalEvent::Refused { key: key.clone() }).await;
                }
                Err(trouble)
            }
        }
    }
}
