//! The receipt: what is known of a recharge at a time, to print and to pass on.

use leptos::prelude::*;

use super::words::word;
use crate::app::App;
use crate::browser::page;
use crate::domain::recharge::{Entry, Phase};
use crate::view::components::{Tone, button, element, line, share_button, titled};
use crate::view::i18n::{Language, fill};

/// The receipt.
pub(super) fn receipt(entry: &Entry, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let Some(order) = entry.order() else { return ().into_any() };
    let now = app.now_untracked();
    // On paper "today" means nothing.
    let on_paper = |at| language.instant(at, crate::domain::time::Instant::MIN);
    let utility = app.config.with_value(|config| language.of(&config.utility.name).to_owned());
    let since = fill(messages.receipt_state, &[("date", &on_paper(order.state_since))]);
    let rows = [
        (messages.receipt_amount.to_owned(), language.money(order.amount)),
        (since, word(entry, now, language).to_owned()),
        (messages.account_number.to_owned(), language.in_one_piece(entry.consumer_number.masked())),
        (messages.account_name.to_owned(), language.in_one_piece(order.masked_name.clone())),
        (messages.receipt_made.to_owned(), on_paper(order.created_at)),
        (messages.receipt_order.to_owned(), order.id.as_str().to_owned()),
        (messages.receipt_reference.to_owned(), order.payment_reference.clone().unwrap_or_default()),
        (messages.receipt_printed.to_owned(), on_paper(now)),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let not_yet = matches!(entry.phase(now), Phase::Paid | Phase::Credited).then_some(messages.receipt_not_on_meter);
    let mut text = utility.clone();
    let mut list = element("dl").class("facts-list");
    for (name, value) in rows {
        text.push_str(&["\n", &name, ": ", &value].concat());
        list = list.child(element("dt").text(name)).child(element("dd").text(value));
    }
    let help = app.config.with_value(|config| fill(messages.help_call, &[("number", &config.help.helpline)]));
    let card = titled(Tone::Plain, messages.receipt_title).class("card receipt");
    let utility =
        app.config.with_value(|config| element("p").class("print-only").words(language, &config.utility.name));
    let mut card = card.child(utility).child(list).child(line("print-only", help));
    if let Some(words) = not_yet {
        text.push('\n');
        text.push_str(words);
        card = card.child(line("stale", words));
    }
    let title = messages.receipt_title.to_owned();
    card.child(element("p").class("no-print").child(button("button", messages.receipt_print, page::print)))
        .child(share_button(title, text, false, language))
        .view()
}
