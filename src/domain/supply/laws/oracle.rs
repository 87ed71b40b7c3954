//! A search so simple that it is right: it steps through every minute of 60 days and asks each rule of each minute.
//!
//! It shares nothing with the search that ships but the calendar's own questions of single dates.

use chrono::{NaiveDate, TimeDelta};

use super::any::Setting;
use crate::domain::account::CreditUse;
use crate::domain::notice::Advisory;
use crate::domain::rules::{Activation, CreditSize, Exemption, RulePack, Term};
use crate::domain::time::{INDIA, Instant};

/// Days that are looked at.
pub const DAYS: i64 = 60;

/// A minute, with what of its day is asked again and again.
#[derive(Clone, Copy)]
struct Minute {
    at: Instant,
    date: NaiveDate,
    of_day: u16,
}

fn minutes_from(start: Instant, days: i64) -> impl Iterator<Item = Minute> {
    let first = start.date(INDIA);
    let midnight = Instant::start_of(first, INDIA);
    (0..=days)
        .flat_map(move |day| {
            let start_of_day = midnight + TimeDelta::days(day);
            let date = start_of_day.date(INDIA);
            (0..24 * 60_u16).map(move |of_day| {
                let at = Instant::from_unix_seconds(start_of_day.unix_seconds() + i64::from(of_day) * 60);
                Minute { at, date, of_day }
            })
        })
        .filter(move |minute| minute.at >= start)
}

fn over(term: Term, start: Instant, minute: Minute) -> bool {
    let seconds = minute.at.unix_seconds() - start.unix_seconds();
    match term {
        Term::Hours(hours) => seconds >= i64::from(hours) * 3_600,
        Term::Days(days) => seconds >= i64::from(days) * 86_400,
        Term::CivilDays(days) => (minute.date - start.date(INDIA)).num_days() > i64::from(days),
    }
}

/// What one day's rules say, asked once a day: the spans of its barred minutes, and whether they ask for credit.
struct Day {
    date: NaiveDate,
    open: Vec<(u16, u16)>,
    /// (first, end) in minutes of this day, and the instant at which the barred time began if it asks for credit.
    barred: Vec<(u16, u16, Option<Instant>)>,
}

impl Day {
    fn of(pack: &RulePack, date: NaiveDate, advisories: &[&Advisory]) -> Self {
        let whole = (0, 24 * 60);
        let open = match pack.cut_windows.is_empty() {
            true => vec![whole],
            false => pack.cut_windows.iter().filter_map(|window| window.on(date)).collect(),
        };
        let mut barred = Vec::new();
        for rule in &pack.barred_days {
            let yesterday = date - TimeDelta::days(1);
            for (day, is_today) in [(date, true), (yesterday, false)] {
                if !rule.on.covers(day, INDIA, advisories) {
                    continue;
                }
                let (from, to) = rule.hours.map_or(whole, |hours| (hours.from.minutes(), hours.to.minutes()));
                let began = Instant::start_of(day, INDIA) + TimeDelta::minutes(i64::from(from));
                let asks = rule.only_in_credit.then_some(began);
                match (is_today, from < to) {
                    (true, true) => barred.push((from, to, asks)),
                    (true, false) => barred.push((from, 24 * 60, asks)),
                    (false, true) => {}
                    (false, false) => barred.push((0, to, asks)),
                }
            }
        }
        Self { date, open, barred }
    }

    fn allows(&self, of_day: u16, crossing: Option<Instant>) -> bool {
        let within = |first: u16, end: u16| first <= of_day && of_day < end;
        let barred = |(first, end, began): &(u16, u16, Option<Instant>)| {
            let in_credit = began.is_none_or(|began| crossing.is_some_and(|crossing| began < crossing));
            within(*first, *end) && in_credit
        };
        self.open.iter().any(|(first, end)| within(*first, *end)) && !self.barred.iter().any(barred)
    }
}

struct Calendar<'setting> {
    setting: &'setting Setting,
    advisories: Vec<&'setting Advisory>,
    day: Option<Day>,
}

impl<'setting> Calendar<'setting> {
    fn of(setting: &'setting Setting) -> Self {
        Self { setting, advisories: setting.advisories.iter().collect(), day: None }
    }

    fn allows(&mut self, minute: Minute, crossing: Option<Instant>) -> bool {
        if self.day.as_ref().is_none_or(|day| day.date != minute.date) {
            self.day = Some(Day::of(&self.setting.pack, minute.date, &self.advisories));
        }
        let day = self.day.as_ref().expect("just made");
        let spared =
            |from: Instant, until: Option<Instant>| from <= minute.at && until.is_none_or(|end| minute.at < end);
        day.allows(minute.of_day, crossing)
            && !self.setting.moratoria.iter().any(|one| spared(one.from, one.until))
            && self.setting.pack.applies.until.is_none_or(|until| minute.at < until)
    }
}

fn exempted(setting: &Setting, exemption: &Exemption) -> bool {
    let load = setting.account.sanctioned_load_w;
    let class = exemption.classes.iter().all(|class| class.load_w_at_most.is_none_or(|most| load <= most));
    class
        && (!exemption.without_arrears || setting.account.arrears.0 <= 0)
        && (!exemption.vulnerable || setting.account.standing.vulnerable == Some(true))
        && exemption.use_wh_at_most.is_none_or(|most| setting.use_wh <= most)
}

/// The first minute, within [`DAYS`] of the crossing, in which the account may be cut.
pub fn first_cut(setting: &Setting, crossing: Instant) -> Option<Instant> {
    let Setting { pack, account, .. } = setting;
    if pack.exemptions.iter().any(|exemption| exempted(setting, exemption)) {
        return None;
    }
    let lent = pack.emergency_credit.as_ref().filter(|credit| match account.standing.emergency_credit {
        Some(CreditUse::Active) => true,
        Some(CreditUse::Available) => credit.activation == Activation::Automatic,
        _ => false,
    });
    let credit = lent.map_or(Term::Hours(0), |credit| match credit.size {
        CreditSize::Term(term) => term,
        CreditSize::Paise(_) => Term::Hours(0),
    });
    let credit_over = minutes_from(crossing, DAYS).find(|minute| over(credit, crossing, *minute))?.at;
    let grace = pack.grace.as_ref().map_or(Term::Hours(0), |grace| grace.length);
    let converted = account.standing.converted_on.map(|date| Instant::start_of(date.0, INDIA));
    let payment = account.standing.part_payment.as_ref();
    let bought = payment.and_then(|payment| pack.relief.as_ref()?.bought_by(payment));

    let mut calendar = Calendar::of(setting);
    let turn = pack.queue.as_ref().map(|queue| {
        let first = Instant::start_of(queue.from.0, INDIA);
        let mut days: Vec<NaiveDate> = Vec::new();
        let before = (account.standing.queue_position.unwrap_or(1) - 1) / queue.per_day;
        minutes_from(first, 2 * DAYS)
            .find(|minute| {
                if days.last() != Some(&minute.date) && calendar.allows(*minute, None) {
                    days.push(minute.date);
                }
                days.len() > before as usize
            })
            .map_or(Instant::MAX, |minute| Instant::start_of(minute.date, INDIA))
    });

    let mut calendar = Calendar::of(setting);
    let cut = minutes_from(credit_over, DAYS).find(|minute| {
        let spared_by_relief = payment
            .zip(bought)
            .is_some_and(|(payment, term)| payment.at <= minute.at && !over(term, payment.at, *minute));
        let spared_by_conversion = pack
            .conversion
            .as_ref()
            .zip(converted)
            .is_some_and(|(rule, converted)| minute.at < converted || !over(rule.length, converted, *minute));
        over(grace, credit_over, *minute)
            && !spared_by_relief
            && !spared_by_conversion
            && turn.is_none_or(|turn| turn <= minute.at)
            && pack.applies.from.is_none_or(|from| from <= minute.at)
            && calendar.allows(*minute, Some(crossing))
    })?;
    Some(cut.at).filter(|at| *at < crossing + TimeDelta::days(DAYS))
}
