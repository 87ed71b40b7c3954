//! Use by day as bars. The table behind it says the same in words.

use leptos::prelude::*;

use crate::domain::balance::{DayUse, Quality};
use crate::view::i18n::{Language, fill};

const HEIGHT: u64 = 100;
const STEP: usize = 10;

/// Bars of daily use, the oldest first.
#[component]
pub fn UseChart(
    /// The days, in order.
    days: Vec<DayUse>,
    /// The language of the label.
    language: Language,
) -> impl IntoView {
    let units = |wh: u32| language.units(u64::from(wh));
    let least = days.iter().map(|day| day.wh).min().unwrap_or(0);
    let most = days.iter().map(|day| day.wh).max().unwrap_or(0);
    let label = fill(language.messages().use_chart, &[("least", &units(least)), ("most", &units(most))]);
    let width = days.len().max(1) * STEP;
    let bars = days
        .iter()
        .enumerate()
        .map(|(place, day)| {
            // A day without use keeps a hair of a bar: it was measured, not forgotten.
            let height = (u64::from(day.wh) * HEIGHT / u64::from(most.max(1))).max(1);
            let class = match day.quality {
                Quality::Measured => "bar",
                Quality::Estimated => "bar bar-estimated",
            };
            let (x, y) = ((place * STEP + 1).to_string(), (HEIGHT - height).to_string());
            let (width, height) = ((STEP - 2).to_string(), height.to_string());
            view! { <rect class=class x=x y=y width=width height=height rx="1.5"></rect> }.into_any()
        })
        .collect_view();
    let end = |day: Option<&DayUse>| day.map(|day| language.day(day.date.0)).unwrap_or_default();
    let (first, last) = (end(days.first()), end(days.last()));
    view! {
        <div class="use-chart">
            <svg viewBox=format!("0 0 {width} {HEIGHT}") role="img" aria-label=label preserveAspectRatio="none">{bars}</svg>
            <p class="use-chart-ends" aria-hidden="true"><span>{first}</span><span>{last}</span></p>
        </div>
    }
}
