//! Facts that the examples begin with.

use super::super::*;
use crate::domain::account::{Account, Standing, SupplyState};
use crate::domain::balance::{Balance, DayUse, Quality};
use crate::domain::bulletin::Confirmation;
use crate::domain::identity::ConsumerNumber;
use crate::domain::money::Paise;
use crate::domain::notice::{Area, Moratorium, Named};
use crate::domain::rules::{
    Applies, BarredDays, BarredOn, CutWindow, DayOfWeek, Grace, RulePack, Source, SourceKind, Term,
};
use crate::domain::time::{Date, INDIA, Instant, TimeOfDay};
use crate::domain::words::Words;

pub fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

pub fn source() -> Source {
    Source {
        title: Words::default(),
        kind: SourceKind::Press,
        date: Date::try_from("2024-10-30".to_owned()).expect("a date"),
        link: None,
    }
}

pub fn account() -> Account {
    Account {
        consumer_number: ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits"),
        masked_name: String::new(),
        category: "DS-II".into(),
        sanctioned_load_w: 2_000,
        discom: "SBPDCL".into(),
        division: "patna-central".into(),
        arrears: Paise::ZERO,
        supply: SupplyState::Connected,
        standing: Standing::default(),
    }
}

pub fn window(from: &str, to: &str) -> CutWindow {
    let time = |text: &str| TimeOfDay::try_from(text.to_owned()).expect("a time of day");
    CutWindow { id: "window".into(), weekdays: vec![], from: time(from), to: time(to), source: source() }
}

pub fn barred(on: BarredOn) -> BarredDays {
    BarredDays {
        id: format!("{on:?}"),
        label: Words::default(),
        on,
        hours: None,
        only_in_credit: false,
        source: source(),
    }
}

/// Grace of 72 hours, cuts 10:00–13:00, no Sundays: as reported for Bihar in 2024.
pub fn reported_pack() -> RulePack {
    RulePack {
        id: "br".into(),
        version: 1,
        title: Words::default(),
        utc_offset_minutes: INDIA,
        applies: Applies::default(),
        floor: None,
        grace: Some(Grace { id: "grace".into(), length: Term::Hours(72), source: source() }),
        cut_windows: vec![window("10:00", "13:00")],
        barred_days: vec![barred(BarredOn::Weekday(DayOfWeek::Sun))],
        reconnection: None,
        caveat: None,
        emergency_credit: None,
        conversion: None,
        exemptions: vec![],
        relief: None,
        instalments: None,
        queue: None,
        warnings: vec![],
        recharge: None,
    }
}

pub fn moratorium_from(from: Instant, until: Option<Instant>) -> Moratorium {
    let code = Named { value_name: "discom".into(), value: "SBPDCL".into() };
    let areas = vec![Area { area_desc: String::new(), geocode: vec![code] }];
    Moratorium { id: "m".into(), notice: "n".into(), from, until, areas }
}

pub fn below_zero(since: Instant) -> Balance {
    Balance {
        paise: Paise(-100),
        as_of: since,
        quality: Quality::Measured,
        on_meter_as_of: None,
        not_above_zero_since: Some(since),
        deducted_through: None,
    }
}

pub fn confirmed() -> Option<Confirmation> {
    Some(Confirmation::Until(Instant::MAX))
}

/// The first twenty days of October, at ₹25 each.
pub fn twenty_days() -> Vec<DayUse> {
    let day = |day| DayUse {
        date: Date(chrono::NaiveDate::from_ymd_opt(2024, 10, day).expect("a date")),
        wh: 3_000,
        paise: Paise::rupees(25),
        quality: Quality::Measured,
    };
    (1..=20).map(day).collect()
}

/// Nothing is known but that the bulletin is confirmed.
pub fn nothing() -> Facts<'static> {
    Facts {
        account: None,
        packs: &[],
        moratoria: &[],
        advisories: &[],
        confirmation: confirmed(),
        funds: Funds::Unknown,
        use_wh: None,
    }
}

pub fn assessed(pack: &RulePack, moratoria: &[Moratorium], balance: &Balance, now: Instant) -> Outlook {
    let account = account();
    let facts = Facts {
        account: Some(&account),
        packs: core::slice::from_ref(pack),
        moratoria,
        funds: Funds::Read { balance, projection: None },
        ..nothing()
    };
    assess(&facts, now)
}
