//! One notice. Only what was verified is ever shown in this dress.

use leptos::prelude::*;

use super::{ShareButton, line, text_item};

use crate::domain::notice::Notice;
use crate::domain::time::Instant;
use crate::view::i18n::{Language, fill};

/// A verified notice.
#[component]
pub fn NoticeCard(
    /// The notice.
    notice: Notice,
    /// Whether it is for another area than the account's.
    elsewhere: bool,
    /// The language to show it in.
    language: Language,
    /// The time now.
    now: Instant,
) -> impl IntoView {
    let messages = language.messages();
    let expires = notice.expires();
    notice.text(language.tag()).cloned().map(|info| {
        let issuer = if info.sender_name.is_empty() { notice.sender.clone() } else { info.sender_name.clone() };
        let sent = fill(messages.notice_sent, &[("date", &language.instant(notice.sent, now))]);
        let until = expires.map(|until| fill(messages.notice_until, &[("date", &language.end(until, now))]));
        let areas: Vec<&str> = info.area.iter().map(|area| area.area_desc.as_str()).collect();
        let area = (!areas.is_empty()).then(|| fill(messages.notice_for, &[("area", &areas.join(", "))]));
        let headline = info.headline.clone();
        // Whoever gets it should know who said it, and until when.
        let share = [Some(info.description.clone()), Some(issuer.clone()), Some(sent.clone()), until.clone()];
        let share = share.into_iter().flatten().collect::<Vec<_>>().join("\n");
        view! {
            <article class="notice" lang=info.language.clone()>
                <h2>{info.headline.clone()}</h2>
                {elsewhere.then(|| line("notice-elsewhere", messages.notice_other_area))}
                {line("", info.description)}
                {(!info.instruction.is_empty()).then(|| line("notice-do", info.instruction))}
                <ul class="facts">
                    <li class="verified">{fill(messages.verified, &[("issuer", &issuer)])}</li>
                    {text_item(sent)}
                    {until.map(text_item)}
                    {area.map(text_item)}
                </ul>
                <ShareButton title=headline text=share notices=true language=language/>
            </article>
        }
        .into_any()
    })
}
