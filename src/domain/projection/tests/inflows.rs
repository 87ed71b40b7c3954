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
