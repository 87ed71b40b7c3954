//! Use by day as bars. The table behind it says the same in words.

use super::{Element, element};
use crate::domain::balance::{DayUse, Quality};
use crate::view::i18n::{Language, fill};

const HEIGHT: u64 = 100;
const STEP: usize = 10;

/// Bars of daily use, the oldest first.
pub fn use_chart(days: &[DayUse], language: Language) -> Element {
    let units = |wh: u32| language.units(u64::from(wh));
    let least = days.iter().map(|day| day.wh).min().unwrap_or(0);
    let most = days.iter().map(|day| day.wh).max().unwrap_or(0);
    let label = fill(language.messages().use_chart, &[("least", &units(least)), ("most", &units(most))]);
    let width = days.len().max(1) * STEP;
    let bars = days.iter().enumerate().map(|(place, day)| {
        // A day without use keeps a hair of a bar: it was measured, not forgotten.
        let height = (u64::from(day.wh) * HEIGHT / u64::from(most.max(1))).max(1);
        let class = match day.quality {
            Quality::Measured => "bar",
            Quality::Estimated => "bar bar-estimated",
        };
        let bar = element("rect").class(class).with("rx", "1.5");
        let bar = bar.with("x", (place * STEP + 1).to_string()).with("y", (HEIGHT - height).to_string());
        bar.with("width", (STEP - 2).to_string()).with("height", height.to_string())
    });
    let bars: Vec<_> = bars.collect();
    let end = |day: Option<&DayUse>| day.map(|day| language.day(day.date.0)).unwrap_or_default();
    let (first, last) = (end(days.first()), end(days.last()));
    let chart = element("svg").with("viewBox", format!("0 0 {width} {HEIGHT}")).with("role", "img");
    let chart = chart.with("aria-label", label).with("preserveAspectRatio", "none").child(bars);
    let ends = element("p").class("use-chart-ends").with("aria-hidden", "true");
    let ends = ends.child(element("span").text(first)).child(element("span").text(last));
    element("div").class("use-chart").child(chart).child(ends)
}
