//! Recharging: carries out what the machine says, and tells it what came of it.

use core::pin::Pin;

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, HeldBack, Trouble};
use crate::browser::random;
use crate::contract::problem::ProblemKind;
use crate::contract::recharge::{RechargeRequest, RechargesResponse};
use crate::domain::admission::{Cause, Route, Why};
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::recharge::{Command, Entry, Event, IdempotencyKey, Listing, Order, Policy, Stage, Wish, step};
use crate::domain::time::Instant;

/// Why a recharge did not come to an order.
#[derive(Clone, Debug, PartialEq)]
pub enum StartFault {
    /// One is open already; the person must be told, and may consent to a second.
    Open(IdempotencyKey),
    /// Something came between before anything was sent: there is no order, and the wish is kept for later.
    Kept(Trouble),
    /// Something came between; whether the server made the order must be found out.
    Trouble(Trouble),
    /// The server made no order.
    Refused(Trouble),
}

/// A person may ask how an order stands no sooner again.
const BETWEEN_TAPS: TimeDelta = TimeDelta::seconds(30);
/// The contract lists no more orders at once; a full list may have left one out.
const LISTED_AT_MOST: usize = 50;

/// What the machine had to say while it went through an event.
#[derive(Default)]
struct Said {
    ordered: Option<OrderId>,
    open: Option<IdempotencyKey>,
    kept: bool,
    trouble: Option<Trouble>,
}

impl App {
    /// Begins a recharge; `despite` names the open one of which the person was told.
    ///
    /// # Errors
    /// [`StartFault`].
    pub async fn start_recharge(
        self,
        consumer_number: ConsumerNumber,
        amount: Paise,
        despite: Option<IdempotencyKey>,
    ) -> Result<OrderId, StartFault> {
        self.ask_to_keep();
        let wish = self.wish(consumer_number, amount, despite);
        let key = wish.key.clone();
        self.outcome(&key, Event::Consent(wish)).await
    }

    /// Keeps a wish for later; nothing is sent.
    pub async fn plan_recharge(self, consumer_number: ConsumerNumber, amount: Paise) {
        let wish = self.wish(consumer_number, amount, None);
        self.happen(Event::Plan(wish)).await;
    }

    /// Lets a planned wish go on, or finds out what became of an unanswered one; never by a new request.
    ///
    /// # Errors
    /// [`StartFault`].
    pub async fn resume_recharge(
        self,
        key: IdempotencyKey,
        despite: Option<IdempotencyKey>,
    ) -> Result<OrderId, StartFault> {
        self.outcome(&key, Event::Resume(key.clone(), despite)).await
    }

    /// Gives up a wish that was kept for later.
    pub async fn withdraw_recharge(self, key: IdempotencyKey) {
        self.happen(Event::Withdraw(key)).await;
    }

    /// Asks for the state of an order because a person wants to know.
    ///
    /// # Errors
    /// What came between.
    pub async fn check_order(self, id: OrderId) -> Result<(), Trouble> {
        // Whoever waits for money is one of few, and let in as one who pays; but not twice in half a minute.
        let asked = self.journal.with_untracked(|journal| journal.entry_of(&id).and_then(|entry| entry.asked.last));
        let until = asked.map(|asked| asked + BETWEEN_TAPS);
        if until.is_some_and(|until| self.now_untracked() < until && until - BETWEEN_TAPS <= self.now_untracked()) {
            return Err(Trouble::HeldBack(HeldBack { until, why: Why::TappedLately }));
        }
        self.admitted(Route::Recharges, Cause::Payment).await?;
        self.happen(Event::Ask(id)).await.trouble.map_or(Ok(()), Err)
    }

    /// Asks for what is due, as the payment network's patience allows.
    pub(super) async fn check_due_orders(self, returned: bool) {
        let event = if returned { Event::Returned } else { Event::Woke };
        if !self.is_due(&event) {
            return;
        }
        let _flying = self.fly().await;
        // Another tab may have asked meanwhile; what it wrote down comes with the writing.
        self.write_journal().await;
        if self.is_due(&event) && self.admitted(Route::Recharges, Cause::Portal).await.is_ok() {
            self.happen(event).await;
        }
    }

    fn is_due(self, event: &Event) -> bool {
        let now = self.now_untracked();
        !step(self.journal.get_untracked(), event.clone(), now, &self.policy()).1.is_empty()
    }

    /// What the server's list of the account's orders says.
    pub(super) fn listed(
        self,
        consumer_number: ConsumerNumber,
        listed: RechargesResponse,
        since: Instant,
    ) -> Pin<Box<dyn Future<Output = ()>>> {
        let listing = listing(consumer_number, listed, since);
        Box::pin(async move {
            self.happen(Event::Listed(listing)).await;
        })
    }

    /// Whether a consumer number is not the one signed in.
    #[must_use]
    pub fn is_guest(self, consumer_number: &ConsumerNumber) -> bool {
        self.number.with_untracked(|number| number.as_ref() != Some(consumer_number))
    }

    fn wish(self, consumer_number: ConsumerNumber, amount: Paise, despite: Option<IdempotencyKey>) -> Wish {
        let guest = self.is_guest(&consumer_number);
        Wish { key: new_key(), consumer_number, amount, despite, guest }
    }

    fn policy(self) -> Policy {
        let hours = self.config.with_value(|config| config.api.idempotency_key_hours);
        Policy { key_lifetime: TimeDelta::hours(i64::from(hours)) }
    }

    async fn outcome(self, key: &IdempotencyKey, event: Event) -> Result<OrderId, StartFault> {
        let said = self.happen(event).await;
        // By its own name: what another tab made of it may stand under another key.
        if let Some(id) = said.ordered {
            return Ok(id);
        }
        if let Some(open) = said.open {
            return Err(StartFault::Open(open));
        }
        let entry = self.journal.with_untracked(|journal| journal.entry(key).cloned());
        let trouble = said.trouble.unwrap_or(Trouble::Forgotten);
        match entry.as_ref().map(|entry| (entry.order(), &entry.stage)) {
            Some((Some(order), _)) => Ok(order.id.clone()),
            _ if said.kept => Err(StartFault::Kept(trouble)),
            Some((None, Stage::Intended)) => Err(StartFault::Trouble(trouble)),
            _ => Err(StartFault::Refused(trouble)),
        }
    }

    /// Tells the machine what happened, and carries out what it says until it is content.
    ///
    /// Boxed, so that its callers share one copy of it.
    fn happen(self, event: Event) -> Pin<Box<dyn Future<Output = Said>>> {
        Box::pin(async move {
            let era = self.era.get_untracked();
            let mut said = Said::default();
            let mut events = vec![event];
            while let Some(event) = events.pop() {
                let (now, policy) = (self.now_untracked(), self.policy());
                let commands = self.journal.update(|journal| {
                    let (next, commands) = step(core::mem::take(journal), event, now, &policy);
                    *journal = next;
                    commands
                });
                for command in commands {
                    let next = self.carry_out(command, &mut said).await;
                    if self.era.get_untracked() != era {
                        // Whoever was forgotten meanwhile is not written down again, nor led to what they ordered.
                        return Said::default();
                    }
                    events.extend(next);
                }
            }
            said
        })
    }

    async fn carry_out(self, command: Command, said: &mut Said) -> Option<Event> {
        match command {
            Command::Keep(key) => {
                self.write_journal().await;
                Some(Event::Kept(key))
            }
            Command::Note => {
                spawn_local(self.write_journal());
                None
            }
            Command::Send(key) => Some(self.send(key, said).await),
            Command::List(since) => Some(self.list(since, said).await),
            Command::Ask(id) => {
                // One after the other, and none after the first that met a server in trouble.
                if said.trouble.is_some_and(Trouble::is_overload) {
                    return None;
                }
                match self.get::<Order>(&format!("/recharges/{}", id.as_str())).await {
                    Ok(order) if self.journal.with_untracked(|journal| journal.entry_of(&order.id).is_some()) => {
                        Some(Event::Told(order))
                    }
                    Ok(order) => Some(Event::Found(order, new_key())),
                    Err(trouble) => {
                        self.notice_end(trouble);
                        said.trouble = Some(trouble);
                        None
                    }
                }
            }
            Command::TellOpen(key) => {
                said.open = Some(key);
                None
            }
            Command::TellKept(_) => {
                said.kept = true;
                None
            }
        }
    }

    async fn send(self, key: IdempotencyKey, said: &mut Said) -> Event {
        let entry = self.journal.with_untracked(|journal| journal.entry(&key).cloned());
        let Some(Entry { consumer_number, amount, knowing: despite, .. }) = entry else { return Event::Refused(key) };
        let request = RechargeRequest { consumer_number, amount, despite };
        match self.post::<_, Order>("/recharges", &request, Some(&key)).await {
            Ok(order) => {
                said.ordered = Some(order.id.clone());
                Event::Ordered(key, order)
            }
            Err(trouble) => {
                said.trouble = Some(trouble);
                match trouble {
                    Trouble::Refused(ProblemKind::RechargeOpen) => Event::Overtaken(key),
                    trouble if trouble.leaves_doubt() => Event::Unanswered(key),
                    _ => Event::Refused(key),
                }
            }
        }
    }

    async fn list(self, since: Instant, said: &mut Said) -> Event {
        match (self.ask_list(since).await, self.number.get_untracked()) {
            (Ok(listed), Some(consumer_number)) => Event::Listed(listing(consumer_number, listed, since)),
            (Ok(_), None) => Event::Unlisted,
            (Err(trouble), _) => {
                self.notice_end(trouble);
                said.trouble = Some(trouble);
                Event::Unlisted
            }
        }
    }

    /// The account's orders made since then.
    ///
    /// # Errors
    /// What came between.
    pub(super) async fn ask_list(self, since: Instant) -> Result<RechargesResponse, Trouble> {
        let since = String::from(since).replace('+', "%2B");
        self.get(&["/recharges?since=", &since].concat()).await
    }

    /// Writes the journal down, joined with what other tabs wrote.
    async fn write_journal(self) {
        let era = self.era.get_untracked();
        let ours = self.journal.with_untracked(crate::domain::recharge::Journal::to_keep);
        let (whole, _) = self.vault().put_journal(ours).await;
        if self.era.get_untracked() == era {
            self.journal.update(|journal| *journal = core::mem::take(journal).merged(whole));
        }
    }
}

pub(super) fn new_key() -> IdempotencyKey {
    IdempotencyKey::from_random(random::bytes())
}

fn listing(consumer_number: ConsumerNumber, listed: RechargesResponse, since: Instant) -> Listing {
    let whole_since = (listed.recharges.len() < LISTED_AT_MOST).then_some(since);
    let orders = listed.recharges.into_iter().map(|order| (order, new_key())).collect();
    Listing { consumer_number, orders, whole_since }
}
