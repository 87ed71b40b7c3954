//! What an answer says about the time. A phone's clock that is wrong is corrected by it.

use chrono::TimeDelta;

use super::admission::http_date;
use super::time::Instant;

/// A device's clock may be this far off before it is corrected, and said so.
pub const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// How far ahead of us a publisher's clock may be.
pub const PUBLISHER_AHEAD: TimeDelta = TimeDelta::minutes(10);

/// An answer that lay longer than this in caches, in seconds, says nothing about the time.
const LONGEST_IN_CACHES: u32 = 24 * 60 * 60;

/// How far the device's clock is behind (negative: ahead), by the `Date` and `Age` of the answer that brought a
/// bulletin signed at `issued`: zero within [`TOLERANCE`], `None` if the answer tells no time.
///
/// The headers are not signed, the bulletin is: a host that says it served it before it was signed is wrong itself, or
/// would like an expired bulletin to look fresh.
#[must_use]
pub fn clock_behind(date: Option<&str>, age: Option<&str>, issued: Instant, device_now: Instant) -> Option<TimeDelta> {
    let date = http_date(date?)?;
    // A cache hands out an old date and says how old it is (RFC 9111 §5.1).
    let age = match age {
        Some(age) => age.trim().parse::<u32>().ok().filter(|age| *age <= LONGEST_IN_CACHES)?,
        None => 0,
    };
    let told = date + TimeDelta::seconds(i64::from(age));
    if told + PUBLISHER_AHEAD < issued {
        return None;
    }
    let behind = told - device_now;
    Some(if behind.abs() > TOLERANCE { behind } else { TimeDelta::zero() })
}

/// Whether a clock that shows `now`, a moment after it showed `before`, was set anew, or slept.
#[must_use]
pub fn has_leapt(before: Instant, now: Instant) -> bool {
    (now - before).abs() > TOLERANCE
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Thu, 31 Oct 2024 12:30:00 GMT
    const NOON: i64 = 1_730_377_800;
    const DATE: &str = "Thu, 31 Oct 2024 12:30:00 GMT";

    fn at(seconds: i64) -> Instant {
        Instant::from_unix_seconds(NOON + seconds)
    }

    fn behind(date: Option<&str>, age: Option<&str>, device: i64) -> Option<i64> {
        clock_behind(date, age, at(-3600), at(device)).map(|behind| behind.num_seconds())
    }

    #[rstest]
    #[case::right(0, 0)]
    #[case::exactly_five_minutes_slow(-300, 0)]
    #[case::exactly_five_minutes_fast(300, 0)]
    #[case::a_second_more_slow(-301, 301)]
    #[case::a_second_more_fast(301, -301)]
    #[case::two_years_slow(-63_072_000, 63_072_000)]
    fn a_clock_is_corrected_from_more_than_five_minutes(#[case] device: i64, #[case] expected: i64) {
        assert_eq!(behind(Some(DATE), None, device), Some(expected));
    }

    #[rstest]
    #[case::missing(None)]
    #[case::empty(Some(""))]
    #[case::words(Some("yesterday"))]
    #[case::a_number(Some("1730377800"))]
    #[case::rfc_3339(Some("2024-10-31T12:30:00Z"))]
    #[case::no_such_day(Some("Thu, 31 Feb 2024 12:30:00 GMT"))]
    #[case::another_zone(Some("Thu, 31 Oct 2024 12:30:00 IST"))]
    fn a_date_that_is_none_tells_no_time(#[case] date: Option<&str>) {
        assert_eq!(behind(date, None, -3600), None);
    }

    #[rstest]
    #[case::negative("-5")]
    #[case::a_fraction("1.5")]
    #[case::words("old")]
    #[case::more_than_a_day("86401")]
    #[case::beyond_every_number("99999999999999999999")]
    fn an_age_without_sense_makes_the_date_worthless(#[case] age: &str) {
        assert_eq!(behind(Some(DATE), Some(age), -3600), None);
    }

    #[test]
    fn an_answer_from_a_cache_is_as_old_as_it_says() {
        // Served at noon, handed out by a cache an hour later, when the device rightly shows one o'clock.
        assert_eq!(behind(Some(DATE), Some("3600"), 3600), Some(0));
        assert_eq!(behind(Some(DATE), Some(" 86400 "), 86_400), Some(0));
    }

    #[rstest]
    #[case::the_publisher_is_a_little_ahead(600, Some(0))]
    #[case::before_it_was_signed(601, None)]
    fn a_date_before_the_bulletin_was_signed_is_nobodys_time(#[case] issued: i64, #[case] expected: Option<i64>) {
        let told = clock_behind(Some(DATE), None, at(issued), at(0));
        assert_eq!(told.map(|behind| behind.num_seconds()), expected);
    }

    #[test]
    fn a_clock_put_right_meanwhile_is_no_longer_corrected() {
        assert_eq!(behind(Some(DATE), None, -7200), Some(7200));
        assert_eq!(behind(Some(DATE), None, 0), Some(0));
    }

    #[rstest]
    #[case(0, 1, false)]
    #[case(0, 300, false)]
    #[case(0, 301, true)]
    #[case(0, -301, true)]
    fn a_clock_that_is_set_leaps(#[case] before: i64, #[case] now: i64, #[case] leapt: bool) {
        assert_eq!(has_leapt(at(before), at(now)), leapt);
    }

    proptest::proptest! {
        #[test]
        fn no_header_makes_it_panic(date in ".{0,40}", age in ".{0,20}", device in proptest::num::i64::ANY) {
            let _ = clock_behind(Some(&date), Some(&age), Instant::MAX, Instant::from_unix_seconds(device));
            let _ = clock_behind(Some(DATE), Some(&age), Instant::MIN, Instant::from_unix_seconds(device));
        }
    }
}
