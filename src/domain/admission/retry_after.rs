//! What a server says about time in its headers.

use chrono::TimeDelta;

use super::circuit::LONGEST_RETRY_AFTER;
use crate::domain::time::Instant;

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or an HTTP date.
#[must_use]
pub fn retry_after(value: &str, now: Instant) -> Option<TimeDelta> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|sign| sign.is_ascii_digit()) {
        return Some(value.parse().map_or(LONGEST_RETRY_AFTER, |seconds: u32| TimeDelta::seconds(i64::from(seconds))));
    }
    http_date(value).map(|date| date - now)
}

/// An HTTP date in its preferred form (RFC 9110 §5.6.7), e.g. `Sun, 06 Nov 1994 08:49:37 GMT`.
#[must_use]
pub fn http_date(value: &str) -> Option<Instant> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, rest) = value.split_once(',')?;
    let mut parts = rest.strip_prefix(' ')?.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let zone = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let fits = day.len() == 2 && year.len() == 4 && time.len() == 8 && zone == "GMT" && parts.next().is_none();
    fits.then(|| Instant::parse(&format!("{year}-{month:02}-{day}T{time}Z")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_unix_seconds(1_730_000_000 + seconds)
    }

    #[rstest]
    #[case("120", Some(120))]
    #[case(" 0 ", Some(0))]
    #[case("99999999999999999999", Some(86_400))]
    #[case("Sun, 27 Oct 2024 03:33:30 GMT", Some(10))]
    #[case("Sun, 27 Oct 2024 03:33:30", None)]
    #[case("soon", None)]
    #[case("-5", None)]
    #[case("", None)]
    fn retry_after_is_read_in_both_its_forms(#[case] value: &str, #[case] seconds: Option<i64>) {
        assert_eq!(retry_after(value, at(0)), seconds.map(TimeDelta::seconds));
    }
}
