//! The last 30 days, or the months: a chart and the table behind it.

use leptos::prelude::*;

use crate::domain::balance::Quality;
use crate::domain::money::Paise;
use crate::domain::usage::{Sum, Usage};
use crate::view::components::{Bar, element, line, small_line, unfolds, use_chart, views};
use crate::view::i18n::{Language, fill};

/// A place in the chart, with what it cost.
type Row = (Bar, Option<Paise>);

/// Chart and table, by day or by month.
pub(super) fn shown(usage: &Usage, by_month: RwSignal<bool>, language: Language) -> AnyView {
    let messages = language.messages();
    let months = by_month.get();
    let choice = |words, wanted| {
        let button = element("button").with("type", "button").class("button");
        let button = button.with("aria-pressed", if months == wanted { "true" } else { "false" });
        button.text(words).on("click", move |_| by_month.set(wanted))
    };
    let choices = [choice(messages.use_days, false), choice(messages.use_months, true)];
    let choices = element("div").class("use-choice no-print").child(choices);
    let recent = usage.recent();
    let (first, rows, about) = if months {
        let rows = usage.months().iter().map(|month| of_month(month, language)).collect();
        (messages.use_month, rows, None)
    } else {
        let rows = recent.span.each().map(|date| of_day(usage, date, language)).collect();
        (messages.use_date, rows, Some(summary(&recent, language)))
    };
    let bars: Vec<Bar>;
    let costs: Vec<Option<Paise>>;
    (bars, costs) = Vec::<Row>::into_iter(rows).unzip();
    let table = table(first, &bars, &costs, language);
    views![choices, about, use_chart(&bars, language), unfolds(messages.use_table, table)]
}

fn summary(recent: &Sum, language: Language) -> AnyView {
    let messages = language.messages();
    let said =
        |template, wh, paise| fill(template, &[("units", &language.units(wh)), ("amount", &language.money(paise))]);
    let (wh, mean) = recent.mean();
    let missing = recent.missing();
    let total = element("strong").text(said(messages.use_total, recent.wh, recent.paise));
    views![
        element("p").class("use-total").child(total),
        line("", said(messages.use_mean, wh, mean)),
        (missing > 0).then(|| small_line(fill(messages.use_missing, &[("n", &missing.to_string())]))),
    ]
}

fn of_day(usage: &Usage, date: chrono::NaiveDate, language: Language) -> Row {
    let day = usage.days().iter().find(|day| day.date.0 == date);
    let estimated = day.is_some_and(|day| day.quality == Quality::Estimated);
    let bar = Bar { name: language.day(date), wh: day.map(|day| u64::from(day.wh)), estimated };
    (bar, day.map(|day| day.paise))
}

/// A month tells how many of its days are known, unless all are.
fn of_month(month: &Sum, language: Language) -> Row {
    let days = [("n", month.known.to_string()), ("of", month.span.days().to_string())];
    let days = fill(language.messages().use_known, &days.each_ref().map(|(name, value)| (*name, value.as_str())));
    let mut name = language.month(month.span.from);
    if month.missing() > 0 {
        name = [name.as_str(), ", ", &days].concat();
    }
    let is_known = month.known > 0;
    let bar = Bar { name, wh: is_known.then_some(month.wh), estimated: month.estimated > 0 };
    (bar, is_known.then_some(month.paise))
}

/// The newest first.
fn table(first: &'static str, bars: &[Bar], costs: &[Option<Paise>], language: Language) -> AnyView {
    let messages = language.messages();
    let head = [first, messages.use_units, messages.use_cost];
    let head = head.map(|name| element("th").with("scope", "col").text(name));
    let rows = bars.iter().zip(costs).rev().map(|(bar, cost)| {
        let name = element("th").with("scope", "row").text(&bar.name).text(if bar.estimated { " *" } else { "" });
        let units = element("td").text(bar.wh.map_or_else(|| "–".to_owned(), |wh| language.units(wh)));
        let cost = element("td").text(cost.map_or_else(|| "–".to_owned(), |cost| language.money(cost)));
        element("tr").child(name).child(units).child(cost)
    });
    let rows: Vec<_> = rows.collect();
    let table = element("table").child(element("thead").child(element("tr").child(head)));
    let estimated = bars.iter().any(|bar| bar.estimated).then(|| small_line(messages.use_estimated));
    views![table.child(element("tbody").child(rows)), estimated]
}
