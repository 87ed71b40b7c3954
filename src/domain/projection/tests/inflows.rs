//! Money that came in since the reading.

use rstest::rstest;

use super::*;

fn inflow(paise: i64, at: Instant, credit: Credit) -> Inflow {
    Inflow { paise: Paise(paise), at, credit }
}

/// ₹100 at the reading, ₹25 a day, and what came in.
fn with(inflows: &[Inflow]) -> Projection {
    project(&reading(10_000), &use_of(&[2_500; 30]), inflows, hours(0)).expect("days enough")
}

#[test]
fn what_was_credited_lifts_every_end_from_its_time_on() {
    let projection = with(&[inflow(5_000, hours(24), Credit::Confirmed)]);
    assert_eq!(projection.at(hours(23)).low, projection.at(hours(23)).high);
    assert_eq!(projection.at(hours(24)), same(10_000 - 2_500 + 5_000));
    let fall = projection.falls_to(Paise::ZERO);
    assert_eq!((fall.earliest, fall.latest), (Some(hours(24 * 6)), Some(hours(24 * 6))));
    assert_eq!(projection.credited(), Paise(5_000));
}

#[test]
fn what_is_unconfirmed_never_lifts_the_pessimistic_end() {
    let projection = with(&[inflow(5_000, hours(-30), Credit::Unconfirmed)]);
    let now = projection.at(hours(24));
    assert_eq!((now.low, now.likely, now.high), (Paise(7_500), Paise(12_500), Paise(12_500)));
    let fall = projection.falls_to(Paise::ZERO);
    assert_eq!(fall, Fall { earliest: Some(hours(96)), likely: Some(hours(144)), latest: Some(hours(144)) });
    assert_eq!(projection.credited(), Paise::ZERO);
}

#[test]
fn what_was_credited_before_the_reading_is_in_it() {
    assert_eq!(with(&[inflow(5_000, hours(0), Credit::Confirmed)]), with(&[]));
}

#[rstest]
// In time: only the last fall counts.
#[case(5_000, 48, 144)]
// After it ran out, and enough to lift it again.
#[case(15_000, 24 * 5, 24 * 10)]
// After it ran out, and not enough: it fell when it first ran out.
#[case(2_000, 24 * 6, 96)]
fn a_recharge_after_it_ran_out_counts_only_if_it_lifts_the_balance(
    #[case] paise: i64,
    #[case] at: i64,
    #[case] falls: i64,
) {
    let projection = with(&[inflow(paise, hours(at), Credit::Confirmed)]);
    assert_eq!(projection.falls_to(Paise::ZERO).earliest, Some(hours(falls)));
}

#[test]
fn what_was_taken_back_lets_it_fall_when_that_happened() {
    let projection = with(&[inflow(-9_000, hours(24), Credit::Confirmed)]);
    assert_eq!(projection.falls_to(Paise::ZERO).earliest, Some(hours(24)));
    let ignored = with(&[inflow(-9_000, hours(24), Credit::Unconfirmed)]);
    assert_eq!(ignored, with(&[]));
}

/// ₹100 read at noon after a recharge, with nothing deducted for three days before this one.
fn behind() -> Balance {
    let deducted_through = Some(Date(today() - TimeDelta::days(4)));
    Balance { as_of: hours(12), deducted_through, ..reading(10_000) }
}

#[test]
fn a_reading_that_lacks_days_of_use_is_forecast_with_them() {
    let projection = project(&behind(), &use_of(&[2_500; 30]), &[], hours(12)).expect("days enough");
    assert_eq!(projection.spent(hours(12)), same(3 * 2_500 + 1_250), "the catch-up deduction");
    assert_eq!(projection.at(hours(12)), same(10_000 - 3 * 2_500 - 1_250));
    let fall = projection.falls_to(Paise::ZERO);
    assert_eq!(fall.earliest, Some(hours(24)));
    assert!(behind().deductions_are_behind() && !reading(10_000).deductions_are_behind());
}

#[test]
fn what_was_read_above_zero_has_not_run_out_before_the_reading() {
    let balance = Balance { paise: Paise(5_000), ..behind() };
    let projection = project(&balance, &use_of(&[2_500; 30]), &[], hours(12)).expect("days enough");
    assert!(projection.at(hours(12)).high.is_negative());
    assert_eq!(projection.falls_to(Paise::ZERO).earliest, Some(hours(12)));
}

#[test]
fn a_recharge_between_the_last_deduction_and_the_reading_is_in_the_reading() {
    let credited = [inflow(5_000, hours(-20), Credit::Confirmed)];
    let with = project(&behind(), &use_of(&[2_500; 30]), &credited, hours(12)).expect("days enough");
    assert_eq!(with, project(&behind(), &use_of(&[2_500; 30]), &[], hours(12)).expect("days enough"));
}

#[rstest]
#[case::yesterday(Some(1), 0)]
#[case::ahead_of_the_reading(Some(-3), 0)]
#[case::not_known(None, 0)]
#[case::four_days(Some(4), 3)]
fn use_is_left_out_since_the_last_day_that_was_deducted(#[case] back: Option<i64>, #[case] days: i64) {
    let deducted_through = back.map(|back| Date(today() - TimeDelta::days(back)));
    let balance = Balance { deducted_through, ..reading(10_000) };
    assert_eq!(balance.use_left_out_since(), hours(-24 * days));
}

#[test]
fn a_last_deduction_too_long_ago_tells_nothing() {
    for date in [NaiveDate::MIN, today() - TimeDelta::days(200)] {
        let balance = Balance { deducted_through: Some(Date(date)), ..reading(10_000) };
        assert_eq!(project(&balance, &use_of(&[2_500; 30]), &[], hours(0)), Err(CannotTell::TooOld));
    }
}
