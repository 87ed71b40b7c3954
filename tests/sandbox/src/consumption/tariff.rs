//! What use costs. **Sample values**: near enough to a bill to be believable, not any utility's tariff.

/// A category's sample tariff.
struct Tariff {
    /// (up to so many Wh in the month, paise per kWh); the last has no end.
    slabs: &'static [(u64, u64)],
    /// Fixed charge, paise per kW of sanctioned load and day.
    fixed_a_day: u64,
}

const fn tariff(category: &str) -> Tariff {
    match category.as_bytes() {
        b"KJ" => Tariff { slabs: &[(50_000, 197), (u64::MAX, 245)], fixed_a_day: 33 },
        b"NDS-II" => Tariff { slabs: &[(100_000, 573), (u64::MAX, 638)], fixed_a_day: 500 },
        _ => Tariff { slabs: &[(100_000, 412), (200_000, 552), (u64::MAX, 642)], fixed_a_day: 133 },
    }
}

/// What `wh` cost in `category`, in paise, when `before` Wh were drawn earlier in the month.
#[must_use]
pub fn cost(category: &str, load_w: u32, before: u64, wh: u64) -> i64 {
    let Tariff { slabs, fixed_a_day } = tariff(category);
    let mut start = before;
    let mut milli_paise = 0;
    for (end, rate) in slabs {
        let here = (before + wh).min(*end).saturating_sub(start);
        milli_paise += here * rate;
        start += here;
    }
    let fixed = u64::from(load_w.div_ceil(1_000)) * fixed_a_day;
    i64::try_from((milli_paise + 500) / 1_000 + fixed).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_slab_begins_where_the_first_ends() {
        // 1 kWh at 4.12 and 1 kWh at 5.52, and 2 kW × 1.33.
        assert_eq!(cost("DS-II", 2_000, 99_000, 2_000), 412 + 552 + 266);
    }

    #[test]
    fn a_month_costs_the_same_however_it_is_cut_into_days() {
        let whole = cost("DS-II", 0, 0, 250_000);
        let days: i64 = (0..25).map(|day| cost("DS-II", 0, day * 10_000, 10_000)).sum();
        assert_eq!(whole, days);
    }
}
