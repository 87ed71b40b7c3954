//! What a rule pack says that its author may not mean. Reading it has already refused what is no rule pack.
//!
//! All that looks into the pack's own members is here; sources are found wherever they stand.

use chrono::{Datelike as _, TimeDelta};
use diya::domain::rules::{BarredDays, BarredOn, RulePack};
use diya::domain::time::Instant;
use serde_json::Value;

/// One remark on a rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Portals would act on nonsense: to be mended.
    Fault(String),
    /// True to the letter, but perhaps not meant.
    Warning(String),
}

/// Days that are looked ahead for one on which supply may be cut: a leap year and a bit.
const AHEAD: i64 = 400;

/// Everything worth saying about `pack` at `now`.
#[must_use]
pub fn remarks(pack: &RulePack, now: Instant) -> Vec<Remark> {
    let mut found = Vec::new();
    if pack.id.trim().is_empty() {
        found.push(Remark::Fault("id: is empty; give the pack a name that stays the same through all versions".into()));
    }
    if pack.title.hi.trim().is_empty() || pack.title.en.trim().is_empty() {
        found.push(Remark::Fault("title: hi and en must both be there; consumers read it under every outlook".into()));
    }
    windows(pack, &mut found);
    barred(pack, &mut found);
    applicability(pack, now, &mut found);
    if !leaves_a_day(pack, now) {
        found.push(Remark::Warning(format!(
            "cut_windows, barred_days: no minute of the next {AHEAD} days is left in which supply may be cut"
        )));
    }
    if let Ok(tree) = serde_json::to_value(pack) {
        sources(&tree, "", &mut found);
    }
    found
}

fn windows(pack: &RulePack, found: &mut Vec<Remark>) {
    for (place, window) in pack.cut_windows.iter().enumerate() {
        if window.to <= window.from {
            found.push(Remark::Warning(format!(
                "cut_windows[{place}].to: not after 'from', so the window '{}' is empty; for one over midnight write two",
                window.id
            )));
        }
    }
}

fn barred(pack: &RulePack, found: &mut Vec<Remark>) {
    for (place, days) in pack.barred_days.iter().enumerate() {
        let wrong = match &days.on {
            BarredOn::NthWeekday { nth, .. } if !(1..=5).contains(nth) => "nth must be 1 to 5",
            BarredOn::Yearly { month, day } if !(1..=12).contains(month) || !(1..=31).contains(day) => {
                "month must be 1 to 12 and day 1 to 31"
            }
            BarredOn::Range { first, last } if last.0 < first.0 => "last is before first, so it bars no day",
            BarredOn::Dates(dates) if dates.is_empty() => "names no date, so it bars no day",
            _ => continue,
        };
        found.push(Remark::Fault(format!("barred_days[{place}].on: {wrong} ('{}')", days.id)));
    }
}

fn applicability(pack: &RulePack, now: Instant, found: &mut Vec<Remark>) {
    let applies = &pack.applies;
    if applies.from.zip(applies.until).is_some_and(|(from, until)| until <= from) {
        found.push(Remark::Fault("applies.until: not after applies.from, so the pack never binds".into()));
    } else if let Some(until) = applies.until.filter(|until| *until <= now) {
        found.push(Remark::Warning(format!(
            "applies.until: the pack has not bound anybody since {}",
            String::from(until)
        )));
    } else if let Some(from) = applies.from.filter(|from| *from > now) {
        found.push(Remark::Warning(format!("applies.from: the pack binds nobody before {}", String::from(from))));
    }
}

fn leaves_a_day(pack: &RulePack, now: Instant) -> bool {
    let today = now.date(pack.utc_offset_minutes);
    (0..AHEAD).filter_map(|days| today.checked_add_signed(TimeDelta::days(days))).any(|date| {
        let open = pack.cut_windows.is_empty() || pack.cut_windows.iter().any(|window| window.on(date).is_some());
        // Hours leave the rest of their day, and an advisory is over some day.
        let shut = |barred: &BarredDays| barred.hours.is_none() && barred.on.covers(date, pack.utc_offset_minutes, &[]);
        open && !pack.barred_days.iter().any(shut) && date.year() < 9999
    })
}

/// Every source that is only press, wherever it stands.
fn sources(tree: &Value, path: &str, found: &mut Vec<Remark>) {
    match tree {
        Value::Object(members) => {
            if members.get("source").and_then(|source| source.get("kind")).is_some_and(|kind| kind == "press") {
                found.push(Remark::Warning(format!(
                    "{}source.kind: press only; consumers see it labelled so. A newspaper is not a rule: find the order",
                    if path.is_empty() { String::new() } else { format!("{path}.") }
                )));
            }
            for (name, value) in members {
                sources(value, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, found);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                sources(item, &format!("{path}[{place}]"), found);
            }
        }
        _ => {}
    }
}
