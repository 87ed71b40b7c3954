//! Recharges that were made at a counter or in another app, as the person tells of them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::domain::money::Paise;
use crate::domain::recharge::{PaidElsewhere, Standing};
use crate::domain::time::{INDIA, Instant};
use crate::view::components::{Element, Tone, element, line, live, status, titled, views};
use crate::view::i18n::{Language, fill};

/// What was told so far, and the form to tell of another.
pub(super) fn claims(app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let told = move || {
        let now = app.minute();
        let mine = |claim: &&PaidElsewhere| app.number.with(|number| number.as_ref() == Some(&claim.consumer_number));
        let lines: Vec<_> = app
            .claims
            .with(|claims| claims.iter().rev().filter(mine).map(|claim| told(claim, language, now)).collect());
        element("ul").class("recharges").child(lines).view()
    };
    let body = move || {
        if app.number.with(Option::is_none) {
            return ().into_any();
        }
        let card =
            titled(Tone::Plain, messages.elsewhere_title).class("card keeps").child(line("", messages.elsewhere_about));
        card.live(told).child(form(app, language)).view()
    };
    live(body)
}

fn told(claim: &PaidElsewhere, language: Language, now: Instant) -> Element {
    let messages = language.messages();
    let stands = match claim.standing(now) {
        Standing::Waiting(until) => fill(messages.elsewhere_waiting, &[("date", &language.instant(until, now))]),
        Standing::Found => messages.elsewhere_found.to_owned(),
        Standing::NeverCame => messages.elsewhere_never.to_owned(),
    };
    let what = [&language.money(claim.amount), &claim.reference].map(String::as_str).join(" ");
    let when = element("span").class("age").text(language.instant(claim.paid_at, now));
    element("li").text(what).child(when).child(line("", stands))
}

fn form(app: App, language: Language) -> Element {
    let messages = language.messages();
    let amount = RwSignal::new(String::new());
    let when = RwSignal::new(app.now_untracked().to_local_input(INDIA));
    let reference = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let now = app.now_untracked();
        let Some(paid) = Paise::parse_typed(&amount.get_untracked()).ok().filter(|paid| *paid > Paise::ZERO) else {
            return said.set(Some(messages.amount_empty.to_owned()));
        };
        let Some(paid_at) = Instant::from_local_input(&when.get_untracked(), INDIA).filter(|at| *at <= now) else {
            return said.set(Some(messages.elsewhere_when_wrong.to_owned()));
        };
        spawn_local(async move {
            app.paid_elsewhere(paid, paid_at, &reference.get_untracked()).await;
            amount.try_set(String::new());
            reference.try_set(String::new());
            said.try_set(Some(messages.elsewhere_recorded.to_owned()));
        });
    };
    let field =
        |id: &'static str, kind: &'static str, mode: &'static str, label: &'static str, value: RwSignal<String>| {
            let input =
                element("input").with("id", id).with("type", kind).with("inputmode", mode).with("maxlength", "40");
            let input = input.with("autocomplete", "off").bind(move || value.get());
            let type_in = move |event: web_sys::Event| value.set(event_target_value(&event));
            views![element("label").with("for", id).text(label), input.on("input", type_in)]
        };
    let form = element("form").with("novalidate", "novalidate").with("aria-label", messages.elsewhere_title);
    form.on("submit", submit)
        .child(field("paid", "text", "decimal", messages.amount_label, amount))
        .child(field("paid-when", "datetime-local", "text", messages.elsewhere_when, when))
        .child(field("paid-reference", "text", "text", messages.elsewhere_reference, reference))
        .child(status(said))
        .child(element("button").with("type", "submit").class("button").text(messages.elsewhere_record))
}
