//! The last 30 days, or the months: a chart and the table behind it.

use leptos::prelude::*;

use crate::domain::usage::{Span, Sum, Usage};
use crate::view::components::{Bar, element, line, small_line, unfolds, use_chart, views};
use crate::view::i18n::{Language, fill};

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
    let mut bars = Vec::new();
    let (first, about) = if months {
        for month in usage.months() {
            bars.push(of_month(&month, language));
        }
        (messages.use_month, None)
    } else {
        for date in recent.span.each() {
            let day = usage.sum(Span { from: date, to: date });
            bars.push(of(language.day(date), &day));
        }
        (messages.use_date, Some(summary(&recent, language)))
    };
    let table = table(first, &bars, language);
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

fn of(name: String, sum: &Sum) -> Bar {
    Bar { name, wh: (sum.known > 0).then_some(sum.wh), paise: sum.paise, estimated: sum.estimated > 0 }
}

/// A month tells how many of its days are known, unless all are.
fn of_month(month: &Sum, language: Language) -> Bar {
    let mut name = language.month(month.span.from);
    if month.missing() > 0 {
        let (known, days) = (month.known.to_string(), month.span.days().to_string());
        name.push_str(&fill(language.messages().use_known, &[("n", &known), ("of", &days)]));
    }
    of(name, month)
}

/// The newest first.
fn table(first: &'static str, bars: &[Bar], language: Language) -> AnyView {
    let messages = language.messages();
    let head = [first, messages.use_units, messages.use_cost];
    let head = head.map(|name| element("th").with("scope", "col").text(name));
    let (mut rows, mut estimated) = (element("tbody"), false);
    for bar in bars.iter().rev() {
        estimated |= bar.estimated;
        let name = element("th").with("scope", "row").text(&bar.name).text(if bar.estimated { " *" } else { "" });
        let (units, cost) = match bar.wh {
            Some(wh) => (language.units(wh), language.money(bar.paise)),
            None => ("–".to_owned(), "–".to_owned()),
        };
        rows = rows.child(element("tr").child(name).child([units, cost].map(|text| element("td").text(text))));
    }
    let table = element("table").child(element("thead").child(element("tr").child(head))).child(rows);
    views![table, estimated.then(|| small_line(messages.use_estimated))]
}
