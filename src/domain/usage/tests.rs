//! Examples, laws, and measured homes.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::balance::Quality;
use crate::domain::money::Paise;
use crate::domain::time::Date;

fn date(text: &str) -> NaiveDate {
    Date::try_from(text.to_owned()).expect("a date").0
}

/// Noon in India.
fn at(day: &str) -> Instant {
    Instant::start_of(date(day), INDIA) + TimeDelta::hours(12)
}

fn day(date: NaiveDate, wh: u32, paise: i64) -> DayUse {
    DayUse { date: Date(date), wh, paise: Paise(paise), quality: Quality::Measured }
}

/// A kWh and ₹6 on each day of a span.
fn plain(from: &str, to: &str) -> Vec<DayUse> {
    Span { from: date(from), to: date(to) }.each().map(|date| day(date, 1_000, 600)).collect()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: date(from), to: date(to) }
}

#[rstest]
#[case(Against::WeekBefore, "2024-10-21", "2024-10-14", "2024-10-16")]
#[case(Against::MonthBefore, "2024-10-01", "2024-09-01", "2024-09-23")]
#[case(Against::YearBefore, "2024-10-01", "2023-10-01", "2023-10-23")]
fn like_is_compared_with_like(#[case] against: Against, #[case] now: &str, #[case] from: &str, #[case] to: &str) {
    let usage = Usage::of(&plain("2023-09-25", "2024-10-23"), at("2024-10-24")).expect("use");
    let compared = usage.compared(against).expect("days on both sides");
    assert_eq!(compared.now.span, span(now, "2024-10-23"));
    // A Wednesday with a Wednesday, the 23rd with the 23rd.
    assert_eq!(compared.then.span, span(from, to));
    assert_eq!(compared.more(), Some(Paise::ZERO));
}

#[test]
fn a_shorter_month_is_compared_up_to_its_last_day() {
    let usage = Usage::of(&plain("2024-02-01", "2024-03-31"), at("2024-04-01")).expect("use");
    let compared = usage.compared(Against::MonthBefore).expect("both");
    assert_eq!(
        (compared.now.span, compared.then.span),
        (span("2024-03-01", "2024-03-31"), span("2024-02-01", "2024-02-29"))
    );
    assert_eq!(compared.more(), Some(Paise(1_200)));
}

#[test]
fn a_missing_day_on_either_side_is_counted_and_nothing_is_called_more_or_less() {
    for lacking in ["2024-10-02", "2024-09-02"] {
        let days: Vec<_> =
            plain("2024-09-01", "2024-10-23").into_iter().filter(|day| day.date.0 != date(lacking)).collect();
        let compared = Usage::of(&days, at("2024-10-24")).and_then(|usage| usage.compared(Against::MonthBefore));
        let compared = compared.expect("both");
        assert_eq!((compared.missing(), compared.more()), (1, None), "{lacking}");
    }
}

#[test]
fn days_that_have_not_come_yet_are_not_missing() {
    // The readings stand still since the 25th: the 26th to the 30th are neither use nor gaps of this month so far.
    let usage = Usage::of(&plain("2024-09-01", "2024-10-25"), at("2024-10-31")).expect("use");
    assert_eq!(usage.compared(Against::MonthBefore).map(|both| (both.now.known, both.missing())), Some((25, 0)));
}

#[test]
fn a_year_that_is_not_known_is_not_compared() {
    let usage = Usage::of(&plain("2024-10-01", "2024-10-23"), at("2024-10-24")).expect("use");
    assert_eq!(usage.compared(Against::YearBefore), None);
    assert_eq!(usage.compared(Against::MonthBefore), None);
}

#[test]
fn today_is_not_over_and_tomorrow_is_nobody_s_use() {
    let days = plain("2024-10-01", "2024-11-30");
    let usage = Usage::of(&days, at("2024-10-24")).expect("use");
    assert_eq!(usage.last(), date("2024-10-23"));
    assert_eq!(Usage::of(&days[23..], at("2024-10-24")), None);
    assert_eq!(Usage::of(&[], at("2024-10-24")), None);
}

#[test]
fn a_month_without_any_day_stands_in_its_place_and_is_not_a_month_without_use() {
    let mut days = plain("2024-08-15", "2024-08-31");
    days.extend(plain("2024-10-01", "2024-10-02"));
    let months = Usage::of(&days, at("2024-10-24")).expect("use").months();
    let told: Vec<_> = months.iter().map(|sum| (sum.span.from.month(), sum.known, sum.missing())).collect();
    assert_eq!(told, [(8, 17, 14), (9, 0, 30), (10, 2, 29)]);
}

#[test]
fn a_hundred_rupees_last_as_long_as_the_last_month_says() {
    let usage = Usage::of(&plain("2024-09-01", "2024-10-23"), at("2024-10-24")).expect("use");
    let recent = usage.recent();
    assert_eq!((recent.span.days(), recent.mean()), (30, (1_000, Paise(600))));
    assert_eq!(recent.buys(Paise::rupees(100)), Some((166, 16_666)), "16.6 days, 16.666 kWh, never more than is true");
}

#[test]
fn no_pace_is_made_up() {
    let few = Usage::of(&plain("2024-10-18", "2024-10-23"), at("2024-10-24")).expect("use");
    assert_eq!(few.recent().buys(Paise::rupees(100)), None, "six days");
    let free: Vec<_> =
        Span { from: date("2024-10-01"), to: date("2024-10-23") }.each().map(|date| day(date, 900, 0)).collect();
    assert_eq!(Usage::of(&free, at("2024-10-24")).and_then(|usage| usage.recent().buys(Paise::rupees(100))), None);
    let paid = Usage::of(&plain("2024-10-01", "2024-10-23"), at("2024-10-24")).expect("use");
    assert_eq!(paid.recent().buys(Paise(-5)), None);
}

#[test]
fn what_the_utility_computed_is_counted() {
    let mut days = plain("2024-10-01", "2024-10-10");
    days[3].quality = Quality::Estimated;
    let usage = Usage::of(&days, at("2024-10-24")).expect("use");
    assert_eq!(usage.sum(usage.so_far(Against::MonthBefore)).estimated, 1);
}

/// Days around a year before 24 October 2024 and after it, with gaps, repetitions, and amounts of any size.
fn any_days() -> impl Strategy<Value = Vec<DayUse>> {
    let from = date("2023-08-01");
    let any = (0_u64..500, any::<u32>(), prop_oneof![any::<i64>(), 0_i64..50_000], any::<bool>());
    let any = any.prop_map(move |(after, wh, paise, estimated)| DayUse {
        date: Date(from.checked_add_days(Days::new(after)).expect("a date")),
        wh,
        paise: Paise(paise),
        quality: if estimated { Quality::Estimated } else { Quality::Measured },
    });
    prop::collection::vec(any, 0..120)
}

/// The same, with amounts whose sum does not saturate: saturation has an order.
fn sane_days() -> impl Strategy<Value = Vec<DayUse>> {
    any_days()
        .prop_map(|days| days.into_iter().map(|day| DayUse { paise: Paise(day.paise.0 % 1_000_000), ..day }).collect())
}

proptest! {
    #[test]
    fn the_months_hold_every_day_once_and_nothing_else(days in sane_days()) {
        let Some(usage) = Usage::of(&days, at("2024-10-24")) else { return Ok(()) };
        let months = usage.months();
        prop_assert_eq!(months.iter().map(|sum| sum.known as usize).sum::<usize>(), usage.days().len());
        prop_assert_eq!(months.iter().map(|sum| sum.wh).sum::<u64>(), usage.days().iter().map(|day| u64::from(day.wh)).sum::<u64>());
        prop_assert_eq!(months.iter().map(|sum| sum.paise).sum::<Paise>(), usage.days().iter().map(|day| day.paise).sum::<Paise>());
        prop_assert!(months.len() <= 15);
        for pair in months.windows(2) {
            prop_assert_eq!(pair[0].span.to.succ_opt(), Some(pair[1].span.from));
        }
    }

    #[test]
    fn the_order_of_the_days_does_not_matter(days in sane_days(), turn in 0_usize..120) {
        let once: BTreeMap<_, _> = days.into_iter().map(|day| (day.date, day)).collect();
        let mut days: Vec<_> = once.into_values().collect();
        let usage = Usage::of(&days, at("2024-10-24"));
        let turn = turn % days.len().max(1);
        days.rotate_left(turn);
        prop_assert_eq!(Usage::of(&days, at("2024-10-24")), usage.clone());
        days.reverse();
        prop_assert_eq!(Usage::of(&days, at("2024-10-24")), usage);
    }

    #[test]
    fn of_a_day_told_twice_the_first_telling_counts(days in sane_days()) {
        let mut twice = days.clone();
        twice.extend(days.iter().map(|day| DayUse { wh: day.wh ^ 1, ..day.clone() }));
        prop_assert_eq!(Usage::of(&twice, at("2024-10-24")), Usage::of(&days, at("2024-10-24")));
    }

    #[test]
    fn a_span_cut_in_two_sums_to_the_same(days in sane_days(), at_day in 0_u64..30) {
        let Some(usage) = Usage::of(&days, at("2024-10-24")) else { return Ok(()) };
        let whole = usage.recent();
        let middle = whole.span.from.checked_add_days(Days::new(at_day)).expect("a date");
        let (first, rest) = (usage.sum(Span { to: middle, ..whole.span }), usage.sum(Span { from: middle.succ_opt().expect("a date"), ..whole.span }));
        prop_assert_eq!(first.wh + rest.wh, whole.wh);
        prop_assert_eq!(first.paise + rest.paise, whole.paise);
        prop_assert_eq!((first.known + rest.known, first.estimated + rest.estimated), (whole.known, whole.estimated));
        prop_assert_eq!(whole.known + whole.missing(), whole.span.days());
    }

    #[test]
    fn nothing_that_a_server_sends_makes_it_panic(days in any_days(), year in 0_i32..=9_999, month in 1_u32..=12, now in any::<i64>(), amount in any::<i64>()) {
        let mut days = days;
        days.extend(NaiveDate::from_ymd_opt(year, month, 1).map(|date| day(date, u32::MAX, i64::MAX)));
        for now in [Instant::from_unix_seconds(now), Instant::start_of(days.last().expect("a day").date.0, INDIA) + TimeDelta::days(1)] {
            let Some(usage) = Usage::of(&days, now) else { continue };
            let _ = (usage.months(), usage.recent().mean(), usage.recent().buys(Paise(amount)));
            for against in [Against::WeekBefore, Against::MonthBefore, Against::YearBefore] {
                let _ = usage.compared(against).map(|both| both.more());
            }
        }
    }

    #[test]
    fn both_sides_of_a_comparison_have_the_same_days(today in 0_u64..800, against in prop_oneof![Just(Against::WeekBefore), Just(Against::MonthBefore), Just(Against::YearBefore)]) {
        let today = date("2023-01-01").checked_add_days(Days::new(today)).expect("a date");
        let days: Vec<_> = (1..=400).filter_map(|back| Some(day(today.checked_sub_days(Days::new(back))?, 1, 1))).collect();
        let usage = Usage::of(&days, Instant::start_of(today, INDIA)).expect("use");
        let compared = usage.compared(against).expect("400 days reach a month beyond a year");
        prop_assert_eq!(compared.missing(), 0);
        let (now, then) = (compared.now.span, compared.then.span);
        match against {
            Against::WeekBefore => prop_assert_eq!((now.from - then.from, now.to - then.to), (TimeDelta::days(7), TimeDelta::days(7))),
            _ => {
                prop_assert_eq!((now.from.day(), then.from.day()), (1, 1));
                prop_assert!(then.to.day() == now.to.day() || then.to.succ_opt().is_some_and(|next| next.day() == 1));
            }
        }
    }
}

/// One measured home's rows.
type Home = Vec<(NaiveDate, u32)>;

#[test]
fn measured_homes_are_summed_as_a_plain_table_sums_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/consumption/daily_kwh.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let mut homes: BTreeMap<&str, Home> = BTreeMap::new();
    for row in text.lines().skip(1) {
        let fields: Vec<_> = row.split(',').collect();
        let (whole, rest) = fields[2].split_once('.').unwrap_or((fields[2], ""));
        let wh = [whole, &format!("{rest:0<3}")[..3]].concat().parse().expect("Wh");
        homes.entry(fields[0]).or_default().push((date(fields[1]), wh));
    }
    assert!(homes.len() >= 100, "{} homes", homes.len());
    let mut gaps = 0;
    for (name, home) in homes {
        let days: Vec<_> = home.iter().map(|(date, wh)| day(*date, *wh, i64::from(*wh) * 7 / 10)).collect();
        let today = home.iter().map(|(date, _)| *date).max().and_then(|last| last.succ_opt()).expect("days");
        let usage = Usage::of(&days, Instant::start_of(today, INDIA)).expect("use");
        let mut table: BTreeMap<(i32, u32), (u64, u32)> = BTreeMap::new();
        for (date, wh) in home.iter().filter(|(date, _)| (today - *date).num_days() <= 400) {
            let (sum, known) = table.entry((date.year(), date.month())).or_default();
            (*sum, *known) = (*sum + u64::from(*wh), *known + 1);
        }
        let months = usage.months().into_iter().filter(|sum| sum.known > 0);
        let months: Vec<_> =
            months.map(|sum| ((sum.span.from.year(), sum.span.from.month()), (sum.wh, sum.known))).collect();
        assert_eq!(months, table.into_iter().collect::<Vec<_>>(), "{name}");
        let year = usage.compared(Against::YearBefore).expect("400 days of a home that has 365 and more");
        gaps += u32::from(year.missing() > 0);
        assert_eq!(year.more().is_some(), year.missing() == 0, "{name}");
    }
    assert!(gaps > 0, "some homes have gaps, so that what is said of them is tested");
}
