//! The laws of the outlook, and a minute-by-minute oracle it must agree with.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::account::{Account, SupplyState};
use crate::domain::balance::{Balance, DayUse, Quality};
use crate::domain::bulletin::Confirmation;
use crate::domain::identity::ConsumerNumber;
use crate::domain::money::Paise;
use crate::domain::notice::{Area, Moratorium, Named};
use crate::domain::projection::{Projection, project};
use crate::domain::rules::{
    Applies, BarredDays, BarredOn, CutWindow, DayOfWeek, Grace, GraceLength, RulePack, Source, SourceKind,
};
use crate::domain::time::{Date, INDIA, Instant, TimeOfDay};
use crate::domain::words::Words;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

fn source() -> Source {
    Source {
        title: Words::default(),
        kind: SourceKind::Press,
        date: Date::try_from("2024-10-30".to_owned()).expect("a date"),
        link: None,
    }
}

fn account() -> Account {
    Account {
        consumer_number: ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits"),
        masked_name: String::new(),
        category: "DS-II".into(),
        sanctioned_load_w: 2_000,
        discom: "SBPDCL".into(),
        division: "patna-central".into(),
        arrears: Paise::ZERO,
        supply: SupplyState::Connected,
    }
}

fn window(from: &str, to: &str) -> CutWindow {
    let time = |text: &str| TimeOfDay::try_from(text.to_owned()).expect("a time of day");
    CutWindow { id: "window".into(), weekdays: vec![], from: time(from), to: time(to), source: source() }
}

fn barred(on: BarredOn) -> BarredDays {
    BarredDays { id: format!("{on:?}"), label: Words::default(), on, source: source() }
}

/// Grace of 72 hours, cuts 10:00–13:00, no Sundays: as reported for Bihar in 2024.
fn pack() -> RulePack {
    RulePack {
        id: "br".into(),
        version: 1,
        title: Words::default(),
        utc_offset_minutes: INDIA,
        applies: Applies::default(),
        floor: None,
        grace: Some(Grace { id: "grace".into(), length: GraceLength::Hours(72), source: source() }),
        cut_windows: vec![window("10:00", "13:00")],
        barred_days: vec![barred(BarredOn::Weekday(DayOfWeek::Sun))],
        reconnection: None,
    }
}

fn moratorium(from: Instant, until: Option<Instant>) -> Moratorium {
    let code = Named { value_name: "discom".into(), value: "SBPDCL".into() };
    let areas = vec![Area { area_desc: String::new(), geocode: vec![code] }];
    Moratorium { id: "m".into(), notice: "n".into(), from, until, areas }
}

fn below_zero(since: Instant) -> Balance {
    Balance {
        paise: Paise(-100),
        as_of: since,
        quality: Quality::Measured,
        on_meter_as_of: None,
        not_above_zero_since: Some(since),
    }
}

fn confirmed() -> Option<Confirmation> {
    Some(Confirmation::Until(Instant::MAX))
}

fn assessed(pack: &RulePack, moratoria: &[Moratorium], balance: &Balance, now: Instant) -> Outlook {
    let account = account();
    let facts = Facts {
        account: Some(&account),
        packs: core::slice::from_ref(pack),
        moratoria,
        confirmation: confirmed(),
        funds: Funds::Read { balance, projection: None },
    };
    assess(&facts, now)
}

/// The earliest cut that an outlook asked at the crossing names.
fn earliest(pack: &RulePack, moratoria: &[Moratorium], balance: &Balance) -> Option<Instant> {
    match assessed(pack, moratoria, balance, balance.as_of).state {
        State::ProtectedUntil(Until::At(at)) | State::MayBeCut { since: at, .. } => Some(at),
        State::AtRiskFrom { from, .. } => Some(from),
        State::ProtectedUntil(Until::Declared { .. }) => None,
        other => panic!("no earliest cut in {other:?}"),
    }
}

#[test]
fn grace_that_ends_on_sunday_evening_waits_for_mondays_window() {
    let crossed = below_zero(at("2024-10-24T18:00:00+05:30"));
    let outlook = assessed(&pack(), &[], &crossed, at("2024-10-25T08:00:00+05:30"));
    assert_eq!(outlook.state, State::ProtectedUntil(Until::At(at("2024-10-28T10:00:00+05:30"))));
    let kinds: Vec<_> = outlook
        .reasons
        .iter()
        .map(|reason| match reason {
            Reason::Balance { .. } => "balance",
            Reason::BelowFloor => "below",
            Reason::Grace { .. } => "grace",
            Reason::Barred { .. } => "barred",
            Reason::Window { .. } => "window",
            Reason::Moratorium { .. } => "moratorium",
        })
        .collect();
    assert_eq!(kinds, ["balance", "grace", "barred", "window"]);
}

#[test]
fn a_moratorium_answers_without_a_balance() {
    let account = account();
    let until = at("2024-11-11T10:00:00+05:30");
    let facts = Facts {
        account: Some(&account),
        packs: &[pack()],
        moratoria: &[moratorium(at("2024-10-25T00:00:00+05:30"), Some(until))],
        confirmation: confirmed(),
        funds: Funds::Unknown,
    };
    assert_eq!(assess(&facts, at("2024-10-31T19:00:00+05:30")).state, State::ProtectedUntil(Until::At(until)));
    let without_rules = Facts { packs: &[], ..facts };
    assert_eq!(assess(&without_rules, at("2024-10-31T19:00:00+05:30")).state, State::ProtectedUntil(Until::At(until)));
    let elsewhere = Account { discom: "NBPDCL".into(), ..account.clone() };
    let elsewhere = Facts { account: Some(&elsewhere), ..facts };
    assert_eq!(
        assess(&elsewhere, at("2024-10-31T19:00:00+05:30")).state,
        State::Unknown { missing: Missing::Balance, not_before: None }
    );
}

#[test]
fn an_open_moratorium_protects_only_while_it_is_confirmed() {
    let account = account();
    let balance = below_zero(at("2024-10-20T00:00:00+05:30"));
    let expires = at("2024-11-01T00:00:00+05:30");
    let facts = |confirmation| Facts {
        account: Some(&account),
        packs: &[],
        moratoria: &[],
        confirmation: Some(confirmation),
        funds: Funds::Read { balance: &balance, projection: None },
    };
    let moratoria = [moratorium(at("2024-10-20T00:00:00+05:30"), None)];
    let packs = [pack()];
    let with = |confirmation| Facts { packs: &packs, moratoria: &moratoria, ..facts(confirmation) };
    assert_eq!(
        assess(&with(Confirmation::Until(expires)), at("2024-10-31T00:00:00+05:30")).state,
        State::ProtectedUntil(Until::Declared { confirmed: expires })
    );
    assert_eq!(
        assess(&with(Confirmation::NotSince(expires)), at("2024-11-02T00:00:00+05:30")).state,
        State::Unknown { missing: Missing::Confirmation(expires), not_before: None }
    );
}

#[test]
fn without_rules_account_or_bulletin_nothing_is_called_safe() {
    let account = account();
    let balance = Balance { paise: Paise::rupees(5_000), ..below_zero(at("2024-10-20T00:00:00+05:30")) };
    let packs = [pack()];
    let facts = Facts {
        account: Some(&account),
        packs: &packs,
        moratoria: &[],
        confirmation: confirmed(),
        funds: Funds::Read { balance: &balance, projection: None },
    };
    let missing = |facts: &Facts<'_>| match assess(facts, at("2024-10-31T00:00:00+05:30")).state {
        State::Unknown { missing, .. } => missing,
        other => panic!("{other:?}"),
    };
    assert_eq!(missing(&Facts { account: None, ..facts }), Missing::Account);
    assert_eq!(missing(&Facts { packs: &[], ..facts }), Missing::Rules);
    assert_eq!(missing(&Facts { confirmation: None, ..facts }), Missing::Bulletin);
    assert_eq!(missing(&Facts { funds: Funds::Unknown, ..facts }), Missing::Balance);
    assert_eq!(missing(&facts), Missing::Use);
}

#[test]
fn of_two_contradicting_packs_the_earlier_cut_is_told() {
    let account = account();
    let balance = below_zero(at("2024-10-21T12:00:00+05:30"));
    let week = RulePack {
        id: "week".into(),
        grace: Some(Grace { id: "grace".into(), length: GraceLength::Days(7), source: source() }),
        ..pack()
    };
    let packs = [week, pack()];
    let facts = Facts {
        account: Some(&account),
        packs: &packs,
        moratoria: &[],
        confirmation: confirmed(),
        funds: Funds::Read { balance: &balance, projection: None },
    };
    assert_eq!(
        assess(&facts, at("2024-10-22T00:00:00+05:30")).state,
        State::ProtectedUntil(Until::At(at("2024-10-24T12:00:00+05:30")))
    );
}

#[test]
fn a_balance_that_lasts_is_at_risk_only_after_it_ran_out() {
    let account = account();
    let as_of = at("2024-10-25T00:00:00+05:30");
    let balance = Balance { paise: Paise::rupees(50), not_above_zero_since: None, ..below_zero(as_of) };
    let days: Vec<DayUse> = (1..=20)
        .map(|day| DayUse {
            date: Date(chrono::NaiveDate::from_ymd_opt(2024, 10, day).expect("a date")),
            wh: 3_000,
            paise: Paise::rupees(25),
            quality: Quality::Measured,
        })
        .collect();
    let projection: Projection = project(&balance, &days, as_of).expect("twenty days");
    let packs = [pack()];
    let facts = Facts {
        account: Some(&account),
        packs: &packs,
        moratoria: &[],
        confirmation: confirmed(),
        funds: Funds::Read { balance: &balance, projection: Some(&projection) },
    };
    // Runs out on Sunday the 27th at midnight; 72 hours later is Wednesday at midnight; the window opens at 10.
    let from = at("2024-10-30T10:00:00+05:30");
    assert_eq!(assess(&facts, as_of).state, State::AtRiskFrom { from, estimated: true });
    let later = assess(&facts, at("2024-10-28T12:00:00+05:30")).state;
    assert_eq!(later, State::ProtectedUntil(Until::At(from)));
    let evening = assess(&facts, at("2024-10-30T20:00:00+05:30")).state;
    let next = at("2024-10-31T10:00:00+05:30");
    assert_eq!(evening, State::MayBeCut { since: from, next, estimated: true });
}

#[test]
fn a_moratorium_declared_after_grace_was_over_protects_all_the_same() {
    let crossed = below_zero(at("2024-10-10T18:00:00+05:30"));
    let until = at("2024-11-11T10:00:00+05:30");
    let moratoria = [moratorium(at("2024-10-25T00:00:00+05:30"), Some(until))];
    let before = assessed(&pack(), &[], &crossed, at("2024-10-29T11:00:00+05:30")).state;
    assert!(matches!(before, State::MayBeCut { .. }), "{before:?}");
    let during = assessed(&pack(), &moratoria, &crossed, at("2024-10-29T11:00:00+05:30")).state;
    assert_eq!(during, State::ProtectedUntil(Until::At(until)));
}

#[test]
fn on_a_barred_day_nobody_is_told_that_supply_may_be_cut() {
    let crossed = below_zero(at("2024-10-10T18:00:00+05:30"));
    let sunday = assessed(&pack(), &[], &crossed, at("2024-10-27T11:00:00+05:30")).state;
    assert_eq!(sunday, State::ProtectedUntil(Until::At(at("2024-10-28T10:00:00+05:30"))));
}

/// Steps minute by minute from the crossing on and asks of each minute whether supply may be cut in it.
fn oracle(pack: &RulePack, moratoria: &[Moratorium], crossing: Instant) -> Option<Instant> {
    let grace_over = |minute: Instant| match pack.grace.as_ref().map(|grace| grace.length) {
        None => true,
        Some(GraceLength::Hours(hours)) => minute - crossing >= TimeDelta::hours(i64::from(hours)),
        Some(GraceLength::Days(days)) => minute - crossing >= TimeDelta::hours(24 * i64::from(days)),
        Some(GraceLength::CivilDays(days)) => (minute.date(INDIA) - crossing.date(INDIA)).num_days() > i64::from(days),
    };
    (0..60 * 24 * 60).map(|minutes| crossing + TimeDelta::minutes(minutes)).find(|minute| {
        let civil = minute.civil(INDIA);
        let minute_of_day =
            u16::try_from((civil - civil.date().and_time(chrono::NaiveTime::MIN)).num_minutes()).expect("a day");
        let in_window = pack.cut_windows.is_empty()
            || pack
                .cut_windows
                .iter()
                .any(|window| window.on(civil.date()).is_some_and(|(from, to)| (from..to).contains(&minute_of_day)));
        grace_over(*minute)
            && in_window
            && !pack.barred_days.iter().any(|barred| barred.on.covers(civil.date()))
            && !moratoria.iter().any(|one| one.from <= *minute && one.until.is_none_or(|until| *minute < until))
    })
}

fn any_instant() -> impl Strategy<Value = Instant> {
    (0_i64..60 * 24 * 40).prop_map(|minutes| at("2024-10-20T00:00:00+05:30") + TimeDelta::minutes(minutes))
}

fn any_weekday() -> impl Strategy<Value = DayOfWeek> {
    use DayOfWeek::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    prop::sample::select(vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun])
}

fn any_barred() -> impl Strategy<Value = BarredDays> {
    let date = || any_instant().prop_map(|instant| Date(instant.date(INDIA)));
    prop_oneof![
        any_weekday().prop_map(BarredOn::Weekday),
        (1_u8..=5, any_weekday()).prop_map(|(nth, weekday)| BarredOn::NthWeekday { nth, weekday }),
        prop::collection::vec(date(), 0..4).prop_map(BarredOn::Dates),
        (1_u8..=12, 1_u8..=31).prop_map(|(month, day)| BarredOn::Yearly { month, day }),
        (date(), date()).prop_map(|(first, last)| BarredOn::Range { first, last }),
    ]
    .prop_map(barred)
}

fn any_window() -> impl Strategy<Value = CutWindow> {
    let time = || {
        (0_u16..=24, 0_u16..60)
            .prop_map(|(hour, minute)| if hour == 24 { "24:00".into() } else { format!("{hour:02}:{minute:02}") })
    };
    (time(), time(), prop::collection::vec(any_weekday(), 0..5))
        .prop_map(|(from, to, weekdays)| CutWindow { weekdays, ..window(&from, &to) })
}

fn any_pack() -> impl Strategy<Value = RulePack> {
    let grace = prop_oneof![
        (0_u16..200).prop_map(GraceLength::Hours),
        (0_u16..10).prop_map(GraceLength::Days),
        (0_u16..10).prop_map(GraceLength::CivilDays),
    ];
    let grace = prop::option::of(grace.prop_map(|length| Grace { id: "g".into(), length, source: source() }));
    (grace, prop::collection::vec(any_window(), 0..4), prop::collection::vec(any_barred(), 0..4))
        .prop_map(|(grace, cut_windows, barred_days)| RulePack { grace, cut_windows, barred_days, ..pack() })
}

fn any_moratorium() -> impl Strategy<Value = Moratorium> {
    (any_instant(), prop::option::of(0_i64..60 * 24 * 20))
        .prop_map(|(from, minutes)| moratorium(from, minutes.map(|minutes| from + TimeDelta::minutes(minutes))))
}

fn or_never(cut: Option<Instant>) -> Instant {
    cut.unwrap_or(Instant::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_earliest_cut_is_the_one_a_minute_by_minute_search_finds(
        pack in any_pack(),
        moratoria in prop::collection::vec(any_moratorium(), 0..3),
        crossing in any_instant(),
    ) {
        let found = earliest(&pack, &moratoria, &below_zero(crossing));
        let expected = oracle(&pack, &moratoria, crossing);
        // The oracle looks 60 days ahead; a later cut is none to it.
        let found = found.filter(|at| *at < crossing + TimeDelta::days(60));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_moratorium_or_a_barred_day_never_makes_the_cut_earlier(
        pack in any_pack(), moratoria in prop::collection::vec(any_moratorium(), 0..3),
        more in any_moratorium(), day in any_barred(), crossing in any_instant(),
    ) {
        let balance = below_zero(crossing);
        let before = or_never(earliest(&pack, &moratoria, &balance));
        let longer: Vec<_> = moratoria.iter().cloned().chain([more]).collect();
        prop_assert!(or_never(earliest(&pack, &longer, &balance)) >= before);
        let mut stricter = pack.clone();
        stricter.barred_days.push(day);
        prop_assert!(or_never(earliest(&stricter, &moratoria, &balance)) >= before);
    }

    #[test]
    fn more_grace_never_makes_the_cut_earlier(
        pack in any_pack(), moratoria in prop::collection::vec(any_moratorium(), 0..3),
        days in 0_u16..10, more in 0_u16..10, crossing in any_instant(),
    ) {
        let with = |days| RulePack {
            grace: Some(Grace { id: "g".into(), length: GraceLength::Days(days), source: source() }),
            ..pack.clone()
        };
        let balance = below_zero(crossing);
        let cut = |days| or_never(earliest(&with(days), &moratoria, &balance));
        prop_assert!(cut(days) <= cut(days + more));
    }

    #[test]
    fn the_earliest_cut_lies_in_a_window_whoever_asks_when(
        pack in any_pack(), moratoria in prop::collection::vec(any_moratorium(), 0..3),
        crossing in any_instant(), now in any_instant(),
    ) {
        let balance = below_zero(crossing);
        let asked_first = earliest(&pack, &moratoria, &balance);
        let now = now.max(crossing);
        let asked_later = assessed(&pack, &moratoria, &balance, now).state;
        match (asked_first, asked_later) {
            // Once it was allowed it stays so, but what holds now spares the consumer all the same.
            (Some(first), State::MayBeCut { since, next, .. }) => prop_assert!(since == first && next >= now && first <= now),
            (Some(first), State::ProtectedUntil(Until::At(later))) => prop_assert!(later == first || (first <= now && later > now)),
            (Some(first), State::AtRiskFrom { from, .. }) => prop_assert_eq!(first, from),
            (Some(first), State::ProtectedUntil(Until::Declared { .. })) => prop_assert!(first <= now),
            (None, State::ProtectedUntil(Until::Declared { .. })) => {}
            (first, later) => prop_assert!(false, "{:?} became {:?}", first, later),
        }
        if let Some(at) = asked_first.filter(|at| *at < Instant::MAX && !pack.cut_windows.is_empty()) {
            let civil = at.civil(INDIA);
            let minute = u16::try_from((civil - civil.date().and_time(chrono::NaiveTime::MIN)).num_minutes()).expect("a day");
            prop_assert!(pack.cut_windows.iter().any(|window| window.on(civil.date()).is_some_and(|(from, to)| (from..to).contains(&minute))));
        }
    }
}
