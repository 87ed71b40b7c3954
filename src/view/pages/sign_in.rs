//! Signing in: the consumer number, then the OTP.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::contract::session::Otp;
use crate::domain::bulletin::ApiStatus;
use crate::domain::identity::{ConsumerNumber, ConsumerNumberFault};
use crate::view::components::{Status, button, line, live, say_busy};
use crate::view::i18n::Language;
use crate::view::trouble::trouble_words;

/// How far signing in has come.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    Number,
    Otp(ConsumerNumber),
}

/// The form to sign in with. `again`: a session ended, and the account is still known.
#[component]
pub fn SignIn(language: Language, again: bool) -> impl IntoView {
    let app = App::here();
    let messages = language.messages();
    let step = RwSignal::new(Step::Number);
    let known = app.number.with_untracked(|number| number.as_ref().map(|number| number.as_str().to_owned()));
    let number = RwSignal::new(known.filter(|_| again).unwrap_or_default());
    let otp = RwSignal::new(String::new());
    let remember = RwSignal::new(true);
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
            if let Err(trouble) = app.sign_in(number, code, remember.get_untracked()).await {
                said.set(Some(trouble_words(trouble, language)));
            }
            // Where it went well this form is gone, and its signals with it.
            busy.try_set(false);
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
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
    let fields = move || {
        match step.get() {
        Step::Number => view! {
            <label for="number">{messages.sign_in_number}</label>
            <input id="number" inputmode="numeric" autocomplete="username" maxlength="24" aria-describedby="number-hint"
                prop:value=move || number.get() on:input=move |event| number.set(event_target_value(&event))/>
            <p id="number-hint" class="hint">{messages.sign_in_number_hint}</p>
            <button type="submit" class="button button-primary" aria-disabled=move || busy.get().to_string()>{messages.sign_in_send}</button>
        }
        .into_any(),
        Step::Otp(sent_to) => view! {
            <label for="otp">{messages.sign_in_otp}</label>
            <input id="otp" inputmode="numeric" autocomplete="one-time-code" maxlength="12" aria-describedby="otp-hint"
                prop:value=move || otp.get() on:input=move |event| otp.set(event_target_value(&event))/>
            <p id="otp-hint" class="hint">{messages.sign_in_otp_hint}</p>
            <label class="check"><input type="checkbox" prop:checked=move || remember.get()
                on:change=move |event| remember.set(event_target_checked(&event))/><span>{messages.sign_in_remember}</span></label>
            <button type="submit" class="button button-primary" aria-disabled=move || busy.get().to_string()>{messages.sign_in_enter}</button>
            {button("button", messages.sign_in_again, move || send_otp(sent_to.clone()))}
        }
        .into_any(),
    }
    };
    view! {
        <form class="card sign-in" on:submit=submit novalidate aria-label=messages.sign_in_title>
            <h2 class="card-title">{messages.sign_in_title}</h2>
            {again.then(|| line("", messages.sign_in_expired))}
            {live(told)}
            {live(fields)}
            <Status text=said/>
        </form>
    }
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
