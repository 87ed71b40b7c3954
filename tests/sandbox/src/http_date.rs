//! Instants as HTTP writes them (RFC 9110 §5.6.7, IMF-fixdate).

use diya::domain::time::{Instant, UtcOffset};

/// An instant like `Sun, 27 Oct 2024 12:30:00 GMT`.
#[must_use]
pub fn http_date(instant: Instant) -> String {
    // No offset is always an offset.
    let utc = UtcOffset::try_from(0).map(|utc| instant.civil(utc)).unwrap_or_default();
    utc.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_an_imf_fixdate() {
        let instant = Instant::parse("2024-10-27T18:00:00+05:30").expect("an instant");
        assert_eq!(http_date(instant), "Sun, 27 Oct 2024 12:30:00 GMT");
    }
}
