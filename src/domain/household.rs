//! Several accounts of one household or shop on one device: one is shown, the others are put by, each whole.
//!
//! What belongs to an account moves as one piece: nothing of two accounts is ever joined here. What a piece holds is not
//! looked into.

use serde::{Deserialize, Serialize};

use super::identity::ConsumerNumber;

/// What one account holds on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutBy {
    /// Whose.
    pub consumer_number: ConsumerNumber,
    /// Its holder with most letters hidden, as the server tells; empty as long as it told nothing.
    pub masked_name: String,
    /// What was kept of it.
    pub kept: Vec<Piece>,
}

/// One thing that is kept of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Under which name.
    pub name: String,
    /// What stands there.
    pub text: String,
}

/// The accounts that are put by, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Household(Vec<PutBy>);

/// No device keeps more beside the one shown, whatever the deployment allows.
pub const MOST: usize = 9;

impl Household {
    /// Of accounts in any order. Of those that have the same number the first counts, and of too many the first.
    #[must_use]
    pub fn of(accounts: Vec<PutBy>) -> Self {
        let mut household = Self::default();
        for account in accounts {
            if !household.holds(&account.consumer_number) {
                household.put(account);
            }
        }
        household
    }

    /// The accounts.
    #[must_use]
    pub fn accounts(&self) -> &[PutBy] {
        &self.0
    }

    /// Whether an account is put by.
    #[must_use]
    pub fn holds(&self, consumer_number: &ConsumerNumber) -> bool {
        self.0.iter().any(|one| one.consumer_number == *consumer_number)
    }

    /// Takes an account out, to show it, and puts the one by that was shown. Without the account nothing changes.
    #[must_use]
    pub fn exchanged(mut self, wanted: &ConsumerNumber, shown: Option<PutBy>) -> (Self, Option<PutBy>) {
        let Some(place) = self.0.iter().position(|one| one.consumer_number == *wanted) else { return (self, None) };
        let taken = self.0.remove(place);
        if let Some(shown) = shown {
            self.put(shown);
        }
        (self, Some(taken))
    }

    /// Puts an account by; what was put by of it before is forgotten. Beyond [`MOST`] nothing is taken.
    pub fn put(&mut self, account: PutBy) {
        self.0.retain(|one| one.consumer_number != account.consumer_number);
        if self.0.len() < MOST {
            let place = self.0.partition_point(|one| one.consumer_number < account.consumer_number);
            self.0.insert(place, account);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contract::json;

    fn number(digits: u32) -> ConsumerNumber {
        ConsumerNumber::try_from(format!("{:09}", 100_000_000 + digits)).expect("nine digits")
    }

    fn account(digits: u32, balance: &str) -> PutBy {
        PutBy {
            consumer_number: number(digits),
            masked_name: "S***".into(),
            kept: vec![Piece { name: "balance".into(), text: balance.into() }],
        }
    }

    #[test]
    fn one_is_taken_and_the_other_put_by() {
        let household = Household::of(vec![account(2, "b")]);
        let (household, shown) = household.exchanged(&number(2), Some(account(1, "a")));
        assert_eq!((household.accounts(), shown), (&[account(1, "a")][..], Some(account(2, "b"))));
        let (same, none) = household.clone().exchanged(&number(3), Some(account(2, "b")));
        assert_eq!((same, none), (household, None), "who is not there is not shown");
    }

    #[test]
    fn hostile_accounts_are_refused_or_cut_down() {
        for text in [
            "",
            "null",
            "{}",
            "[1]",
            r#"[{"consumer_number":"12"}]"#,
            r#"[{"consumer_number":"100000001","masked_name":"","kept":[{"name":1}]}]"#,
        ] {
            assert!(json::read::<Household>(text.as_bytes()).is_err(), "{text}");
        }
        let many: Vec<_> = (0..1_000).map(|digits| account(digits, "x")).collect();
        let text = serde_json::to_string(&many).expect("JSON");
        let read = json::read::<Household>(text.as_bytes()).expect("read");
        assert_eq!(read.accounts().len(), MOST);
        let twice = serde_json::to_string(&[account(1, "first"), account(1, "second")]).expect("JSON");
        assert_eq!(json::read::<Household>(twice.as_bytes()), Ok(Household::of(vec![account(1, "first")])));
    }

    proptest! {
        /// Whatever is tapped in whatever order: each account keeps exactly what is its own, and none is lost.
        #[test]
        fn nothing_is_mixed_and_nobody_is_lost(taps in proptest::collection::vec(0u32..6, 0..60)) {
            let balance_of = |digits: u32| format!("balance of {digits}");
            let mut shown = account(0, &balance_of(0));
            let mut household = Household::of((1..5).map(|digits| account(digits, &balance_of(digits))).collect());
            for tap in taps {
                let before = shown.clone();
                let (next, taken) = household.exchanged(&number(tap), Some(before.clone()));
                household = next;
                shown = taken.unwrap_or(before);
                let text = serde_json::to_string(&household).expect("JSON");
                prop_assert_eq!(&json::read::<Household>(text.as_bytes()).expect("read"), &household);
                let mut all: Vec<_> = household.accounts().to_vec();
                all.push(shown.clone());
                all.sort_by(|one, other| one.consumer_number.cmp(&other.consumer_number));
                prop_assert_eq!(all, (0..5).map(|digits| account(digits, &balance_of(digits))).collect::<Vec<_>>());
            }
        }
    }
}
