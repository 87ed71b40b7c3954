//! Help: 1912 first, other people to ask, and how to pay while the server is down.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::contract::config::Contact;
use crate::view::components::{Element, Name, Tone, card, element, icon, line, link, other_ways, titled, views};
use crate::view::i18n::{Language, fill};

/// Whom to ask and how else to pay.
pub fn help_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let config = app.config.get_value();
    let call = format!("tel:{}", config.help.helpline);
    let words = fill(messages.help_call, &[("number", &config.help.helpline)]);
    let call = element("a").class("button button-primary").with("href", call).child(icon(Name::Phone)).text(words);
    let contacts: Vec<_> = config.help.contacts.iter().map(|contact| contact_line(contact, language)).collect();
    let contacts = element("ul").class("rails").child(contacts);
    views![
        heading(messages.help_title),
        card(messages.help_call_hint, views![element("p").child(call), line("", messages.help_call_hint)]),
        titled(Tone::Plain, messages.help_rails).child(other_ways(app, language)),
        titled(Tone::Plain, messages.help_contacts).child(contacts),
    ]
}

fn contact_line(contact: &Contact, language: Language) -> Element {
    let phone = contact.phone.clone().map(|phone| link("", ["tel:", &phone].concat(), phone));
    let note = contact.note.as_ref().map(|note| element("p").words(language, note));
    element("li").child(element("strong").words(language, &contact.name)).text(" ").child(phone).child(note)
}
