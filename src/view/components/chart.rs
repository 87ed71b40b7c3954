//! Use as bars, by day or by month. The table behind it says the same in words.

use super::{Element, element};
use crate::domain::money::Paise;
use crate::view::i18n::{Language, fill};

const HEIGHT: u64 = 100;
const STEP: usize = 10;

/// One place in the chart, and one row of its table.
pub struct Bar {
    /// The day or the month, in words.
    pub name: String,
    /// Energy, Wh; `None` where nothing is known: its place stays empty.
    pub wh: Option<u64>,
    /// What it cost; of no use where nothing is known.
    pub paise: Paise,
    /// Whether the utility computed it.
    pub estimated: bool,
}

/// Bars of use, the oldest first.
pub fn use_chart(bars: &[Bar], language: Language) -> Element {
    let (mut least, mut most) = (u64::MAX, 0);
    for wh in bars.iter().filter_map(|bar| bar.wh) {
        (least, most) = (least.min(wh), most.max(wh));
    }
    let (least_units, most_units) = (language.units(least.min(most)), language.units(most));
    let label = fill(language.messages().use_chart, &[("least", &least_units), ("most", &most_units)]);
    let width = bars.len().max(1) * STEP;
    let mut rects = Vec::new();
    for (place, bar) in bars.iter().enumerate() {
        let Some(wh) = bar.wh else { continue };
        // A day without use keeps a hair of a bar: it was measured, not forgotten.
        let height = (wh.saturating_mul(HEIGHT) / most.max(1)).max(1);
        let rect = element("rect").class(if bar.estimated { "bar bar-estimated" } else { "bar" }).with("rx", "1");
        let rect = rect.with("x", (place * STEP + 1).to_string()).with("y", (HEIGHT - height).to_string());
        rects.push(rect.with("width", (STEP - 2).to_string()).with("height", height.to_string()));
    }
    let name = |bar: Option<&Bar>| element("span").text(bar.map(|bar| bar.name.as_str()).unwrap_or_default());
    let chart = element("svg").with("viewBox", format!("0 0 {width} {HEIGHT}")).with("role", "img");
    let chart = chart.with("aria-label", label).with("preserveAspectRatio", "none").child(rects);
    let ends = element("p").class("use-chart-ends").with("aria-hidden", "true");
    let ends = ends.child(name(bars.first())).child(name(bars.last()));
    element("div").class("use-chart").child(chart).child(ends)
}

/// A lying bar under its words; it is as long as `part` is of `whole`.
pub fn lying_bar(words: &str, part: u64, whole: u64, is_now: bool) -> Element {
    let length = part.saturating_mul(1_000) / whole.max(1);
    let rect = element("rect").class(if is_now { "bar" } else { "bar bar-then" });
    let rect = rect.with("x", "0").with("y", "0").with("height", "10").with("width", length.max(2).to_string());
    let bar = element("svg").with("viewBox", "0 0 1000 10").with("preserveAspectRatio", "none");
    let bar = bar.with("aria-hidden", "true").child(rect);
    element("div").class("lying-bar").child(element("span").text(words)).child(bar)
}
