//! Signing in: the consumer number, then the OTP.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::at_top_level;
use crate::app::{App, Session};
use crate::browser::page;
use crate::contract::session::Otp;
use crate::domain::bulletin::ApiStatus;
use crate::domain::identity::{ConsumerNumber, ConsumerNumberFault};
use crate::view::components::{Tone, button, element, line, say_busy, status, tick, titled, views};
use crate::view::i18n::Language;
use crate::view::route::Route;
use crate::view::trouble::trouble_words;

/// How far signing in has come.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    Number,
    Otp(ConsumerNumber),
}

/// What somebody signs in for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To see an account.
    Account,
    /// A session ended, and the account is still known.
    Again,
    /// To see another account beside the one shown.
    Another,
}

/// The form to sign in with.
pub fn sign_in(language: Language, purpose: Purpose) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let (again, another) = (purpose == Purpose::Again, purpose == Purpose::Another);
    let title = if another { messages.account_add } else { messages.sign_in_title };
    if page::framed() {
        let card = titled(Tone::Plain, title);
        return card.child(at_top_level(messages.frame_sign_in, "./#/", language)).view();
    }
    let step = RwSignal::new(Step::Number);
    let known = app.number.with_untracked(|number| number.as_ref().map(|number| number.as_str().to_owned()));
    let number = RwSignal::new(known.filter(|_| again).unwrap_or_default());
    let otp = RwSignal::new(String::new());
    // Asked for, never taken for granted: the phone may be shared.
    let remember = RwSignal::new(app.remembered.with_untracked(|remembered| *remembered));
    let busy = RwSignal::new(false);
    let said = RwSignal::new(None::<String>);
    let say = move |text: &str| said.set(Some(text.to_owned()));

    let send_otp = move |number: ConsumerNumber| {
        busy.set(true);
        say_busy(said, language);
        spawn_local(async move {
            match app.ask_otp(number.clone()).await {
                Ok(()) => {
                    step.set(Step::Otp(number));
                    said.set(None);
                }
                Err(trouble) => say(&trouble_words(trouble, language)),
            }
            busy.set(false);
        });
    };
    let submit_number = move || match ConsumerNumber::try_from(number.get_untracked()) {
        Ok(number) => send_otp(number),
        Err(fault) => say(number_fault(fault, language)),
    };
    let submit_otp = move |number: ConsumerNumber| {
        let Ok(code) = Otp::try_from(otp.get_untracked()) else { return say(messages.otp_wrong_form) };
        busy.set(true);
        say_busy(said, language);
        spawn_local(async move {
            let outcome = match another {
                true => app.add_account(number, code).await,
                false => app.sign_in(number, code, remember.get_untracked()).await,
            };
            match outcome {
                Ok(()) if another => page::go(&Route::Home.fragment()),
                Ok(()) => {}
                Err(trouble) => _ = said.try_set(Some(trouble_words(trouble, language))),
            }
            // Where it went well this form is gone, and its signals with it.
            busy.try_set(false);
        });
    };
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        match step.get_untracked() {
            Step::Number => submit_number(),
            Step::Otp(number) => submit_otp(number),
        }
    };
    let down = move || {
        app.bulletin.with(|state| state.bulletin().is_some_and(|bulletin| bulletin.status.api == ApiStatus::Down))
    };
    let told = move || match down() {
        true => line("trouble", messages.sign_in_down),
        false => ().into_any(),
    };
    let send = move |words: &str| {
        let button = element("button").with("type", "submit").class("button button-primary").text(words);
        button.follow("aria-disabled", move || Some(busy.get().to_string()))
    };
    let number_fields = move || {
        // What a browser may fill in it also writes down, in its list of open pages.
        let field = field("number", "off", "24", messages.sign_in_number, messages.sign_in_number_hint, number);
        views![field, send(messages.sign_in_send)]
    };
    let otp_fields = move |sent_to: ConsumerNumber| {
        views![
            field("otp", "one-time-code", "12", messages.sign_in_otp, messages.sign_in_otp_hint, otp),
            (app.can_remember() && !another).then(|| views![
                tick(messages.sign_in_remember, move || remember.get(), move |ticked| remember.set(ticked)),
                line("hint", messages.sign_in_remember_hint),
            ]),
            send(messages.sign_in_enter),
            button("button", messages.sign_in_again, move || send_otp(sent_to.clone())),
        ]
    };
    // The field of one step becomes that of the next, and keeps the focus.
    let fields = move || match step.get() {
        Step::Number => number_fields(),
        Step::Otp(sent_to) => otp_fields(sent_to),
    };
    let form = element("form").class("card sign-in").with("novalidate", "novalidate");
    form.with("aria-label", title)
        .on("submit", submit)
        .child(element("h2").class("card-title").text(title))
        .child(again.then(|| line("", messages.sign_in_expired)))
        .child(another.then(|| line("", messages.account_add_why)))
        .live(move || if app.was_cleared() { line("stale", messages.storage_cleared) } else { ().into_any() })
        .live(told)
        .live(fields)
        .child(status(said))
        .view()
}

/// The form where a session ended meanwhile: without one the server tells nothing of an account, and nothing is ordered.
pub(super) fn sign_in_again(app: App, language: Language) -> Option<AnyView> {
    let ended = app.session.get() == Session::SignedOut && app.number.with(Option::is_some);
    ended.then(|| sign_in(language, Purpose::Again))
}

/// A text field for digits with its label and hint.
fn field(
    id: &'static str,
    autocomplete: &'static str,
    longest: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    let hint_id = [id, "-hint"].concat();
    let input = element("input").with("id", id).with("inputmode", "numeric").with("autocomplete", autocomplete);
    let input = input.with("maxlength", longest).with("aria-describedby", &hint_id).bind(move || value.get());
    views![
        element("label").with("for", id).text(label),
        input.on("input", move |event| value.set(event_target_value(&event))),
        element("p").class("hint").with("id", hint_id).text(hint),
    ]
}

/// What is wrong with a consumer number.
pub(super) fn number_fault(fault: ConsumerNumberFault, language: Language) -> &'static str {
    let messages = language.messages();
    match fault {
        ConsumerNumberFault::Empty => messages.number_empty,
        ConsumerNumberFault::NotDigits => messages.number_not_digits,
        ConsumerNumberFault::TooShort => messages.number_short,
        ConsumerNumberFault::TooLong => messages.number_long,
    }
}
