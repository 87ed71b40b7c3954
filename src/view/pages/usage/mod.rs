//! Use: the month at a glance, how the balance goes on, days and months as charts with their tables, and files.

mod ahead;
mod course;
mod glance;

use leptos::prelude::*;

use super::heading;
use super::sign_in::{Purpose, sign_in};
use crate::app::App;
use crate::domain::usage::Usage;
use crate::view::components::{element, line, live, small_line, views};
use crate::view::data_address::data_address;
use crate::view::day_table::day_table;
use crate::view::green_button::green_button;
use crate::view::i18n::{Language, fill};

/// Use by day and month.
pub fn use_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let by_month = RwSignal::new(false);
    // Made anew when days are told, which is every two hours on an open page, and not at every minute: the files are long.
    let usage =
        move || app.days.with(|known| known.as_ref().and_then(|known| Usage::of(&known.value, app.now_untracked())));
    let glance = move || match usage() {
        None if app.number.with(Option::is_none) => {
            views![line("", messages.use_none), sign_in(language, Purpose::Account)]
        }
        None => line("", messages.use_none),
        Some(usage) => glance::card(&usage, app.now_untracked(), language),
    };
    let course = move || usage().map_or_else(|| ().into_any(), |usage| course::shown(&usage, by_month, language));
    let age = move || match app.days.with(|known| known.as_ref().map(|known| known.told_at)) {
        None => ().into_any(),
        Some(told_at) => line("age", fill(messages.use_fetched, &[("age", &language.age(told_at, app.minute()))])),
    };
    let files = move || {
        let told_at = app.days.with(|known| known.as_ref().map(|known| known.told_at));
        let Some((usage, told_at)) = usage().zip(told_at) else { return ().into_any() };
        let save = |media_type, text: &str, name, words: &'static str| {
            let link = element("a").class("button").with("href", data_address(media_type, text));
            element("p").child(link.with("download", name).text(words))
        };
        let days = usage.days();
        let table = save("text/csv", &day_table(days, language), "diya-days.csv", messages.use_csv);
        let feed = green_button(days, told_at);
        let feed = save("application/atom+xml", &feed, "diya-green-button.xml", messages.use_green_button);
        element("div").class("no-print keeps").child(table).child(feed).child(small_line(messages.use_files)).view()
    };
    views![heading(messages.use_title), live(glance), live(course), live(age), ahead::card(app, language), live(files),]
}
