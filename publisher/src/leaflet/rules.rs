//! The rules of disconnection, each with what it rests on.

use diya::domain::bulletin::Bulletin;
use diya::domain::rules::{RulePack, Source, SourceKind};
use diya::domain::time::{INDIA, Instant};
use diya::domain::words::Language;
use diya::view::i18n::fill;

use super::text::{html, link, of, when};
use super::words::words;

/// The section of the page.
pub fn section(bulletin: &Bulletin, language: Language) -> String {
    let words = words(language);
    let mut page = format!("<h2>{}</h2>\n", words.rules);
    if bulletin.rule_packs.is_empty() {
        page.push_str(&format!("<p>{}</p>\n", words.no_rules));
    }
    for pack in &bulletin.rule_packs {
        page.push_str(&format!("<h3>{}</h3>\n", of(language, &pack.title)));
        let items: String = sources(pack).into_iter().map(|source| item(source, language)).collect();
        if !items.is_empty() {
            page.push_str(&format!("<ul>\n{items}</ul>\n"));
        }
    }
    page
}

fn item(source: &Source, language: Language) -> String {
    let words = words(language);
    let kind = match source.kind {
        SourceKind::Order => words.source_order,
        SourceKind::Press => words.source_press,
        SourceKind::Statement => words.source_statement,
    };
    let midnight = Instant::start_of(source.date.0, INDIA);
    let date = when(language, midnight);
    let rests_on = fill(words.rests_on, &[("date", &date), ("kind", kind)]);
    let read = source.link.as_deref().map(|address| format!(" {}", link(address))).unwrap_or_default();
    format!("<li>{} <span class=\"facts\">({})</span>{read}</li>\n", of(language, &source.title), html(&rests_on))
}

/// What the rules of a pack rest on, each source once.
fn sources(pack: &RulePack) -> Vec<&Source> {
    let single = [
        pack.floor.as_ref().map(|rule| &rule.source),
        pack.grace.as_ref().map(|rule| &rule.source),
        pack.reconnection.as_ref().map(|rule| &rule.source),
    ];
    let windows = pack.cut_windows.iter().map(|rule| &rule.source);
    let days = pack.barred_days.iter().map(|rule| &rule.source);
    let mut sources: Vec<&Source> = Vec::new();
    for source in single.into_iter().flatten().chain(windows).chain(days) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
