//! One notice. Only what was verified is ever shown in this dress.

use super::{Element, element, line, share_button, text_item};
use crate::domain::notice::Notice;
use crate::domain::time::Instant;
use crate::view::i18n::{Language, fill};

/// A verified notice. `elsewhere`: it is for another area than the account's.
pub fn notice_card(notice: &Notice, elsewhere: bool, language: Language, now: Instant) -> Option<Element> {
    let messages = language.messages();
    let info = notice.text(language.tag())?;
    let issuer = if info.sender_name.is_empty() { &notice.sender } else { &info.sender_name };
    let sent = fill(messages.notice_sent, &[("date", &language.instant(notice.sent, now))]);
    let until = notice.expires().map(|until| fill(messages.notice_until, &[("date", &language.end(until, now))]));
    let quote = |text: &str| language.quote_of(&info.language, text);
    let areas: Vec<&str> = info.area.iter().map(|area| area.area_desc.as_str()).collect();
    let area = (!areas.is_empty()).then(|| fill(messages.notice_for, &[("area", &quote(&areas.join(", ")))]));
    // Whoever gets it should know who said it, and until when.
    let mut share = [info.description.as_str(), issuer, &sent].join("\n");
    if let Some(until) = &until {
        share.push('\n');
        share.push_str(until);
    }
    let verified = element("li").class("verified").text(fill(messages.verified, &[("issuer", &quote(issuer))]));
    let facts = element("ul").class("facts").child(verified).child(text_item(sent));
    let facts = facts.child(until.map(text_item)).child(area.map(text_item));
    // The issuer's words are in the issuer's language, which need not be the page's.
    let said = |tag, text: &str| element(tag).with("lang", &info.language).with("dir", "auto").text(text);
    Some(
        element("article")
            .class("notice")
            .child(said("h2", &info.headline))
            .child(elsewhere.then(|| line("notice-elsewhere", messages.notice_other_area)))
            .child(said("p", &info.description))
            .child((!info.instruction.is_empty()).then(|| said("p", &info.instruction).class("notice-do")))
            .child(facts)
            .child(share_button(info.headline.clone(), share, true, language)),
    )
}
