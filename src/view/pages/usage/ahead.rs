//! How the balance goes on: the past and the fan ahead, the days as a table, and a reminder for the likely day.

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::domain::account::balances;
use crate::domain::money::Paise;
use crate::domain::projection::{Projection, Range};
use crate::domain::time::{INDIA, Instant};
use crate::view::components::{
    DAYS_BACK, Element, Fan, Tone, element, fan_chart, line, live, small_line, titled, unfolds, views,
};
use crate::view::i18n::{Language, cannot_tell, estimated, widened};
use crate::view::ics::CalendarEntry;

/// The estimate, or why there is none; nothing where no balance is known.
pub(super) fn card(app: App, language: Language) -> AnyView {
    let messages = language.messages();
    // The past of the balance stands in the ledger. Without it the chart begins at the reading.
    spawn_local(async move {
        app.look_at_ledger().await.ok();
    });
    live(move || {
        let content = match app.projection() {
            None => return ().into_any(),
            Some(Err(reason)) => line("", cannot_tell(reason, language)),
            Some(Ok(projection)) => shown(&projection, app, language),
        };
        titled(Tone::Plain, messages.ahead_title).child(content).view()
    })
}

fn shown(projection: &Projection, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let now = app.minute();
    let ahead = projection.fan(now);
    let since = now - TimeDelta::days(DAYS_BACK);
    let mut past =
        app.ledger.with(|known| known.as_ref().map(|known| balances(&known.value, since)).unwrap_or_default());
    let reading = app.balance.with(|known| known.as_ref().map(|known| (known.value.as_of, known.value.paise)));
    past.extend(reading.filter(|(at, _)| past.last().is_none_or(|(last, _)| at > last)));
    let wide = projection.widened().iter().map(|why| small_line(widened(*why, language)));
    views![
        estimated(projection, now, true, language).map(|said| line("estimate", said)),
        fan_chart(&Fan { past: &past, ahead: &ahead, now }, language),
        small_line(messages.ahead_about),
        wide.collect::<Vec<_>>(),
        reminder(projection, now, language),
        unfolds(messages.ahead_table, table(&ahead, now, language)),
    ]
}

/// For the phone's calendar: the likely day.
fn reminder(projection: &Projection, now: Instant, language: Language) -> Option<Element> {
    let messages = language.messages();
    let likely = projection.falls_to(Paise::ZERO).likely.filter(|likely| *likely > now)?;
    let uid = ["diya-balance-", &likely.unix_seconds().div_euclid(86_400).to_string()].concat();
    let entry = CalendarEntry {
        uid: &uid,
        written: now,
        begins: likely,
        summary: messages.ahead_reminder,
        description: messages.ahead_reminder_note,
    };
    let link = element("a").class("button").with("href", entry.address()).with("download", "diya-balance.ics");
    Some(element("p").class("no-print").child(link.text(messages.ahead_remind)))
}

fn table(ahead: &[Range], now: Instant, language: Language) -> AnyView {
    let messages = language.messages();
    let head = [messages.use_date, messages.ahead_range, messages.ahead_likely];
    let head = head.map(|name| element("th").with("scope", "col").text(name));
    let rows = (0..).zip(ahead).map(|(days, range)| {
        let date = language.day((now + TimeDelta::days(days)).date(INDIA));
        let amounts = [language.about_range(range.low, range.high), language.about(range.likely)];
        let amounts = amounts.map(|amount| element("td").text(amount));
        element("tr").child(element("th").with("scope", "row").text(date)).child(amounts)
    });
    let rows: Vec<_> = rows.collect();
    let head = element("thead").child(element("tr").child(head));
    element("table").child(head).child(element("tbody").child(rows)).view()
}
