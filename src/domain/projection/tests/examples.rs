//! Single cases.

use rstest::rstest;

use super::*;

#[rstest]
#[case(14)]
#[case(20)]
#[case(400)]
fn steady_use_runs_out_on_the_day_that_division_says(#[case] days: usize) {
    let projection = projected(5_000, &vec![2_500; days]);
    let fall = projection.falls_to(Paise::ZERO);
    assert_eq!(fall, Fall { earliest: Some(hours(48)), likely: Some(hours(48)), latest: Some(hours(48)) });
    assert_eq!(projection.at(hours(72)), same(-2_500));
    assert_eq!(projection.spent(hours(36)), same(3_750));
    assert_eq!(projection.at(hours(24 * 50)), same(5_000 - 50 * 2_500));
    assert!(projection.widened().is_empty());
}

#[test]
fn a_balance_that_lasts_longer_than_the_fan_runs_out_all_the_same() {
    let projection = projected(250_000, &[2_500; 60]);
    assert_eq!(projection.falls_to(Paise::ZERO).earliest, Some(hours(24 * 100)));
    assert_eq!(projection.falls_to(Paise(-2_500)).latest, Some(hours(24 * 101)));
    let ten_years = projected(2_500 * 3_651, &[2_500; 60]);
    assert_eq!(ten_years.falls_to(Paise::ZERO).earliest, None);
}

#[test]
fn uneven_use_widens_the_range_from_day_to_day() {
    let projection = projected(100_000, &uneven(60));
    let fan = projection.fan(hours(0));
    assert_eq!(fan.len(), 31);
    assert_eq!(fan[0], same(100_000));
    for pair in fan.windows(2) {
        assert!(width(pair[0]) < width(pair[1]), "{pair:?}");
        assert!(pair[1].low < pair[1].likely && pair[1].likely < pair[1].high, "{pair:?}");
    }
    let fall = projection.falls_to(Paise::ZERO);
    assert!(fall.earliest < fall.likely && fall.likely < fall.latest, "{fall:?}");
}

#[test]
fn a_balance_already_at_the_level_fell_with_the_reading() {
    let fall = projected(-100, &uneven(30)).falls_to(Paise::ZERO);
    assert_eq!((fall.earliest, fall.latest), (Some(hours(0)), Some(hours(0))));
}

#[test]
fn the_weekday_ahead_counts() {
    // The reading is of a Friday. The shop is shut on Fridays in the one, on Thursdays in the other.
    let shut = |weekday| (0..56).map(|day| if day % 7 == weekday { 200 } else { 3_000 }).collect::<Vec<i64>>();
    let (today, yesterday) = (projected(0, &shut(0)), projected(0, &shut(6)));
    assert!(today.spent(hours(24)).likely < yesterday.spent(hours(24)).likely);
}

#[test]
fn the_same_season_a_year_ago_counts() {
    // A year ago the next thirty days were dear; in the other history they were not.
    let flat = vec![3_000; 400];
    let mut dear = flat.clone();
    for cost in &mut dear[36..66] {
        *cost = 6_000;
    }
    let likely = |costs: &[i64]| projected(0, costs).spent(hours(24 * 30)).likely;
    assert!(likely(&dear) > likely(&flat));
}

#[test]
fn instalments_are_taken_every_day_beside_the_use() {
    let raised = projected(10_000, &[2_500; 30]).with_daily(Paise(2_500));
    assert_eq!(raised.falls_to(Paise::ZERO).earliest, Some(hours(48)));
    assert_eq!(raised.at(hours(24 * 40)), same(10_000 - 40 * 5_000));
    assert_eq!(projected(10_000, &[2_500; 30]).with_daily(Paise(-5)), projected(10_000, &[2_500; 30]));
}

#[test]
fn days_after_the_reading_are_deducted_as_they_were_measured() {
    let mut days = use_of(&[2_500; 30]);
    // Nothing was deducted for these three days yet.
    days.extend([day(0, 1_000), day(-1, 7_000), day(-2, 2_000)]);
    let now = hours(24 * 3 + 12);
    let projection = project(&reading(20_000), &days, &[], now).expect("days enough");
    assert_eq!(projection.spent(hours(24)), same(1_000));
    assert_eq!(projection.spent(hours(36)), same(4_500));
    assert_eq!(projection.spent(hours(72)), same(10_000));
    let catch_up = projection.spent(now);
    assert!(catch_up.low < catch_up.high && catch_up.low >= Paise(10_000), "{catch_up:?}");
    assert!(width(catch_up) < width(projected(20_000, &uneven(30)).spent(now)), "known days are certain");
}

#[test]
fn a_reading_within_a_day_begins_with_the_rest_of_it() {
    let noon = Balance { as_of: hours(12), ..reading(2_500) };
    let projection = project(&noon, &use_of(&[2_500; 30]), &[], hours(12)).expect("days enough");
    assert_eq!(projection.falls_to(Paise::ZERO).likely, Some(hours(36)));
}

#[test]
fn the_order_of_days_and_what_comes_twice_make_no_difference() {
    let costs = uneven(50);
    let mut days = use_of(&costs);
    days.rotate_left(17);
    let twice: Vec<DayUse> = days.iter().map(|day| DayUse { paise: Paise(9_999), ..day.clone() }).collect();
    days.extend(twice);
    let projection = project(&reading(50_000), &days, &[], hours(0));
    assert_eq!(projection, Ok(projected(50_000, &costs)));
}

#[test]
fn today_is_not_over_and_days_to_come_are_nobodys_use() {
    let costs = uneven(50);
    let mut days = use_of(&costs);
    days.extend([day(0, 10), day(-5, 900_000)]);
    assert_eq!(project(&reading(50_000), &days, &[], hours(0)), Ok(projected(50_000, &costs)));
}
