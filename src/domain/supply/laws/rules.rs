//! One example for each rule that a pack can state.

use super::super::*;
use super::facts::*;
use crate::domain::account::{Account, CreditUse, PartPayment, Standing};
use crate::domain::balance::Balance;
use crate::domain::money::Paise;
use crate::domain::projection::{Credit, Inflow, project};
use crate::domain::rules::{
    Activation, Applies, BarredDays, BarredHours, BarredOn, Conversion, CreditSize, EmergencyCredit, Exemption, Floor,
    InstalmentSize, Instalments, Queue, Relief, ReliefStep, Renewal, RulePack, Term,
};
use crate::domain::time::{Date, TimeOfDay};
use crate::domain::words::Words;

const THURSDAY: &str = "2024-10-24T18:00:00+05:30";

fn known(standing: Standing) -> Account {
    Account { standing, ..account() }
}

fn outlook_of(pack: &RulePack, account: &Account, use_wh: Option<u32>, now: &str) -> Outlook {
    let balance = below_zero(at(THURSDAY));
    let facts = Facts {
        account: Some(account),
        packs: core::slice::from_ref(pack),
        funds: Funds::Read { balance: &balance, projection: None },
        use_wh,
        ..nothing()
    };
    assess(&facts, at(now))
}

fn state(pack: &RulePack, account: &Account) -> State {
    outlook_of(pack, account, None, THURSDAY).state
}

fn protected(until: &str) -> State {
    State::ProtectedUntil(Until::At(at(until)))
}

fn unknown(missing: Missing, not_before: &str) -> State {
    State::Unknown { missing, not_before: Some(at(not_before)) }
}

fn date(text: &str) -> Date {
    Date::try_from(text.to_owned()).expect("a date")
}

/// Without rules of its own: no grace, cut at any time.
fn bare() -> RulePack {
    RulePack { grace: None, cut_windows: vec![], barred_days: vec![], ..reported_pack() }
}

#[test]
fn emergency_credit_runs_before_grace_and_only_if_it_is_lent() {
    let credit = |activation| EmergencyCredit {
        id: "credit".into(),
        size: CreditSize::Term(Term::Days(3)),
        activation,
        renewal: Renewal::Once,
        source: source(),
    };
    let pack = |activation| RulePack { emergency_credit: Some(credit(activation)), ..reported_pack() };
    let used = |credit| known(Standing { emergency_credit: Some(credit), ..Standing::default() });
    // Without: grace ends on Sunday evening, Monday's window. With: on Wednesday evening, Thursday's window.
    let (without, with) = ("2024-10-28T10:00:00+05:30", "2024-10-31T10:00:00+05:30");
    assert_eq!(state(&pack(Activation::Automatic), &used(CreditUse::Available)), protected(with));
    assert_eq!(state(&pack(Activation::OnRequest), &used(CreditUse::Available)), protected(without));
    assert_eq!(state(&pack(Activation::OnRequest), &used(CreditUse::Active)), protected(with));
    assert_eq!(state(&pack(Activation::Automatic), &used(CreditUse::Used)), protected(without));
    assert_eq!(state(&pack(Activation::Automatic), &account()), protected(without), "it is so, credit or not");
}

#[test]
fn money_lent_lowers_the_level_at_which_grace_begins() {
    let as_of = at("2024-10-25T00:00:00+05:30");
    let balance = Balance { paise: Paise::rupees(50), not_above_zero_since: None, ..below_zero(as_of) };
    let projection = project(&balance, &twenty_days(), &[], as_of).expect("twenty days");
    let from = |pack: &RulePack, account: &Account| {
        let facts = Facts {
            account: Some(account),
            packs: core::slice::from_ref(pack),
            funds: Funds::Read { balance: &balance, projection: Some(&projection) },
            ..nothing()
        };
        assess(&facts, as_of)
    };
    let at_risk = |text: &str| State::AtRiskFrom { from: at(text), estimated: true };
    assert_eq!(from(&bare(), &account()).state, at_risk("2024-10-27T00:00:00+05:30"));

    let size = CreditSize::Paise(Paise::rupees(100));
    let lent = EmergencyCredit {
        id: "credit".into(),
        size,
        activation: Activation::Automatic,
        renewal: Renewal::PerRecharge,
        source: source(),
    };
    let available = known(Standing { emergency_credit: Some(CreditUse::Available), ..Standing::default() });
    let with_credit = RulePack { emergency_credit: Some(lent), ..bare() };
    let outlook = from(&with_credit, &available);
    assert_eq!(outlook.state, at_risk("2024-10-31T00:00:00+05:30"));
    let told: Vec<_> = outlook.reasons.into_iter().map(|reason| reason.because).collect();
    let zero = Because::Balance { at: at("2024-10-27T00:00:00+05:30"), estimated: true };
    let used_up = Because::EmergencyCredit { until: at("2024-10-31T00:00:00+05:30") };
    assert_eq!(told, [zero, used_up]);
    let unknown =
        State::Unknown { missing: Missing::EmergencyCredit, not_before: Some(at("2024-10-27T00:00:00+05:30")) };
    assert_eq!(from(&with_credit, &account()).state, unknown);

    let floor = Floor { id: "floor".into(), paise: Paise::rupees(-300), source: source() };
    let with_floor = RulePack { floor: Some(floor), ..bare() };
    assert_eq!(from(&with_floor, &account()).state, at_risk("2024-11-08T00:00:00+05:30"));

    let size = InstalmentSize::OverDays(300);
    let instalments = Instalments { id: "instalments".into(), size, arrears_over: None, source: source() };
    let with_instalments = RulePack { instalments: Some(instalments), ..bare() };
    let indebted = Account { arrears: Paise::rupees(7_500), ..account() };
    let outlook = from(&with_instalments, &indebted);
    assert_eq!(outlook.state, at_risk("2024-10-26T00:00:00+05:30"), "25 of use and 25 of arrears a day");
    assert_eq!(outlook.reasons[0].because, Because::Instalments { daily: Paise::rupees(25) });
}

#[test]
fn friendly_hours_reach_into_the_next_morning() {
    let time = |text: &str| TimeOfDay::try_from(text.to_owned()).expect("a time of day");
    let hours = Some(BarredHours { from: time("16:00"), to: time("08:00") });
    let friendly = BarredDays { hours, ..barred(BarredOn::EveryDay) };
    let pack = RulePack { barred_days: vec![friendly.clone()], ..bare() };
    assert_eq!(state(&pack, &account()), protected("2024-10-25T08:00:00+05:30"));
    let in_credit = BarredDays { only_in_credit: true, ..friendly };
    let pack = RulePack { barred_days: vec![in_credit], ..bare() };
    assert_eq!(state(&pack, &account()), protected("2024-10-25T08:00:00+05:30"), "in credit at 16:00, not at 18:00");
    let hours = Some(BarredHours { from: time("18:00"), to: time("08:00") });
    let late = BarredDays { hours, only_in_credit: true, ..barred(BarredOn::EveryDay) };
    let pack = RulePack { barred_days: vec![late], ..bare() };
    assert!(matches!(state(&pack, &account()), State::MayBeCut { .. }), "not in credit any more at 18:00");
}

#[test]
fn conversion_grace_needs_the_day_of_conversion() {
    let conversion = Conversion { id: "conversion".into(), length: Term::Days(30), source: source() };
    let pack = RulePack { conversion: Some(conversion), ..bare() };
    let converted = known(Standing { converted_on: Some(date("2024-10-01")), ..Standing::default() });
    assert_eq!(state(&pack, &converted), protected("2024-10-31T00:00:00+05:30"));
    assert_eq!(state(&pack, &account()), State::Unknown { missing: Missing::ConversionDate, not_before: None });
}

#[test]
fn relief_lasts_as_long_as_the_share_paid_buys_and_once_is_once() {
    let step = |share_percent, days| ReliefStep { share_percent, length: Term::Days(days) };
    let steps = vec![step(50, 3), step(75, 7)];
    let relief = |renewal| Relief { id: "relief".into(), steps: steps.clone(), renewal, source: source() };
    let pack = |renewal| RulePack { relief: Some(relief(renewal)), ..bare() };
    let paid = |paise, earlier| {
        let payment = PartPayment { at: at(THURSDAY), paid: Paise(paise), dues: Paise(1_000), earlier };
        known(Standing { part_payment: Some(payment), ..Standing::default() })
    };
    let once = pack(Renewal::Once);
    assert!(matches!(state(&once, &paid(499, 0)), State::MayBeCut { .. }));
    assert_eq!(state(&once, &paid(500, 0)), protected("2024-10-27T18:00:00+05:30"));
    assert_eq!(state(&once, &paid(750, 0)), protected("2024-10-31T18:00:00+05:30"));
    assert!(matches!(state(&once, &paid(750, 1)), State::MayBeCut { .. }));
    assert_eq!(state(&pack(Renewal::PerRecharge), &paid(750, 1)), protected("2024-10-31T18:00:00+05:30"));
}

#[test]
fn relief_bought_after_the_first_allowed_cut_spares_all_the_same() {
    let steps = vec![ReliefStep { share_percent: 50, length: Term::Days(3) }];
    let relief = Relief { id: "relief".into(), steps, renewal: Renewal::Once, source: source() };
    let pack = RulePack { relief: Some(relief), ..bare() };
    let payment = PartPayment { at: at("2024-10-26T09:00:00+05:30"), paid: Paise(60), dues: Paise(100), earlier: 0 };
    let account = known(Standing { part_payment: Some(payment), ..Standing::default() });
    let outlook = outlook_of(&pack, &account, None, "2024-10-27T12:00:00+05:30");
    assert_eq!(outlook.state, protected("2024-10-29T09:00:00+05:30"));
}

#[test]
fn a_turn_in_the_queue_counts_only_days_on_which_cuts_are_made() {
    let queue = Queue { id: "queue".into(), from: date("2024-10-25"), per_day: 10, source: source() };
    let pack = RulePack { queue: Some(queue), grace: None, ..reported_pack() };
    let at_place = |place| known(Standing { queue_position: Some(place), ..Standing::default() });
    assert_eq!(state(&pack, &at_place(10)), protected("2024-10-25T10:00:00+05:30"));
    assert_eq!(state(&pack, &at_place(11)), protected("2024-10-26T10:00:00+05:30"));
    assert_eq!(state(&pack, &at_place(21)), protected("2024-10-28T10:00:00+05:30"), "Sunday does not count");
    assert_eq!(
        state(&pack, &account()),
        protected("2024-10-25T10:00:00+05:30"),
        "whose place is not known may be first"
    );
}

#[test]
fn an_exemption_holds_for_whom_it_names_and_is_unknown_where_its_input_is() {
    let exemption = |use_wh_at_most, vulnerable, without_arrears| Exemption {
        id: "exemption".into(),
        label: Words { hi: "छूट".into(), en: "Spared".into() },
        classes: vec![],
        use_wh_at_most,
        vulnerable,
        without_arrears,
        source: source(),
    };
    let pack = |exemption| RulePack { exemptions: vec![exemption], ..reported_pack() };
    let low_use = pack(exemption(Some(125_000), false, true));
    let used = |use_wh| outlook_of(&low_use, &account(), use_wh, THURSDAY).state;
    let ordinary = protected("2024-10-28T10:00:00+05:30");
    assert_eq!(used(Some(125_000)), State::ProtectedUntil(Until::Exempt));
    assert_eq!(used(Some(125_001)), ordinary);
    assert_eq!(used(None), ordinary, "until then nobody is cut, exempt or not");
    let later = outlook_of(&low_use, &account(), None, "2024-10-28T11:00:00+05:30").state;
    assert_eq!(later, State::Unknown { missing: Missing::Use, not_before: None });
    let indebted = Account { arrears: Paise(1), ..account() };
    assert_eq!(outlook_of(&low_use, &indebted, Some(0), THURSDAY).state, ordinary);

    let vulnerable = pack(exemption(None, true, false));
    let marked = |vulnerable| known(Standing { vulnerable, ..Standing::default() });
    assert_eq!(state(&vulnerable, &marked(Some(true))), State::ProtectedUntil(Until::Exempt));
    assert_eq!(state(&vulnerable, &marked(Some(false))), ordinary);
    let evening = outlook_of(&vulnerable, &marked(None), None, "2024-10-28T20:00:00+05:30").state;
    assert_eq!(evening, unknown(Missing::Vulnerable, "2024-10-29T10:00:00+05:30"));
}

#[test]
fn rules_that_end_before_the_cut_say_nothing_of_what_follows() {
    let until = |text: &str| Applies { until: Some(at(text)), ..Applies::default() };
    let ends = RulePack { applies: until("2024-10-26T00:00:00+05:30"), ..reported_pack() };
    assert_eq!(state(&ends, &account()), unknown(Missing::Rules, "2024-10-26T00:00:00+05:30"));
    let lasts = RulePack { applies: until("2024-12-01T00:00:00+05:30"), ..reported_pack() };
    assert_eq!(state(&lasts, &account()), protected("2024-10-28T10:00:00+05:30"));
}

#[test]
fn rules_to_come_decide_when_they_are_in_force_by_then() {
    let change = Some(at("2024-10-26T00:00:00+05:30"));
    let old = RulePack { applies: Applies { until: change, ..Applies::default() }, ..reported_pack() };
    let none_on_monday = vec![barred(BarredOn::Weekday(crate::domain::rules::DayOfWeek::Mon))];
    let new = RulePack {
        id: "new".into(),
        applies: Applies { from: change, ..Applies::default() },
        barred_days: none_on_monday,
        ..reported_pack()
    };
    let (account, balance) = (account(), below_zero(at(THURSDAY)));
    let facts = Facts {
        account: Some(&account),
        packs: &[old, new],
        funds: Funds::Read { balance: &balance, projection: None },
        ..nothing()
    };
    let outlook = assess(&facts, at(THURSDAY));
    assert_eq!(outlook.state, protected("2024-10-29T10:00:00+05:30"), "Sunday evening, and no cuts on Monday");
    assert_eq!(outlook.pack.map(|pack| pack.id), Some("new".to_owned()));
}

#[test]
fn reconnection_asks_for_the_larger_of_amount_and_share() {
    let rule = |balance_at_least, share_of_dues_percent| crate::domain::rules::Reconnection {
        id: "reconnection".into(),
        balance_at_least,
        share_of_dues_percent,
        within_hours: None,
        meanwhile: vec![],
        source: source(),
    };
    let owed = Paise(-10_001);
    assert_eq!(rule(None, None).to_pay(owed), Paise(10_001));
    assert_eq!(rule(Some(Paise(100)), None).to_pay(owed), Paise(10_101));
    assert_eq!(rule(None, Some(50)).to_pay(owed), Paise(5_001), "rounded up");
    assert_eq!(rule(Some(Paise(-9_000)), Some(50)).to_pay(owed), Paise(5_001));
    assert_eq!(rule(Some(Paise::ZERO), Some(50)).to_pay(owed), Paise(10_001));
    assert_eq!(rule(None, Some(50)).to_pay(Paise(500)), Paise::ZERO);
    assert_eq!(rule(None, Some(255)).to_pay(Paise(i64::MIN)), Paise(i64::MAX));
}

#[test]
fn a_conversion_grace_for_ages_never_overflows() {
    let conversion = Conversion { id: "c".into(), length: Term::CivilDays(u16::MAX), source: source() };
    let pack = RulePack { conversion: Some(conversion), ..bare() };
    let converted = known(Standing { converted_on: Some(date("9999-12-31")), ..Standing::default() });
    let outlook = outlook_of(&pack, &converted, None, THURSDAY);
    assert_eq!(outlook.state, protected("2026-10-25T18:00:00+05:30"), "as far as is looked ahead");
}

#[test]
fn a_recharge_credited_after_the_reading_counts_and_an_unconfirmed_one_does_not() {
    let as_of = at("2024-10-25T00:00:00+05:30");
    let below = Balance { paise: Paise::rupees(-10), ..below_zero(as_of) };
    let state = |credit| {
        let came = Inflow { paise: Paise::rupees(85), at: at("2024-10-26T00:00:00+05:30"), credit };
        let projection = project(&below, &twenty_days(), &[came], as_of).expect("twenty days");
        let account = account();
        let packs = [bare()];
        let facts = Facts {
            account: Some(&account),
            packs: &packs,
            funds: Funds::Read { balance: &below, projection: Some(&projection) },
            ..nothing()
        };
        assess(&facts, at("2024-10-26T12:00:00+05:30")).state
    };
    // ₹85 less ₹10 and less a day are ₹50 on the 26th: two days more.
    let from = at("2024-10-28T00:00:00+05:30");
    assert_eq!(state(Credit::Confirmed), State::AtRiskFrom { from, estimated: true });
    assert!(matches!(state(Credit::Unconfirmed), State::MayBeCut { since, .. } if since == as_of));
}
