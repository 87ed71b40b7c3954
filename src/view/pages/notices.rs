//! All notices in force, and how far they can be trusted.

use leptos::prelude::*;

use super::heading;
use crate::app::{App, BulletinState};
use crate::domain::notice::Notice;
use crate::view::components::{line, live, notice_card, views, vouched};
use crate::view::i18n::Language;

/// The notices.
pub fn notices_page(language: Language) -> AnyView {
    let app = App::here();
    let messages = language.messages();
    let body = move || {
        let now = app.minute();
        let account = app.account.get();
        app.bulletin.with(|state| match state {
            BulletinState::Loading => line("waiting", messages.bulletin_loading),
            BulletinState::Missing { forged } => {
                views![forged.then(|| line("error", messages.not_verified)), line("error", messages.bulletin_missing),]
            }
            BulletinState::Held(held) => {
                let vouched = vouched(app, language).map(|words| line("vouched", words));
                let mut notices = held.bulletin.notices();
                notices.retain(|notice| notice.is_current(now));
                let none = notices.is_empty().then(|| line("", messages.notices_none));
                let card = |notice: &Notice| {
                    let elsewhere = account.as_ref().is_some_and(|known| !notice.concerns(&known.value));
                    notice_card(notice, elsewhere, language, now)
                };
                let cards: Vec<_> = notices.into_iter().filter_map(card).collect();
                views![vouched, none, cards]
            }
        })
    };
    views![heading(messages.notices_title), live(body)]
}
