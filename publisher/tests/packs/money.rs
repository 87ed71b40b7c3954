//! What the packs say of warnings, recharges and reconnection.

use diya::domain::money::Paise;
use rstest::rstest;

use super::files::packs;

#[rstest]
// ₹70 are a quarter of the last recharge of ₹280.
#[case("ka-press-2024", 7_000, Some(28_000), &["alert-75-used"])]
#[case("ka-press-2024", 7_001, Some(28_000), &[])]
#[case("up-press-2026-small", 3_000, Some(10_000), &["warning-30"])]
#[case("up-press-2026-small", 1_000, Some(10_000), &["warning-30", "warning-10"])]
#[case("up-press-2026-small", 0, None, &["warning-0"])]
#[case("us-wcec", 1_500, None, &["below-15"])]
fn warnings_are_due_at_the_reported_levels(
    #[case] pack: &str,
    #[case] balance: i64,
    #[case] recharged: Option<i64>,
    #[case] due: &[&str],
) {
    let pack = &packs(pack)[0];
    let warnings = pack.warnings_due(Paise(balance), recharged.map(Paise));
    assert_eq!(warnings.iter().map(|warning| warning.id.as_str()).collect::<Vec<_>>(), due);
}

#[rstest]
#[case("br-press-2024-7d", -4_000, 4_001)]
#[case("up-press-2026-small", -10_000, 5_000)]
#[case("ka-press-2024", -4_000, 4_000)]
#[case("uk-utilita", -300, 400)] // its own example: £3 used, £4 to pay
#[case("us-wcec", -550, 2_550)] // its own example: $5.50 used, $25.50 to pay
#[case("us-tx", 800, 6_700)]
fn reconnection_asks_for_what_is_reported(#[case] pack: &str, #[case] balance: i64, #[case] to_pay: i64) {
    let pack = &packs(pack)[0];
    let rule = pack.reconnection.as_ref().expect("it says what brings supply back");
    assert_eq!(rule.to_pay(Paise(balance)), Paise(to_pay));
}

#[test]
fn karnataka_takes_hundreds_and_at_least_a_week() {
    let pack = &packs("ka")[0];
    let rule = pack.recharge.as_ref().expect("it says what a recharge must be");
    // ₹10 a day: a week is ₹70, the next hundred ₹100; ₹15 a day: ₹105, so ₹200.
    assert_eq!(rule.smallest(Paise::rupees(10)), Paise::rupees(100));
    assert_eq!(rule.smallest(Paise::rupees(15)), Paise::rupees(200));
}
