//! The machine: what happens to the journal, and what is to be done about it.
//!
//! `(journal, event, now) → (journal, commands)`, pure. The shell carries out the commands in their order and comes back
//! with what they brought. What it promises is proved by exploring it exhaustively together with a server, a payment
//! network and a browser that all misbehave (`tests/model`):
//!
//! - The wish is written down **before** its request leaves, and its key is never replaced: a lost answer is found by
//!   the same request while the key certainly lives, and by asking afterwards.
//! - Before the first request the server's list of orders is asked for, unless it was a moment ago: what another device
//!   ordered, or this one before it lost its storage, is known before it is ordered again.
//! - A second recharge while one is open needs a consent that names the open one.
//! - Nothing is sent by itself: only the person begins and resumes; the portal only asks.

use chrono::TimeDelta;

use super::entry::{Entry, Stage};
use super::journal::Journal;
use super::key::IdempotencyKey;
use super::order::Order;
use super::polling::Checks;
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// A wish to pay, as the person confirms it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wish {
    /// The new key, drawn at random.
    pub key: IdempotencyKey,
    /// Whose account.
    pub consumer_number: ConsumerNumber,
    /// How much.
    pub amount: Paise,
    /// The open recharge of which the person was told, if they want this one all the same.
    pub despite: Option<IdempotencyKey>,
    /// Whether it is for an account that is not the person's own.
    pub guest: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The person wants to pay.
    Consent(Wish),
    /// The person wants to be reminded of it; nothing is to be sent.
    Plan(Wish),
    /// The person wants a planned wish to go on, or to know what became of an unanswered one. Despite which open one.
    Resume(IdempotencyKey, Option<IdempotencyKey>),
    /// The person gives a planned wish up.
    Withdraw(IdempotencyKey),
    /// The journal was written down with the wish of this key in it, and joined with what other tabs wrote.
    Kept(IdempotencyKey),
    /// The server answered the request of this key with an order.
    Ordered(IdempotencyKey, Order),
    /// The server refused the request of this key for good: there is no order for it.
    Refused(IdempotencyKey),
    /// The server refused it, because an order for the same account is open of which this device did not know.
    Overtaken(IdempotencyKey),
    /// The request of this key got no answer.
    Unanswered(IdempotencyKey),
    /// The server listed the orders of an account.
    Listed(Listing),
    /// The list got no answer.
    Unlisted,
    /// The server told of an order.
    Told(Order),
    /// The server told of an order that nobody here knows, because the person asked by its number; and a new key: its
    /// name here.
    Found(Order, IdempotencyKey),
    /// The person wants to know how an order stands.
    Ask(OrderId),
    /// Some time passed.
    Woke,
    /// The person came back to the tab.
    Returned,
}

/// Orders that the server listed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listing {
    /// Whose they are.
    pub consumer_number: ConsumerNumber,
    /// The orders, and for each a new key: its name here, if it is unknown. Such a key is never sent.
    pub orders: Vec<(Order, IdempotencyKey)>,
    /// From when on; `None` if the list may have left some out.
    pub whole_since: Option<Instant>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Write the journal down as durably as can be, then say [`Event::Kept`].
    Keep(IdempotencyKey),
    /// Write the journal down; nobody waits for it.
    Note,
    /// Send the request of this key.
    Send(IdempotencyKey),
    /// Ask for the orders since then.
    List(Instant),
    /// Ask for an order.
    Ask(OrderId),
    /// Tell the person that this one comes first: it is open, or it brought money of which they were not told.
    TellOpen(IdempotencyKey),
    /// Tell the person that nothing was sent, and that the wish is kept.
    TellKept(IdempotencyKey),
}

/// What the deployment published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How long the server remembers a key.
    pub key_lifetime: TimeDelta,
}

/// A wish on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Starting {
    key: IdempotencyKey,
    /// The wishes that are open or brought money, of which the person knew.
    known: Vec<IdempotencyKey>,
    step: Step,
}

impl Starting {
    pub(super) fn beginning(&self) -> Option<&IdempotencyKey> {
        (self.step != Step::Resending).then_some(&self.key)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    Listing,
    Keeping,
    Sending,
    Resending,
}

/// A list that is older does not tell what another device ordered meanwhile.
const LIST_FRESH: TimeDelta = TimeDelta::minutes(2);
/// How far back orders are looked for.
pub const LIST_SPAN: TimeDelta = TimeDelta::days(35);
/// An unanswered wish is asked about no sooner than an order would be.
const FIRST_ASK: TimeDelta = TimeDelta::seconds(90);
/// A request names the orders that are open, and those that brought money within so long: a request that was long under
/// way must not be taken for a new wish after the other one has arrived.
const NAMED_FOR: TimeDelta = TimeDelta::hours(48);
/// A wish that took longer to be written down is not sent: how long its request may be under way counts from when it was
/// written.
const WRITTEN_WITHIN: TimeDelta = TimeDelta::minutes(2);
/// A wish was sent no earlier than it was written, give or take what clocks differ by.
const SENT_MARGIN: TimeDelta = TimeDelta::hours(1);

/// What becomes of the journal when `event` happens at `now`, and what is to be done. An event that fits nothing changes
/// nothing.
#[must_use]
pub fn step(mut journal: Journal, event: Event, now: Instant, policy: &Policy) -> (Journal, Vec<Command>) {
    let mut commands = Vec::new();
    journal.take(event, now, policy, &mut commands);
    journal.forget_old(now);
    (journal, commands)
}

impl Journal {
    fn take(&mut self, event: Event, now: Instant, policy: &Policy, commands: &mut Vec<Command>) {
        match event {
            Event::Consent(wish) => {
                let (key, despite) = (wish.key.clone(), wish.despite.clone());
                if self.entry(&key).is_none() && self.may_begin(&wish.consumer_number, despite.as_ref(), now, commands)
                {
                    self.insert(planned(wish, now));
                    self.begin(key, now, commands);
                }
            }
            Event::Plan(wish) => {
                if self.entry(&wish.key).is_none() {
                    self.insert(planned(wish, now));
                    commands.push(Command::Note);
                }
            }
            Event::Resume(key, despite) => self.resume(key, despite, now, policy, commands),
            Event::Withdraw(key) => {
                if let Some(entry) = self.entry_mut(&key).filter(|entry| entry.stage == Stage::Planned) {
                    entry.stage = Stage::Withdrawn;
                    commands.push(Command::Note);
                }
            }
            Event::Kept(key) => self.kept(key, now, commands),
            Event::Ordered(key, order) => {
                let _ = self.arrived(&key);
                if let Some(entry) = self.entry_mut(&key) {
                    entry.tell(order, now);
                    self.unite();
                    commands.push(Command::Note);
                }
            }
            Event::Refused(key) => {
                if !self.arrived(&key) {
                    self.refuse(&key);
                }
                commands.push(Command::Note);
            }
            Event::Overtaken(key) => {
                if !self.arrived(&key) {
                    self.refuse(&key);
                }
                commands.extend([Command::Note, Command::List(now - LIST_SPAN)]);
            }
            Event::Unanswered(key) => {
                let _ = self.arrived(&key);
            }
            Event::Listed(listing) => self.list(listing, now, policy, commands),
            Event::Unlisted => {
                if let Some(Starting { key, .. }) = self.starting.take_if(|starting| starting.step == Step::Listing) {
                    commands.extend([Command::Note, Command::TellKept(key)]);
                }
            }
            Event::Told(order) => {
                let known =
                    self.entries.iter_mut().find(|entry| entry.order().is_some_and(|known| known.id == order.id));
                if let Some(entry) = known {
                    entry.tell(order, now);
                    commands.push(Command::Note);
                }
            }
            Event::Found(order, name) => self.found(order, name, now),
            Event::Ask(id) => {
                let known = self.entries.iter_mut().find(|entry| entry.order().is_some_and(|known| known.id == id));
                if let Some(entry) = known {
                    entry.asked.note(false, now);
                }
                commands.push(Command::Ask(id));
            }
            Event::Woke => self.ask_what_is_due(false, now, commands),
            Event::Returned => self.ask_what_is_due(true, now, commands),
        }
    }

    /// Whether the person may begin a recharge; if not, what stands in the way.
    fn may_begin(
        &self,
        consumer_number: &ConsumerNumber,
        despite: Option<&IdempotencyKey>,
        now: Instant,
        commands: &mut Vec<Command>,
    ) -> bool {
        let in_the_way = match &self.starting {
            // A second tap of the same finger.
            Some(starting) => Some(&starting.key),
            None => self.open(consumer_number, now).map(|open| &open.key).filter(|open| Some(*open) != despite),
        };
        commands.extend(in_the_way.cloned().map(Command::TellOpen));
        in_the_way.is_none()
    }

    fn begin(&mut self, key: IdempotencyKey, now: Instant, commands: &mut Vec<Command>) {
        let Some(entry) = self.entry(&key) else { return };
        let fresh = self.listed.as_ref().is_some_and(|(whose, at)| {
            *whose == entry.consumer_number && now < *at + LIST_FRESH && now + LIST_FRESH >= *at
        });
        // Nobody may list the orders of an account that is not theirs.
        let listing = !entry.guest && !fresh;
        let told = self.entries.iter().filter(|other| other.bears_on(&entry.consumer_number, now));
        let known = told.map(|entry| entry.key.clone()).collect();
        self.starting = Some(Starting { key: key.clone(), known, step: Step::Listing });
        if listing {
            commands.extend([Command::Note, Command::List(now - LIST_SPAN)]);
        } else {
            self.keep(key, now, commands);
        }
    }

    fn keep(&mut self, key: IdempotencyKey, now: Instant, commands: &mut Vec<Command>) {
        if !self.entry(&key).is_some_and(|entry| entry.stage == Stage::Planned) {
            // Another tab has sent it, or given it up, meanwhile.
            self.starting = None;
            commands.push(Command::TellOpen(key));
            return;
        }
        let Some(starting) = &mut self.starting else { return };
        starting.step = Step::Keeping;
        let known = self.entries.iter().filter(|entry| starting.known.contains(&entry.key));
        let named = known.filter(|entry| entry.is_open(now) || now < entry.intended_at + NAMED_FOR);
        let knowing = named.filter_map(Entry::order).map(|order| order.id.clone()).collect();
        if let Some(place) = self.entries.iter().position(|entry| entry.key == key) {
            // A wish that was kept for later is as old as its request, not as its thought: by that is judged how long
            // the server remembers its key, and how long it may be under way.
            let entry = self.entries.remove(place);
            self.insert(Entry { intended_at: now, stage: Stage::Intended, knowing, ..entry });
        }
        commands.push(Command::Keep(key));
    }

    /// The wish is on disk. Unless another tab was first, its request may leave.
    fn kept(&mut self, key: IdempotencyKey, now: Instant, commands: &mut Vec<Command>) {
        let Some(starting) = self.starting.as_ref().filter(|starting| starting.key == key) else { return };
        if starting.step != Step::Keeping {
            return;
        }
        let intended = self.entry(&key).filter(|entry| entry.stage == Stage::Intended).map(|entry| entry.intended_at);
        if !intended.is_some_and(|at| now < at + WRITTEN_WITHIN && now + WRITTEN_WITHIN > at) {
            // The tab was frozen meanwhile: by now the wish may count as one that never arrived, and the person has gone
            // on. Another tab may have sent it; that is asked for.
            commands.extend(intended.map(|at| Command::List(at.min(now) - SENT_MARGIN)));
            self.starting = None;
            return;
        }
        match self.unknown_to_the_person(now) {
            Some(other) => {
                self.starting = None;
                // Nothing was sent under this key, and nothing will be.
                self.refuse(&key);
                commands.extend([Command::Note, Command::TellOpen(other)]);
            }
            None => {
                if let Some(starting) = &mut self.starting {
                    starting.step = Step::Sending;
                }
                commands.push(Command::Send(key));
            }
        }
    }

    /// A wish for the account of the starting one that is open, or brought money, and of which the person was not told.
    fn unknown_to_the_person(&self, now: Instant) -> Option<IdempotencyKey> {
        let starting = self.starting.as_ref()?;
        let whose = &self.entry(&starting.key)?.consumer_number;
        let unknown = |entry: &&Entry| {
            entry.key != starting.key && !starting.known.contains(&entry.key) && entry.bears_on(whose, now)
        };
        self.entries.iter().rfind(unknown).map(|entry| entry.key.clone())
    }

    fn resume(
        &mut self,
        key: IdempotencyKey,
        despite: Option<IdempotencyKey>,
        now: Instant,
        policy: &Policy,
        commands: &mut Vec<Command>,
    ) {
        let Some(entry) = self.entry(&key) else { return };
        match entry.stage {
            Stage::Planned if self.may_begin(&entry.consumer_number, despite.as_ref(), now, commands) => {
                if let Some(entry) = self.entry_mut(&key) {
                    entry.despite = despite;
                }
                self.begin(key, now, commands);
            }
            Stage::Intended if self.starting.is_some() => commands.push(Command::TellOpen(key)),
            Stage::Intended if entry.may_resend(policy.key_lifetime, now) && !self.has_rival(entry, now) => {
                self.starting = Some(Starting { key: key.clone(), known: Vec::new(), step: Step::Resending });
                commands.push(Command::Send(key));
            }
            Stage::Intended => commands.push(Command::List(entry.intended_at.min(now) - SENT_MARGIN)),
            _ => {}
        }
    }

    /// Whether another wish for the same account is open or has just brought money, and neither was made in the knowledge
    /// of the other: one of two tabs that wrote at once gave way, and died before it wrote that down.
    fn has_rival(&self, entry: &Entry, now: Instant) -> bool {
        let knows = |one: &Entry, other: &Entry| {
            one.despite.as_ref() == Some(&other.key)
                || other.order().is_some_and(|order| one.knowing.contains(&order.id))
        };
        let lately = |other: &Entry| other.is_open(now) || entry.intended_at < other.intended_at + NAMED_FOR;
        self.entries.iter().any(|other| {
            other.key != entry.key
                && other.bears_on(&entry.consumer_number, now)
                && lately(other)
                && !knows(entry, other)
                && !knows(other, entry)
        })
    }

    fn list(&mut self, listing: Listing, now: Instant, policy: &Policy, commands: &mut Vec<Command>) {
        let Listing { consumer_number, orders, whole_since } = listing;
        // The oldest first, so that the earlier wish finds the earlier order.
        for (order, name) in orders.into_iter().rev() {
            self.adopt(order, &consumer_number, name, now);
        }
        if let Some(since) = whole_since {
            for entry in
                self.entries.iter_mut().filter(|entry| entry.consumer_number == consumer_number && !entry.guest)
            {
                // The server knows of no such order, and none can come of it any more.
                if since + SENT_MARGIN <= entry.intended_at && entry.is_beyond_arrival(policy.key_lifetime, now) {
                    entry.stage = Stage::Refused;
                }
            }
        }
        self.listed = Some((consumer_number, now));
        commands.push(Command::Note);
        let Some(starting) = self.starting.as_ref().filter(|starting| starting.step == Step::Listing) else { return };
        let key = starting.key.clone();
        match self.unknown_to_the_person(now) {
            Some(other) => {
                self.starting = None;
                if let Some(entry) = self.entry_mut(&key) {
                    entry.stage = Stage::Withdrawn;
                }
                commands.push(Command::TellOpen(other));
            }
            None => self.keep(key, now, commands),
        }
    }

    fn ask_what_is_due(&mut self, returned: bool, now: Instant, commands: &mut Vec<Command>) {
        let busy = self.starting.as_ref().map(|starting| &starting.key);
        let mut unanswered = None;
        for entry in self.entries.iter_mut().filter(|entry| Some(&entry.key) != busy && entry.may_change(now)) {
            let first = entry.order().map_or(entry.intended_at + FIRST_ASK, |order| order.check_after);
            if entry.asked.next(first) > now && !(returned && entry.asked.may_ask_on_return(now)) {
                continue;
            }
            match entry.order() {
                Some(order) => commands.push(Command::Ask(order.id.clone())),
                // A guest has no list.
                None if entry.guest => continue,
                None => unanswered = Some(unanswered.unwrap_or(entry.intended_at).min(entry.intended_at)),
            }
            entry.asked.note(true, now);
        }
        commands.extend(unanswered.map(|since| Command::List(since.min(now) - SENT_MARGIN)));
        if !commands.is_empty() {
            // Noted first: what is never answered must not be asked for without end.
            commands.insert(0, Command::Note);
        }
    }

    /// The request of this key is no longer on its way. Returns whether it had been sent before: then a refusal says
    /// nothing about the earlier one, which may still arrive.
    fn arrived(&mut self, key: &IdempotencyKey) -> bool {
        let starting = self.starting.take_if(|starting| starting.key == *key);
        starting.is_some_and(|starting| starting.step == Step::Resending)
    }

    fn refuse(&mut self, key: &IdempotencyKey) {
        if let Some(entry) = self.entry_mut(key).filter(|entry| entry.stage == Stage::Intended) {
            entry.stage = Stage::Refused;
        }
    }
}

fn planned(wish: Wish, now: Instant) -> Entry {
    let Wish { key, consumer_number, amount, despite, guest } = wish;
    let asked = Checks::default();
    let (stage, knowing) = (Stage::Planned, Vec::new());
    Entry { key, consumer_number, amount, intended_at: now, stage, asked, despite, knowing, guest }
}

#[cfg(test)]
mod tests;
