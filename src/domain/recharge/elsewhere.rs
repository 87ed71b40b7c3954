//! A recharge that was made at a counter or in another app, as the consumer told this device.
//!
//! It is a claim, not evidence: it counts as unconfirmed until the ledger shows it, and not for ever.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::account::{LedgerEntry, Movement};
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::time::Instant;

/// A recharge made elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidElsewhere {
    /// Whose account.
    pub consumer_number: ConsumerNumber,
    /// How much.
    pub amount: Paise,
    /// When it was paid.
    pub paid_at: Instant,
    /// What stands on the slip, at most [`PaidElsewhere::LONGEST_REFERENCE`] characters; may be empty.
    pub reference: String,
    /// The movement of the ledger that shows it, once one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movement: Option<String>,
}

/// How such a recharge stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The ledger does not show it yet; it is waited for until then.
    Waiting(Instant),
    /// The ledger shows it.
    Found,
    /// It was waited for, and never came.
    NeverCame,
}

/// So long a recharge is waited for: counters and other apps report within days, disputes are opened after them.
const WAITED_FOR: TimeDelta = TimeDelta::days(7);
/// People round the time, and clocks differ.
const EARLIER: TimeDelta = TimeDelta::hours(12);
/// So many are kept.
const KEPT: usize = 40;

impl PaidElsewhere {
    /// A reference longer than that is on no slip.
    pub const LONGEST_REFERENCE: usize = 40;

    /// How it stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Instant) -> Standing {
        let until = self.paid_at + WAITED_FOR;
        match self.movement {
            Some(_) => Standing::Found,
            None if now < until => Standing::Waiting(until),
            None => Standing::NeverCame,
        }
    }

    fn is_shown_by(&self, movement: &LedgerEntry, ours: &impl Fn(&OrderId) -> bool) -> bool {
        let recharge = match &movement.movement {
            Movement::Recharge { order } => !order.as_ref().is_some_and(ours),
            Movement::Deduction { .. } | Movement::Reversal { .. } => false,
        };
        recharge
            && movement.paise == self.amount
            && movement.at + EARLIER >= self.paid_at
            && movement.at <= self.paid_at + WAITED_FOR
    }
}

/// Finds the claims in the ledger: each movement shows one claim, the oldest first. `ours` says which orders were made
/// on this device; those are no news. Whether anything was found.
pub fn find(claims: &mut [PaidElsewhere], ledger: &[LedgerEntry], ours: impl Fn(&OrderId) -> bool) -> bool {
    let mut found = false;
    for place in 0..claims.len() {
        if claims[place].movement.is_some() {
            continue;
        }
        let free = |id: &String| claims.iter().all(|claim| claim.movement.as_ref() != Some(id));
        // The ledger stands newest first.
        let shown = ledger.iter().rev().find(|entry| free(&entry.id) && claims[place].is_shown_by(entry, &ours));
        if let Some(entry) = shown {
            claims[place].movement = Some(entry.id.clone());
            found = true;
        }
    }
    found
}

/// Adds a claim; the oldest go when there are too many.
pub fn record(claims: &mut Vec<PaidElsewhere>, claim: PaidElsewhere) {
    let place = claims.partition_point(|known| known.paid_at <= claim.paid_at);
    claims.insert(place, claim);
    let surplus = claims.len().saturating_sub(KEPT);
    claims.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::number;
    use super::super::order::tests::at;
    use super::*;

    const DAY: i64 = 86_400;

    fn claim(rupees: i64, day: i64) -> PaidElsewhere {
        PaidElsewhere {
            consumer_number: number(),
            amount: Paise::rupees(rupees),
            paid_at: at(day * DAY),
            reference: String::new(),
            movement: None,
        }
    }

    fn recharge(id: &str, rupees: i64, day: i64, order: Option<&str>) -> LedgerEntry {
        let order = order.map(|id| OrderId::try_from(id.to_owned()).expect("fits"));
        LedgerEntry {
            id: id.into(),
            at: at(day * DAY),
            movement: Movement::Recharge { order },
            paise: Paise::rupees(rupees),
            balance_after: Paise::ZERO,
        }
    }

    fn none_is_ours(_: &OrderId) -> bool {
        false
    }

    #[test]
    fn a_claim_is_found_when_the_ledger_shows_it() {
        let mut claims = [claim(500, 0)];
        assert_eq!(claims[0].standing(at(DAY)), Standing::Waiting(at(7 * DAY)));
        assert!(!find(&mut claims, &[recharge("a", 400, 1, None)], none_is_ours));
        assert!(find(&mut claims, &[recharge("b", 500, 1, None), recharge("a", 400, 1, None)], none_is_ours));
        assert_eq!(claims[0].standing(at(30 * DAY)), Standing::Found);
    }

    #[test]
    fn two_claims_need_two_movements() {
        let mut claims = [claim(500, 0), claim(500, 0)];
        find(&mut claims, &[recharge("a", 500, 1, None)], none_is_ours);
        assert_eq!(claims.iter().filter(|claim| claim.movement.is_some()).count(), 1);
        find(&mut claims, &[recharge("b", 500, 2, None), recharge("a", 500, 1, None)], none_is_ours);
        assert!(claims.iter().all(|claim| claim.movement.is_some()));
    }

    #[test]
    fn a_recharge_of_this_device_or_of_another_time_is_not_it() {
        let ledger =
            [recharge("late", 500, 8, None), recharge("early", 500, -1, None), recharge("ours", 500, 1, Some("r-1"))];
        assert!(!find(&mut [claim(500, 0)], &ledger, |id| id.as_str() == "r-1"));
    }

    #[test]
    fn a_claim_that_never_comes_says_so_in_the_end() {
        assert_eq!(claim(500, 0).standing(at(7 * DAY)), Standing::NeverCame);
    }

    #[test]
    fn a_phone_is_not_filled_with_claims() {
        let mut claims = Vec::new();
        for day in 0..100 {
            record(&mut claims, claim(500, day));
        }
        assert_eq!((claims.len(), claims[0].paid_at), (40, at(60 * DAY)));
    }
}
