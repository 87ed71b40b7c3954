//! The journal: what this device knows of its own wishes to pay.
//!
//! An intent is written durably, with its idempotency key, **before** the request leaves. It moves forward only by
//! evidence. A lost answer is reconciled by sending the same key again while the key certainly lives, and by asking
//! afterwards; a new key is never made for an old wish.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::key::IdempotencyKey;
use super::order::Order;
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// How far a wish to pay has come, by the evidence on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Written; perhaps sent, perhaps not. Whether the server knows of it must be found out.
    Intended,
    /// The server answered with an order.
    Ordered {
        /// The order as last told.
        order: Order,
    },
    /// The server answered that it will not make this order, or the person gave it up before anything was sent.
    Refused,
}

/// One wish to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name towards the server.
    pub key: IdempotencyKey,
    /// Whose account it is for.
    pub consumer_number: ConsumerNumber,
    /// How much.
    pub amount: Paise,
    /// When it was written.
    pub intended_at: Instant,
    /// How far it has come.
    pub stage: Stage,
    /// How often its state was asked for, unasked by the person.
    #[serde(default)]
    pub checks: u32,
    /// When it was last asked for.
    #[serde(default)]
    pub checked_at: Option<Instant>,
}

/// What happened to a wish to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalEvent {
    /// The person wants to pay.
    Intend {
        /// The new key.
        key: IdempotencyKey,
        /// Whose account.
        consumer_number: ConsumerNumber,
        /// How much.
        amount: Paise,
    },
    /// The server answered the request of `key` with an order.
    Ordered {
        /// Which wish.
        key: IdempotencyKey,
        /// The order.
        order: Order,
    },
    /// The server told of an order again.
    Told {
        /// The order.
        order: Order,
    },
    /// The server lists an order of this account: perhaps the answer to a wish that got none, perhaps one that this
    /// device does not know.
    Listed {
        /// The order.
        order: Order,
        /// Whose account.
        consumer_number: ConsumerNumber,
        /// A new key, used only as a name if the order is unknown here; never sent.
        name: IdempotencyKey,
    },
    /// The server refused the request of `key` for good.
    Refused {
        /// Which wish.
        key: IdempotencyKey,
    },
    /// The portal asked for an order's state.
    Checked {
        /// Which order.
        id: OrderId,
    },
}

/// All wishes of this device, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Journal {
    entries: Vec<Entry>,
}

/// An idempotency key is sent again only well within its published lifetime.
const RESEND_MARGIN: TimeDelta = TimeDelta::hours(1);

/// A listed order answers a wish if it was made no earlier than this before it (clocks differ) …
const ANSWER_MARGIN: TimeDelta = TimeDelta::minutes(5);
/// … and no later than this after it.
const ANSWER_WITHIN: TimeDelta = TimeDelta::hours(24);

impl Journal {
    /// A journal that was written before.
    #[must_use]
    pub const fn from_entries(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// The wishes, the oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The wish with this key.
    #[must_use]
    pub fn entry(&self, key: &IdempotencyKey) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    /// The order with this name, as last told.
    #[must_use]
    pub fn order(&self, id: &OrderId) -> Option<&Order> {
        self.entries.iter().find_map(|entry| entry.order().filter(|order| order.id == *id))
    }

    /// The wish for this account that must be settled before another is made.
    #[must_use]
    pub fn open(&self, consumer_number: &ConsumerNumber, now: Instant) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.consumer_number == *consumer_number && entry.is_open(now))
    }

    /// The journal after `event` at `now`. Events that fit nothing change nothing.
    #[must_use]
    pub fn after(mut self, event: JournalEvent, now: Instant) -> Self {
        match event {
            JournalEvent::Intend { key, consumer_number, amount } => {
                if self.entry(&key).is_none() {
                    let stage = Stage::Intended;
                    let entry =
                        Entry { key, consumer_number, amount, intended_at: now, stage, checks: 0, checked_at: None };
                    self.entries.push(entry);
                }
            }
            JournalEvent::Ordered { key, order } => {
                if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == key) {
                    entry.tell(order);
                }
            }
            JournalEvent::Told { order } => {
                let known =
                    self.entries.iter_mut().find(|entry| entry.order().is_some_and(|known| known.id == order.id));
                if let Some(entry) = known {
                    entry.tell(order);
                }
            }
            JournalEvent::Listed { order, consumer_number, name } => self.adopt(order, consumer_number, name),
            JournalEvent::Refused { key } => {
                let entry = self.entries.iter_mut().find(|entry| entry.key == key);
                if let Some(entry) = entry.filter(|entry| entry.stage == Stage::Intended) {
                    entry.stage = Stage::Refused;
                }
            }
            JournalEvent::Checked { id } => {
                let known = self.entries.iter_mut().find(|entry| entry.order().is_some_and(|known| known.id == id));
                if let Some(entry) = known {
                    entry.checks = entry.checks.saturating_add(1);
                    entry.checked_at = Some(now);
                }
            }
        }
        self
    }

    /// This journal with all that `other`, another tab's, knows. No wish is lost, and none goes back.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for theirs in other.entries {
            let same = |ours: &Entry| {
                ours.key == theirs.key
                    || ours.order().zip(theirs.order()).is_some_and(|(ours, theirs)| ours.id == theirs.id)
            };
            if let Some(place) = self.entries.iter().position(same) {
                self.entries[place].learn(theirs);
            } else {
                let place = self.entries.partition_point(|entry| entry.intended_at <= theirs.intended_at);
                self.entries.insert(place, theirs);
            }
        }
        self
    }

    fn adopt(&mut self, order: Order, consumer_number: ConsumerNumber, name: IdempotencyKey) {
        let known = self.entries.iter().position(|entry| entry.order().is_some_and(|known| known.id == order.id));
        let answers = |entry: &Entry| {
            entry.stage == Stage::Intended
                && entry.consumer_number == consumer_number
                && entry.amount == order.amount
                && order.created_at + ANSWER_MARGIN >= entry.intended_at
                && order.created_at <= entry.intended_at + ANSWER_WITHIN
        };
        if let Some(place) = known.or_else(|| self.entries.iter().position(answers)) {
            self.entries[place].tell(order);
        } else {
            let (amount, intended_at) = (order.amount, order.created_at);
            let stage = Stage::Ordered { order };
            let entry = Entry { key: name, consumer_number, amount, intended_at, stage, checks: 0, checked_at: None };
            let place = self.entries.partition_point(|entry| entry.intended_at <= intended_at);
            self.entries.insert(place, entry);
        }
    }
}

impl Entry {
    /// The order, once the server answered.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        match &self.stage {
            Stage::Ordered { order } => Some(order),
            Stage::Intended | Stage::Refused => None,
        }
    }

    /// Whether another payment now might be a second one for the same wish.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        match &self.stage {
            Stage::Intended => true,
            Stage::Ordered { order } => order.is_open(now),
            Stage::Refused => false,
        }
    }

    /// Whether the same request may be sent again at `now`, given the key's published lifetime.
    #[must_use]
    pub fn may_resend(&self, key_lifetime: TimeDelta, now: Instant) -> bool {
        self.stage == Stage::Intended && now + RESEND_MARGIN < self.intended_at + key_lifetime
    }

    /// What another tab knows of the same wish.
    fn learn(&mut self, theirs: Self) {
        self.checks = self.checks.max(theirs.checks);
        self.checked_at = self.checked_at.max(theirs.checked_at);
        match theirs.stage {
            Stage::Ordered { order } => self.tell(order),
            Stage::Refused if self.stage == Stage::Intended => self.stage = Stage::Refused,
            Stage::Refused | Stage::Intended => {}
        }
    }

    fn tell(&mut self, told: Order) {
        let order = match core::mem::replace(&mut self.stage, Stage::Intended) {
            Stage::Ordered { order } => order.merged(told),
            Stage::Intended | Stage::Refused => told,
        };
        self.stage = Stage::Ordered { order };
    }
}

#[cfg(test)]
mod tests {
    use super::super::OrderState;
    use super::super::order::tests::{at, order};
    use super::*;

    fn key(fill: u8) -> IdempotencyKey {
        IdempotencyKey::from_random([fill; 16])
    }

    fn number() -> ConsumerNumber {
        ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits")
    }

    fn intended() -> Journal {
        let event = JournalEvent::Intend { key: key(1), consumer_number: number(), amount: Paise::rupees(500) };
        Journal::default().after(event, at(0))
    }

    #[test]
    fn an_intent_without_an_answer_stays_open() {
        let journal = intended();
        assert_eq!(journal.open(&number(), at(90 * 86_400)).map(|entry| &entry.key), Some(&key(1)));
    }

    #[test]
    fn an_answer_to_another_key_changes_nothing() {
        let journal = intended();
        let event = JournalEvent::Ordered { key: key(2), order: order(OrderState::Paid) };
        assert_eq!(journal.clone().after(event, at(1)), journal);
    }

    #[test]
    fn a_refusal_after_an_order_is_not_believed() {
        let journal = intended()
            .after(JournalEvent::Ordered { key: key(1), order: order(OrderState::AwaitingPayment) }, at(1))
            .after(JournalEvent::Refused { key: key(1) }, at(2));
        assert!(journal.entry(&key(1)).and_then(Entry::order).is_some());
    }

    #[test]
    fn the_same_intent_twice_is_one() {
        let event = JournalEvent::Intend { key: key(1), consumer_number: number(), amount: Paise::rupees(9) };
        assert_eq!(intended().after(event, at(5)), intended());
    }

    #[test]
    fn a_request_is_sent_again_only_while_its_key_certainly_lives() {
        let journal = intended();
        let entry = &journal.entries()[0];
        assert!(entry.may_resend(TimeDelta::hours(24), at(22 * 3600)));
        assert!(!entry.may_resend(TimeDelta::hours(24), at(23 * 3600)));
    }

    #[test]
    fn a_listed_order_answers_the_wish_that_got_no_answer() {
        let listed = |order| JournalEvent::Listed { order, consumer_number: number(), name: key(7) };
        let journal = intended().after(listed(order(OrderState::AwaitingPayment)), at(60));
        assert_eq!(journal.entries().len(), 1);
        assert_eq!(journal.entries()[0].key, key(1));
        let again = journal.after(listed(order(OrderState::Paid)), at(90));
        assert_eq!(again.entries().len(), 1);
        assert_eq!(again.entries()[0].order().map(|order| order.state), Some(OrderState::Paid));
    }

    #[test]
    fn an_order_of_another_device_is_added_and_answers_nothing() {
        let other = Order { amount: Paise::rupees(900), ..order(OrderState::Paid) };
        let event = JournalEvent::Listed { order: other, consumer_number: number(), name: key(7) };
        let journal = intended().after(event, at(60));
        assert_eq!(journal.entries().len(), 2);
        assert!(journal.entry(&key(1)).is_some_and(|entry| entry.stage == Stage::Intended));
    }

    #[test]
    fn two_tabs_lose_no_wish_to_each_other() {
        let intend =
            |fill| JournalEvent::Intend { key: key(fill), consumer_number: number(), amount: Paise::rupees(500) };
        let ordered = JournalEvent::Ordered { key: key(1), order: order(OrderState::Paid) };
        let one = Journal::default().after(intend(1), at(0));
        let two = one.clone().after(intend(2), at(10));
        let one = one.after(ordered, at(20));
        for merged in [one.clone().merged(two.clone()), two.merged(one)] {
            assert_eq!(merged.entries().len(), 2);
            assert_eq!(merged.entry(&key(1)).and_then(Entry::order).map(|order| order.state), Some(OrderState::Paid));
            assert!(merged.entry(&key(2)).is_some_and(|entry| entry.stage == Stage::Intended));
            assert_eq!(merged.clone().merged(merged.clone()), merged);
        }
    }

    #[test]
    fn one_order_that_two_tabs_found_is_one() {
        let listed = |name| JournalEvent::Listed { order: order(OrderState::Paid), consumer_number: number(), name };
        let one = Journal::default().after(listed(key(1)), at(0));
        let two = Journal::default().after(listed(key(2)), at(0));
        assert_eq!(one.merged(two).entries().len(), 1);
    }

    #[test]
    fn a_journal_written_and_read_is_the_same() {
        let journal = intended().after(JournalEvent::Ordered { key: key(1), order: order(OrderState::Paid) }, at(1));
        let text = serde_json::to_string(&journal).expect("serializes");
        assert_eq!(serde_json::from_str::<Journal>(&text).expect("reads"), journal);
    }
}
