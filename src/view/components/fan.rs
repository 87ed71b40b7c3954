//! The balance of the past days as a line, and the fan of what may come. The table behind it says the same in words.

use chrono::TimeDelta;

use super::{Element, element};
use crate::domain::money::Paise;
use crate::domain::projection::{DAYS_AHEAD, Range};
use crate::domain::time::{INDIA, Instant};
use crate::view::i18n::{Language, fill};

/// What was known of the balance, the oldest first, and what is estimated from now on, day by day.
pub struct Fan<'fan> {
    /// The balance after each known movement of money.
    pub past: &'fan [(Instant, Paise)],
    /// The estimate for now, one day later, and so on.
    pub ahead: &'fan [Range],
    /// Where the one ends and the other begins.
    pub now: Instant,
}

/// How many days of the past are shown.
pub const DAYS_BACK: i64 = 14;

const WIDTH: i64 = 3_200;
const HEIGHT: i64 = 1_400;
/// Room above for the greatest amount, and below for the days.
const TOP: i64 = 220;
const FOOT: i64 = 240;
/// Beyond a thousand crore rupees a line cannot be told from the edge.
const MOST: i64 = 1_000_000_000_000;

struct Scale {
    from: Instant,
    least: i64,
    most: i64,
}

impl Scale {
    fn of(fan: &Fan<'_>) -> Self {
        let past = fan.past.iter().map(|(_, paise)| *paise);
        let ends = past.chain(fan.ahead.iter().flat_map(|range| [range.low, range.high])).map(clamped);
        let (least, most) = ends.fold((0, 1), |(least, most), paise| (least.min(paise), most.max(paise)));
        Self { from: fan.now - TimeDelta::days(DAYS_BACK), least, most }
    }

    fn x(&self, at: Instant) -> i64 {
        let span = (DAYS_BACK + DAYS_AHEAD as i64) * 86_400;
        (at - self.from).num_seconds().clamp(0, span) * WIDTH / span
    }

    fn y(&self, paise: Paise) -> i64 {
        TOP + (self.most - clamped(paise)) * HEIGHT / (self.most - self.least)
    }
}

fn clamped(paise: Paise) -> i64 {
    paise.0.clamp(-MOST, MOST)
}

fn path(class: &'static str, points: &[(i64, i64)]) -> Element {
    let mut drawn = String::new();
    for (x, y) in points {
        drawn.push(if drawn.is_empty() { 'M' } else { 'L' });
        drawn.push_str(&x.to_string());
        drawn.push(' ');
        drawn.push_str(&y.to_string());
    }
    element("path").class(class).with("d", drawn)
}

fn label(x: i64, y: i64, anchor: &'static str, text: &str) -> Element {
    let label = element("text").with("x", x.to_string()).with("y", y.to_string());
    label.with("text-anchor", anchor).text(text)
}

/// The chart.
pub fn fan_chart(fan: &Fan<'_>, language: Language) -> Element {
    let messages = language.messages();
    let scale = Scale::of(fan);
    let day = |days: usize| fan.now + TimeDelta::days(days as i64);
    let at = |days: usize, paise: Paise| (scale.x(day(days)), scale.y(paise));
    let edge = |pick: fn(&Range) -> Paise| fan.ahead.iter().enumerate().map(move |(days, range)| (days, pick(range)));
    let upper = edge(|range| range.high).map(|(days, paise)| at(days, paise));
    let lower = edge(|range| range.low).map(|(days, paise)| at(days, paise));
    let lower: Vec<_> = lower.collect();
    let band: Vec<_> = upper.chain(lower.into_iter().rev()).collect();
    let likely: Vec<_> = edge(|range| range.likely).map(|(days, paise)| at(days, paise)).collect();
    let mut past: Vec<(i64, i64)> = Vec::new();
    for (when, paise) in fan.past {
        let x = scale.x(*when);
        // An amount stays until the next movement.
        past.extend(past.last().map(|(_, y)| (x, *y)));
        past.push((x, scale.y(*paise)));
    }
    let today = scale.x(fan.now);
    past.extend(past.last().map(|(_, y)| (today, *y)));
    let zero = scale.y(Paise::ZERO);
    let foot = TOP + HEIGHT;
    let told =
        |range: Option<&Range>| range.map(|range| language.about_range(range.low, range.high)).unwrap_or_default();
    let said = [("now", &*told(fan.ahead.first())), ("then", &told(fan.ahead.last()))];
    let date = |instant: Instant| language.day(instant.date(INDIA));
    let days = foot + FOOT - 60;
    element("svg")
        .class("fan")
        .with("viewBox", ["0 0 ", &WIDTH.to_string(), " ", &(foot + FOOT).to_string()].concat())
        .with("role", "img")
        .with("aria-label", fill(messages.ahead_chart, &said))
        .child(path("fan-band", &band))
        .child(path("fan-zero", &[(0, zero), (WIDTH, zero)]))
        .child(path("fan-today", &[(today, TOP), (today, foot)]))
        .child(path("fan-past", &past))
        .child(path("fan-likely", &likely))
        .child(label(0, TOP - 60, "start", &language.about(Paise(scale.most))))
        .child(label(WIDTH, zero - 40, "end", &language.money(Paise::ZERO)))
        .child(label(0, days, "start", &date(scale.from)))
        .child(label(today, days, "middle", messages.ahead_today))
        .child(label(WIDTH, days, "end", &date(day(DAYS_AHEAD))))
}
