//! A table as CSV (RFC 4180), for spreadsheets.

/// The rows as CSV, with the mark that makes spreadsheets read Hindi as UTF-8.
///
/// A field that a spreadsheet would take for a formula gets an apostrophe before it: part of the text comes from a
/// server, and a table is opened by people who trust it.
#[must_use]
pub fn csv<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (place, field) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push('"');
            if is_formula(field) {
                text.push('\'');
            }
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text
}

/// Numbers below zero begin like a formula and are none.
fn is_formula(field: &str) -> bool {
    let number = |rest: &str| !rest.is_empty() && rest.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
    field.starts_with(['=', '+', '@', '\t', '\r']) || field.strip_prefix('-').is_some_and(|rest| !number(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(field: &str) -> String {
        csv(&[[field.to_owned()]])
    }

    #[test]
    fn quotes_commas_and_lines_stay_in_their_field() {
        assert_eq!(csv(&[["a".into(), "b, \"c\"\nd".into()]]), "\u{feff}\"a\",\"b, \"\"c\"\"\nd\"\r\n");
    }

    #[test]
    fn nothing_is_run_as_a_formula() {
        assert_eq!(one("=1+1"), "\u{feff}\"'=1+1\"\r\n");
        assert_eq!(one("-2+3"), "\u{feff}\"'-2+3\"\r\n");
        assert_eq!(one("-25.00"), "\u{feff}\"-25.00\"\r\n");
    }
}
