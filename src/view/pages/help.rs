//! Help: 1912 first, then what to do when nobody answers, offices, questions. Nothing here needs a server or an account.

use leptos::prelude::*;

use super::heading;
use crate::app::App;
use crate::contract::config::{Config, Contact, Office};
use crate::domain::words::Words;
use crate::view::components::{
    Element, Name, Tone, card, element, icon, line, link, live, other_ways, small_line, text_item, titled, unfolds,
    views,
};
use crate::view::i18n::{Language, fill};
use crate::view::route::Route;

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
    let steps: Vec<_> = messages.help_dead_steps.split('|').map(|step| text_item(step.to_owned())).collect();
    let complain = element("p").child(link(
        "button",
        ["#", &Route::Complaint(None).fragment()].concat(),
        messages.complaint_title,
    ));
    views![
        heading(messages.help_title),
        card(messages.help_call_hint, views![element("p").child(call), line("", messages.help_call_hint)]),
        titled(Tone::Plain, messages.help_dead).child(element("ol").class("steps").child(steps)).child(complain),
        titled(Tone::Plain, messages.help_rails).child(other_ways(app, language)),
        live(move || offices(&config, app, language)),
        titled(Tone::Plain, messages.help_contacts).child(contacts),
        titled(Tone::Plain, messages.help_questions).child(answers(messages.help_answers)),
    ]
}

/// Questions and answers by turns.
fn answers(told: &'static str) -> Vec<AnyView> {
    let mut parts = told.split('|');
    core::iter::from_fn(|| parts.next().zip(parts.next()))
        .map(|(question, answer)| unfolds(question, line("", answer)))
        .collect()
}

/// The offices, those of the account's division first.
fn offices(config: &Config, app: App, language: Language) -> AnyView {
    if config.help.offices.is_empty() {
        return ().into_any();
    }
    let division = app.account.with(|known| known.as_ref().map(|known| known.value.division.clone()));
    let lines: Vec<_> =
        config.help.offices_for(division.as_deref()).map(|(office, own)| office_line(office, own, language)).collect();
    let messages = language.messages();
    titled(Tone::Plain, messages.help_offices).child(element("ul").class("rails").child(lines)).view()
}

fn office_line(office: &Office, own: bool, language: Language) -> Element {
    let place = |words| element("p").words(language, words);
    let own = own.then(|| small_line(language.messages().help_office_yours));
    named(&office.name, own, &office.phone, language).child(place(&office.address)).child(place(&office.hours))
}

fn contact_line(contact: &Contact, language: Language) -> Element {
    let note = contact.note.as_ref().map(|note| element("p").words(language, note));
    named(&contact.name, None, &contact.phone, language).child(note)
}

fn named(name: &Words, more: Option<AnyView>, phone: &Option<String>, language: Language) -> Element {
    let phone = phone.as_ref().map(|phone| element("p").child(link("", ["tel:", phone].concat(), phone)));
    element("li").child(element("strong").words(language, name)).child(more).child(phone)
}
