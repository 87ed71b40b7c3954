//! Any pack, any calendar, any account, within some weeks of autumn 2024.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::facts::*;
use crate::domain::account::{Account, CreditUse, PartPayment, Standing};
use crate::domain::money::Paise;
use crate::domain::notice::{Advisory, AdvisoryKind, Moratorium};
use crate::domain::rules::{
    Activation, Applies, BarredDays, BarredHours, BarredOn, Class, Conversion, CreditSize, CutWindow, DayOfWeek,
    EmergencyCredit, Exemption, Grace, Queue, Relief, ReliefStep, Renewal, RulePack, Term,
};
use crate::domain::time::{Date, INDIA, Instant, TimeOfDay};
use crate::domain::words::Words;

/// All that decides, but for the balance.
#[derive(Clone, Debug)]
pub struct Setting {
    pub pack: RulePack,
    pub account: Account,
    pub moratoria: Vec<Moratorium>,
    pub advisories: Vec<Advisory>,
    pub use_wh: u32,
}

pub fn instant() -> impl Strategy<Value = Instant> {
    (0_i64..60 * 24 * 40).prop_map(|minutes| at("2024-10-20T00:00:00+05:30") + TimeDelta::minutes(minutes))
}

pub fn date() -> impl Strategy<Value = Date> {
    instant().prop_map(|instant| Date(instant.date(INDIA)))
}

fn weekday() -> impl Strategy<Value = DayOfWeek> {
    use DayOfWeek::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    prop::sample::select(vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun])
}

fn time() -> impl Strategy<Value = TimeOfDay> {
    (0_u16..=24, 0_u16..60).prop_map(|(hour, minute)| {
        let text = if hour == 24 { "24:00".into() } else { format!("{hour:02}:{minute:02}") };
        TimeOfDay::try_from(text).expect("a time of day")
    })
}

fn kind() -> impl Strategy<Value = AdvisoryKind> {
    prop::sample::select(vec![AdvisoryKind::Heat, AdvisoryKind::Cold])
}

pub fn barred_days() -> impl Strategy<Value = BarredDays> {
    let on = prop_oneof![
        weekday().prop_map(BarredOn::Weekday),
        (1_u8..=5, weekday()).prop_map(|(nth, weekday)| BarredOn::NthWeekday { nth, weekday }),
        prop::collection::vec(date(), 0..4).prop_map(BarredOn::Dates),
        (1_u8..=12, 1_u8..=31).prop_map(|(month, day)| BarredOn::Yearly { month, day }),
        (date(), date()).prop_map(|(first, last)| BarredOn::Range { first, last }),
        (prop::collection::vec(kind(), 0..3), 0_u8..3)
            .prop_map(|(kinds, days_after)| BarredOn::Advisory { kinds, days_after }),
    ];
    let hours = (time(), time()).prop_map(|(from, to)| BarredHours { from, to });
    let some_days = (on, prop::option::of(hours), any::<bool>());
    let every_day = (time(), time(), any::<bool>())
        .prop_map(|(from, to, only_in_credit)| (BarredOn::EveryDay, Some(BarredHours { from, to }), only_in_credit));
    prop_oneof![4 => some_days, 1 => every_day].prop_map(|(on, hours, only_in_credit)| BarredDays {
        hours,
        only_in_credit,
        ..barred(on)
    })
}

fn cut_window() -> impl Strategy<Value = CutWindow> {
    (time(), time(), prop::collection::vec(weekday(), 0..5)).prop_map(|(from, to, weekdays)| CutWindow {
        weekdays,
        from,
        to,
        ..window("00:00", "00:00")
    })
}

pub fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        (0_u16..200).prop_map(Term::Hours),
        (0_u16..10).prop_map(Term::Days),
        (0_u16..10).prop_map(Term::CivilDays),
    ]
}

pub fn moratorium() -> impl Strategy<Value = Moratorium> {
    (instant(), prop::option::of(0_i64..60 * 24 * 20))
        .prop_map(|(from, minutes)| moratorium_from(from, minutes.map(|minutes| from + TimeDelta::minutes(minutes))))
}

fn advisory() -> impl Strategy<Value = Advisory> {
    (kind(), instant(), 1_i64..60 * 24 * 4).prop_map(|(kind, from, minutes)| {
        let areas = moratorium_from(from, None).areas;
        Advisory { kind, notice: "a".into(), from, until: from + TimeDelta::minutes(minutes), areas }
    })
}

fn exemption() -> impl Strategy<Value = Exemption> {
    (prop::option::of(500_u32..4_000), prop::option::of(0_u32..200_000), any::<bool>(), any::<bool>()).prop_map(
        |(load, use_wh_at_most, vulnerable, without_arrears)| Exemption {
            id: "exempt".into(),
            label: Words::default(),
            classes: load.map(|load| Class { load_w_at_most: Some(load), ..Class::default() }).into_iter().collect(),
            use_wh_at_most,
            vulnerable,
            without_arrears,
            source: source(),
        },
    )
}

fn relief() -> impl Strategy<Value = Relief> {
    let step = (0_u8..=100, term()).prop_map(|(share_percent, length)| ReliefStep { share_percent, length });
    (prop::collection::vec(step, 0..3), prop::sample::select(vec![Renewal::Once, Renewal::PerRecharge]))
        .prop_map(|(steps, renewal)| Relief { id: "relief".into(), steps, renewal, source: source() })
}

fn credit() -> impl Strategy<Value = EmergencyCredit> {
    (term(), prop::sample::select(vec![Activation::Automatic, Activation::OnRequest])).prop_map(|(term, activation)| {
        let (size, renewal) = (CreditSize::Term(term), Renewal::Once);
        EmergencyCredit { id: "credit".into(), size, activation, renewal, source: source() }
    })
}

fn rare<S: Strategy>(rule: S) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    prop::option::weighted(0.25, rule)
}

pub fn pack() -> impl Strategy<Value = RulePack> {
    let grace = prop::option::of(term().prop_map(|length| Grace { id: "g".into(), length, source: source() }));
    let conversion = rare(term().prop_map(|length| Conversion { id: "c".into(), length, source: source() }));
    let queue =
        rare((date(), 1_u32..4).prop_map(|(from, per_day)| Queue { id: "q".into(), from, per_day, source: source() }));
    let applies = (prop::option::weighted(0.1, instant()), prop::option::weighted(0.1, instant()))
        .prop_map(|(from, until)| Applies { from, until, ..Applies::default() });
    let calendar = (prop::collection::vec(cut_window(), 0..4), prop::collection::vec(barred_days(), 0..4));
    let exemptions = prop::collection::vec(exemption(), 0..2);
    (applies, grace, calendar, conversion, queue, rare(relief()), rare(credit()), rare(exemptions)).prop_map(
        |(applies, grace, (cut_windows, barred_days), conversion, queue, relief, emergency_credit, exemptions)| {
            let exemptions = exemptions.unwrap_or_default();
            RulePack {
                applies,
                grace,
                cut_windows,
                barred_days,
                conversion,
                queue,
                relief,
                emergency_credit,
                exemptions,
                ..reported_pack()
            }
        },
    )
}

/// An account of which all is known.
fn known_account() -> impl Strategy<Value = Account> {
    let payment = (instant(), 0_i64..100, 0_u16..2).prop_map(|(at, paid, earlier)| PartPayment {
        at,
        paid: Paise(paid),
        dues: Paise(100),
        earlier,
    });
    let credit = prop::sample::select(vec![CreditUse::Available, CreditUse::Active, CreditUse::Used]);
    (any::<bool>(), date(), credit, prop::option::of(payment), prop::option::of(1_u32..30), 500_u32..4_000, 0_i64..2)
        .prop_map(|(vulnerable, converted_on, credit, part_payment, queue_position, load, arrears)| Account {
            sanctioned_load_w: load,
            arrears: Paise(arrears),
            standing: Standing {
                vulnerable: Some(vulnerable),
                converted_on: Some(converted_on),
                emergency_credit: Some(credit),
                part_payment,
                queue_position,
                last_recharge: None,
            },
            ..account()
        })
}

pub fn setting() -> impl Strategy<Value = Setting> {
    (
        pack(),
        known_account(),
        prop::collection::vec(moratorium(), 0..3),
        prop::collection::vec(advisory(), 0..3),
        0_u32..200_000,
    )
        .prop_map(|(pack, account, moratoria, advisories, use_wh)| Setting {
            pack,
            account,
            moratoria,
            advisories,
            use_wh,
        })
}
