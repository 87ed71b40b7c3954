//! The facts that are assessed: a household in Patna in the autumn of 2024.

use chrono::TimeDelta;
use diya::domain::account::{Account, CreditUse, PartPayment, Standing, SupplyState};
use diya::domain::balance::{Balance, DayUse, Quality};
use diya::domain::identity::ConsumerNumber;
use diya::domain::money::Paise;
use diya::domain::notice::{Advisory, AdvisoryKind, Area, Moratorium, Named};
use diya::domain::rules::{BarredOn, DayOfWeek, RulePack};
use diya::domain::time::{Date, INDIA, Instant};

/// The rules of Bihar as the press told them: 72 hours, forenoons, no Sundays, no national holidays.
pub fn reported() -> RulePack {
    serde_json::from_str(include_str!("reported.json")).expect("a rule pack")
}

/// A pack in which every kind of rule stands.
pub fn every_rule() -> RulePack {
    serde_json::from_str(include_str!("every_rule.json")).expect("a rule pack")
}

/// The same without an end, and with windows on barred days only: they never open, and the search goes to its horizon.
pub fn never_opens() -> RulePack {
    let mut pack = every_rule();
    pack.applies.until = None;
    for window in &mut pack.cut_windows {
        window.weekdays = vec![DayOfWeek::Sun];
    }
    pack
}

/// The same without friendly hours, with one cut a day: for somebody far back in the queue each day is searched.
pub fn long_queue() -> RulePack {
    let mut pack = every_rule();
    pack.applies.until = None;
    pack.barred_days.retain(|rule| rule.on != BarredOn::EveryDay);
    if let Some(queue) = &mut pack.queue {
        queue.per_day = 1;
    }
    pack
}

pub fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

/// An account of which everything is known that a rule asks for.
pub fn account() -> Account {
    Account {
        consumer_number: ConsumerNumber::try_from("102345679".to_owned()).expect("nine digits"),
        masked_name: "I•••••• H••••••••".into(),
        category: "DS-II".into(),
        sanctioned_load_w: 2_000,
        discom: "SBPDCL".into(),
        division: "patna-central".into(),
        arrears: Paise(5_000_000),
        supply: SupplyState::Connected,
        standing: Standing {
            vulnerable: Some(false),
            converted_on: Some(Date(at("2024-10-20T00:00:00+05:30").date(INDIA))),
            emergency_credit: Some(CreditUse::Available),
            part_payment: Some(PartPayment {
                at: at("2024-10-26T12:00:00+05:30"),
                paid: Paise(10_000),
                dues: Paise(18_000),
                earlier: 0,
            }),
            queue_position: Some(450_000),
            last_recharge: Some(Paise(50_000)),
        },
    }
}

pub fn below_zero() -> Balance {
    Balance {
        paise: Paise(-18_000),
        as_of: at("2024-10-25T00:15:00+05:30"),
        quality: Quality::Measured,
        on_meter_as_of: None,
        not_above_zero_since: Some(at("2024-10-20T06:00:00+05:30")),
        deducted_through: None,
    }
}

pub fn in_credit() -> Balance {
    Balance { paise: Paise(5_000), not_above_zero_since: None, ..below_zero() }
}

fn patna() -> Vec<Area> {
    let code = Named { value_name: "discom".into(), value: "SBPDCL".into() };
    vec![Area { area_desc: "दक्षिण बिहार (SBPDCL)".into(), geocode: vec![code] }]
}

/// The stop of disconnections after the outage of 2024, with its end declared.
pub fn moratorium() -> Moratorium {
    Moratorium {
        id: "app-outage-2024".into(),
        notice: "SBPDCL-2024-11-08-resume".into(),
        from: at("2024-10-25T10:00:00+05:30"),
        until: Some(at("2024-11-11T10:00:00+05:30")),
        areas: patna(),
    }
}

pub fn cold() -> Advisory {
    Advisory {
        kind: AdvisoryKind::Cold,
        notice: "SBPDCL-2024-12-10-cold".into(),
        from: at("2024-12-10T00:00:00+05:30"),
        until: at("2024-12-13T00:00:00+05:30"),
        areas: patna(),
    }
}

/// 400 days of use before the reading, as many as the contract's longest answer has.
pub fn history() -> Vec<DayUse> {
    let day = |back: u32| DayUse {
        date: Date((below_zero().as_of - TimeDelta::days(i64::from(back))).date(INDIA)),
        wh: 3_000 + back * 37 % 2_000,
        paise: Paise(2_000 + i64::from(back * 61 % 1_500)),
        quality: Quality::Measured,
    };
    (1..=400).map(day).collect()
}
