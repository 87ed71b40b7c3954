//! How much a household draws on a day: by its kind, the season of Bihar, the day of the week, and chance.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::draw;

/// How an account uses electricity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Household {
    /// One room: a fan, two lamps, a telephone.
    OneRoomFlat,
    /// A family with a refrigerator and a pump.
    Family,
    /// A family with air conditioning.
    AirConditioned,
    /// A shop that closes on Sundays.
    SmallShop,
    /// A house on the subsidised low-use tariff.
    LowUse,
    /// Nobody there: the meter's own use and a lamp.
    Vacant,
}

/// Each kind's use on a mild day, Wh, and how strongly it follows the heat, in thousandths of the season's swing.
const fn habits(household: Household) -> (u64, u64) {
    match household {
        Household::OneRoomFlat => (1_400, 700),
        Household::Family => (5_200, 900),
        Household::AirConditioned => (8_500, 2_300),
        Household::SmallShop => (6_800, 600),
        Household::LowUse => (900, 600),
        Household::Vacant => (60, 0),
    }
}

/// Extra use in the middle of each month, in thousandths of a mild day: fans and coolers from May to August.
const SEASON: [u64; 12] = [40, 0, 120, 420, 760, 820, 700, 640, 480, 220, 30, 30];

/// What `household` draws on `date`, Wh.
#[must_use]
pub fn watt_hours(seed: u64, account: &str, household: Household, date: NaiveDate) -> u32 {
    let (mild, heat) = habits(household);
    let season = 1_000 + season(date) * heat / 1_000;
    let weekday = weekday(household, date.weekday());
    let chance = || draw(seed, &format!("{account} {date}"));
    // Two draws make the middle likelier than the ends: 820 to 1180 thousandths.
    let noise = 820 + chance().below(180) + draw(seed, &format!("{date} {account}")).below(181);
    let wh = mild * season / 1_000 * weekday / 1_000 * festival(household, date) / 1_000 * noise / 1_000;
    u32::try_from(wh).unwrap_or(u32::MAX)
}

/// The season's swing on a date, between the middles of two months.
fn season(date: NaiveDate) -> u64 {
    let month = date.month0() as usize;
    let day = u64::from(date.day());
    let (first, second, way) = if day >= 15 {
        (SEASON[month], SEASON[(month + 1) % 12], day - 15)
    } else {
        (SEASON[(month + 11) % 12], SEASON[month], day + 15)
    };
    (first * (30 - way.min(30)) + second * way.min(30)) / 30
}

const fn weekday(household: Household, weekday: Weekday) -> u64 {
    match (household, weekday) {
        (Household::SmallShop, Weekday::Sun) => 180,
        (Household::SmallShop, Weekday::Sat) => 1_150,
        (Household::Family | Household::AirConditioned, Weekday::Sun) => 1_140,
        (Household::OneRoomFlat, Weekday::Sat | Weekday::Sun) => 1_060,
        _ => 1_000,
    }
}

/// Lights at Diwali, by the dates of the years that scenarios are about.
fn festival(household: Household, date: NaiveDate) -> u64 {
    let diwali = [(2023, 11, 12), (2024, 10, 31), (2024, 11, 1), (2025, 10, 20)];
    let lit = diwali.contains(&(date.year(), date.month(), date.day())) && household != Household::Vacant;
    if lit { 1_280 } else { 1_000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(household: Household, year: i32, month: u32) -> u64 {
        let days = (1..=28).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
        days.map(|date| u64::from(watt_hours(1, "a", household, date))).sum::<u64>() / 28
    }

    #[test]
    fn june_needs_more_than_january_and_air_conditioning_most() {
        for household in [Household::OneRoomFlat, Household::Family, Household::AirConditioned, Household::LowUse] {
            assert!(mean(household, 2024, 6) * 100 > mean(household, 2024, 1) * 135, "{household:?}");
        }
        let swing = |household| mean(household, 2024, 6) * 100 / mean(household, 2024, 1);
        assert!(swing(Household::AirConditioned) > swing(Household::Family));
    }

    #[test]
    fn a_shop_rests_on_sundays() {
        let day =
            |day| watt_hours(1, "a", Household::SmallShop, NaiveDate::from_ymd_opt(2024, 9, day).expect("a date"));
        assert!(day(15) * 3 < day(16), "{} {}", day(15), day(16));
    }

    #[test]
    fn the_same_day_draws_the_same_and_days_differ() {
        let date = |day| NaiveDate::from_ymd_opt(2024, 9, day).expect("a date");
        let draw = |seed, day| watt_hours(seed, "a", Household::Family, date(day));
        assert_eq!(draw(1, 3), draw(1, 3));
        assert_ne!(draw(1, 3), draw(1, 4));
        assert_ne!(draw(1, 3), draw(2, 3));
    }

    #[test]
    fn the_season_has_no_steps() {
        let mut date = NaiveDate::from_ymd_opt(2023, 1, 1).expect("a date");
        for _ in 0..800 {
            let next = date.succ_opt().expect("a date");
            assert!(season(date).abs_diff(season(next)) <= 30, "{date}");
            date = next;
        }
    }
}
