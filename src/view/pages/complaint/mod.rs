//! To write to the utility: a form that works without the server, and what became of what was written.

mod form;
mod written;

use leptos::prelude::*;

use super::sign_in::{Purpose, sign_in, sign_in_again};
use super::{at_top_level, heading};
use crate::app::App;
use crate::browser::page;
use crate::domain::complaint::ComplaintTopic;
use crate::view::components::{line, live, views};
use crate::view::i18n::{Language, fill};

/// To write to the utility. `preset` is what it is about, where the page before knew it.
pub fn complaint_page(preset: Option<ComplaintTopic>, language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let helpline = app.config.with_value(|config| config.help.helpline.clone());
    let about = fill(messages.complaint_about, &[("number", &helpline)]);
    if page::framed() {
        return views![heading(messages.complaint_title), at_top_level(&about, "./#/complaint", language)];
    }
    if let Some(preset) = preset
        && app.draft.1.with_untracked(String::is_empty)
    {
        app.draft.0.set(preset.name().to_owned());
    }
    let counted = RwSignal::new(Some(form::left(&app.draft.1.get_untracked(), language)));
    let body = move || {
        if app.number.with(Option::is_none) {
            return views![line("", messages.complaint_no_account), sign_in(language, Purpose::Account)];
        }
        let form = form::form(app, language, counted);
        views![form, live(move || again(app, language)), written::written(app, language, counted)]
    };
    views![heading(messages.complaint_title), line("", about), live(body)]
}

/// Whoever's session ended can write, but nothing is sent.
fn again(app: App, language: Language) -> AnyView {
    match sign_in_again(app, language) {
        Some(form) => views![line("stale", language.messages().complaint_sign_in), form],
        None => ().into_any(),
    }
}
