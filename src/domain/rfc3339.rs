//! Times as RFC 3339 writes them, read sign by sign.
//!
//! chrono reads them too. It cuts texts into pieces, and what a wrong cut would say, with tables of which signs of
//! Unicode can be printed, came into the first load with it.

use core::str::Bytes;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// The seconds since 1970-01-01T00:00:00Z that a `date-time` (§5.6) names. A fraction is dropped, and a leap second is
/// taken for the one before it.
pub(super) fn unix_seconds(text: &str) -> Option<i64> {
    let mut signs = text.bytes();
    let year = i32::try_from(number(&mut signs, 4)?).ok()?;
    let month = after(b"-", &mut signs)?;
    let date = NaiveDate::from_ymd_opt(year, month, after(b"-", &mut signs)?)?;
    let hour = after(b"Tt ", &mut signs)?;
    let minute = after(b":", &mut signs)?;
    let second = after(b":", &mut signs).filter(|second| *second <= 60)?;
    let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
    let offset = offset(&mut signs)?;
    let civil = NaiveDateTime::new(date, time).and_utc().timestamp();
    signs.next().is_none().then_some(civil - i64::from(offset))
}

/// Seconds that the clocks are ahead of UTC, behind the fraction of a second if there is one.
fn offset(signs: &mut Bytes<'_>) -> Option<i32> {
    let mut sign = signs.next()?;
    if sign == b'.' {
        number(signs, 1)?;
        sign = signs.find(|sign| !sign.is_ascii_digit())?;
    }
    let direction = match sign {
        b'Z' | b'z' => return Some(0),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours = number(signs, 2).filter(|hours| *hours < 24)?;
    let minutes = after(b":", signs).filter(|minutes| *minutes < 60)?;
    Some(direction * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// Two digits behind one of these signs.
fn after(allowed: &[u8], signs: &mut Bytes<'_>) -> Option<u32> {
    signs.next().filter(|sign| allowed.contains(sign))?;
    number(signs, 2)
}

/// So many digits.
fn number(signs: &mut Bytes<'_>, digits: usize) -> Option<u32> {
    (0..digits).try_fold(0, |number, _| Some(number * 10 + char::from(signs.next()?).to_digit(10)?))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn by_chrono(text: &str) -> Option<i64> {
        DateTime::parse_from_rfc3339(text).ok().map(|time| time.timestamp())
    }

    #[rstest]
    #[case("1985-04-12T23:20:50.52Z")]
    #[case("1996-12-19T16:39:57-08:00")]
    #[case("1990-12-31T23:59:60Z")]
    #[case("1990-12-31T15:59:60-08:00")]
    #[case("1937-01-01T12:00:27.87+00:20")]
    #[case("2024-02-29t00:00:00z")]
    #[case("2024-02-29 00:00:00.123456789012+23:59")]
    #[case("0000-01-01T00:00:00-23:59")]
    #[case("2023-02-29T00:00:00Z")]
    #[case("2024-10-31T24:00:00Z")]
    #[case("2024-10-31T12:60:00Z")]
    #[case("2024-10-31T12:00:61Z")]
    #[case("2024-10-31T12:00:00.Z")]
    #[case("2024-10-31T12:00:00+24:00")]
    #[case("2024-10-31T12:00:00+05:60")]
    #[case("2024-10-31T12:00:00+0530")]
    #[case("2024-10-31T12:00:00+05")]
    #[case("2024-10-31T12:00:00")]
    #[case("2024-10-31T12:00Z")]
    #[case("2024-10-31T12:00:00Z ")]
    #[case(" 2024-10-31T12:00:00Z")]
    #[case("24-10-31T12:00:00Z")]
    #[case("+2024-10-31T12:00:00Z")]
    #[case("2024-1-31T12:00:00Z")]
    fn a_time_is_read_as_chrono_reads_it(#[case] text: &str) {
        assert_eq!(unix_seconds(text), by_chrono(text));
    }

    proptest! {
        #[test]
        fn what_looks_like_a_time_is_read_as_chrono_reads_it(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,12})?([Zz]|[+-][0-2][0-9]:[0-6][0-9])"
        ) {
            prop_assert_eq!(unix_seconds(&text), by_chrono(&text));
        }

        #[test]
        fn a_changed_sign_is_read_as_chrono_reads_it(place in 0_usize..25, sign in "[ -~]") {
            let mut text = "2024-10-31T18:00:00+05:30".to_owned();
            text.replace_range(place..=place, &sign);
            prop_assert_eq!(unix_seconds(&text), by_chrono(&text));
        }
    }
}
