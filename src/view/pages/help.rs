//! Help: 1912 first, other people to ask, and how to pay while the server is down.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::contract::config::Contact;
use crate::view::components::{Icon, Name, line, other_ways};
use crate::view::i18n::{Language, fill};

/// Whom to ask and how else to pay.
#[component]
pub fn HelpPage(language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let messages = language.messages();
    let config = app.config.get_value();
    let call = format!("tel:{}", config.help.helpline);
    let contacts = config.help.contacts.iter().map(|contact| contact_line(contact, language)).collect_view();
    view! {
        {heading(messages.help_title)}
        <section class="card" aria-label=messages.help_call_hint>
            <p><a class="button button-primary" href=call><Icon name=Name::Phone/>{fill(messages.help_call, &[("number", &config.help.helpline)])}</a></p>
            {line("", messages.help_call_hint)}
        </section>
        <section class="card" aria-label=messages.help_rails>
            <h2 class="card-title">{messages.help_rails}</h2>
            {other_ways(app, language)}
        </section>
        <section class="card" aria-label=messages.help_contacts>
            <h2 class="card-title">{messages.help_contacts}</h2>
            <ul class="rails">{contacts}</ul>
        </section>
    }
}

fn contact_line(contact: &Contact, language: Language) -> impl IntoView + use<> {
    let phone = contact.phone.clone().map(|phone| {
        let href = format!("tel:{phone}");
        view! { <a href=href>{phone}</a> }
    });
    let note = contact.note.as_ref().map(|note| line("", language.of(note).to_owned()));
    view! { <li><strong>{language.of(&contact.name).to_owned()}</strong>" "{phone}{note}</li> }
}
