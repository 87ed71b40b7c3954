//! How the balance goes on, and use in the last 30 days: charts, and the tables behind them.

mod ahead;

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::domain::balance::{DayUse, Quality, days_in_order};
use crate::domain::money::Paise;
use crate::view::components::{element, line, live, small_line, unfolds, use_chart, views};
use crate::view::i18n::{Language, fill};

const DAYS: usize = 30;

/// Use by day.
pub fn use_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let body = move || {
        let known = app.days.get().filter(|known| !known.value.is_empty());
        let Some(known) = known else { return line("", messages.use_none) };
        let mut days = days_in_order(known.value);
        let days = days.split_off(days.len().saturating_sub(DAYS));
        let age = language.age(known.told_at, app.minute());
        let wh: u64 = days.iter().map(|day| u64::from(day.wh)).sum();
        let paise: Paise = days.iter().map(|day| day.paise).sum();
        let count = u64::try_from(days.len()).unwrap_or(1).max(1);
        let mean = Paise(paise.0 / i64::try_from(count).unwrap_or(1));
        let said =
            |template, wh, paise| fill(template, &[("units", &language.units(wh)), ("amount", &language.money(paise))]);
        let total = element("strong").text(said(messages.use_total, wh, paise));
        views![
            element("p").class("use-total").child(total),
            line("", said(messages.use_mean, wh / count, mean)),
            use_chart(&days, language),
            line("age", fill(messages.use_fetched, &[("age", &age)])),
            unfolds(messages.use_table, table(&days, language)),
        ]
    };
    let month = element("h2").class("use-heading").text(messages.use_month);
    views![heading(messages.use_title), ahead::card(app, language), month, live(body)]
}

fn table(days: &[DayUse], language: Language) -> AnyView {
    let messages = language.messages();
    let estimated = days.iter().any(|day| day.quality == Quality::Estimated);
    let head = [messages.use_date, messages.use_units, messages.use_cost];
    let head = head.map(|name| element("th").with("scope", "col").text(name));
    let rows = days.iter().rev().map(|day| {
        let mark = if day.quality == Quality::Estimated { " *" } else { "" };
        let date = element("th").with("scope", "row").text(language.day(day.date.0)).text(mark);
        let units = element("td").text(language.units(u64::from(day.wh)));
        element("tr").child(date).child(units).child(element("td").text(language.money(day.paise)))
    });
    let rows: Vec<_> = rows.collect();
    let table = element("table").child(element("thead").child(element("tr").child(head)));
    views![table.child(element("tbody").child(rows)), estimated.then(|| small_line(messages.use_estimated)),]
}
