//! The chain of reasons behind an outlook: what moved the date, in order, and who says so.

use leptos::prelude::*;

use super::{element, small_line, views};
use crate::app::{App, BulletinState};
use crate::domain::bulletin::Confirmation;
use crate::domain::supply::{Because, Outlook, Reason};
use crate::view::i18n::{Language, fill, reason_words};

/// Every reason in order, then the rules they are of.
pub fn reasons(outlook: &Outlook, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let now = app.minute();
    let items = outlook.reasons.iter().map(|reason| {
        let words = reason_words(reason, language, now).0;
        let source = who_says(reason, app, language).map(|source| element("small").text(source));
        element("li").text(words).child(source)
    });
    let items: Vec<_> = items.collect();
    let rules = outlook.pack.as_ref().map(|pack| {
        let version = pack.version.to_string();
        fill(messages.rules_version, &[("title", &language.quote(&pack.title)), ("version", &version)])
    });
    let caveat = outlook.pack.as_ref().and_then(|pack| pack.caveat.as_ref()).map(|caveat| language.quote(caveat));
    views![element("ol").class("reasons").child(items), rules.map(small_line), caveat.map(small_line)]
}

/// Where a reason is written, or who issued the notice it rests on.
pub fn who_says(reason: &Reason, app: App, language: Language) -> Option<String> {
    let Because::Moratorium { notice, .. } = &reason.because else {
        return reason_words(reason, language, app.minute()).1;
    };
    app.bulletin.with(|state| {
        let bulletin = state.bulletin()?;
        let info = bulletin.notices.iter().find(|one| one.identifier == *notice)?.text(language.tag())?;
        Some(fill(language.messages().verified, &[("issuer", &language.quote_of(&info.language, &info.sender_name))]))
    })
}

/// How far the bulletin is vouched for; `None` without one.
pub fn vouched(app: App, language: Language) -> Option<String> {
    let (messages, now) = (language.messages(), app.minute());
    app.bulletin.with(|state| match state {
        BulletinState::Held(notices) => Some(match notices.bulletin.confirmation(now) {
            Confirmation::Until(_) => {
                fill(messages.bulletin_checked, &[("age", &language.age(notices.checked_at, now))])
            }
            Confirmation::NotSince(since) => fill(messages.not_confirmed, &[("date", &language.instant(since, now))]),
        }),
        BulletinState::Loading | BulletinState::Missing { .. } => None,
    })
}
