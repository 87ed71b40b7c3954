//! Rule packs: the disconnection rules of a utility as data, each rule with its source.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::money::Paise;
use super::time::{Date, Instant, TimeOfDay, UtcOffset};
use super::words::Words;

/// The disconnection rules of a utility. Civil rules run at the pack's own fixed offset from UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulePack {
    /// Its name, the same through all versions.
    pub id: String,
    /// Grows with every change.
    pub version: u32,
    /// What it is called.
    pub title: Words,
    /// Minutes that civil time runs ahead of UTC; India 330.
    pub utc_offset_minutes: UtcOffset,
    /// Whom and when it binds.
    #[serde(default)]
    pub applies: Applies,
    /// Below which balance supply may be cut at all; zero if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Floor>,
    /// How long supply stays on after the balance reached the floor; not at all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace: Option<Grace>,
    /// When supply may be cut; at any time if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_windows: Vec<CutWindow>,
    /// Days on which it may not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred_days: Vec<BarredDays>,
    /// What brings supply back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconnection: Option<Reconnection>,
}

/// Whom and when a rule pack binds. An empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// Distribution companies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discoms: Vec<String>,
    /// Divisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub divisions: Vec<String>,
    /// Tariff categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// No longer from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// Where a rule is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: Words,
    /// How much it weighs.
    pub kind: SourceKind,
    /// Its date.
    pub date: Date,
    /// Where to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How much a source weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An order or regulation.
    Order,
    /// Only reported; labelled so on the screen.
    Press,
    /// Said by the utility or the government.
    Statement,
}

/// A balance below which supply may be cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The rule's id.
    pub id: String,
    /// The balance in paise, zero or negative.
    pub paise: Paise,
    /// Where it is written.
    pub source: Source,
}

/// How long supply stays on after the balance reached the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grace {
    /// The rule's id.
    pub id: String,
    /// How long.
    pub length: GraceLength,
    /// Where it is written.
    pub source: Source,
}

/// How long a grace is, and what a day of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraceLength {
    /// So many hours from the instant.
    Hours(u16),
    /// So many times 24 hours from the instant.
    Days(u16),
    /// To the end of the so-many-th civil day after the one on which the balance reached the floor.
    CivilDays(u16),
}

/// A time of week at which supply may be cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Days on which supply may not be cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarredDays {
    /// The rule's id.
    pub id: String,
    /// What the days are called, e.g. Sunday, Diwali.
    pub label: Words,
    /// Which days.
    pub on: BarredOn,
    /// Where it is written.
    pub source: Source,
}

/// Which civil days are barred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BarredOn {
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
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What brings supply back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconnection {
    /// The rule's id.
    pub id: String,
    /// The balance in paise that must be reached.
    pub balance_at_least: Paise,
    /// How long it may take, hours.
    pub within_hours: u16,
    /// Where it is written.
    pub source: Source,
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
    /// Whether `date` is such a day.
    #[must_use]
    pub fn covers(&self, date: NaiveDate) -> bool {
        match self {
            Self::Weekday(weekday) => DayOfWeek::of(date) == *weekday,
            Self::NthWeekday { nth, weekday } => {
                DayOfWeek::of(date) == *weekday && (date.day() - 1) / 7 + 1 == u32::from(*nth)
            }
            Self::Dates(dates) => dates.iter().any(|barred| barred.0 == date),
            Self::Yearly { month, day } => date.month() == u32::from(*month) && date.day() == u32::from(*day),
            Self::Range { first, last } => (first.0..=last.0).contains(&date),
        }
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

impl RulePack {
    /// Whether the pack binds `account` at all. Its dates are not looked at here.
    #[must_use]
    pub fn binds(&self, account: &Account) -> bool {
        let names =
            |list: &[String], name: &str| list.is_empty() || list.iter().any(|one| one.eq_ignore_ascii_case(name));
        names(&self.applies.discoms, &account.discom)
            && names(&self.applies.divisions, &account.division)
            && names(&self.applies.categories, &account.category)
    }

    /// Whether the pack is in force at `now`.
    #[must_use]
    pub fn in_force(&self, now: Instant) -> bool {
        self.applies.from.is_none_or(|from| from <= now) && self.applies.until.is_none_or(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn date(text: &str) -> Date {
        Date::try_from(text.to_owned()).expect("a date")
    }

    #[rstest]
    #[case(BarredOn::Weekday(DayOfWeek::Sun), "2024-10-27", true)]
    #[case(BarredOn::Weekday(DayOfWeek::Sun), "2024-10-28", false)]
    #[case(BarredOn::NthWeekday { nth: 2, weekday: DayOfWeek::Sat }, "2024-11-09", true)]
    #[case(BarredOn::NthWeekday { nth: 2, weekday: DayOfWeek::Sat }, "2024-11-16", false)]
    #[case(BarredOn::Yearly { month: 1, day: 26 }, "2031-01-26", true)]
    #[case(BarredOn::Dates(vec![date("2024-10-31")]), "2024-10-31", true)]
    #[case(BarredOn::Range { first: date("2024-10-31"), last: date("2024-11-01") }, "2024-11-01", true)]
    #[case(BarredOn::Range { first: date("2024-10-31"), last: date("2024-11-01") }, "2024-11-02", false)]
    fn barred_days_are_those_of_the_calendar(#[case] on: BarredOn, #[case] day: &str, #[case] covered: bool) {
        assert_eq!(on.covers(date(day).0), covered);
    }

    #[test]
    fn a_misspelt_rule_is_refused_rather_than_ignored() {
        let text = r#"{"id":"x","version":1,"title":{"hi":"","en":""},"utc_offset_minutes":330,"graze":{}}"#;
        let fault = serde_json::from_str::<RulePack>(text).expect_err("unknown field").to_string();
        assert!(fault.contains("graze"), "{fault}");
    }
}
