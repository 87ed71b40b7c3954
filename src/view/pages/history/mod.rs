//! Money in and out: recharges of this device, and what the ledger shows, to search and to keep as a table.

mod elsewhere;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::heading;
use super::sign_in::{Purpose, sign_in};
use crate::app::App;
use crate::domain::account::{LedgerEntry, Movement};
use crate::domain::identity::OrderId;
use crate::domain::money::Paise;
use crate::domain::order::ordered_by;
use crate::domain::recharge::{Entry, Journal};
use crate::domain::time::Instant;
use crate::view::components::{Element, element, line, live, status, views};
use crate::view::csv::csv;
use crate::view::data_address::data_address;
use crate::view::i18n::{Language, fill};
use crate::view::pages::order::word;
use crate::view::trouble::trouble_words;

/// One line of the history.
struct Row {
    at: Instant,
    amount: Paise,
    what: String,
    /// The order's number, or the ledger's own.
    number: String,
    /// The payment's reference.
    reference: String,
    order: Option<OrderId>,
}

/// Money in and out.
pub fn history_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let wanted = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    spawn_local(async move {
        // What is known stands there; only of what is not there the reason is told.
        let known = app.ledger.with_untracked(Option::is_some);
        if let Some(trouble) = app.look_at_ledger().await.err().filter(|_| !known) {
            said.try_set(Some(trouble_words(trouble, language)));
        }
    });
    let list = move || {
        let rows = rows(app, language);
        if rows.is_empty() {
            return line("nothing", messages.history_none);
        }
        let wanted = wanted.get().to_ascii_lowercase();
        let now = app.minute();
        let shown: Vec<_> =
            rows.iter().filter(|row| row.holds(&wanted, language, now)).map(|row| row.line(language, now)).collect();
        if shown.is_empty() {
            return line("", messages.history_none);
        }
        let table = data_address("text/csv", &as_csv(&rows, language));
        let save =
            element("a").class("button").with("href", table).with("download", "diya.csv").text(messages.history_csv);
        let list = element("ul").class("recharges movements").child(shown);
        views![list, element("p").class("no-print").child(save)]
    };
    let field = element("input").with("id", "search").with("type", "search");
    let field = field.with("autocomplete", "off").with("maxlength", "60").bind(move || wanted.get());
    let search = element("div")
        .class("search")
        .child(element("label").with("for", "search").text(messages.history_search))
        .child(field.on("input", move |event| wanted.set(event_target_value(&event))));
    let stranger = move || match app.number.with(Option::is_none) {
        true => sign_in(language, Purpose::Account),
        false => ().into_any(),
    };
    views![
        heading(messages.history_title),
        search,
        status(said),
        live(list),
        live(stranger),
        elsewhere::claims(app, language),
    ]
}

/// All that is known, the newest first.
fn rows(app: App, language: Language) -> Vec<Row> {
    let now = app.minute();
    app.journal.with(|journal| {
        let mut rows: Vec<Row> = journal
            .entries()
            .iter()
            .filter(|entry| entry.guest || app.is_mine(entry))
            .filter_map(|entry| Row::of_entry(entry, now, language))
            .collect();
        app.ledger.with(|ledger| {
            let entries = ledger.iter().flat_map(|known| &known.value);
            rows.extend(entries.filter_map(|entry| Row::of_movement(entry, journal, language)));
        });
        let mut rows = ordered_by(rows, |row| row.at);
        rows.reverse();
        rows
    })
}

impl Row {
    fn of_entry(entry: &Entry, now: Instant, language: Language) -> Option<Self> {
        let order = entry.order()?;
        let (number, reference) = (order.id.as_str().to_owned(), order.payment_reference.clone().unwrap_or_default());
        let what = word(entry, now, language).to_owned();
        Some(Self {
            at: order.created_at,
            amount: order.amount,
            what,
            number,
            reference,
            order: Some(order.id.clone()),
        })
    }

    /// A movement of the ledger, unless it is that of a recharge which stands there already.
    fn of_movement(entry: &LedgerEntry, journal: &Journal, language: Language) -> Option<Self> {
        let messages = language.messages();
        let what = match &entry.movement {
            Movement::Recharge { order: Some(order) } if journal.entry_of(order).is_some() => return None,
            Movement::Recharge { .. } => messages.state_credited.to_owned(),
            Movement::Reversal { .. } => messages.history_reversal.to_owned(),
            Movement::Deduction { from, to } if from == to => {
                fill(messages.history_use, &[("days", &language.day(from.0))])
            }
            Movement::Deduction { from, to } => {
                let days = format!("{} – {}", language.day(from.0), language.day(to.0));
                fill(messages.history_use, &[("days", &days)])
            }
        };
        Some(Self {
            at: entry.at,
            amount: entry.paise,
            what,
            number: entry.id.clone(),
            reference: String::new(),
            order: None,
        })
    }

    fn holds(&self, wanted: &str, language: Language, now: Instant) -> bool {
        let text = [
            &self.what,
            " ",
            &self.number,
            " ",
            &self.reference,
            " ",
            &language.money(self.amount),
            " ",
            &language.instant(self.at, now),
        ];
        let plain = self.amount.to_decimal_rupees();
        wanted.is_empty()
            || text.concat().to_ascii_lowercase().contains(wanted)
            || plain.contains(&wanted.replace(',', ""))
    }

    fn line(&self, language: Language, now: Instant) -> Element {
        let what = match &self.order {
            Some(id) => element("a").with("href", ["#/recharge/", id.as_str()].concat()),
            None => element("span"),
        };
        let amount = element("strong").class(if self.amount.is_negative() { "" } else { "came" });
        element("li")
            .child(what.text(&self.what))
            .text(" ")
            .child(amount.text(signed(self.amount, language)))
            .text(" ")
            .child(element("span").class("age").text(language.instant(self.at, now)))
    }
}

/// A movement: what is taken is not a debt.
fn signed(amount: Paise, language: Language) -> String {
    let sign = if amount.is_negative() { "−" } else { "" };
    language.in_one_piece([sign, &language.money(amount.magnitude())].concat())
}

fn as_csv(rows: &[Row], language: Language) -> String {
    let messages = language.messages();
    let head = [
        messages.receipt_made,
        messages.history_what,
        messages.amount_label,
        messages.receipt_order,
        messages.receipt_reference,
    ];
    let mut table = vec![head.map(str::to_owned)];
    for row in rows {
        table.push([
            String::from(row.at),
            row.what.clone(),
            row.amount.to_decimal_rupees(),
            row.number.clone(),
            row.reference.clone(),
        ]);
    }
    csv(&table)
}
