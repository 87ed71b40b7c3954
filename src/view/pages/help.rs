//! Help: 1912 first, other people to ask, and how to pay while the server is down.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::contract::config::Contact;
use crate::view::components::{Icon, Name, Tone, card, item, line, link, other_ways, toned_card};
use crate::view::i18n::{Language, fill};

/// Whom to ask and how else to pay.
#[component]
pub fn HelpPage(language: Language) -> impl IntoView {
    let app = App::here();
    let messages = language.messages();
    let config = app.config.get_value();
    let call = format!("tel:{}", config.help.helpline);
    let contacts = config.help.contacts.iter().map(|contact| contact_line(contact, language)).collect_view();
    view! {
        {heading(messages.help_title)}
        {card(messages.help_call_hint, view! {
            <p><a class="button button-primary" href=call><Icon name=Name::Phone/>{fill(messages.help_call, &[("number", &config.help.helpline)])}</a></p>
            {line("", messages.help_call_hint)}
        }.into_any())}
        {toned_card(Tone::Plain, messages.help_rails, other_ways(app, language))}
        {ways(messages.help_contacts, contacts.into_any())}
    }
}

fn ways(title: &'static str, ways: AnyView) -> AnyView {
    toned_card(Tone::Plain, title, view! { <ul class="rails">{ways}</ul> }.into_any())
}

fn contact_line(contact: &Contact, language: Language) -> AnyView {
    let phone = contact.phone.clone().map(|phone| link("", ["tel:", &phone].concat(), phone));
    let note = contact.note.as_ref().map(|note| line("", language.of(note)));
    item(view! { <strong>{language.of(&contact.name).to_owned()}</strong>" "{phone}{note} }.into_any())
}
