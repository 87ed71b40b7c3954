//! Paying by UPI: the server's own string as a link and as a QR code, after it was checked against the order.

use leptos::prelude::*;

use crate::app::App;
use crate::domain::recharge::{Entry, Order, UpiRequest};
use crate::domain::upi;
use crate::view::components::{Element, Tone, button, element, line, link, live, qr_picture, titled};
use crate::view::i18n::{Language, fill};
use crate::view::qr::draw;

fn request(entry: &Entry) -> Option<(&Order, &UpiRequest)> {
    entry.order().and_then(|order| Some((order, order.upi.as_ref()?)))
}

/// Whether the payment string says what the order says. One that does not is never shown.
pub(super) fn is_true(entry: &Entry) -> bool {
    request(entry).is_some_and(|(order, request)| upi::check(order, request).is_ok())
}

/// Whose account it is, before anything can be paid.
pub(super) fn name_first(entry: &Entry, language: Language, right: RwSignal<bool>) -> Element {
    let messages = language.messages();
    let name = entry.order().map(|order| order.masked_name.clone()).unwrap_or_default();
    let number = entry.consumer_number.as_str();
    let number = (!number.is_empty()).then(|| line("", fill(messages.amount_account, &[("number", number)])));
    let buttons = [
        button("button button-primary", messages.guest_right, move || right.set(true)),
        link("button", "#/recharge", messages.guest_wrong),
    ];
    let card =
        titled(Tone::Plain, messages.guest_check).child(line("guest-name", language.in_one_piece(name))).child(number);
    card.child(element("p").class("buttons").child(buttons))
}

/// How to pay.
pub(super) fn pay(entry: &Entry, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let Some((order, request)) = request(entry) else { return ().into_any() };
    let Some(drawing) = draw(&request.uri) else { return line("error", messages.pay_refused) };
    let label = fill(messages.pay_qr_alt, &[("amount", &language.money(order.amount))]);
    let payee = fill(messages.pay_to, &[("payee", &format!("{} ({})", request.payee_name, request.payee_address))]);
    let payer = fill(messages.pay_for, &[("name", &language.in_one_piece(order.masked_name.clone()))]);
    let link = element("a").class("button button-primary").with("href", &request.uri).with("rel", "noreferrer");
    // A machine that many people share has no app to pay with.
    let own = !app.is_kiosk();
    element("section")
        .class("card pay")
        .with("aria-label", messages.pay_upi)
        .child(line("", payee))
        .child(line("", payer))
        .child(own.then(|| element("p").class("primary").child(link.text(messages.pay_upi))))
        .child(countdown(request, app, language))
        .child(line("", if own { messages.pay_qr } else { messages.pay_qr_kiosk }))
        .child(qr_picture(&drawing, &label))
        .child(own.then(|| line("hint", messages.pay_no_app)))
        .view()
}

/// How long the payment string may still be paid.
fn countdown(request: &UpiRequest, app: App, language: Language) -> Element {
    let (messages, expires) = (language.messages(), request.expires_at);
    let left = move || {
        let seconds = (expires - app.now()).num_seconds();
        if seconds <= 0 {
            return messages.pay_expired.into_any();
        }
        fill(messages.pay_left, &[("time", &format!("{}:{:02}", seconds / 60, seconds % 60))]).into_any()
    };
    element("p").class("countdown").with("role", "timer").child(live(left))
}
