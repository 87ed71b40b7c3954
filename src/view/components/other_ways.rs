//! Other ways to pay than through this portal, with the number to give there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Element, button, element, line, live, status, views};
use crate::app::App;
use crate::browser::share::copy;
use crate::contract::config::Rail;
use crate::view::i18n::{Language, fill};

/// The ways, with the consumer number ready to copy.
pub fn other_ways(app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let copied = RwSignal::new(None::<String>);
    let number = move || {
        let Some(number) = app.number.get() else { return ().into_any() };
        let number = number.as_str().to_owned();
        let words = fill(messages.help_rails_number, &[("number", &number)]);
        let pass = move || {
            let copying = copy(&number);
            spawn_local(async move {
                let words = if copying.await { messages.number_copied } else { messages.number_not_copied };
                copied.try_set(Some(words.to_owned()));
            });
        };
        views![line("copyable", words), button("button no-print copy", messages.number_copy, pass), status(copied)]
    };
    let rails: Vec<_> =
        app.config.with_value(|config| config.rails.iter().map(|rail| rail_line(rail, language)).collect());
    views![live(number), element("ul").class("rails").child(rails)]
}

fn rail_line(rail: &Rail, language: Language) -> Element {
    let name = element("strong").words(language, &rail.name);
    let open = rail.link.as_ref().map(|link| {
        let open = element("a").with("href", link).with("rel", "noopener noreferrer").with("target", "_blank");
        open.text(language.messages().help_open)
    });
    let how = element("p").words(language, &rail.how);
    element("li").child(name).child(how).child(open)
}
