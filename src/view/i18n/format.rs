//! The one way to write money, dates, times, ages and energy.
//!
//! Latin digits in every language, Indian grouping, months written out (CLDR hi and en-IN; a short date is read
//! differently in different languages).

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};

use super::Language;
use crate::domain::money::{Paise, latin_digit};
use crate::domain::time::{INDIA, Instant};

/// Fills `{name}` placeholders.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The word at a place, from 0, in words with blanks between.
fn nth(words: &'static str, place: u32) -> &'static str {
    words.split(' ').nth(place as usize).unwrap_or_default()
}

/// How long ago something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute, or in the future.
    Now,
    /// Whole minutes, below an hour.
    Minutes(i64),
    /// Whole hours, below two days.
    Hours(i64),
    /// Whole days.
    Days(i64),
}

impl Age {
    /// The age at `now` of something that was at `then`.
    #[must_use]
    pub fn of(then: Instant, now: Instant) -> Self {
        let age = now - then;
        if age < TimeDelta::minutes(1) {
            Self::Now
        } else if age < TimeDelta::hours(1) {
            Self::Minutes(age.num_minutes())
        } else if age < TimeDelta::days(2) {
            Self::Hours(age.num_hours())
        } else {
            Self::Days(age.num_days())
        }
    }
}

impl Language {
    /// An amount: `₹1,23,456.50`, whole rupees without decimals, below zero with a true minus and the word for due.
    #[must_use]
    pub fn money(self, amount: Paise) -> String {
        let magnitude = amount.0.unsigned_abs();
        let paise = magnitude % 100;
        let mut text = String::from(if amount.is_negative() { "−₹" } else { "₹" });
        text.push_str(&grouped(magnitude / 100));
        if paise != 0 {
            text.push_str(&format!(".{paise:02}"));
        }
        let mut text = self.in_one_piece(text);
        if amount.is_negative() {
            text.push(' ');
            text.push_str(self.messages().due);
        }
        text
    }

    /// A number with its signs, kept from left to right among words that go from right to left: after such a word, sign
    /// and digits would change places (Unicode UAX 9, rule W2). The marks are its isolates.
    #[must_use]
    pub fn in_one_piece(self, number: String) -> String {
        if self.is_right_to_left() { ["\u{2066}", &number, "\u{2069}"].concat() } else { number }
    }

    /// An estimated amount, in whole rupees.
    #[must_use]
    pub fn about(self, amount: Paise) -> String {
        let rupees = (amount.0.unsigned_abs() + 50) / 100;
        let sign = if amount.is_negative() && rupees > 0 { "−" } else { "" };
        self.in_one_piece(format!("{sign}₹{}", grouped(rupees)))
    }

    /// A range of estimated amounts.
    #[must_use]
    pub fn about_range(self, low: Paise, high: Paise) -> String {
        let (low, high) = (self.about(low), self.about(high));
        if low == high { low } else { fill(self.messages().between, &[("low", &low), ("high", &high)]) }
    }

    /// A date with its day of the week: `गुरुवार, 31 अक्टूबर`, with the year when it is not this one.
    #[must_use]
    pub fn date(self, date: NaiveDate, now: Instant) -> String {
        let weekday = nth(self.messages().weekdays, date.weekday().num_days_from_monday());
        let year = if date.year() == now.date(INDIA).year() { String::new() } else { format!(" {}", date.year()) };
        let day = self.day(date) + &year;
        fill(self.messages().weekday_day, &[("weekday", weekday), ("day", &day)])
    }

    /// A day of the month: `31 अक्टूबर`.
    #[must_use]
    pub fn day(self, date: NaiveDate) -> String {
        format!("{} {}", date.day(), nth(self.messages().months, date.month0()))
    }

    /// A month with its year: `अक्टूबर 2024`.
    #[must_use]
    pub fn month(self, date: NaiveDate) -> String {
        format!("{} {}", nth(self.messages().months, date.month0()), date.year())
    }

    /// An end: like an instant, but midnight belongs to the day that it ends, as 24:00. "Until 2 November" would be
    /// taken to hold on the 2nd.
    #[must_use]
    pub fn end(self, end: Instant, now: Instant) -> String {
        if end.civil(INDIA).num_seconds_from_midnight() >= 60 {
            return self.instant(end, now);
        }
        let last = (end - TimeDelta::minutes(1)).date(INDIA);
        if last == now.date(INDIA) {
            return fill(self.messages().today_at, &[("time", "24:00")]);
        }
        fill(self.messages().date_at, &[("date", &self.date(last, now)), ("time", "24:00")])
    }

    /// An instant: today's by its time, any other with its date. Midnight is told as the date alone.
    #[must_use]
    pub fn instant(self, instant: Instant, now: Instant) -> String {
        let civil = instant.civil(INDIA);
        let time = format!("{:02}:{:02}", civil.hour(), civil.minute());
        if civil.date() == now.date(INDIA) {
            return fill(self.messages().today_at, &[("time", &time)]);
        }
        let date = self.date(civil.date(), now);
        if time == "00:00" { date } else { fill(self.messages().date_at, &[("date", &date), ("time", &time)]) }
    }

    /// How long ago something was.
    #[must_use]
    pub fn age(self, then: Instant, now: Instant) -> String {
        let messages = self.messages();
        let (template, count) = match Age::of(then, now) {
            Age::Now => return messages.age_now.to_owned(),
            Age::Minutes(count) => (messages.age_minutes, count),
            Age::Hours(count) => (messages.age_hours, count),
            Age::Days(count) => (messages.age_days, count),
        };
        fill(template, &[("n", &count.to_string())])
    }

    /// Energy in units (kWh), one decimal.
    #[must_use]
    pub fn units(self, wh: u64) -> String {
        let tenths = (wh + 50) / 100;
        format!("{}.{}", grouped(tenths / 10), tenths % 10)
    }
}

/// What a person has typed so far, in Indian grouping: `150000` is `1,50,000`, `₹1,500.00` is `1,500.00`, `१५०` is
/// `150`. `None` if it is no plain amount; then it is left as it stands.
#[must_use]
pub fn grouped_as_typed(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_start_matches(['₹', ' ']);
    let (whole, rest) = typed.split_once('.').map_or((typed, None), |(whole, rest)| (whole, Some(rest)));
    let latin = |part: &str| part.chars().map(latin_digit).collect::<Option<String>>();
    let digits = latin(&whole.replace([',', ' '], ""))?;
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    let mut text = grouped(digits.parse().ok()?);
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(&latin(rest)?);
    }
    Some(text)
}

/// Digits in Indian grouping: 12345678 is 1,23,45,678.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 2);
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len() - place;
        if place > 0 && left >= 3 && left % 2 == 1 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1500", Some("1,500"))]
    #[case("150000", Some("1,50,000"))]
    #[case("1,50,0000", Some("15,00,000"))]
    #[case("₹1,500.00", Some("1,500.00"))]
    #[case("1500.", Some("1,500."))]
    #[case("१५००", Some("1,500"))]
    #[case("0050", Some("50"))]
    #[case("", None)]
    #[case(".5", None)]
    #[case("abc", None)]
    #[case("-5", None)]
    #[case("1.2.3", None)]
    #[case("9999999999999", None)]
    fn an_amount_is_grouped_while_it_is_typed(#[case] typed: &str, #[case] grouped: Option<&str>) {
        assert_eq!(grouped_as_typed(typed).as_deref(), grouped);
    }

    fn at(text: &str) -> Instant {
        Instant::parse(text).expect("an instant")
    }

    #[rstest]
    #[case(0, "₹0")]
    #[case(12_345_650, "₹1,23,456.50")]
    #[case(100_000, "₹1,000")]
    #[case(99_900, "₹999")]
    #[case(1_234_567_800, "₹1,23,45,678")]
    #[case(5, "₹0.05")]
    #[case(-18_000, "−₹180 due")]
    #[case(i64::MIN, "−₹92,23,37,20,36,85,47,758.08 due")]
    fn money_is_written_as_in_india(#[case] paise: i64, #[case] text: &str) {
        assert_eq!(Language::English.money(Paise(paise)), text);
    }

    #[test]
    fn hindi_money_has_latin_digits_and_the_word_for_due() {
        assert_eq!(Language::Hindi.money(Paise(-18_000)), "−₹180 बकाया");
    }

    #[test]
    fn urdu_is_written_with_its_own_signs_and_the_same_digits() {
        let (now, then) = (at("2024-10-31T19:00:00+05:30"), at("2024-11-11T10:00:00+05:30"));
        assert_eq!(Language::Urdu.instant(then, now), "پیر، 11 نومبر، 10:00 بجے");
        assert_eq!(Language::Urdu.money(Paise(-18_000)), "\u{2066}−₹180\u{2069} بقایا");
        assert_eq!(Language::Urdu.about(Paise(-18_000)), "\u{2066}−₹180\u{2069}");
        assert_eq!(Language::Urdu.money(Paise(12_345_650)), "\u{2066}₹1,23,456.50\u{2069}");
    }

    #[test]
    fn an_estimate_near_zero_has_no_minus() {
        assert_eq!(Language::English.about(Paise(-49)), "₹0");
        assert_eq!(Language::English.about(Paise(-50)), "−₹1");
    }

    #[rstest]
    #[case("2024-10-31T18:05:00+05:30", "today, 18:05")]
    #[case("2024-11-11T10:00:00+05:30", "Mon, 11 Nov, 10:00")]
    #[case("2024-11-02T00:00:00+05:30", "Sat, 2 Nov")]
    #[case("2025-01-01T10:00:00+05:30", "Wed, 1 Jan 2025, 10:00")]
    fn an_instant_is_told_as_people_tell_it(#[case] text: &str, #[case] told: &str) {
        assert_eq!(Language::English.instant(at(text), at("2024-10-31T19:00:00+05:30")), told);
    }

    #[test]
    fn a_placeholder_without_a_value_and_an_open_brace_do_no_harm() {
        assert_eq!(fill("a {b} c", &[]), "a  c");
        assert_eq!(fill("a {b", &[("b", "x")]), "a b");
    }

    #[rstest]
    #[case(30, Age::Now)]
    #[case(-500, Age::Now)]
    #[case(90, Age::Minutes(1))]
    #[case(7_200, Age::Hours(2))]
    #[case(6 * 86_400, Age::Days(6))]
    fn an_age_is_told_in_its_largest_unit(#[case] seconds: i64, #[case] age: Age) {
        let then = at("2024-10-31T18:00:00+05:30");
        assert_eq!(Age::of(then, then + TimeDelta::seconds(seconds)), age);
    }
}
