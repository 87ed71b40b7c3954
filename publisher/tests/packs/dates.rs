//! Each pack on a date on which its rules decide.

use diya::domain::time::Instant;
use rstest::rstest;

use super::files::*;
use super::told::*;

// Times are those of the clocks of the place, seconds left out. Who decides is the pack named last in each row.
#[rstest]
// Monday 28 Oct 20:00 and 72 h: Thursday 31 Oct, Diwali, 20:00; the next forenoon is Friday's. The week would end later.
#[case(
    "br",
    "br-diwali",
    "2024-10-31T12:00:00+05:30",
    "protected until 2024-11-01 10:00",
    "zero, grace:grace-72h, window:forenoon",
    "br-press-2024-72h"
)]
#[case(
    "br",
    "br-diwali",
    "2024-11-01T18:00:00+05:30",
    "may be cut since 2024-11-01 10:00",
    "zero, grace:grace-72h, window:forenoon, window:forenoon",
    "br-press-2024-72h"
)]
// The example of the website, a week later: Saturday 26 Oct 18:00 and 7 days: Saturday 2 Nov 18:00. Happy hours to
// Sunday 11:00, Sunday to midnight, Sunday's happy hours to Monday 11:00.
#[case(
    "br-press-2024-7d",
    "br-saturday-evening",
    "2024-10-30T12:00:00+05:30",
    "protected until 2024-11-04 11:00",
    "zero, grace:grace-7d, barred:sunday, barred:happy-hours",
    "br-press-2024-7d"
)]
// ₹7,500 in 300 parts: ₹25 a day beside ₹25 of use; ₹50 last one day, to 26 Oct 00:00. And 72 h: 29 Oct 00:00.
#[case(
    "br",
    "br-old-arrears",
    "2024-10-25T09:00:00+05:30",
    "at risk from 2024-10-29 10:00",
    "instalments:arrears-300-days, runs out, grace:grace-72h, window:forenoon",
    "br-press-2024-72h"
)]
// Place 45,001 at 20,000 a day: the third day from Monday 18 Nov on is Wednesday 20 Nov.
#[case(
    "br",
    "br-queued",
    "2024-11-18T09:00:00+05:30",
    "protected until 2024-11-20 10:00",
    "zero, grace:grace-72h, in force, queue:20000-a-day, window:forenoon",
    "br-press-2024-staged"
)]
// Saturday 16 Nov 12:00 and 72 h: Tuesday 19 Nov 12:00, when the first pack has ended. The one that follows judges, and
// whose place is not known may be the first. Without it nobody knows what holds from the 18th on.
#[case(
    "br",
    "br-change-of-rules",
    "2024-11-17T09:00:00+05:30",
    "protected until 2024-11-19 12:00",
    "zero, grace:grace-72h",
    "br-press-2024-staged"
)]
#[case(
    "br-press-2024-72h",
    "br-change-of-rules",
    "2024-11-17T09:00:00+05:30",
    "unknown: Rules, not before 2024-11-18 00:00",
    "zero, grace:grace-72h",
    "br-press-2024-72h"
)]
// 30 days of 4 units are 120; of 5 units 150.
#[case("br", "br-light-use", "2025-09-15T09:00:00+05:30", "exempt", "exempt:125-units", "br-press-2025-125-units")]
#[case(
    "br",
    "br-heavy-use",
    "2025-09-15T09:00:00+05:30",
    "may be cut since 2025-09-10 06:00",
    "zero:zero",
    "br-press-2025-125-units"
)]
#[case(
    "br",
    "br-light-use-old-arrears",
    "2025-09-15T09:00:00+05:30",
    "may be cut since 2025-09-10 06:00",
    "zero:zero",
    "br-press-2025-125-units"
)]
#[case("br", "br-use-not-known", "2025-09-15T09:00:00+05:30", "unknown: Use", "zero:zero", "br-press-2025-125-units")]
// Wednesday 11 Feb 07:00 and 3 days: Saturday 14 Feb 07:00. It is the second Saturday (the first was the 7th): Sunday,
// Monday 00:00. Both readings of the quiet hours agree; the one that comes first is told.
#[case(
    "up",
    "up-second-saturday",
    "2026-02-13T12:00:00+05:30",
    "protected until 2026-02-16 00:00",
    "zero, credit:credit-3d, barred:second-saturday, barred:sunday",
    "up-press-2026-evening"
)]
// Tuesday 10 Feb 19:00 and 3 days: Friday 19:00, quiet by Patrika but not by the SOP as Hindustan Times has it.
#[case(
    "up",
    "up-evening",
    "2026-02-12T12:00:00+05:30",
    "protected until 2026-02-13 19:00",
    "zero, credit:credit-3d",
    "up-press-2026-morning"
)]
#[case(
    "up-press-2026-evening",
    "up-evening",
    "2026-02-12T12:00:00+05:30",
    "protected until 2026-02-13 20:00",
    "zero, credit:credit-3d, barred:quiet-hours",
    "up-press-2026-evening"
)]
// At 06:30 it is the other way round.
#[case(
    "up",
    "up-morning",
    "2026-02-12T12:00:00+05:30",
    "protected until 2026-02-13 06:30",
    "zero, credit:credit-3d",
    "up-press-2026-evening"
)]
#[case(
    "up-press-2026-morning",
    "up-morning",
    "2026-02-12T12:00:00+05:30",
    "protected until 2026-02-13 08:00",
    "zero, credit:credit-3d, barred:quiet-hours",
    "up-press-2026-morning"
)]
#[case(
    "up",
    "up-credit-not-known",
    "2026-02-12T12:00:00+05:30",
    "unknown: EmergencyCredit",
    "zero",
    "up-press-2026-evening"
)]
// Converted on 20 Jan: 30 days from the start of that day end on 19 Feb 00:00, a Thursday.
#[case(
    "up",
    "up-just-converted",
    "2026-02-12T12:00:00+05:30",
    "protected until 2026-02-19 00:00",
    "zero, conversion:conversion-30d",
    "up-press-2026-evening"
)]
// Thursday 15 Jan 12:00 and 30 days: Saturday 14 Feb 12:00, the second one; Sunday; Monday 00:00.
#[case(
    "up",
    "up-small-load",
    "2026-02-12T12:00:00+05:30",
    "protected until 2026-02-16 00:00",
    "zero, grace:grace-30d, barred:second-saturday, barred:sunday",
    "up-press-2026-small"
)]
// ₹60 of ₹100 on Monday 16 Feb 09:00 buy three days, once.
#[case(
    "up",
    "up-part-payment",
    "2026-02-17T12:00:00+05:30",
    "protected until 2026-02-19 09:00",
    "zero, grace:grace-30d, barred:second-saturday, barred:sunday, relief:part-payment",
    "up-press-2026-small"
)]
#[case(
    "up",
    "up-second-part-payment",
    "2026-02-17T12:00:00+05:30",
    "may be cut since 2026-02-16 00:00",
    "zero, grace:grace-30d, barred:second-saturday, barred:sunday",
    "up-press-2026-small"
)]
// ₹1 above −₹300 at ₹24 a day is an hour.
#[case(
    "gj",
    "gj-minus-299",
    "2024-05-20T12:30:00+05:30",
    "at risk from 2024-05-20 13:00",
    "runs out:minus-300",
    "gj-press-2024"
)]
#[case(
    "gj",
    "gj-minus-301",
    "2024-05-20T12:30:00+05:30",
    "may be cut since 2024-05-20 12:00",
    "below:minus-300",
    "gj-press-2024"
)]
// ₹70 at ₹10 a day.
#[case(
    "ka",
    "ka-a-week-left",
    "2024-06-03T12:00:00+05:30",
    "at risk from 2024-06-10 00:00",
    "runs out:zero",
    "ka-press-2024"
)]
#[case("ka", "ka-zero", "2024-06-03T12:00:00+05:30", "may be cut since 2024-06-03 09:15", "zero:zero", "ka-press-2024")]
// −£13 of −£15 on Friday 8 Nov 12:00 at £2 a day: Saturday 12:00. Saturday, Sunday, friendly hours to Monday 10:00.
#[case(
    "uk-utilita",
    "uk-utilita",
    "2024-11-08T13:00:00+00:00",
    "at risk from 2024-11-11 10:00",
    "zero, credit:credit-15, barred:saturday, barred:sunday, barred:friendly-hours",
    "uk-utilita"
)]
// Out at 21:00: there was credit at 19:30. Out at 18:00: there was none.
#[case(
    "uk-nabuh",
    "uk-nabuh-in-credit",
    "2024-11-12T22:00:00+00:00",
    "protected until 2024-11-13 12:00",
    "zero, barred:friendly-hours",
    "uk-nabuh"
)]
#[case(
    "uk-nabuh",
    "uk-nabuh-not-in-credit",
    "2024-11-12T20:00:00+00:00",
    "may be cut since 2024-11-12 18:00",
    "zero",
    "uk-nabuh"
)]
// Friday 8 Nov 17:00: friendly to Saturday 08:00, the weekend, Sunday's friendly hours to Monday 08:00.
#[case(
    "ie",
    "ie-friday",
    "2024-11-08T18:00:00+00:00",
    "protected until 2024-11-11 08:00",
    "zero, barred:saturday, barred:sunday, barred:friendly-hours",
    "ie-electric-ireland"
)]
// Tuesday 24 Dec 10:00: three named days, then the friendly hours of the 26th to Friday 08:00.
#[case(
    "ie",
    "ie-christmas",
    "2024-12-24T12:00:00+00:00",
    "protected until 2024-12-27 08:00",
    "zero, barred:christmas-eve, barred:christmas-day, barred:st-stephens-day, barred:friendly-hours",
    "ie-electric-ireland"
)]
// Friday 15 Nov 18:00: no window before Monday 10:00; with a cold advisory on Monday and Tuesday, Wednesday's.
#[case(
    "us-wcec",
    "us-wcec-friday",
    "2024-11-16T12:00:00-06:00",
    "protected until 2024-11-18 10:00",
    "zero, window:weekday-morning",
    "us-wcec"
)]
#[case(
    "us-wcec",
    "us-wcec-cold",
    "2024-11-16T12:00:00-06:00",
    "protected until 2024-11-20 10:00",
    "zero, barred:extreme-weather, window:weekday-morning",
    "us-wcec"
)]
// $8 are below $10. An advisory on 24 and 25 June bars the 26th and the 27th too, in its county alone.
#[case(
    "us-tx",
    "us-tx-heat",
    "2024-06-27T12:00:00-05:00",
    "protected until 2024-06-28 00:00",
    "below:disconnection-balance, barred:heat-advisory",
    "us-tx"
)]
#[case(
    "us-tx",
    "us-tx-heat",
    "2024-06-28T08:00:00-05:00",
    "may be cut since 2024-06-28 00:00",
    "below:disconnection-balance, barred:heat-advisory",
    "us-tx"
)]
#[case(
    "us-tx",
    "us-tx-heat-elsewhere",
    "2024-06-27T12:00:00-05:00",
    "may be cut since 2024-06-26 09:00",
    "below:disconnection-balance",
    "us-tx"
)]
fn each_pack_decides_what_its_rules_say(
    #[case] prefix: &str,
    #[case] account: &str,
    #[case] now: &str,
    #[case] state: &str,
    #[case] reasons: &str,
    #[case] decider: &str,
) {
    let packs = packs(prefix);
    let outlook = outlook(&packs, &consumer(account), Instant::parse(now).expect("an instant"));
    assert_eq!(in_short(&outlook.state, packs[0].utc_offset_minutes), state);
    assert_eq!(outlook.reasons.iter().map(why).collect::<Vec<_>>().join(", "), reasons);
    assert_eq!(outlook.pack.expect("a pack decided").id, decider);
}
