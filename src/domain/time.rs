//! Instants and civil time. Nothing here asks a clock.

use core::fmt;
use core::ops::{Add, Sub};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::rfc3339;

/// India Standard Time, +05:30: no daylight saving since 1945.
pub const INDIA: UtcOffset = UtcOffset { minutes: 330 };

/// An instant: whole seconds since 1970-01-01T00:00:00Z, between the years 0 and 9999.
///
/// On the wire RFC 3339 with a numeric offset; a fraction of a second is dropped.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Instant(i64);

impl Instant {
    /// The earliest instant that can be written, 0000-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_167_219_200);
    /// The latest instant that can be written, 9999-12-31T00:00:00Z.
    pub const MAX: Self = Self(253_402_214_400);

    /// From seconds since 1970-01-01T00:00:00Z, held within what RFC 3339 can write.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        if seconds < Self::MIN.0 {
            Self::MIN
        } else if seconds > Self::MAX.0 {
            Self::MAX
        } else {
            Self(seconds)
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, whatever the offset.
    ///
    /// # Errors
    /// [`TimeFault`] when the text is not such a time.
    pub fn parse(text: &str) -> Result<Self, TimeFault> {
        rfc3339::unix_seconds(text).map(Self::from_unix_seconds).ok_or(TimeFault::NotRfc3339)
    }

    /// Civil date and time where clocks stand at `offset` from UTC.
    #[must_use]
    pub fn civil(self, offset: UtcOffset) -> NaiveDateTime {
        // The range of `Instant` lies far inside chrono's, so the fallback is never taken.
        DateTime::from_timestamp(self.0 + i64::from(offset.minutes) * 60, 0)
            .map(|time| time.naive_utc())
            .unwrap_or_default()
    }

    /// The civil date where clocks stand at `offset` from UTC.
    #[must_use]
    pub fn date(self, offset: UtcOffset) -> NaiveDate {
        self.civil(offset).date()
    }

    /// The instant at which clocks at `offset` show this civil date and time.
    #[must_use]
    pub fn from_civil(civil: NaiveDateTime, offset: UtcOffset) -> Self {
        Self::from_unix_seconds(civil.and_utc().timestamp() - i64::from(offset.minutes) * 60)
    }

    /// The instant at which `date` begins at `offset`.
    #[must_use]
    pub fn start_of(date: NaiveDate, offset: UtcOffset) -> Self {
        Self::from_civil(date.and_time(NaiveTime::MIN), offset)
    }

    /// The civil day of this instant where clocks stand at `offset` from UTC.
    #[must_use]
    pub fn civil_day(self, offset: UtcOffset) -> CivilDay {
        let date = self.date(offset);
        CivilDay { date, start: Self::start_of(date, offset) }
    }

    /// As a form's field for date and time writes it (HTML, "local date and time"), where clocks stand at `offset`:
    /// `2024-10-31T18:05`.
    #[must_use]
    pub fn to_local_input(self, offset: UtcOffset) -> String {
        self.to_rfc3339(offset).get(..16).unwrap_or_default().to_owned()
    }

    /// Reads the same; seconds are dropped.
    #[must_use]
    pub fn from_local_input(text: &str, offset: UtcOffset) -> Option<Self> {
        let clock = Self::parse(&[text.get(..16)?, ":00Z"].concat()).ok()?;
        Some(Self::from_unix_seconds(clock.0 - i64::from(offset.minutes) * 60))
    }

    /// RFC 3339 with the given numeric offset.
    #[must_use]
    pub fn to_rfc3339(self, offset: UtcOffset) -> String {
        let time = DateTime::from_timestamp(self.0, 0);
        let zone = FixedOffset::east_opt(offset.minutes * 60);
        time.zip(zone).map(|(time, zone)| time.with_timezone(&zone).to_rfc3339()).unwrap_or_default()
    }
}

/// A civil day at some offset from UTC: worked out once for all that is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilDay {
    /// Its date.
    pub date: NaiveDate,
    /// The instant at which it begins.
    pub start: Instant,
}

impl CivilDay {
    /// Whether `at` lies in it.
    #[must_use]
    pub fn holds(self, at: Instant) -> bool {
        self.start <= at && at < self.end()
    }

    /// The instant at which it is over.
    #[must_use]
    pub fn end(self) -> Instant {
        self.start + TimeDelta::days(1)
    }

    /// The day before it.
    #[must_use]
    pub fn before(self) -> Self {
        // Chrono's dates reach far beyond those of `Instant`, so the fallback is never taken.
        Self { date: self.date.pred_opt().unwrap_or(self.date), start: self.start - TimeDelta::days(1) }
    }
}

impl TryFrom<String> for Instant {
    type Error = TimeFault;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.to_rfc3339(INDIA)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_rfc3339(INDIA))
    }
}

impl Add<TimeDelta> for Instant {
    type Output = Self;
    fn add(self, span: TimeDelta) -> Self {
        Self::from_unix_seconds(self.0.saturating_add(span.num_seconds()))
    }
}

impl Sub<TimeDelta> for Instant {
    type Output = Self;
    fn sub(self, span: TimeDelta) -> Self {
        Self::from_unix_seconds(self.0.saturating_sub(span.num_seconds()))
    }
}

impl Sub for Instant {
    type Output = TimeDelta;
    fn sub(self, other: Self) -> TimeDelta {
        TimeDelta::seconds(self.0.saturating_sub(other.0))
    }
}

/// Whole minutes that clocks stand ahead of UTC: more than −24 h, less than +24 h.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "i32", into = "i32")]
pub struct UtcOffset {
    minutes: i32,
}

impl UtcOffset {
    /// No offset at all.
    pub const UTC: Self = Self { minutes: 0 };
}

impl TryFrom<i32> for UtcOffset {
    type Error = TimeFault;
    fn try_from(minutes: i32) -> Result<Self, Self::Error> {
        if minutes.abs() < 24 * 60 { Ok(Self { minutes }) } else { Err(TimeFault::OffsetOutOfRange) }
    }
}

impl From<UtcOffset> for i32 {
    fn from(offset: UtcOffset) -> Self {
        offset.minutes
    }
}

/// A civil time of day to the minute, `00:00` to `24:00`; `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// Midnight at the start of the day.
    pub const START: Self = Self { minutes: 0 };
    /// Midnight at the end of the day.
    pub const END: Self = Self { minutes: 24 * 60 };

    /// Minutes since the start of the day.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.minutes
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = TimeFault;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let two_digits = |part: &str| {
            (part.len() == 2 && part.bytes().all(|sign| sign.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let (hours, minutes) = text.split_once(':').ok_or(TimeFault::NotATimeOfDay)?;
        match (two_digits(hours), two_digits(minutes)) {
            (Some(24), Some(0)) => Ok(Self::END),
            (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Ok(Self { minutes: hours * 60 + minutes }),
            _ => Err(TimeFault::NotATimeOfDay),
        }
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        format!("{:02}:{:02}", time.minutes / 60, time.minutes % 60)
    }
}

/// A civil date on the wire: `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Date(pub NaiveDate);

impl TryFrom<String> for Date {
    type Error = TimeFault;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fault = TimeFault::NotADate;
        let mut parts = text.splitn(3, '-');
        let mut part = |length: usize| {
            parts
                .next()
                .filter(|part| part.len() == length && part.bytes().all(|sign| sign.is_ascii_digit()))
                .and_then(|part| part.parse::<u32>().ok())
        };
        let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return Err(fault) };
        let year = i32::try_from(year).map_err(|_| fault)?;
        NaiveDate::from_ymd_opt(year, month, day).map(Self).ok_or(fault)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        use chrono::Datelike;
        format!("{:04}-{:02}-{:02}", date.0.year(), date.0.month(), date.0.day())
    }
}

/// Why a text is not a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeFault {
    /// Not RFC 3339 with an offset.
    #[error("not a time like 2024-10-31T18:00:00+05:30")]
    NotRfc3339,
    /// Not `HH:MM`.
    #[error("not a time of day between 00:00 and 24:00")]
    NotATimeOfDay,
    /// Not `YYYY-MM-DD`.
    #[error("not a date like 2024-10-31")]
    NotADate,
    /// A day or more away from UTC.
    #[error("an offset from UTC is less than 1440 minutes")]
    OffsetOutOfRange,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2024-10-31T18:00:00+05:30", 1_730_377_800)]
    #[case("2024-10-31T12:30:00Z", 1_730_377_800)]
    #[case("2024-10-31T12:30:00.999Z", 1_730_377_800)]
    fn an_instant_is_the_same_whatever_its_offset(#[case] text: &str, #[case] seconds: i64) {
        assert_eq!(Instant::parse(text).map(Instant::unix_seconds), Ok(seconds));
    }

    #[test]
    fn a_form_s_time_is_the_time_on_the_wall() {
        let evening = Instant::parse("2024-10-31T18:05:00+05:30").expect("an instant");
        assert_eq!(evening.to_local_input(INDIA), "2024-10-31T18:05");
        assert_eq!(Instant::from_local_input("2024-10-31T18:05:59", INDIA), Some(evening));
        for wrong in ["", "2024-10-31", "2024-02-30T18:05", "31.10.2024 18:05:00", "२०२४-10-31T18:05"] {
            assert_eq!(Instant::from_local_input(wrong, INDIA), None, "{wrong}");
        }
    }

    #[test]
    fn an_instant_is_written_with_a_numeric_offset() {
        assert_eq!(String::from(Instant::from_unix_seconds(1_730_377_800)), "2024-10-31T18:00:00+05:30");
    }

    #[rstest]
    #[case("")]
    #[case("2024-10-31")]
    #[case("2024-10-31T18:00:00")]
    #[case("2024-13-31T18:00:00Z")]
    #[case("now")]
    fn a_time_without_offset_or_sense_is_refused(#[case] text: &str) {
        assert_eq!(Instant::parse(text), Err(TimeFault::NotRfc3339));
    }

    #[test]
    fn the_day_in_india_begins_at_half_past_six_utc() {
        let date = NaiveDate::from_ymd_opt(2024, 10, 31).expect("a date");
        let start = Instant::start_of(date, INDIA);
        assert_eq!(start.to_rfc3339(UtcOffset { minutes: 0 }), "2024-10-30T18:30:00+00:00");
        assert_eq!(start.date(INDIA), date);
    }

    #[rstest]
    #[case("24:01")]
    #[case("7:00")]
    #[case("12:60")]
    #[case("ab:cd")]
    #[case("१०:००")]
    fn a_wrong_time_of_day_is_refused(#[case] text: &str) {
        assert_eq!(TimeOfDay::try_from(text.to_owned()), Err(TimeFault::NotATimeOfDay));
    }

    #[rstest]
    #[case("2024-02-30")]
    #[case("2024-1-1")]
    #[case("2024-01-01T00:00")]
    fn a_wrong_date_is_refused(#[case] text: &str) {
        assert_eq!(Date::try_from(text.to_owned()), Err(TimeFault::NotADate));
    }

    proptest::proptest! {
        #[test]
        fn writing_and_reading_an_instant_gives_it_back(seconds in Instant::MIN.0..=Instant::MAX.0) {
            let instant = Instant::from_unix_seconds(seconds);
            proptest::prop_assert_eq!(Instant::parse(&String::from(instant)).ok().map(|i| i.civil(INDIA)), Some(instant.civil(INDIA)));
        }

        #[test]
        fn civil_time_and_back_is_the_same_instant(seconds in -50_000_000_000_i64..=200_000_000_000, minutes in -1439..=1439) {
            let (instant, offset) = (Instant::from_unix_seconds(seconds), UtcOffset { minutes });
            proptest::prop_assert_eq!(Instant::from_civil(instant.civil(offset), offset), instant);
        }

        #[test]
        fn adding_any_span_never_panics(seconds in proptest::num::i64::ANY, span in -1_000_000_000_i64..1_000_000_000) {
            let _ = (Instant::from_unix_seconds(seconds) + TimeDelta::seconds(span)).to_rfc3339(INDIA);
        }
    }
}
