//! The proof card: what to show a lineman who comes to cut. The rule or notice, its issuer, how long it holds, and a
//! code that leads to the utility's own page.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::browser::page;
use crate::domain::supply::{Outlook, State};
use crate::view::components::{button, line, live, qr_picture, reasons, unfolds, vouched, who_says};
use crate::view::i18n::{Language, fill, outlook_sentence, reason_words};
use crate::view::qr::draw;

/// The proof card.
#[component]
pub fn ProofPage(language: Language) -> impl IntoView {
    let app = App::here();
    let messages = language.messages();
    let body = move || {
        let outlook = app.outlook();
        let headline = outlook_sentence(&outlook, language, app.minute()).headline;
        if !matches!(outlook.state, State::ProtectedUntil(_)) {
            return view! { {line("", headline)} {line("error", messages.proof_none)} }.into_any();
        }
        let account = app.account.get().map(|known| {
            let account = known.value;
            let parts = [("number", account.consumer_number.as_str()), ("area", &account.division)];
            line("proof-account", fill(messages.proof_account, &parts))
        });
        let version = app.bulletin.with(|state| state.bulletin().map(|bulletin| bulletin.version.to_string()));
        let version = version.map(|version| fill(messages.proof_version, &[("version", &version)]));
        view! {
            <section class="card card-safe proof">
                <p class="proof-sentence"><strong>{headline}</strong></p>
                {account}
                {decided(&outlook, app, language)}
                {unfolds(messages.why, reasons(&outlook, app, language))}
                {vouched(app, language).map(|vouched| line("vouched", vouched))}
                {version.map(|version| line("vouched", version))}
            </section>
            {check_it(app, language)}
            <p class="no-print">{button("button", messages.print, page::print)}</p>
        }
        .into_any()
    };
    view! { {heading(messages.proof_title)} {line("", messages.proof_about)} {live(body)} }
}

/// What decides, and who says so: the one thing a lineman has to read.
fn decided(outlook: &Outlook, app: App, language: Language) -> Option<AnyView> {
    let reason = outlook.decided_by()?;
    let words = line("", reason_words(reason, language, app.minute()).0);
    let source = who_says(reason, app, language).map(|source| line("proof-source", source));
    Some(view! { {words} {source} }.into_any())
}

/// Where anybody can read the same with their own phone.
fn check_it(app: App, language: Language) -> Option<AnyView> {
    let messages = language.messages();
    let address = app.notices_page()?;
    let drawing = draw(&address)?;
    let label = messages.proof_check.to_owned();
    Some(
        view! {
            <section class="card proof-check">
                {line("", messages.proof_check)}
                {qr_picture(&drawing, &label)}
                <p class="address"><a href=address.clone() rel="noreferrer">{address.clone()}</a></p>
            </section>
        }
        .into_any(),
    )
}
