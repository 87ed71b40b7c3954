//! Several mirrors, one bulletin: the newest valid one wins, whatever the order in which they answer.

use super::bulletin::{Bulletin, Confirmation};
use super::time::Instant;

/// What is known of the bulletin.
#[derive(Clone, Debug, PartialEq)]
pub enum BulletinState {
    /// It is being looked for.
    Loading,
    /// None could be had, or none was believed.
    Missing {
        /// Whether something was found that could not be verified.
        forged: bool,
    },
    /// A verified one.
    Held(Notices),
}

/// A verified bulletin.
#[derive(Clone, Debug, PartialEq)]
pub struct Notices {
    /// The bulletin.
    pub bulletin: Bulletin,
    /// When a mirror last confirmed it.
    pub checked_at: Instant,
}

/// Why a mirror gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MirrorFault {
    /// It did not answer in time, or not with a file.
    NoAnswer,
    /// What it gave is not believed.
    NotBelieved,
    /// What it gave is good, but older than what this device has seen.
    Behind,
}

impl Notices {
    /// What a device kept, read again at its start. `seen` is the highest version ever believed on it.
    ///
    /// A newer one may have been seen and not kept, on a full disk for instance. Then this one was replaced; nobody
    /// vouches for it since it was last confirmed.
    #[must_use]
    pub fn recalled(mut bulletin: Bulletin, checked_at: Instant, seen: u64) -> Self {
        if bulletin.version < seen && checked_at < bulletin.expires {
            bulletin.expires = checked_at;
        }
        Self { bulletin, checked_at }
    }

    /// What makes one newer than another: the version, and among equal ones the signing.
    const fn rank(&self) -> (u64, i64) {
        (self.bulletin.version, self.bulletin.issued.unix_seconds())
    }
}

impl BulletinState {
    /// The bulletin, if a verified one is held.
    #[must_use]
    pub const fn bulletin(&self) -> Option<&Bulletin> {
        match self {
            Self::Held(notices) => Some(&notices.bulletin),
            Self::Loading | Self::Missing { .. } => None,
        }
    }

    /// Holds what a mirror gave, unless what is held is newer. An expired bulletin that is newer replaces a confirmed
    /// one that is older: the utility withdrew that.
    pub fn hold(&mut self, found: Notices) {
        match self {
            Self::Held(held) if found.rank() < held.rank() => {}
            _ => *self = Self::Held(found),
        }
    }

    /// No mirror is left to ask. What is held stays: it is signed, dated, and says itself until when it is confirmed.
    pub fn give_up(&mut self, forged: bool) {
        if self.bulletin().is_none() {
            *self = Self::Missing { forged };
        }
    }

    /// Whether a bulletin is held that is still confirmed at `now`.
    #[must_use]
    pub fn is_confirmed(&self, now: Instant) -> bool {
        self.bulletin().is_some_and(|bulletin| matches!(bulletin.confirmation(now), Confirmation::Until(_)))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::bulletin::{AdmitShare, ApiStatus, SCHEMA, ServiceStatus};
    use crate::domain::words::Words;

    fn at(seconds: i64) -> Instant {
        Instant::from_unix_seconds(1_730_000_000 + seconds)
    }

    /// Signed `version` minutes after the beginning.
    fn notices(version: u64, expires: i64, checked_at: i64) -> Notices {
        let issued = at(i64::try_from(version).expect("small") * 60);
        let status = ServiceStatus {
            api: ApiStatus::Up,
            admit: AdmitShare::ALL,
            since: at(0),
            next_update: None,
            message: Words::default(),
        };
        let (notices, rule_packs) = (vec![], vec![]);
        let bulletin = Bulletin { schema: SCHEMA, version, issued, expires: at(expires), status, notices, rule_packs };
        Notices { bulletin, checked_at: at(checked_at) }
    }

    type Given = Result<(u64, i64), MirrorFault>;
    const SILENT: Given = Err(MirrorFault::NoAnswer);
    const FORGED: Given = Err(MirrorFault::NotBelieved);
    const BEHIND: Given = Err(MirrorFault::Behind);
    const LATER: i64 = 90_000;
    const NOW: i64 = 4_000;

    /// A round over the mirrors, as the portal makes it.
    fn round(mut state: BulletinState, given: &[Given]) -> BulletinState {
        let mut forged = false;
        for given in given {
            match *given {
                Ok((version, expires)) => state.hold(notices(version, expires, NOW)),
                Err(fault) => forged |= fault == MirrorFault::NotBelieved,
            }
        }
        state.give_up(forged);
        state
    }

    fn version(state: &BulletinState) -> Option<u64> {
        state.bulletin().map(|bulletin| bulletin.version)
    }

    #[rstest]
    #[case::the_only_one(&[Ok((4, LATER))], 4)]
    #[case::first_is_newest(&[Ok((5, LATER)), Ok((4, LATER))], 5)]
    #[case::last_is_newest(&[Ok((4, LATER)), Ok((5, LATER))], 5)]
    #[case::in_the_middle(&[Ok((4, LATER)), Ok((6, LATER)), Ok((5, LATER))], 6)]
    #[case::past_a_silent_one(&[SILENT, Ok((4, LATER))], 4)]
    #[case::past_a_forged_one(&[FORGED, Ok((4, LATER))], 4)]
    #[case::past_one_that_is_behind(&[BEHIND, Ok((4, LATER))], 4)]
    #[case::past_one_that_stopped_being_fed(&[Ok((3, 1)), Ok((4, LATER))], 4)]
    #[case::newer_though_expired(&[Ok((5, 1)), Ok((4, LATER))], 5)]
    fn the_newest_valid_one_wins(#[case] given: &[Given], #[case] newest: u64) {
        assert_eq!(version(&round(BulletinState::Loading, given)), Some(newest));
        assert_eq!(version(&round(BulletinState::Missing { forged: true }, given)), Some(newest));
    }

    #[rstest]
    #[case(&[], false)]
    #[case(&[SILENT, SILENT], false)]
    #[case(&[BEHIND], false)]
    #[case(&[SILENT, FORGED], true)]
    fn without_a_valid_one_it_is_said_what_was_found(#[case] given: &[Given], #[case] forged: bool) {
        assert_eq!(round(BulletinState::Loading, given), BulletinState::Missing { forged });
    }

    #[rstest]
    #[case::all_silent(&[SILENT, SILENT])]
    #[case::all_forged(&[FORGED, FORGED])]
    #[case::all_behind(&[BEHIND, Ok((4, LATER))])]
    fn what_is_held_stays_with_its_age(#[case] given: &[Given]) {
        let held = BulletinState::Held(notices(5, LATER, 17));
        assert_eq!(round(held.clone(), given), held);
    }

    #[test]
    fn the_same_version_is_confirmed_anew() {
        let held = BulletinState::Held(notices(5, LATER, 17));
        let BulletinState::Held(after) = round(held, &[Ok((5, LATER))]) else { panic!("it is held") };
        assert_eq!(after.checked_at, at(NOW));
    }

    #[test]
    fn of_one_version_the_later_signed_wins() {
        let mut state = BulletinState::Held(notices(5, LATER, 17));
        let mut again = notices(5, LATER, NOW);
        again.bulletin.issued = at(301);
        state.hold(again.clone());
        assert_eq!(state, BulletinState::Held(again.clone()));
        state.hold(notices(5, LATER, NOW));
        assert_eq!(state, BulletinState::Held(again));
    }

    #[rstest]
    #[case::the_newest_seen(5, LATER)]
    #[case::a_newer_one_was_seen_and_not_kept(6, 17)]
    fn a_kept_one_that_was_replaced_is_confirmed_no_longer(#[case] seen: u64, #[case] expires: i64) {
        let kept = notices(5, LATER, 17);
        let recalled = Notices::recalled(kept.bulletin, kept.checked_at, seen);
        assert_eq!(recalled.bulletin.expires, at(expires));
        assert_eq!(BulletinState::Held(recalled).is_confirmed(at(18)), seen == 5);
    }

    #[test]
    fn being_replaced_makes_no_expired_bulletin_last_longer() {
        let kept = notices(5, 10, 17);
        assert_eq!(Notices::recalled(kept.bulletin.clone(), kept.checked_at, 6).bulletin, kept.bulletin);
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_the_mirrors_does_not_matter(
            given in proptest::collection::vec((0_u64..6, 0_i64..9_000), 1..6),
            turn in 0_usize..6,
        ) {
            let given: Vec<Given> = given.into_iter().map(Ok).collect();
            let mut turned = given.clone();
            turned.rotate_left(turn % given.len());
            let newest = version(&round(BulletinState::Loading, &given));
            proptest::prop_assert_eq!(newest, given.iter().filter_map(|one| one.ok()).map(|(version, _)| version).max());
            proptest::prop_assert_eq!(newest, version(&round(BulletinState::Loading, &turned)));
        }
    }
}
