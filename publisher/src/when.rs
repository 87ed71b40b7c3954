//! Times as an officer types them.

use chrono::{NaiveDate, NaiveDateTime};
use diya::domain::time::{Instant, UtcOffset};

/// Not a time.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: '{text}' is not a time; write 2024-11-11T10:00:00+05:30, or 2024-11-11 10:00 in local time")]
pub struct WhenFault {
    /// Which field or option.
    pub field: String,
    /// What stood there.
    pub text: String,
}

/// An instant: RFC 3339, or a local date and time (`2024-11-11 10:00`), or a date alone, which begins at midnight.
///
/// # Errors
/// [`WhenFault`], naming `field`.
pub fn instant(field: &str, text: &str, offset: UtcOffset) -> Result<Instant, WhenFault> {
    let text = text.trim();
    if let Ok(instant) = Instant::parse(text) {
        return Ok(instant);
    }
    let civil = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(|date| date.and_hms_opt(0, 0, 0)));
    civil
        .map(|civil| Instant::from_civil(civil, offset))
        .ok_or_else(|| WhenFault { field: field.to_owned(), text: text.chars().take(60).collect() })
}

#[cfg(test)]
mod tests {
    use diya::domain::time::INDIA;

    use super::*;

    #[test]
    fn a_time_is_read_as_officers_write_it() {
        for text in ["2024-11-11T10:00:00+05:30", "2024-11-11 10:00", "2024-11-11T10:00", " 2024-11-11T04:30:00Z "] {
            let at = instant("until", text, INDIA).expect("a time");
            assert_eq!(String::from(at), "2024-11-11T10:00:00+05:30", "{text}");
        }
    }

    #[test]
    fn what_is_no_time_names_the_field() {
        for text in ["", "tomorrow", "2024-13-01", "11/11/2024", "10:00"] {
            let fault = instant("--until", text, INDIA).expect_err("no time").to_string();
            assert!(fault.starts_with("--until: "), "{fault}");
        }
    }
}
