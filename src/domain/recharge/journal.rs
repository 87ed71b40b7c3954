//! The journal: what this device knows of its own wishes to pay. How it goes on stands in [`super::machine`].

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Stage};
use super::key::IdempotencyKey;
use super::machine::Starting;
use super::order::Order;
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::time::Instant;

/// All wishes of this device, the oldest first, and what this tab is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Journal {
    pub(super) entries: Vec<Entry>,
    /// The wish that is on its way to the server.
    #[serde(skip)]
    pub(super) starting: Option<Starting>,
    /// Whose orders the server listed last, and when.
    #[serde(skip)]
    pub(super) listed: Option<(ConsumerNumber, Instant)>,
}

/// A listed order answers a wish if it was made no earlier than this before it (clocks differ) …
const ANSWER_MARGIN: TimeDelta = TimeDelta::minutes(5);
/// … and no later than this after it.
const ANSWER_WITHIN: TimeDelta = TimeDelta::hours(24);
/// So many wishes that are over are kept.
const KEPT: usize = 200;

impl Journal {
    /// A journal that was written before.
    #[must_use]
    pub const fn from_entries(entries: Vec<Entry>) -> Self {
        Self { entries, starting: None, listed: None }
    }

    /// The wishes, the oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What may be written down: wishes for somebody else's account are nobody's to keep.
    #[must_use]
    pub fn to_keep(&self) -> Self {
        Self::from_entries(self.entries.iter().filter(|entry| !entry.guest).cloned().collect())
    }

    /// The wish with this key.
    #[must_use]
    pub fn entry(&self, key: &IdempotencyKey) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    /// The wish that this order answers.
    #[must_use]
    pub fn entry_of(&self, id: &OrderId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.order().is_some_and(|known| known.id == *id))
    }

    /// The newest wish for this account that must be settled before another is made.
    #[must_use]
    pub fn open(&self, consumer_number: &ConsumerNumber, now: Instant) -> Option<&Entry> {
        self.entries.iter().rfind(|entry| entry.is_open_for(consumer_number, now))
    }

    /// Whether a wish is on its way to the server.
    #[must_use]
    pub const fn is_starting(&self) -> bool {
        self.starting.is_some()
    }

    /// The wish that is on its way to the server for the first time.
    #[must_use]
    pub fn beginning(&self) -> Option<&IdempotencyKey> {
        self.starting.as_ref().and_then(Starting::beginning)
    }

    /// This journal with all that `other`, another tab's or the disk's, knows. No wish is lost, and none goes back.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for theirs in other.entries {
            let same = |ours: &Entry| {
                ours.key == theirs.key
                    || ours.order().zip(theirs.order()).is_some_and(|(ours, theirs)| ours.id == theirs.id)
            };
            if let Some(place) = self.entries.iter().position(same) {
                let mut ours = self.entries.remove(place);
                let before = ours.intended_at;
                ours.learn(theirs);
                if ours.intended_at == before {
                    self.entries.insert(place, ours);
                } else {
                    self.insert(ours);
                }
            } else {
                self.insert(theirs);
            }
        }
        self.unite();
        self
    }

    /// One order is one entry. A tab that found it in the list gave it a name of its own; another knows it by the key
    /// of the wish. What was made here is kept, and learns what the other knows.
    pub(super) fn unite(&mut self) {
        let mut place = 0;
        while let Some(entry) = self.entries.get(place) {
            let id = entry.order().map(|order| order.id.clone());
            let twin = id.and_then(|id| {
                let mut rest = self.entries.iter().skip(place + 1);
                rest.position(|other| other.order().is_some_and(|order| order.id == id)).map(|after| place + 1 + after)
            });
            let Some(twin) = twin else {
                place += 1;
                continue;
            };
            let twin = self.entries.remove(twin);
            let kept = &mut self.entries[place];
            // Whoever adopts an order from the list dates it by the order.
            if kept.order().is_some_and(|order| order.created_at == kept.intended_at) {
                let adopted = core::mem::replace(kept, twin);
                kept.learn(adopted);
            } else {
                kept.learn(twin);
            }
        }
    }

    pub(super) fn entry_mut(&mut self, key: &IdempotencyKey) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == *key)
    }

    /// Puts a wish at its place in time.
    pub(super) fn insert(&mut self, entry: Entry) {
        let place = self.entries.partition_point(|known| known.intended_at <= entry.intended_at);
        self.entries.insert(place, entry);
    }

    /// An order that the server told of: the next telling of one that is known, the answer to a wish that got none, or
    /// one of another device, which is kept under `name`.
    pub(super) fn adopt(&mut self, order: Order, consumer_number: &ConsumerNumber, name: IdempotencyKey, now: Instant) {
        let known = self.entries.iter().position(|entry| entry.order().is_some_and(|known| known.id == order.id));
        let answers = |entry: &Entry| {
            entry.stage == Stage::Intended
                && entry.consumer_number == *consumer_number
                && entry.amount == order.amount
                && order.created_at + ANSWER_MARGIN >= entry.intended_at
                && order.created_at <= entry.intended_at + ANSWER_WITHIN
        };
        if let Some(place) = known.or_else(|| self.entries.iter().position(answers)) {
            self.entries[place].tell(order, now);
            return;
        }
        let mut entry = Entry::of_order(&order, consumer_number.clone(), name);
        entry.tell(order, now);
        self.insert(entry);
    }

    /// An order that was asked for by its number. Whose account it is for the server does not say: it is treated as
    /// somebody else's, and lives in memory only.
    pub(super) fn found(&mut self, order: Order, name: IdempotencyKey, now: Instant) {
        if let Some(entry) =
            self.entries.iter_mut().find(|entry| entry.order().is_some_and(|known| known.id == order.id))
        {
            return entry.tell(order, now);
        }
        let mut entry = Entry { guest: true, ..Entry::of_order(&order, ConsumerNumber::blank(), name) };
        entry.asked.note(false, now);
        entry.tell(order, now);
        self.insert(entry);
    }

    /// Lets go of the oldest wishes that are over, beyond a number that a phone can bear.
    pub(super) fn forget_old(&mut self, now: Instant) {
        let over = |entry: &Entry| !entry.may_change(now) && entry.stage != Stage::Planned;
        let mut surplus = self.entries.iter().filter(|entry| over(entry)).count().saturating_sub(KEPT);
        self.entries.retain(|entry| {
            let goes = surplus > 0 && over(entry);
            surplus -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::OrderState;
    use super::super::entry::tests::{entry, key, number};
    use super::super::evidence::Evidence;
    use super::super::order::tests::{at, order};
    use super::*;
    use crate::domain::money::Paise;

    fn journal(entries: &[(u8, Stage)]) -> Journal {
        let mut journal = Journal::default();
        for (fill, stage) in entries {
            let intended_at = at(i64::from(*fill));
            journal.insert(Entry { key: key(*fill), intended_at, ..entry(stage.clone()) });
        }
        journal
    }

    #[test]
    fn an_intent_without_an_answer_stays_open() {
        let journal = journal(&[(1, Stage::Intended)]);
        assert_eq!(journal.open(&number(), at(90 * 86_400)).map(|entry| &entry.key), Some(&key(1)));
    }

    #[test]
    fn a_listed_order_answers_the_wish_that_got_no_answer() {
        let mut journal = journal(&[(1, Stage::Intended)]);
        journal.adopt(order(OrderState::AwaitingPayment), &number(), key(7), at(60));
        assert_eq!(journal.entries().len(), 1);
        assert_eq!(journal.entries()[0].key, key(1));
        journal.adopt(order(OrderState::Paid), &number(), key(8), at(60));
        assert_eq!(journal.entries().len(), 1);
        assert_eq!(journal.entries()[0].order().map(|order| order.state), Some(OrderState::Paid));
    }

    #[test]
    fn an_order_of_another_device_is_added_and_answers_nothing() {
        let mut journal = journal(&[(1, Stage::Intended)]);
        journal.adopt(Order { amount: Paise::rupees(900), ..order(OrderState::Paid) }, &number(), key(7), at(60));
        assert_eq!(journal.entries().len(), 2);
        assert!(journal.entry(&key(1)).is_some_and(|entry| entry.stage == Stage::Intended));
    }

    #[test]
    fn two_tabs_lose_no_wish_to_each_other() {
        let paid = Stage::Ordered(Evidence::of(order(OrderState::Paid), at(0)));
        let one = journal(&[(1, paid.clone())]);
        let two = journal(&[(1, Stage::Intended), (2, Stage::Intended)]);
        for merged in [one.clone().merged(two.clone()), two.merged(one)] {
            assert_eq!(merged, journal(&[(1, paid.clone()), (2, Stage::Intended)]));
            assert_eq!(merged.clone().merged(merged.clone()), merged);
        }
    }

    #[test]
    fn one_order_that_two_tabs_found_is_one() {
        let listed = || Stage::Ordered(Evidence::of(order(OrderState::Paid), at(0)));
        assert_eq!(journal(&[(1, listed())]).merged(journal(&[(2, listed())])).entries().len(), 1);
    }

    #[test]
    fn a_journal_written_and_read_is_the_same() {
        let journal = journal(&[
            (1, Stage::Planned),
            (2, Stage::Withdrawn),
            (3, Stage::Intended),
            (4, Stage::Refused),
            (
                5,
                Stage::Ordered(
                    Evidence::of(order(OrderState::Paid), at(0))
                        .and(Order { state_since: at(9), ..order(OrderState::Failed) }, at(9)),
                ),
            ),
        ]);
        let text = serde_json::to_string(&journal).expect("serializes");
        assert_eq!(serde_json::from_str::<Journal>(&text).expect("reads"), journal);
        assert_eq!(crate::contract::json::read::<Journal>(text.as_bytes()).expect("reads"), journal);
    }

    #[test]
    fn a_wish_for_somebody_else_is_not_written_down() {
        let mut journal = journal(&[(1, Stage::Intended), (2, Stage::Intended)]);
        journal.entries[1].guest = true;
        assert_eq!(journal.to_keep().entries().len(), 1);
        assert_eq!(journal.clone().merged(journal.to_keep()).entries().len(), 2, "and is not lost by writing");
    }

    #[test]
    fn an_order_that_was_found_by_its_number_is_shown_and_not_kept() {
        let mut journal = Journal::default();
        journal.found(order(OrderState::AwaitingPayment), key(7), at(60));
        journal.found(order(OrderState::Paid), key(8), at(90));
        assert_eq!(journal.entries().len(), 1);
        assert!(journal.entry_of(&order(OrderState::Paid).id).is_some_and(|entry| entry.guest));
        assert_eq!(journal.to_keep().entries(), []);
    }

    #[test]
    fn only_what_is_over_is_let_go() {
        let mut journal = Journal::default();
        for second in 0..300 {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&i64::to_be_bytes(second));
            let stage = if second < 3 { Stage::Intended } else { Stage::Refused };
            let key = IdempotencyKey::from_random(bytes);
            journal.insert(Entry { key, intended_at: at(second), ..entry(stage) });
        }
        journal.forget_old(at(400));
        assert_eq!(journal.entries().len(), 203);
        assert_eq!(journal.entries().iter().filter(|entry| entry.stage == Stage::Intended).count(), 3);
    }
}
