//! The balance card: the last reading with its age, and what it probably is now.

use leptos::prelude::*;

use crate::app::App;
use crate::domain::balance::{Freshness, Quality};
use crate::domain::money::Paise;
use crate::domain::projection::{Fall, Projection};
use crate::domain::time::{INDIA, Instant};
use crate::view::components::{Tone, line, live, small_line, toned_card, views};
use crate::view::i18n::{Language, fill};

/// The balance.
pub(super) fn balance_card(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let body = move || {
        let Some(known) = app.balance.get() else {
            return views![line("", messages.balance_unknown), line("", messages.missing_balance)];
        };
        let (balance, now) = (known.value, app.minute());
        let as_of = fill(messages.balance_as_of, &[("date", &language.instant(balance.as_of, now))]);
        let stale = balance.freshness(now) == Freshness::Stale;
        let age = stale.then(|| fill(messages.balance_stale, &[("age", &language.age(balance.as_of, now))]));
        let quality = (balance.quality == Quality::Estimated).then_some(messages.balance_estimated_reading);
        let outlook = match app.projection() {
            Some(Ok(projection)) => estimate(&projection, balance.paise, stale, language, now),
            _ => vec![messages.balance_cannot_tell.to_owned()],
        };
        let class = if balance.paise.is_negative() { "amount amount-due" } else { "amount" };
        let outlook: Vec<_> = outlook.iter().map(|said| line("estimate", said)).collect();
        views![
            line(class, language.money(balance.paise)),
            line("age", as_of),
            quality.map(small_line),
            age.map(|age| line("stale", age)),
            outlook,
        ]
    };
    live(move || {
        let due = app.balance.with(|known| known.as_ref().is_some_and(|known| known.value.paise <= Paise::ZERO));
        toned_card(if due { Tone::Watch } else { Tone::Plain }, messages.balance_title, body())
    })
}

fn estimate(projection: &Projection, paise: Paise, stale: bool, language: Language, now: Instant) -> Vec<String> {
    let messages = language.messages();
    let mut lines = Vec::new();
    if stale {
        let range = projection.at(now);
        lines.push(format!("{}: {}", messages.balance_now, language.about_range(range.low, range.high)));
    }
    if paise > Paise::ZERO {
        lines.extend(runs_out(&projection.falls_to(Paise::ZERO), language, now));
    }
    if stale {
        let spent = projection.spent(now);
        let range = language.about_range(spent.low, spent.high);
        lines.push(fill(messages.balance_catch_up, &[("range", &range)]));
    }
    lines
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
