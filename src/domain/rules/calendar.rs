//! When supply may be cut, and when not.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use super::applies::is_false;
use super::source::Source;
use crate::domain::notice::{Advisory, AdvisoryKind};
use crate::domain::time::{CivilDay, Date, Instant, TimeOfDay, UtcOffset};
use crate::domain::words::Words;

/// A time of week at which supply may be cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CutWindow {
    /// The rule's id.
    pub id: String,
    /// On which days; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<DayOfWeek>,
    /// From then.
    pub from: TimeOfDay,
    /// Until then, exclusive. Not after `from`: the window is empty.
    pub to: TimeOfDay,
    /// Where it is written.
    pub source: Source,
}

/// Days on which supply may not be cut, or hours of such days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BarredDays {
    /// The rule's id.
    pub id: String,
    /// What the days are called, e.g. Sunday, Diwali.
    pub label: Words,
    /// Which days.
    pub on: BarredOn,
    /// Which hours of them; the whole days if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<BarredHours>,
    /// Only for whoever's balance had not reached the floor, emergency credit included, when the barred time began.
    #[serde(default, skip_serializing_if = "is_false")]
    pub only_in_credit: bool,
    /// Where it is written.
    pub source: Source,
}

/// Hours of a barred day. They begin on that day; where `to` is not after `from` they end on the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BarredHours {
    /// From then.
    pub from: TimeOfDay,
    /// Until then, exclusive.
    pub to: TimeOfDay,
}

/// Which civil days are barred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BarredOn {
    /// Every day; with `hours`.
    EveryDay,
    /// Every such day of the week.
    Weekday(DayOfWeek),
    /// The nth such day of the week in each month, n from 1.
    NthWeekday {
        /// Which one.
        nth: u8,
        /// Of which day.
        weekday: DayOfWeek,
    },
    /// Single dates.
    Dates(Vec<Date>),
    /// The same day every year.
    Yearly {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// From a date to a date, both barred.
    Range {
        /// The first.
        first: Date,
        /// The last.
        last: Date,
    },
    /// Days on which an advisory of extreme weather is in effect for the account's area.
    Advisory {
        /// Of which kinds.
        kinds: Vec<AdvisoryKind>,
        /// And so many days after the last such day.
        #[serde(default)]
        days_after: u8,
    },
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "their names say it")]
pub enum DayOfWeek {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl DayOfWeek {
    /// The day of the week of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        match date.weekday() {
            Weekday::Mon => Self::Mon,
            Weekday::Tue => Self::Tue,
            Weekday::Wed => Self::Wed,
            Weekday::Thu => Self::Thu,
            Weekday::Fri => Self::Fri,
            Weekday::Sat => Self::Sat,
            Weekday::Sun => Self::Sun,
        }
    }
}

impl BarredOn {
    /// Whether `date` is such a day, on clocks at `offset` from UTC, with these advisories for the account's area.
    #[must_use]
    pub fn covers(&self, date: NaiveDate, offset: UtcOffset, advisories: &[&Advisory]) -> bool {
        match self {
            Self::EveryDay => true,
            Self::Weekday(weekday) => DayOfWeek::of(date) == *weekday,
            Self::NthWeekday { nth, weekday } => {
                DayOfWeek::of(date) == *weekday && (date.day() - 1) / 7 + 1 == u32::from(*nth)
            }
            Self::Dates(dates) => dates.iter().any(|barred| barred.0 == date),
            Self::Yearly { month, day } => date.month() == u32::from(*month) && date.day() == u32::from(*day),
            Self::Range { first, last } => (first.0..=last.0).contains(&date),
            Self::Advisory { kinds, days_after } => {
                let start = Instant::start_of(date, offset);
                let (first, end) = (start - TimeDelta::days(i64::from(*days_after)), start + TimeDelta::days(1));
                advisories
                    .iter()
                    .any(|advisory| kinds.contains(&advisory.kind) && advisory.from < end && first < advisory.until)
            }
        }
    }
}

impl BarredDays {
    /// The barred time of this rule that holds at `at`, an instant of `today`, as (first, end).
    #[must_use]
    pub fn span_at(
        &self,
        at: Instant,
        today: CivilDay,
        offset: UtcOffset,
        advisories: &[&Advisory],
    ) -> Option<(Instant, Instant)> {
        let day = TimeDelta::days(1);
        let span = |start: Instant| {
            let Some(BarredHours { from, to }) = self.hours else { return (start, start + day) };
            let minute = |time: TimeOfDay| start + TimeDelta::minutes(i64::from(time.minutes()));
            (minute(from), if from < to { minute(to) } else { minute(to) + day })
        };
        let holding = |civil: CivilDay| {
            let (first, end) = span(civil.start);
            let holds = first <= at && at < end && self.on.covers(civil.date, offset, advisories);
            holds.then_some((first, end))
        };
        let reaches_into_today = self.hours.is_some_and(|hours| hours.to <= hours.from);
        holding(today).or_else(|| reaches_into_today.then(|| holding(today.before())).flatten())
    }
}

impl CutWindow {
    /// The minutes of `date` in which supply may be cut by this rule, as (first, end).
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> Option<(u16, u16)> {
        let day_fits = self.weekdays.is_empty() || self.weekdays.contains(&DayOfWeek::of(date));
        (day_fits && self.from < self.to).then(|| (self.from.minutes(), self.to.minutes()))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::time::INDIA;

    fn date(text: &str) -> Date {
        Date::try_from(text.to_owned()).expect("a date")
    }

    fn at(text: &str) -> Instant {
        Instant::parse(text).expect("an instant")
    }

    #[rstest]
    #[case(BarredOn::EveryDay, "2024-10-28", true)]
    #[case(BarredOn::Weekday(DayOfWeek::Sun), "2024-10-27", true)]
    #[case(BarredOn::Weekday(DayOfWeek::Sun), "2024-10-28", false)]
    #[case(BarredOn::NthWeekday { nth: 2, weekday: DayOfWeek::Sat }, "2024-11-09", true)]
    #[case(BarredOn::NthWeekday { nth: 2, weekday: DayOfWeek::Sat }, "2024-11-16", false)]
    #[case(BarredOn::Yearly { month: 1, day: 26 }, "2031-01-26", true)]
    #[case(BarredOn::Dates(vec![date("2024-10-31")]), "2024-10-31", true)]
    #[case(BarredOn::Range { first: date("2024-10-31"), last: date("2024-11-01") }, "2024-11-01", true)]
    #[case(BarredOn::Range { first: date("2024-10-31"), last: date("2024-11-01") }, "2024-11-02", false)]
    fn barred_days_are_those_of_the_calendar(#[case] on: BarredOn, #[case] day: &str, #[case] covered: bool) {
        assert_eq!(on.covers(date(day).0, INDIA, &[]), covered);
    }

    #[rstest]
    #[case("2024-05-17", 0, false)]
    #[case("2024-05-18", 0, true)]
    #[case("2024-05-19", 0, true)]
    #[case("2024-05-20", 0, false)]
    #[case("2024-05-21", 2, true)]
    #[case("2024-05-22", 2, false)]
    fn an_advisory_bars_the_days_it_touches_and_some_after(#[case] day: &str, #[case] after: u8, #[case] barred: bool) {
        let heat = Advisory {
            kind: AdvisoryKind::Heat,
            notice: String::new(),
            from: at("2024-05-18T11:00:00+05:30"),
            until: at("2024-05-19T20:00:00+05:30"),
            areas: vec![],
        };
        let on = |kind| BarredOn::Advisory { kinds: vec![kind], days_after: after };
        assert_eq!(on(AdvisoryKind::Heat).covers(date(day).0, INDIA, &[&heat]), barred);
        assert!(!on(AdvisoryKind::Cold).covers(date(day).0, INDIA, &[&heat]));
    }

    #[rstest]
    #[case("2024-10-28T15:59:00+05:30", None)]
    #[case("2024-10-28T16:00:00+05:30", Some(("2024-10-28T16:00:00+05:30", "2024-10-29T08:00:00+05:30")))]
    #[case("2024-10-29T07:59:00+05:30", Some(("2024-10-28T16:00:00+05:30", "2024-10-29T08:00:00+05:30")))]
    #[case("2024-10-29T08:00:00+05:30", None)]
    fn barred_hours_may_reach_into_the_next_day(#[case] when: &str, #[case] span: Option<(&str, &str)>) {
        let time = |text: &str| TimeOfDay::try_from(text.to_owned()).expect("a time of day");
        let friendly = BarredDays {
            id: "friendly".into(),
            label: Words::default(),
            on: BarredOn::EveryDay,
            hours: Some(BarredHours { from: time("16:00"), to: time("08:00") }),
            only_in_credit: false,
            source: Source {
                title: Words::default(),
                kind: super::super::SourceKind::Press,
                date: date("2024-10-28"),
                link: None,
            },
        };
        let at_when = at(when);
        assert_eq!(
            friendly.span_at(at_when, at_when.civil_day(INDIA), INDIA, &[]),
            span.map(|(from, to)| (at(from), at(to)))
        );
    }
}
