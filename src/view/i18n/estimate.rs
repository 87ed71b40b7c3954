//! The estimate of the balance in words.

use super::{Language, fill};
use crate::domain::money::Paise;
use crate::domain::projection::{CannotTell, Fall, Projection, Widened};
use crate::domain::time::{INDIA, Instant};

/// One line: what is there now, if that is asked for, and when it runs out; `None` if there is nothing to say.
#[must_use]
pub fn estimated(projection: &Projection, now: Instant, with_now: bool, language: Language) -> Option<String> {
    let messages = language.messages();
    let range = projection.at(now);
    let there =
        with_now.then(|| fill(messages.balance_now, &[("range", &language.about_range(range.low, range.high))]));
    let end = runs_out(&projection.falls_to(Paise::ZERO), language, now);
    let parts: Vec<_> = there.into_iter().chain(end).collect();
    let pause = if language.is_right_to_left() { "؛ " } else { "; " };
    (!parts.is_empty()).then(|| [messages.estimate, ": ", &parts.join(pause)].concat())
}

fn runs_out(fall: &Fall, language: Language, now: Instant) -> Option<String> {
    let messages = language.messages();
    let first = fall.earliest?;
    if fall.latest.is_some_and(|latest| latest <= now) {
        return Some(messages.balance_ran_out.to_owned());
    }
    let day = |instant: Instant| language.date(instant.date(INDIA), now);
    let when = match fall.latest.filter(|latest| latest.date(INDIA) > first.date(INDIA)) {
        Some(last) => fill(messages.between_days, &[("first", &day(first)), ("last", &day(last))]),
        None => day(first),
    };
    Some(fill(messages.balance_runs_out, &[("when", &when)]))
}

/// Why there is no estimate.
#[must_use]
pub fn cannot_tell(reason: CannotTell, language: Language) -> &'static str {
    let messages = language.messages();
    match reason {
        CannotTell::TooFewDays => messages.balance_cannot_tell,
        CannotTell::TooOld => messages.balance_cannot_old,
        CannotTell::NoUse => messages.balance_cannot_no_use,
    }
}

/// Why the range is wide.
#[must_use]
pub fn widened(why: Widened, language: Language) -> &'static str {
    let messages = language.messages();
    match why {
        Widened::ShortHistory => messages.wide_short,
        Widened::Gaps => messages.wide_gaps,
        Widened::MeterSwap => messages.wide_swap,
        Widened::Jump => messages.wide_jump,
        Widened::NoUseOfLate => messages.wide_no_use,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use rstest::rstest;

    use super::*;
    use crate::domain::balance::{Balance, DayUse, Quality};
    use crate::domain::projection::project;
    use crate::domain::time::Date;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 10, 25).expect("a date")
    }

    fn now() -> Instant {
        Instant::start_of(today(), INDIA)
    }

    /// Read now, with ₹20 to ₹29 a day on `days` days before.
    fn projection(rupees: i64, days: i64) -> Projection {
        let balance = Balance {
            paise: Paise::rupees(rupees),
            as_of: now(),
            quality: Quality::Measured,
            on_meter_as_of: None,
            not_above_zero_since: None,
            deducted_through: None,
        };
        let day = |back: i64| DayUse {
            date: Date(today() - TimeDelta::days(back)),
            wh: 1,
            paise: Paise::rupees(20 + back * 7 % 10),
            quality: Quality::Measured,
        };
        project(&balance, &(1..=days).map(day).collect::<Vec<_>>(), &[], now()).expect("days enough")
    }

    #[test]
    fn one_line_says_what_is_there_and_when_it_runs_out() {
        let said = |with_now, language| estimated(&projection(100, 60), now() + TimeDelta::days(2), with_now, language);
        let english = said(true, Language::English).expect("it is told");
        assert!(english.starts_with("Estimate: now between ₹"), "{english}");
        assert!(english.contains("; runs out between Mon, 28 Oct and Tue, 29 Oct"), "{english}");
        let hindi = said(false, Language::Hindi).expect("it is told");
        assert!(hindi.starts_with("अनुमान: ") && hindi.ends_with("ख़त्म") && !hindi.contains('₹'), "{hindi}");
    }

    #[rstest]
    #[case::gone_at_every_end(10, 5, "Estimate: has run out")]
    #[case::not_within_ten_years(i64::MAX / 1_000, 0, "")]
    fn an_end_that_is_past_or_never_comes(#[case] rupees: i64, #[case] days: i64, #[case] told: &str) {
        let now = now() + TimeDelta::days(days);
        let said = estimated(&projection(rupees, 60), now, false, Language::English);
        assert_eq!(said.unwrap_or_default(), told);
    }

    #[test]
    fn what_widens_the_range_is_told() {
        let widens =
            projection(100, 8).widened().iter().map(|why| widened(*why, Language::English)).collect::<Vec<_>>();
        assert_eq!(widens, ["The range is wide because few days of use are known."]);
    }
}
