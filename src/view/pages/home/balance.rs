//! The balance card: the last reading with its age, and what it probably is now.

use leptos::prelude::*;

use crate::app::App;
use crate::domain::balance::{Freshness, Quality};
use crate::domain::money::Paise;
use crate::domain::projection::Projection;
use crate::domain::time::{INDIA, Instant};
use crate::view::components::{Tone, button, line, link, live, small_line, toned_card, views};
use crate::view::i18n::{Language, cannot_tell, estimated, fill};
use crate::view::summary::HIDDEN_AMOUNT;

/// The balance.
pub(super) fn balance_card(language: Language, peeked: RwSignal<bool>) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let body = move || {
        let Some(known) = app.balance.get() else {
            return line("", messages.missing_balance);
        };
        if app.hides_amounts.get() && !peeked.get() {
            let show = button("button", messages.amount_show, move || peeked.set(true));
            return views![line("amount", HIDDEN_AMOUNT), show];
        }
        let (balance, now) = (known.value, app.minute());
        let as_of = fill(messages.balance_as_of, &[("date", &language.instant(balance.as_of, now))]);
        let stale = balance.freshness(now) == Freshness::Stale;
        let age = stale.then(|| fill(messages.balance_stale, &[("age", &language.age(balance.as_of, now))]));
        let quality = (balance.quality == Quality::Estimated).then_some(messages.balance_estimated_reading);
        let behind = balance.deductions_are_behind();
        let since = || language.date(balance.use_left_out_since().date(INDIA), now);
        let outlook = match app.projection() {
            Some(Ok(projection)) => estimate(&projection, balance.paise, stale || behind, language, now),
            Some(Err(reason)) => vec![cannot_tell(reason, language).to_owned()],
            None => vec![messages.balance_cannot_tell.to_owned()],
        };
        let class = if balance.paise.is_negative() { "amount amount-due" } else { "amount" };
        let outlook: Vec<_> = outlook.iter().map(|said| line("estimate", said)).collect();
        views![
            line(class, language.money(balance.paise)),
            line("age", as_of),
            quality.map(small_line),
            age.map(|age| line("stale", age)),
            behind.then(|| line("stale", fill(messages.balance_behind, &[("date", &since())]))),
            outlook,
            link("", "#/use", messages.balance_ahead),
        ]
    };
    live(move || {
        let due = app.balance.with(|known| known.as_ref().is_some_and(|known| known.value.paise <= Paise::ZERO));
        toned_card(if due { Tone::Watch } else { Tone::Plain }, messages.balance_title, body())
    })
}

/// `uncertain`: the reading says little about what is there now.
fn estimate(projection: &Projection, paise: Paise, uncertain: bool, language: Language, now: Instant) -> Vec<String> {
    let mut lines = Vec::new();
    if uncertain || paise > Paise::ZERO {
        lines.extend(estimated(projection, now, uncertain, language));
    }
    if uncertain {
        let spent = projection.spent(now);
        let range = language.about_range(spent.low, spent.high);
        lines.push(fill(language.messages().balance_catch_up, &[("range", &range)]));
    }
    lines
}
