//! Days of use as a table for spreadsheets.

use super::csv::csv;
use super::i18n::Language;
use crate::domain::balance::{DayUse, Quality};

/// The days as CSV: date, kWh to the Wh, rupees to the paisa, how the day was come by. A day that is not known has no
/// row.
#[must_use]
pub fn day_table(days: &[DayUse], language: Language) -> String {
    let messages = language.messages();
    let head = [messages.use_date, messages.use_units, messages.use_rupees, messages.use_how];
    let mut rows = vec![head.map(str::to_owned)];
    for day in days {
        let how = match day.quality {
            Quality::Measured => messages.use_measured,
            Quality::Estimated => messages.use_computed,
        };
        let kwh = format!("{}.{:03}", day.wh / 1_000, day.wh % 1_000);
        rows.push([String::from(day.date), kwh, day.paise.to_decimal_rupees(), how.to_owned()]);
    }
    csv(&rows)
}
