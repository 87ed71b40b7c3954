//! The first instant, from a given one on, at which a rule pack and the notices allow a cut.

use chrono::TimeDelta;

use super::outlook::{Because, Reason};
use crate::domain::notice::{Advisory, Moratorium};
use crate::domain::rules::{BarredDays, CutWindow, Queue, RulePack};
use crate::domain::time::{CivilDay, Instant};

/// How far ahead is looked: beyond two years nobody plans.
pub(super) const HORIZON: TimeDelta = TimeDelta::days(731);

/// The first allowed cut. Ordered: what comes later protects longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Earliest {
    /// At this instant.
    At(Instant),
    /// Not before a moratorium without a stated end is declared ended.
    Open,
    /// Not within the horizon.
    Never,
    /// Not while an exemption holds.
    Exempt,
}

/// A time that spares this account alone: relief, conversion grace, its turn in the queue.
pub(super) struct Hold {
    pub from: Instant,
    pub until: Instant,
    pub reason: Reason,
}

/// What bars cuts for one account under one pack.
pub(super) struct Search<'case> {
    pub pack: &'case RulePack,
    pub moratoria: &'case [&'case Moratorium],
    pub advisories: &'case [&'case Advisory],
    pub holds: &'case [Hold],
    /// Until when the account was in credit; `None`: not known to have been.
    pub in_credit_until: Option<Instant>,
}

/// Something that moved the search on. Borrowed: most steps are replaced by a later one of the same rule.
enum Step<'case> {
    Hold(&'case Hold),
    Moratorium(&'case Moratorium),
    Barred(&'case BarredDays, Instant),
    Window(&'case CutWindow, Instant),
}

impl Search<'_> {
    /// The first instant from `start` on at which supply may be cut. What moved it is pushed to `reasons`, in order.
    pub fn earliest(&self, start: Instant, reasons: &mut Vec<Reason>) -> Earliest {
        let mut steps = Vec::new();
        let found = self.step_on(start, |step| push(&mut steps, step));
        reasons.extend(steps.into_iter().map(Step::into_reason));
        found
    }

    fn step_on<'step>(&'step self, start: Instant, mut told: impl FnMut(Step<'step>)) -> Earliest {
        let limit = start + HORIZON;
        let end = self.pack.applies.until.unwrap_or(Instant::MAX);
        let mut at = start;
        let mut today = at.civil_day(self.pack.utc_offset_minutes);
        while at <= limit && at < end {
            if !today.holds(at) {
                today = at.civil_day(self.pack.utc_offset_minutes);
            }
            if let Some(hold) = self.holds.iter().find(|hold| hold.from <= at && at < hold.until) {
                at = hold.until;
                told(Step::Hold(hold));
            } else if let Some(moratorium) = self.moratorium(at) {
                told(Step::Moratorium(moratorium));
                match moratorium.until {
                    Some(until) => at = until,
                    None => return Earliest::Open,
                }
            } else if let Some((rule, until)) = self.barred(at, today) {
                at = until;
                told(Step::Barred(rule, until));
            } else {
                match self.window(at, today) {
                    Window::Open => return Earliest::At(at),
                    Window::From(rule, from) => {
                        at = from;
                        told(Step::Window(rule, from));
                    }
                    Window::NotToday => at = today.end(),
                }
            }
        }
        Earliest::Never
    }

    /// The moratorium that holds at `at`; of several the one that holds longest, so that the fewest steps are told.
    fn moratorium(&self, at: Instant) -> Option<&Moratorium> {
        self.moratoria
            .iter()
            .filter(|moratorium| moratorium.holds_at(at))
            .max_by_key(|moratorium| moratorium.until.unwrap_or(Instant::MAX))
            .copied()
    }

    fn barred(&self, at: Instant, today: CivilDay) -> Option<(&BarredDays, Instant)> {
        self.pack.barred_days.iter().find_map(|rule| {
            let (first, end) = rule.span_at(at, today, self.pack.utc_offset_minutes, self.advisories)?;
            let spared = !rule.only_in_credit || self.in_credit_until.is_some_and(|until| first < until);
            spared.then_some((rule, end))
        })
    }

    fn window(&self, at: Instant, today: CivilDay) -> Window<'_> {
        if self.pack.cut_windows.is_empty() {
            return Window::Open;
        }
        let CivilDay { date, start } = today;
        let instant = |minutes: u16| start + TimeDelta::minutes(i64::from(minutes));
        let today = || self.pack.cut_windows.iter().filter_map(|window| window.on(date).map(|span| (window, span)));
        if today().any(|(_, (from, to))| instant(from) <= at && at < instant(to)) {
            return Window::Open;
        }
        let next = today().filter(|(_, (from, _))| at < instant(*from)).min_by_key(|(_, (from, _))| *from);
        next.map_or(Window::NotToday, |(window, (from, _))| Window::From(window, instant(from)))
    }

    /// The start of the day on which the turn of whoever stands at `position`, from 1, comes. Days on which nobody may
    /// be cut do not count.
    pub fn turn(&self, queue: &Queue, position: u32) -> Instant {
        let mut days_before = position.saturating_sub(1) / queue.per_day.max(1);
        let mut at = Instant::start_of(queue.from.0, self.pack.utc_offset_minutes);
        let limit = at + HORIZON;
        loop {
            match self.step_on(at, |_| ()) {
                Earliest::At(allowed) if allowed <= limit => {
                    let turn = allowed.civil_day(self.pack.utc_offset_minutes);
                    if days_before == 0 {
                        return turn.start;
                    }
                    days_before -= 1;
                    at = turn.end();
                }
                // Longer than anybody looks ahead.
                _ => return limit,
            }
        }
    }
}

enum Window<'case> {
    Open,
    From(&'case CutWindow, Instant),
    NotToday,
}

impl Step<'_> {
    fn into_reason(self) -> Reason {
        match self {
            Self::Hold(hold) => hold.reason.clone(),
            Self::Moratorium(moratorium) => moratorium.into(),
            Self::Barred(rule, until) => {
                Reason::by(Because::Barred { label: rule.label.clone(), until }, &rule.id, &rule.source)
            }
            Self::Window(rule, from) => Reason::by(Because::Window { from }, &rule.id, &rule.source),
        }
    }

    /// Whether both are of the same rule.
    fn is_of_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Hold(one), Self::Hold(other)) => core::ptr::eq(*one, *other),
            (Self::Moratorium(one), Self::Moratorium(other)) => core::ptr::eq(*one, *other),
            (Self::Barred(one, _), Self::Barred(other, _)) => core::ptr::eq(*one, *other),
            (Self::Window(one, _), Self::Window(other, _)) => core::ptr::eq(*one, *other),
            _ => false,
        }
    }
}

impl From<&Moratorium> for Reason {
    fn from(moratorium: &Moratorium) -> Self {
        let because = Because::Moratorium { notice: moratorium.notice.clone(), until: moratorium.until };
        Self { because, rule: None }
    }
}

/// Adds a step; one that says the same as an earlier one, only later, takes its place.
fn push<'step>(steps: &mut Vec<Step<'step>>, step: Step<'step>) {
    steps.retain(|known| !known.is_of_the_same(&step));
    steps.push(step);
}
