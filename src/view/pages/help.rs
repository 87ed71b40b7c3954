//! Help: 1912 first, other people to ask, and how to pay while the server is down.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::contract::config::{Contact, Rail};
use crate::view::components::{Icon, Name, Tone, card, item, line, link, live, toned_card};
use crate::view::i18n::{Language, fill};

/// Whom to ask and how else to pay.
#[component]
pub fn HelpPage(language: Language) -> impl IntoView {
    let app = App::here();
    let messages = language.messages();
    let config = app.config.get_value();
    let call = format!("tel:{}", config.help.helpline);
    let contacts = config.help.contacts.iter().map(|contact| contact_line(contact, language)).collect_view();
    let rails = config.rails.iter().map(|rail| rail_line(rail, language)).collect_view();
    let number = move || {
        app.number.get().map_or_else(
            || ().into_any(),
            |number| line("copyable", fill(messages.help_rails_number, &[("number", number.as_str())])),
        )
    };
    view! {
        {heading(messages.help_title)}
        {card(messages.help_call_hint, view! {
            <p><a class="button button-primary" href=call><Icon name=Name::Phone/>{fill(messages.help_call, &[("number", &config.help.helpline)])}</a></p>
            {line("", messages.help_call_hint)}
        }.into_any())}
        {ways(messages.help_rails, live(number), rails.into_any())}
        {ways(messages.help_contacts, ().into_any(), contacts.into_any())}
    }
}

fn ways(title: &'static str, about: AnyView, ways: AnyView) -> AnyView {
    toned_card(Tone::Plain, title, view! { {about}<ul class="rails">{ways}</ul> }.into_any())
}

fn contact_line(contact: &Contact, language: Language) -> AnyView {
    let phone = contact.phone.clone().map(|phone| link("", ["tel:", &phone].concat(), phone));
    let note = contact.note.as_ref().map(|note| line("", language.of(note).to_owned()));
    item(view! { <strong>{language.of(&contact.name).to_owned()}</strong>" "{phone}{note} }.into_any())
}

fn rail_line(rail: &Rail, language: Language) -> AnyView {
    let open = rail.link.clone().map(|link| {
        view! { <a href=link rel="noopener noreferrer" target="_blank">{language.messages().help_open}</a> }.into_any()
    });
    let how = line("", language.of(&rail.how).to_owned());
    item(view! { <strong>{language.of(&rail.name).to_owned()}</strong>{how}{open} }.into_any())
}
