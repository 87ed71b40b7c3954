//! What a shared machine shows while nobody is there: the notices in force, to whoever waits. `public/kiosk.js` draws the rest,
//! in all languages at once.

use leptos::prelude::*;

use crate::app::{App, BulletinState};
use crate::view::components::{element, line, live, views, vouched};
use crate::view::i18n::Language;

/// So many notices fit the screen; the page of notices has all.
const SHOWN: usize = 4;

/// The headlines of the notices in force, in every language of theirs.
pub fn attract_page(language: Language) -> AnyView {
    live(move || {
        let app = App::here();
        let now = app.minute();
        app.bulletin.with(|state| {
            let BulletinState::Held(held) = state else { return ().into_any() };
            let mut notices = held.bulletin.notices();
            notices.retain(|notice| notice.is_current(now));
            notices.truncate(SHOWN);
            let headlines = notices.iter().map(|notice| {
                let said = notice
                    .info
                    .iter()
                    .map(|info| element("p").with("lang", &info.language).with("dir", "auto").text(&info.headline));
                element("li").child(said.collect::<Vec<_>>())
            });
            let list = element("ul").child(headlines.collect::<Vec<_>>());
            element("section")
                .class("attract-notices")
                .with("aria-label", language.messages().notices_title)
                .with("data-version", held.bulletin.version.to_string())
                .with("data-issued", String::from(held.bulletin.issued))
                // That nothing is in force needs no date of its own.
                .child(
                    (!notices.is_empty())
                        .then(|| views![list, vouched(app, language).map(|words| line("vouched", words))]),
                )
                .view()
        })
    })
}
