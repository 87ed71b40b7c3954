//! Single cases, each the example of a rule.

use super::super::*;
use super::facts::*;
use crate::domain::account::Account;
use crate::domain::balance::Balance;
use crate::domain::bulletin::Confirmation;
use crate::domain::money::Paise;
use crate::domain::projection::{Projection, project};
use crate::domain::rules::{Grace, RulePack, Term};

#[test]
fn grace_that_ends_on_sunday_evening_waits_for_mondays_window() {
    let crossed = below_zero(at("2024-10-24T18:00:00+05:30"));
    let outlook = assessed(&reported_pack(), &[], &crossed, at("2024-10-25T08:00:00+05:30"));
    assert_eq!(outlook.state, State::ProtectedUntil(Until::At(at("2024-10-28T10:00:00+05:30"))));
    let kinds: Vec<_> = outlook
        .reasons
        .iter()
        .map(|reason| match &reason.because {
            Because::Balance { .. } => "balance",
            Because::Grace { .. } => "grace",
            Because::Barred { .. } => "barred",
            Because::Window { .. } => "window",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["balance", "grace", "barred", "window"]);
}

#[test]
fn a_moratorium_answers_without_a_balance() {
    let account = account();
    let until = at("2024-11-11T10:00:00+05:30");
    let facts = Facts {
        account: Some(&account),
        packs: &[reported_pack()],
        moratoria: &[moratorium_from(at("2024-10-25T00:00:00+05:30"), Some(until))],
        funds: Funds::Unknown,
        ..nothing()
    };
    assert_eq!(assess(&facts, at("2024-10-31T19:00:00+05:30")).state, State::ProtectedUntil(Until::At(until)));
    let without_rules = Facts { packs: &[], ..facts };
    assert_eq!(assess(&without_rules, at("2024-10-31T19:00:00+05:30")).state, State::ProtectedUntil(Until::At(until)));
    let elsewhere = Account { discom: "NBPDCL".into(), ..account.clone() };
    let elsewhere = Facts { account: Some(&elsewhere), ..facts };
    assert_eq!(
        assess(&elsewhere, at("2024-10-31T19:00:00+05:30")).state,
        State::Unknown { missing: Missing::Balance, not_before: None }
    );
}

#[test]
fn an_open_moratorium_protects_only_while_it_is_confirmed() {
    let account = account();
    let balance = below_zero(at("2024-10-20T00:00:00+05:30"));
    let expires = at("2024-11-01T00:00:00+05:30");
    let facts = |confirmation| Facts {
        account: Some(&account),
        packs: &[],
        confirmation: Some(confirmation),
        funds: Funds::Read { balance: &balance, projection: None },
        ..nothing()
    };
    let moratoria = [moratorium_from(at("2024-10-20T00:00:00+05:30"), None)];
    let packs = [reported_pack()];
    let with = |confirmation| Facts { packs: &packs, moratoria: &moratoria, ..facts(confirmation) };
    assert_eq!(
        assess(&with(Confirmation::Until(expires)), at("2024-10-31T00:00:00+05:30")).state,
        State::ProtectedUntil(Until::Declared { confirmed: expires })
    );
    assert_eq!(
        assess(&with(Confirmation::NotSince(expires)), at("2024-11-02T00:00:00+05:30")).state,
        State::Unknown { missing: Missing::Confirmation(expires), not_before: None }
    );
}

#[test]
fn without_rules_account_or_bulletin_nothing_is_called_safe() {
    let account = account();
    let balance = Balance { paise: Paise::rupees(5_000), ..below_zero(at("2024-10-20T00:00:00+05:30")) };
    let packs = [reported_pack()];
    let facts = Facts {
        account: Some(&account),
        packs: &packs,
        funds: Funds::Read { balance: &balance, projection: None },
        ..nothing()
    };
    let missing = |facts: &Facts<'_>| match assess(facts, at("2024-10-31T00:00:00+05:30")).state {
        State::Unknown { missing, .. } => missing,
        other => panic!("{other:?}"),
    };
    assert_eq!(missing(&Facts { account: None, ..facts }), Missing::Account);
    assert_eq!(missing(&Facts { packs: &[], ..facts }), Missing::Rules);
    assert_eq!(missing(&Facts { confirmation: None, ..facts }), Missing::Bulletin);
    assert_eq!(missing(&Facts { funds: Funds::Unknown, ..facts }), Missing::Balance);
    assert_eq!(missing(&facts), Missing::Use);
}

#[test]
fn of_two_contradicting_packs_the_earlier_cut_is_told() {
    let account = account();
    let balance = below_zero(at("2024-10-21T12:00:00+05:30"));
    let week = RulePack {
        id: "week".into(),
        grace: Some(Grace { id: "grace".into(), length: Term::Days(7), source: source() }),
        ..reported_pack()
    };
    let packs = [week, reported_pack()];
    let facts = Facts {
        account: Some(&account),
        packs: &packs,
        funds: Funds::Read { balance: &balance, projection: None },
        ..nothing()
    };
    assert_eq!(
        assess(&facts, at("2024-10-22T00:00:00+05:30")).state,
        State::ProtectedUntil(Until::At(at("2024-10-24T12:00:00+05:30")))
    );
}

#[test]
fn a_balance_that_lasts_is_at_risk_only_after_it_ran_out() {
    let account = account();
    let as_of = at("2024-10-25T00:00:00+05:30");
    let balance = Balance { paise: Paise::rupees(50), not_above_zero_since: None, ..below_zero(as_of) };
    let projection: Projection = project(&balance, &twenty_days(), &[], as_of).expect("twenty days");
    let packs = [reported_pack()];
    let facts = Facts {
        account: Some(&account),
        packs: &packs,
        funds: Funds::Read { balance: &balance, projection: Some(&projection) },
        ..nothing()
    };
    // Runs out on Sunday the 27th at midnight; 72 hours later is Wednesday at midnight; the window opens at 10.
    let from = at("2024-10-30T10:00:00+05:30");
    assert_eq!(assess(&facts, as_of).state, State::AtRiskFrom { from, estimated: true });
    let later = assess(&facts, at("2024-10-28T12:00:00+05:30")).state;
    assert_eq!(later, State::ProtectedUntil(Until::At(from)));
    let evening = assess(&facts, at("2024-10-30T20:00:00+05:30")).state;
    let next = at("2024-10-31T10:00:00+05:30");
    assert_eq!(evening, State::MayBeCut { since: from, next, estimated: true });
}

#[test]
fn a_moratorium_declared_after_grace_was_over_protects_all_the_same() {
    let crossed = below_zero(at("2024-10-10T18:00:00+05:30"));
    let until = at("2024-11-11T10:00:00+05:30");
    let moratoria = [moratorium_from(at("2024-10-25T00:00:00+05:30"), Some(until))];
    let before = assessed(&reported_pack(), &[], &crossed, at("2024-10-29T11:00:00+05:30")).state;
    assert!(matches!(before, State::MayBeCut { .. }), "{before:?}");
    let during = assessed(&reported_pack(), &moratoria, &crossed, at("2024-10-29T11:00:00+05:30")).state;
    assert_eq!(during, State::ProtectedUntil(Until::At(until)));
}

#[test]
fn on_a_barred_day_nobody_is_told_that_supply_may_be_cut() {
    let crossed = below_zero(at("2024-10-10T18:00:00+05:30"));
    let sunday = assessed(&reported_pack(), &[], &crossed, at("2024-10-27T11:00:00+05:30")).state;
    assert_eq!(sunday, State::ProtectedUntil(Until::At(at("2024-10-28T10:00:00+05:30"))));
}

#[test]
fn a_stop_beyond_all_sight_is_a_protection_and_no_balance_that_lasts() {
    let crossed = below_zero(at("2024-10-10T18:00:00+05:30"));
    let now = at("2024-10-31T19:00:00+05:30");
    let far = [moratorium_from(at("2024-10-25T00:00:00+05:30"), Some(at("2030-01-01T00:00:00+05:30")))];
    assert_eq!(
        assessed(&reported_pack(), &far, &crossed, now).protected_until(),
        Some(at("2026-11-01T19:00:00+05:30"))
    );
}
