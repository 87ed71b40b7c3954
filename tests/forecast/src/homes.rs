//! Measured homes, from a CSV file of the columns `household_id,date,kwh`.

use chrono::NaiveDate;
use diya::domain::balance::{DayUse, Quality};
use diya::domain::money::Paise;
use diya::domain::time::Date;

/// The flat tariff of the replay: ₹7 for a kWh.
const PAISE_PER_KWH: u64 = 700;
/// More kWh than any home draws in a day.
const MOST_KWH: f64 = 2_000.0;
const HEADER: &str = "household_id,date,kwh";

/// A home and the days that were measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The publisher's name for it: the source, a hyphen, a pseudonym.
    pub id: String,
    /// The measured days, in order. A missing one was not measured.
    pub days: Vec<DayUse>,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Another first line.
    #[error("line 1: the header is {0:?} instead of {HEADER:?}")]
    Header(String),
    /// Nothing below the header.
    #[error("there is no day in it, only a header at most")]
    Empty,
    /// Too few or too many columns.
    #[error("line {line}: {found} fields instead of 3 ({HEADER})")]
    Fields {
        /// The line, counted from 1.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// A field that says nothing usable.
    #[error("line {line}, {field}: {text:?} {why}")]
    Field {
        /// The line, counted from 1.
        line: usize,
        /// The column.
        field: &'static str,
        /// What stands there.
        text: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A day twice.
    #[error("line {line}, date: {date} of {id} was there before")]
    Twice {
        /// The line, counted from 1.
        line: usize,
        /// The home.
        id: String,
        /// The day.
        date: NaiveDate,
    },
}

/// Reads homes in the order in which they first appear.
///
/// # Errors
/// [`FileFault`] names the line and the field.
pub fn read(text: &str) -> Result<Vec<Home>, FileFault> {
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let header = lines.next().map_or("", |(_, header)| header.trim());
    if header.is_empty() && lines.clone().all(|(_, rest)| rest.trim().is_empty()) {
        return Err(FileFault::Empty);
    }
    if header != HEADER {
        return Err(FileFault::Header(header.chars().take(80).collect()));
    }
    let mut homes: Vec<(Home, Vec<usize>)> = Vec::new();
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let (id, day) = read_row(line, row.trim())?;
        // Rows of one home mostly follow each other: look at the last one first.
        let place = match homes.iter().rposition(|(home, _)| home.id == id) {
            Some(place) => place,
            None => {
                homes.push((Home { id: id.to_owned(), days: Vec::new() }, Vec::new()));
                homes.len() - 1
            }
        };
        homes[place].0.days.push(day);
        homes[place].1.push(line);
    }
    if homes.is_empty() {
        return Err(FileFault::Empty);
    }
    homes.into_iter().map(|(home, lines)| in_order(home, &lines)).collect()
}

fn read_row(line: usize, row: &str) -> Result<(&str, DayUse), FileFault> {
    let fields: Vec<&str> = row.split(',').map(str::trim).collect();
    let [id, date, kwh] = fields[..] else { return Err(FileFault::Fields { line, found: fields.len() }) };
    let fault = |field, text: &str, why| FileFault::Field { line, field, text: text.chars().take(40).collect(), why };
    if id.is_empty() {
        return Err(fault("household_id", id, "is no name"));
    }
    let parsed = if date.len() == 10 { date.parse().ok() } else { None };
    let parsed: NaiveDate = parsed.ok_or_else(|| fault("date", date, "is no date of the form YYYY-MM-DD"))?;
    let used: f64 = kwh.parse().map_err(|_| fault("kwh", kwh, "is no number"))?;
    if !used.is_finite() {
        return Err(fault("kwh", kwh, "is no number"));
    }
    if used.is_sign_negative() && used != 0.0 {
        return Err(fault("kwh", kwh, "is below zero"));
    }
    if used > MOST_KWH {
        return Err(fault("kwh", kwh, "is more than a home draws in a day (2000 kWh)"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between zero and two million, as was just seen"
    )]
    let wh = (used * 1_000.0).round() as u32;
    let paise = (u64::from(wh) * PAISE_PER_KWH + 500) / 1_000;
    let paise = Paise(i64::try_from(paise).unwrap_or(i64::MAX));
    Ok((id, DayUse { date: Date(parsed), wh, paise, quality: Quality::Measured }))
}

fn in_order(home: Home, lines: &[usize]) -> Result<Home, FileFault> {
    let mut days: Vec<(DayUse, usize)> = home.days.into_iter().zip(lines.iter().copied()).collect();
    days.sort_by_key(|(day, line)| (day.date, *line));
    match days.windows(2).find(|pair| pair[0].0.date == pair[1].0.date) {
        Some(pair) => Err(FileFault::Twice { line: pair[1].1, id: home.id, date: pair[1].0.date.0 }),
        None => Ok(Home { id: home.id, days: days.into_iter().map(|(day, _)| day).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn rows_are_read_in_any_order_and_cost_seven_rupees_a_kilowatt_hour() {
        let text =
            "\u{feff}household_id,date,kwh\r\nB-1,2024-01-02,1.5\r\nA-1,2024-01-01,0\r\nB-1,2024-01-01,0.001\r\n\r\n";
        let homes = read(text).expect("three rows");
        let told: Vec<_> = homes.iter().map(|home| (home.id.as_str(), home.days.len())).collect();
        assert_eq!(told, [("B-1", 2), ("A-1", 1)]);
        assert_eq!((homes[0].days[0].wh, homes[0].days[0].paise), (1, Paise(1)));
        assert_eq!((homes[0].days[1].wh, homes[0].days[1].paise), (1_500, Paise(1_050)));
    }

    #[rstest]
    #[case("", "there is no day in it, only a header at most")]
    #[case("household_id,date,kwh\n", "there is no day in it, only a header at most")]
    #[case("id,day,kwh\nA,2024-01-01,1\n", "line 1: the header is \"id,day,kwh\" instead of \"household_id,date,kwh\"")]
    #[case("household_id,date,kwh\nA,2024-01-01\n", "line 2: 2 fields instead of 3 (household_id,date,kwh)")]
    #[case("household_id,date,kwh\n,2024-01-01,1\n", "line 2, household_id: \"\" is no name")]
    #[case("household_id,date,kwh\nA,2024-02-30,1\n", "line 2, date: \"2024-02-30\" is no date of the form YYYY-MM-DD")]
    #[case("household_id,date,kwh\nA,01/02/2024,1\n", "line 2, date: \"01/02/2024\" is no date of the form YYYY-MM-DD")]
    #[case("household_id,date,kwh\nA,2024-01-01,x\n", "line 2, kwh: \"x\" is no number")]
    #[case("household_id,date,kwh\nA,2024-01-01,NaN\n", "line 2, kwh: \"NaN\" is no number")]
    #[case("household_id,date,kwh\nA,2024-01-01,inf\n", "line 2, kwh: \"inf\" is no number")]
    #[case("household_id,date,kwh\nA,2024-01-01,-0.5\n", "line 2, kwh: \"-0.5\" is below zero")]
    #[case(
        "household_id,date,kwh\nA,2024-01-01,1e9\n",
        "line 2, kwh: \"1e9\" is more than a home draws in a day (2000 kWh)"
    )]
    #[case(
        "household_id,date,kwh\nA,2024-01-01,1\nB,2024-01-01,1\nA,2024-01-01,2\n",
        "line 4, date: 2024-01-01 of A was there before"
    )]
    fn a_wrong_file_says_where(#[case] text: &str, #[case] said: &str) {
        assert_eq!(read(text).expect_err("it is wrong").to_string(), said);
    }
}
