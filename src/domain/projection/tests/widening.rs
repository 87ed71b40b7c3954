//! What makes the range wider, and what makes it say nothing.

use rstest::rstest;

use super::*;

fn told(days: &[DayUse], now: Instant) -> Result<Projection, CannotTell> {
    project(&reading(50_000), days, &[], now)
}

#[rstest]
#[case(&[100; 6], 0, CannotTell::TooFewDays)]
#[case(&[], 0, CannotTell::TooFewDays)]
#[case(&[100; 9], 60, CannotTell::TooOld)]
#[case(&[0; 40], 0, CannotTell::NoUse)]
fn it_says_why_it_cannot_tell(#[case] costs: &[i64], #[case] later: i64, #[case] why: CannotTell) {
    assert_eq!(told(&use_of(costs), hours(24 * later)), Err(why));
}

#[test]
fn days_long_past_tell_nothing_of_today() {
    let mut days: Vec<DayUse> = (60..90).map(|back| day(back, 2_500)).collect();
    assert_eq!(told(&days, hours(0)), Err(CannotTell::TooOld));
    days.push(day(1, 2_500));
    assert_eq!(told(&days, hours(0)), Err(CannotTell::TooFewDays));
}

#[test]
fn a_reading_older_than_the_known_days_tells_nothing() {
    let old = Balance { as_of: hours(-24 * 60), ..reading(50_000) };
    assert_eq!(project(&old, &use_of(&uneven(30)), &[], hours(0)), Err(CannotTell::TooOld));
}

#[test]
fn less_than_fourteen_days_widen() {
    let short = projected(50_000, &uneven(13));
    assert_eq!(short.widened(), [Widened::ShortHistory]);
    let longer = projected(50_000, &uneven(14));
    assert!(longer.widened().is_empty());
    let at = hours(24 * 10);
    assert!(width(short.at(at)) > width(longer.at(at)));
}

#[test]
fn gaps_widen() {
    let days = use_of(&uneven(60));
    let gappy: Vec<DayUse> =
        days.iter().enumerate().filter(|(at, _)| at % 3 != 1).map(|(_, day)| day.clone()).collect();
    let (whole, gappy) = (told(&days, hours(0)).expect("all"), told(&gappy, hours(0)).expect("two of three"));
    assert_eq!(gappy.widened(), [Widened::Gaps]);
    assert!(width(gappy.at(hours(240))) > width(whole.at(hours(240))));
}

#[test]
fn days_that_are_not_known_yet_widen_like_gaps() {
    let days = use_of(&uneven(60));
    let late = told(&days[10..], hours(0)).expect("fifty days");
    assert_eq!(late.widened(), [Widened::Gaps]);
    assert!(width(late.at(hours(72))) > width(told(&days, hours(0)).expect("sixty days").at(hours(72))));
}

#[rstest]
#[case(-40_000)]
#[case(400_000)]
#[case(i64::MAX)]
#[case(i64::MIN)]
fn a_day_that_no_home_uses_is_left_out_and_widens(#[case] absurd: i64) {
    let costs = uneven(60);
    let mut days = use_of(&costs);
    days[20].paise = Paise(absurd);
    let swapped = told(&days, hours(0)).expect("sixty days");
    assert_eq!(swapped.widened(), [Widened::MeterSwap]);
    let (with, without) = (swapped.spent(hours(240)), projected(50_000, &costs).spent(hours(240)));
    assert!(width(with) > width(without));
    assert!((with.likely - without.likely).magnitude() < Paise(1_000), "{with:?} {without:?}");
}

#[test]
fn a_jump_widens_and_is_told() {
    let mut costs = uneven(60);
    let before = projected(50_000, &costs).spent(hours(240));
    for cost in &mut costs[53..] {
        *cost *= 3;
    }
    let projection = projected(50_000, &costs);
    assert_eq!(projection.widened(), [Widened::Jump]);
    let after = projection.spent(hours(240));
    assert!(width(after) > 2 * width(before) && after.likely > before.likely, "{before:?} {after:?}");
}

#[test]
fn a_home_that_stands_empty_may_be_lived_in_again() {
    let mut costs = uneven(60);
    costs[50..].fill(0);
    let projection = projected(50_000, &costs);
    assert_eq!(projection.widened(), [Widened::NoUseOfLate]);
    let month = projection.spent(hours(24 * 30));
    assert!(month.low == Paise::ZERO && month.high > Paise(30_000), "{month:?}");
}
