//! A calendar entry (iCalendar, RFC 5545) for a phone's calendar, as a link that needs neither script nor server.

use super::data_address::data_address;
use crate::domain::time::{Instant, UtcOffset};

/// What a calendar entry says.
#[derive(Clone, Copy, Debug)]
pub struct CalendarEntry<'text> {
    /// Its name, the same whenever the same thing is told again (RFC 5545 §3.8.4.7). Nothing of the person.
    pub uid: &'text str,
    /// When it is written.
    pub written: Instant,
    /// When it begins; it takes an hour, and a day before it reminds.
    pub begins: Instant,
    /// One line.
    pub summary: &'text str,
    /// The rest.
    pub description: &'text str,
}

impl CalendarEntry<'_> {
    /// The calendar with this one entry.
    #[must_use]
    pub fn text(&self) -> String {
        let mut calendar = String::new();
        let mut line = |name: &str, value: &str| fold(&mut calendar, &[name, ":", value].concat());
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//Diya//Supply outlook//EN");
        line("METHOD", "PUBLISH");
        line("BEGIN", "VEVENT");
        line("UID", &escaped(self.uid));
        line("DTSTAMP", &utc(self.written));
        line("DTSTART", &utc(self.begins));
        line("DURATION", "PT1H");
        line("SUMMARY", &escaped(self.summary));
        line("DESCRIPTION", &escaped(self.description));
        line("BEGIN", "VALARM");
        line("ACTION", "DISPLAY");
        line("TRIGGER", "-P1D");
        line("DESCRIPTION", &escaped(self.summary));
        line("END", "VALARM");
        line("END", "VEVENT");
        line("END", "VCALENDAR");
        calendar
    }

    /// The same as a `data:` address (RFC 2397): a link to it opens the phone's calendar, or downloads.
    #[must_use]
    pub fn address(&self) -> String {
        data_address("text/calendar", &self.text())
    }
}

/// A text value (§3.3.11). What no calendar may hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Adds a line, folded so that none has more than 75 bytes (§3.1).
///
/// No piece begins or ends with white space of its own, whatever its kind: some readers take it for part of the fold.
fn fold(calendar: &mut String, line: &str) {
    let (mut rest, mut room) = (line, 75);
    while rest.len() > room {
        let solid = |(piece, rest): &(&str, &str)| {
            let white = char::is_whitespace;
            !rest.starts_with(white) && !piece.ends_with(white)
        };
        let cuts = || (1..=room).rev().filter_map(|place| rest.split_at_checked(place));
        let Some((piece, more)) = cuts().find(solid).or_else(|| cuts().next()) else { break };
        calendar.push_str(piece);
        calendar.push_str("\r\n ");
        (rest, room) = (more, 74);
    }
    calendar.push_str(rest);
    calendar.push_str("\r\n");
}

/// Date and time in UTC (§3.3.5, form 2).
fn utc(instant: Instant) -> String {
    let written = instant.to_rfc3339(UtcOffset::UTC);
    let mut form: String = written.chars().take(19).filter(|sign| !matches!(sign, '-' | ':')).collect();
    form.push('Z');
    form
}

#[cfg(test)]
mod tests {
    use ical::IcalParser;
    use ical::parser::ical::component::IcalEvent;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).expect("an instant")
    }

    fn entry<'text>(summary: &'text str, description: &'text str) -> CalendarEntry<'text> {
        let begins = at("2024-11-11T10:00:00+05:30");
        CalendarEntry { uid: "diya-1", written: at("2024-10-31T18:30:00+05:30"), begins, summary, description }
    }

    fn event(text: &str) -> IcalEvent {
        let mut calendars = IcalParser::new(text.as_bytes());
        let calendar = calendars.next().expect("one calendar").expect("that parses");
        assert!(calendars.next().is_none(), "and no other");
        assert_eq!(calendar.events.len(), 1);
        calendar.events.into_iter().next().expect("one event")
    }

    fn value(event: &IcalEvent, name: &str) -> String {
        let property = event.properties.iter().find(|property| property.name == name);
        property.and_then(|property| property.value.clone()).unwrap_or_default()
    }

    /// What a calendar shows of a text value.
    fn unescaped(value: &str) -> String {
        let mut signs = value.chars();
        let mut text = String::new();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => match signs.next() {
                    Some('n' | 'N') => text.push('\n'),
                    other => text.extend(other),
                },
                sign => text.push(sign),
            }
        }
        text
    }

    #[test]
    fn a_real_parser_reads_the_date_and_the_words() {
        let text = entry("11 नवंबर से बिजली कट सकती है; रिचार्ज करें", "Why?\nA notice, signed.").text();
        let event = event(&text);
        assert_eq!(value(&event, "DTSTART"), "20241111T043000Z");
        assert_eq!(value(&event, "DTSTAMP"), "20241031T130000Z");
        assert_eq!(unescaped(&value(&event, "SUMMARY")), "11 नवंबर से बिजली कट सकती है; रिचार्ज करें");
        assert_eq!(unescaped(&value(&event, "DESCRIPTION")), "Why?\nA notice, signed.");
        assert_eq!(event.alarms.len(), 1);
    }

    #[test]
    fn no_white_space_is_lost_where_a_line_is_folded() {
        for white in [' ', '\u{a0}', '\u{2003}', '\u{3000}'] {
            let text = format!("a{white}b").repeat(60);
            assert_eq!(unescaped(&value(&event(&entry(&text, "").text()), "SUMMARY")), text, "{white:?}");
        }
    }

    #[test]
    fn a_hostile_text_stays_a_text() {
        let hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:https://evil.example/";
        let event = event(&entry(hostile, hostile).text());
        assert!(event.properties.iter().all(|property| property.name != "ATTACH"));
        assert_eq!(unescaped(&value(&event, "SUMMARY")), hostile.replace('\r', ""));
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_no_line_is_too_long(summary in "[a-zक-ह].{0,200}", description in "(?s).{0,400}") {
            let text = entry(&summary, &description).text();
            prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
            let visible = |text: &str| text.chars().filter(|sign| *sign == '\n' || !sign.is_control()).collect::<String>();
            let event = event(&text);
            // The parser trims the ends of a value, and loses a colon at its start.
            let (told, meant) = (unescaped(&value(&event, "SUMMARY")), visible(&summary));
            prop_assert_eq!(told.trim(), meant.trim());
        }

        #[test]
        fn the_address_is_of_plain_signs_and_reads_as_the_text(summary in "\\PC{0,60}") {
            let entry = entry(&summary, "");
            let address = entry.address();
            let rest = address.strip_prefix("data:text/calendar;charset=utf-8,").expect("its beginning");
            let mut bytes = Vec::new();
            let mut signs = rest.bytes();
            while let Some(sign) = signs.next() {
                let mut digit = || char::from(signs.next().expect("two digits")).to_digit(16).expect("hexadecimal");
                bytes.push(if sign == b'%' { u8::try_from(digit() * 16 + digit()).expect("a byte") } else { sign });
            }
            prop_assert_eq!(String::from_utf8(bytes), Ok(entry.text()));
        }
    }
}
