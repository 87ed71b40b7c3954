//! Use in the last 30 days: bars, and the table behind them.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::domain::balance::{DayUse, Quality, days_in_order};
use crate::domain::money::Paise;
use crate::view::components::{UseChart, line, live, small_line, unfolds};
use crate::view::i18n::{Language, fill};

const DAYS: usize = 30;

/// Use by day.
#[component]
pub fn UsePage(language: Language) -> impl IntoView {
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
        view! {
            <p class="use-total"><strong>{said(messages.use_total, wh, paise)}</strong></p>
            {line("", said(messages.use_mean, wh / count, mean))}
            <UseChart days=days.clone() language=language/>
            {line("age", fill(messages.use_fetched, &[("age", &age)]))}
            {unfolds(messages.use_table, table(&days, language))}
        }
        .into_any()
    };
    view! { {heading(messages.use_title)} {live(body)} }
}

fn table(days: &[DayUse], language: Language) -> AnyView {
    let messages = language.messages();
    let estimated = days.iter().any(|day| day.quality == Quality::Estimated);
    let rows = days
        .iter()
        .rev()
        .map(|day| {
            let mark = if day.quality == Quality::Estimated { " *" } else { "" };
            view! {
                <tr>
                    <th scope="row">{language.day(day.date.0)}{mark}</th>
                    <td>{language.units(u64::from(day.wh))}</td>
                    <td>{language.money(day.paise)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <table>
            <thead><tr>
                <th scope="col">{messages.use_date}</th><th scope="col">{messages.use_units}</th><th scope="col">{messages.use_cost}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {estimated.then(|| small_line(messages.use_estimated))}
    }
    .into_any()
}
