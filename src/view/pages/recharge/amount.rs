//! How much, and for whom if not for the account shown.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::app::{App, StartFault};
use crate::browser::page;
use crate::contract::config::RechargeLimits;
use crate::domain::identity::ConsumerNumber;
use crate::domain::money::{AmountFault, Paise};
use crate::domain::recharge::IdempotencyKey;
use crate::domain::suggestion::{Reason, Suggestion};
use crate::view::components::{Element, button, element, line, live, say_busy, status, storage_note, views};
use crate::view::i18n::{Language, fill, grouped_as_typed};
use crate::view::pages::sign_in::number_fault;
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// The form, for the account of this number, or for one that is asked for. `despite` is the person's consent to a second
/// recharge while one is open.
pub(super) fn form(
    app: App,
    language: Language,
    own: Option<ConsumerNumber>,
    despite: RwSignal<Option<IdempotencyKey>>,
) -> Element {
    let guest = own.is_none();
    let messages = language.messages();
    let limits = app.config.with_value(|config| config.recharge.clone());
    let (typed, number) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let said = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (least, most) = (language.money(limits.least), language.money(limits.most));
    let quick = app.suggestions(guest).iter().map(|one| offer(one, typed, language)).collect::<Vec<_>>();
    let account = own.as_ref().map(|number| {
        line("hint", fill(messages.amount_account, &[("number", &language.in_one_piece(number.masked()))]))
    });
    let checked = limits.clone();
    let wish = move || -> Result<(ConsumerNumber, Paise), String> {
        // The one that stands above the form, whatever account another tab shows by now.
        let number = match &own {
            Some(number) => number.clone(),
            None => ConsumerNumber::try_from(number.get_untracked())
                .map_err(|fault| number_fault(fault, language).to_owned())?,
        };
        judged(&typed.get_untracked(), &limits, language).map(|amount| (number, amount))
    };
    let read = wish.clone();
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (number, amount) = match read() {
            Ok(wish) => wish,
            Err(words) => return said.set(Some(words)),
        };
        busy.set(true);
        say_busy(said, language);
        spawn_local(async move {
            let outcome = app.start_recharge(number, amount, despite.get_untracked()).await;
            busy.try_set(false);
            let words = match outcome {
                Ok(id) => {
                    despite.try_set(None);
                    return page::go(&Route::Order(id).fragment());
                }
                Err(StartFault::Open(key)) => {
                    despite.try_set(None);
                    arrived(&key, app, language)
                }
                Err(StartFault::Kept(trouble)) => {
                    Some([trouble_words(trouble, language).as_str(), messages.planned_kept].join(" "))
                }
                Err(StartFault::Trouble(trouble) | StartFault::Refused(trouble)) => {
                    Some(trouble_words(trouble, language))
                }
            };
            said.try_set(words);
        });
    };
    let plan = move || match wish() {
        Ok((number, amount)) => {
            typed.set(String::new());
            spawn_local(app.plan_recharge(number, amount));
        }
        Err(words) => said.set(Some(words)),
    };
    let go = move || {
        let amount = Paise::parse_typed(&typed.get()).ok().filter(|amount| within(*amount, &checked));
        let words = amount.map(|amount| fill(messages.amount_go, &[("amount", &language.money(amount))]));
        words.unwrap_or_else(|| messages.amount_next.to_owned()).into_any()
    };
    let later = move || {
        if app.is_down() { button("button", messages.planned_keep, plan.clone()) } else { ().into_any() }
    };
    let regroup = move |event: web_sys::Event| typed.set(regrouped(&event));
    let input = element("input").with("id", "amount").class("amount-input").with("inputmode", "decimal");
    let input = input.with("autocomplete", "off").with("maxlength", "24").with("aria-describedby", "amount-hint");
    let hint = fill(messages.amount_limits, &[("least", &least), ("most", &most)]);
    let go = element("button").with("type", "submit").class("button button-primary").child(live(go));
    let go = go.follow("aria-disabled", move || Some(busy.get().to_string()));
    let form = element("form").class("card").with("novalidate", "novalidate").with("aria-label", messages.amount_title);
    form.on("submit", submit)
        .child(account)
        .child(storage_note(language))
        .child(guest.then(|| whose(number, language)))
        .child(element("div").class("quick").child(quick))
        .child(element("label").with("for", "amount").text(messages.amount_label))
        .child(input.bind(move || typed.get()).on("input", regroup))
        .child(element("p").class("hint").with("id", "amount-hint").text(hint))
        .child(status(said))
        .child(element("p").class("buttons").child(go).child(live(later)))
}

fn offer(one: &Suggestion, typed: RwSignal<String>, language: Language) -> Element {
    let messages = language.messages();
    let amount = language.money(one.amount);
    let digits = amount.trim_start_matches('₹').to_owned();
    let why = match one.reason {
        Reason::Reconnection => messages.quick_reconnection.to_owned(),
        Reason::AboveZero => messages.quick_above_zero.to_owned(),
        Reason::Days(days) => fill(messages.quick_days, &[("n", &days.to_string())]),
        Reason::Usual => String::new(),
    };
    let why = (!why.is_empty()).then(|| element("small").text(why));
    let button = element("button").with("type", "button").class("button");
    button.on("click", move |_| typed.set(digits.clone())).text(amount).text(" ").child(why)
}

/// Whose account, if it is not one's own.
fn whose(number: RwSignal<String>, language: Language) -> AnyView {
    let messages = language.messages();
    let input = element("input").with("id", "whose").with("inputmode", "numeric").with("autocomplete", "off");
    let input = input.with("maxlength", "20").with("aria-describedby", "whose-hint");
    let type_in = move |event: web_sys::Event| number.set(event_target_value(&event));
    views![
        element("label").with("for", "whose").text(messages.guest_number),
        input.bind(move || number.get()).on("input", type_in),
        element("p").class("hint").with("id", "whose-hint").text(messages.guest_note),
    ]
}

/// What was typed, grouped; but not while the person writes in the middle of it, where the cursor would leap.
fn regrouped(event: &web_sys::Event) -> String {
    let typed = event_target_value(event);
    let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let at_end = input.as_ref().is_none_or(|input| {
        let cursor = input.selection_start().ok().flatten();
        cursor.is_none_or(|cursor| usize::try_from(cursor).is_ok_and(|cursor| cursor >= typed.encode_utf16().count()))
    });
    let grouped = grouped_as_typed(&typed).filter(|_| at_end).unwrap_or(typed);
    if let Some(input) = input {
        // The signal is the same when a separator was typed that does not stay.
        input.set_value(&grouped);
    }
    grouped
}

/// Word of a recharge that arrived meanwhile. Of an open one the page itself now tells.
fn arrived(key: &IdempotencyKey, app: App, language: Language) -> Option<String> {
    let now = app.now_untracked();
    let entry =
        app.journal.with_untracked(|journal| journal.entry(key).cloned()).filter(|entry| !entry.is_open(now))?;
    let date = language.instant(entry.intended_at, now);
    let values = [("amount", language.money(entry.amount)), ("date", date)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(fill(language.messages().open_arrived, &values))
}

fn within(amount: Paise, limits: &RechargeLimits) -> bool {
    (limits.least..=limits.most).contains(&amount)
}

fn judged(typed: &str, limits: &RechargeLimits, language: Language) -> Result<Paise, String> {
    let messages = language.messages();
    let out = || {
        let (least, most) = (language.money(limits.least), language.money(limits.most));
        fill(messages.amount_out, &[("least", &least), ("most", &most)])
    };
    match Paise::parse_typed(typed) {
        Ok(amount) if within(amount, limits) => Ok(amount),
        Ok(_) | Err(AmountFault::TooLarge) => Err(out()),
        Err(AmountFault::Empty) => Err(messages.amount_empty.to_owned()),
        Err(AmountFault::NotANumber) => Err(messages.amount_not_number.to_owned()),
        Err(AmountFault::FractionOfPaisa) => Err(messages.amount_fraction.to_owned()),
    }
}
