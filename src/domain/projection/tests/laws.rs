//! What holds whatever the facts are.

use proptest::prelude::*;

use super::*;

/// Days with gaps, twice, in no order, of any cost.
fn days(costs: impl Strategy<Value = i64>) -> impl Strategy<Value = Vec<DayUse>> {
    prop::collection::vec((-3_i64..420, costs).prop_map(|(back, paise)| day(back, paise)), 0..450)
}

fn any_cost() -> impl Strategy<Value = i64> {
    prop_oneof![
        8 => 0_i64..10_000,
        1 => Just(0),
        1 => -5_000_i64..0,
        1 => any::<i64>(),
    ]
}

fn inflows() -> impl Strategy<Value = Vec<Inflow>> {
    let credit = prop::sample::select(vec![Credit::Confirmed, Credit::Unconfirmed]);
    let inflow = (0_i64..100_000, -500_i64..1_500, credit);
    prop::collection::vec(
        inflow.prop_map(|(paise, at, credit)| Inflow { paise: Paise(paise), at: hours(at), credit }),
        0..4,
    )
}

/// An instant to compare: never is later than any.
fn or_never(at: Option<Instant>) -> Instant {
    at.unwrap_or(Instant::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_makes_it_panic_and_its_ends_are_in_order(
        paise in any::<i64>(), days in days(any_cost()), as_of in prop_oneof![3 => -2_000_i64..2_000, 1 => any::<i64>()],
        now in prop_oneof![3 => -2_000_i64..2_000, 1 => any::<i64>()], inflows in inflows(), more in any::<i64>(),
    ) {
        let instant = |at: i64| Instant::from_unix_seconds(hours(0).unix_seconds().saturating_add(at.saturating_mul(3_600)));
        let balance = Balance { as_of: instant(as_of), ..reading(paise) };
        if let Ok(projection) = project(&balance, &days, &inflows, instant(now)) {
            for projection in [projection.with_daily(Paise(more)), projection] {
                for range in projection.fan(instant(now)) {
                    prop_assert!(range.low <= range.likely && range.likely <= range.high, "{:?}", range);
                }
                let spent = projection.spent(instant(now));
                prop_assert!(Paise::ZERO <= spent.low && spent.low <= spent.likely && spent.likely <= spent.high);
                let fall = projection.falls_to(Paise::ZERO);
                prop_assert!(or_never(fall.earliest) <= or_never(fall.likely));
                prop_assert!(or_never(fall.likely) <= or_never(fall.latest));
            }
        }
    }

    #[test]
    fn money_never_makes_it_run_out_earlier(
        paise in -50_000_i64..1_000_000, more in 0_i64..1_000_000, days in days(0_i64..10_000), mut inflows in inflows(),
        at in 1_i64..1_000,
    ) {
        let falls = |paise, inflows: &[Inflow]| {
            project(&reading(paise), &days, inflows, hours(24)).ok().map(|projection| projection.falls_to(Paise::ZERO))
        };
        let (before, after) = (falls(paise, &inflows), falls(paise + more, &inflows));
        inflows.push(Inflow { paise: Paise(more), at: hours(at), credit: Credit::Confirmed });
        let recharged = falls(paise, &inflows);
        for (before, after) in [(before, after), (before, recharged)] {
            if let Some((before, after)) = before.zip(after) {
                prop_assert!(or_never(before.earliest) <= or_never(after.earliest));
                prop_assert!(or_never(before.likely) <= or_never(after.likely));
                prop_assert!(or_never(before.latest) <= or_never(after.latest));
            }
        }
    }

    #[test]
    fn a_lower_level_and_a_smaller_instalment_are_reached_later(
        paise in 0_i64..1_000_000, days in days(0_i64..10_000), more in 0_i64..10_000, lower in 0_i64..100_000,
    ) {
        if let Ok(projection) = project(&reading(paise), &days, &[], hours(24)) {
            let earliest = |projection: &Projection, level| or_never(projection.falls_to(Paise(level)).earliest);
            prop_assert!(earliest(&projection, 0) <= earliest(&projection, -lower));
            prop_assert!(earliest(&projection.with_daily(Paise(more)), 0) <= earliest(&projection, 0));
        }
    }

    #[test]
    fn it_does_not_depend_on_when_it_is_asked(
        paise in any::<i64>(), days in days(any_cost()), inflows in inflows(), later in 0_i64..41,
    ) {
        // Once the last known day is over, and until it is too old.
        let first = hours(24 * 4);
        let asked = |now| project(&reading(paise), &days, &inflows, now);
        if let (Ok(first), Ok(later)) = (asked(first), asked(first + TimeDelta::days(later))) {
            prop_assert_eq!(first, later);
        }
    }

    #[test]
    fn the_balance_has_fallen_by_the_time_that_is_told_and_not_before(
        paise in 1_i64..1_000_000, days in days(0_i64..10_000),
    ) {
        if let Ok(projection) = project(&reading(paise), &days, &[], hours(24)) {
            let fall = projection.falls_to(Paise::ZERO);
            let balances = |at| {
                let Range { low, likely, high } = projection.at(at);
                [low, likely, high]
            };
            for (end, at) in [fall.earliest, fall.likely, fall.latest].into_iter().enumerate() {
                // To the nearest paisa it is reached somewhat before or after.
                if let Some(at) = at {
                    prop_assert!(balances(at + TimeDelta::minutes(15))[end] <= Paise(1));
                    prop_assert!(balances(at - TimeDelta::minutes(15))[end] >= Paise(-1));
                }
            }
        }
    }

    #[test]
    fn twice_the_use_is_twice_the_cost(days in days(0_i64..10_000)) {
        let twice: Vec<DayUse> = days.iter().map(|day| DayUse { paise: day.paise.times(2), ..day.clone() }).collect();
        let month = |days: &[DayUse]| {
            project(&reading(0), days, &[], hours(0)).ok().map(|projection| projection.spent(hours(24 * 30)))
        };
        if let (Some(once), Some(twice)) = (month(&days), month(&twice)) {
            for (once, twice) in [(once.low, twice.low), (once.likely, twice.likely), (once.high, twice.high)] {
                prop_assert!((twice - once.times(2)).magnitude() <= Paise(2), "{:?} {:?}", once, twice);
            }
        }
    }
}
