//! The first instant, from a given one on, at which a rule pack and the moratoria allow a cut.

use chrono::{NaiveDate, TimeDelta};

use super::outlook::Reason;
use crate::domain::notice::Moratorium;
use crate::domain::rules::{Grace, GraceLength, RulePack};
use crate::domain::time::Instant;

/// How far ahead is looked: beyond two years nobody plans.
const HORIZON: TimeDelta = TimeDelta::days(731);

/// The first allowed cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Earliest {
    /// At this instant.
    At(Instant),
    /// Not before a moratorium without a stated end is declared ended.
    Open,
    /// Not within the horizon.
    Never,
}

/// When grace that begins at `start` is over.
pub(super) fn grace_end(pack: &RulePack, grace: &Grace, start: Instant) -> Instant {
    match grace.length {
        GraceLength::Hours(hours) => start + TimeDelta::hours(i64::from(hours)),
        GraceLength::Days(days) => start + TimeDelta::days(i64::from(days)),
        GraceLength::CivilDays(days) => {
            let offset = pack.utc_offset_minutes;
            // Through the instant, so that a date at the end of time saturates instead of overflowing.
            let last = (Instant::start_of(start.date(offset), offset) + TimeDelta::days(i64::from(days))).date(offset);
            end_of(pack, last)
        }
    }
}

/// The first instant from `start` on at which supply may be cut. What moved it is pushed to `reasons`, in order.
pub(super) fn earliest_cut(
    pack: &RulePack,
    moratoria: &[&Moratorium],
    start: Instant,
    reasons: &mut Vec<Reason>,
) -> Earliest {
    let limit = start + HORIZON;
    let mut at = start;
    while at <= limit {
        if let Some(moratorium) = holding(moratoria, at) {
            let until = moratorium.until;
            push(reasons, Reason::Moratorium { notice: moratorium.notice.clone(), until });
            match until {
                Some(until) => at = until,
                None => return Earliest::Open,
            }
        } else if let Some(reason) = barred(pack, at) {
            at = match &reason {
                Reason::Barred { until, .. } => *until,
                _ => return Earliest::Never,
            };
            push(reasons, reason);
        } else {
            match window(pack, at) {
                Window::Open => return Earliest::At(at),
                Window::From(reason, from) => {
                    at = from;
                    push(reasons, reason);
                }
                Window::NotToday => at = end_of(pack, at.date(pack.utc_offset_minutes)),
            }
        }
    }
    Earliest::Never
}

/// The moratorium that holds at `at`; of several the one that holds longest, so that the fewest steps are told.
fn holding<'m>(moratoria: &[&'m Moratorium], at: Instant) -> Option<&'m Moratorium> {
    moratoria
        .iter()
        .filter(|moratorium| moratorium.from <= at && moratorium.until.is_none_or(|until| at < until))
        .max_by_key(|moratorium| moratorium.until.unwrap_or(Instant::MAX))
        .copied()
}

fn barred(pack: &RulePack, at: Instant) -> Option<Reason> {
    let date = at.date(pack.utc_offset_minutes);
    pack.barred_days.iter().find(|barred| barred.on.covers(date)).map(|barred| Reason::Barred {
        label: barred.label.clone(),
        until: end_of(pack, date),
        rule: barred.id.clone(),
        source: barred.source.clone(),
    })
}

enum Window {
    Open,
    From(Reason, Instant),
    NotToday,
}

fn window(pack: &RulePack, at: Instant) -> Window {
    if pack.cut_windows.is_empty() {
        return Window::Open;
    }
    let date = at.date(pack.utc_offset_minutes);
    let start = Instant::start_of(date, pack.utc_offset_minutes);
    let instant = |minutes: u16| start + TimeDelta::minutes(i64::from(minutes));
    let today = || pack.cut_windows.iter().filter_map(|window| window.on(date).map(|span| (window, span)));
    if today().any(|(_, (from, to))| instant(from) <= at && at < instant(to)) {
        return Window::Open;
    }
    let next = today().filter(|(_, (from, _))| at < instant(*from)).min_by_key(|(_, (from, _))| *from);
    match next {
        Some((window, (from, _))) => {
            let from = instant(from);
            Window::From(Reason::Window { from, rule: window.id.clone(), source: window.source.clone() }, from)
        }
        None => Window::NotToday,
    }
}

/// Midnight at the end of `date`.
fn end_of(pack: &RulePack, date: NaiveDate) -> Instant {
    Instant::start_of(date, pack.utc_offset_minutes) + TimeDelta::days(1)
}

/// Adds a reason; one that says the same as an earlier one, only later, takes its place.
fn push(reasons: &mut Vec<Reason>, reason: Reason) {
    let same = |known: &Reason| match (known, &reason) {
        (Reason::Window { rule: one, .. }, Reason::Window { rule: other, .. })
        | (Reason::Barred { rule: one, .. }, Reason::Barred { rule: other, .. })
        | (Reason::Moratorium { notice: one, .. }, Reason::Moratorium { notice: other, .. }) => one == other,
        _ => false,
    };
    reasons.retain(|known| !same(known));
    reasons.push(reason);
}
