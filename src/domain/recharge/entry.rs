//! One wish to pay, and how far it has come by the evidence on this device.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::key::IdempotencyKey;
use super::order::Order;
use super::polling::Checks;
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// How far a wish to pay has come, by the evidence on this device.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Kept for later. Nothing was sent, and nothing is sent unless the person says so.
    Planned,
    /// Given up before anything was sent.
    Withdrawn,
    /// Perhaps sent, perhaps not. Whether the server knows of it must be found out.
    Intended,
    /// There is no order for it: the server said so, or it was never sent because another came first.
    Refused,
    /// The server answered with an order.
    Ordered(Evidence),
}

/// One wish to pay.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// When its state was asked for.
    #[serde(default)]
    pub asked: Checks,
    /// The open recharge of which the person was told, and despite which they wanted this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<IdempotencyKey>,
    /// The orders of which the person knew, as the request names them: the same request every time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knowing: Vec<OrderId>,
    /// Whether it is for somebody else's account; such a wish lives in memory only.
    #[serde(skip)]
    pub guest: bool,
}

/// An idempotency key is sent again only well within its published lifetime.
const RESEND_MARGIN: TimeDelta = TimeDelta::hours(1);
/// A wish that seems to lie ahead was written by a clock that was set back since: how old it is cannot be told.
const CLOCK_MARGIN: TimeDelta = TimeDelta::minutes(5);

impl Entry {
    /// The order, once the server answered.
    #[must_use]
    pub const fn order(&self) -> Option<&Order> {
        match &self.stage {
            Stage::Ordered(evidence) => Some(&evidence.order),
            _ => None,
        }
    }

    /// A wish that another device had, or that nobody here remembers, as far as its order tells.
    pub(super) fn of_order(order: &Order, consumer_number: ConsumerNumber, name: IdempotencyKey) -> Self {
        Self {
            key: name,
            consumer_number,
            amount: order.amount,
            intended_at: order.created_at,
            stage: Stage::Intended,
            asked: Checks::default(),
            despite: None,
            knowing: Vec::new(),
            guest: false,
        }
    }

    /// Whether the same request may be sent again at `now`, given the key's published lifetime.
    #[must_use]
    pub fn may_resend(&self, key_lifetime: TimeDelta, now: Instant) -> bool {
        self.stage == Stage::Intended
            && now + CLOCK_MARGIN >= self.intended_at
            && now + RESEND_MARGIN < self.intended_at + key_lifetime
    }

    /// Whether a whole list of orders that lacks this wish proves at `now` that it never arrived.
    pub(super) fn is_beyond_arrival(&self, key_lifetime: TimeDelta, now: Instant) -> bool {
        self.stage == Stage::Intended && now >= self.intended_at + key_lifetime.max(RESEND_MARGIN)
    }

    /// Another telling of its order.
    pub(super) fn tell(&mut self, told: Order, now: Instant) {
        self.stage = Stage::Ordered(match core::mem::replace(&mut self.stage, Stage::Intended) {
            Stage::Ordered(evidence) => evidence.and(told, now),
            _ => Evidence::of(told, now),
        });
    }

    /// What another tab knows of the same wish.
    pub(super) fn learn(&mut self, theirs: Self) {
        // The request as it was sent, by whoever sent it first: another one under the same key would be refused.
        let age = |entry: &Self| (entry.stage.rank() < Stage::Intended.rank(), entry.intended_at, entry.knowing.len());
        if age(&theirs) < age(self) {
            self.intended_at = theirs.intended_at;
            self.knowing.clone_from(&theirs.knowing);
        }
        self.asked.join(theirs.asked);
        self.despite = self.despite.take().or(theirs.despite);
        let ours = core::mem::replace(&mut self.stage, Stage::Intended);
        self.stage = match (ours, theirs.stage) {
            (Stage::Ordered(ours), Stage::Ordered(theirs)) => Stage::Ordered(ours.joined(theirs)),
            (ours, theirs) if theirs.rank() > ours.rank() => theirs,
            (ours, _) => ours,
        };
    }
}

impl Stage {
    /// How much is known; what one tab found out, no other forgets.
    const fn rank(&self) -> u8 {
        match self {
            Self::Planned => 0,
            Self::Withdrawn => 1,
            Self::Intended => 2,
            Self::Refused => 3,
            Self::Ordered(_) => 4,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::OrderState;
    use super::super::order::tests::{at, order};
    use super::*;

    pub fn key(fill: u8) -> IdempotencyKey {
        IdempotencyKey::from_random([fill; 16])
    }

    pub fn number() -> ConsumerNumber {
        ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits")
    }

    pub fn entry(stage: Stage) -> Entry {
        Entry {
            key: key(1),
            consumer_number: number(),
            amount: Paise::rupees(500),
            intended_at: at(0),
            stage,
            asked: Checks::default(),
            despite: None,
            knowing: Vec::new(),
            guest: false,
        }
    }

    #[test]
    fn a_request_is_sent_again_only_while_its_key_certainly_lives() {
        let wish = entry(Stage::Intended);
        let day = TimeDelta::hours(24);
        assert!(wish.may_resend(day, at(22 * 3_600)));
        assert!(!wish.may_resend(day, at(23 * 3_600)));
        assert!(!wish.may_resend(TimeDelta::minutes(30), at(1)));
        assert!(!wish.may_resend(day, at(-3_600)), "the clock was set back: its age is unknown");
        assert!(!wish.is_beyond_arrival(day, at(23 * 3_600)));
        assert!(wish.is_beyond_arrival(day, at(24 * 3_600)));
        assert!(!wish.is_beyond_arrival(TimeDelta::zero(), at(60)), "it may still be under way");
    }

    #[test]
    fn tabs_agree_whoever_learns_from_whom() {
        let stages = [
            Stage::Planned,
            Stage::Withdrawn,
            Stage::Intended,
            Stage::Refused,
            Stage::Ordered(Evidence::of(order(OrderState::Paid), at(0))),
        ];
        for ours in &stages {
            for theirs in &stages {
                let joined = |one: &Stage, two: &Stage| {
                    let mut one = entry(one.clone());
                    one.learn(entry(two.clone()));
                    one.stage
                };
                assert_eq!(joined(ours, theirs), joined(theirs, ours));
                assert_eq!(joined(ours, theirs).rank(), ours.rank().max(theirs.rank()));
            }
        }
    }
}
