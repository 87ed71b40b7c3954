//! `notices.atom`: the notices in force as an Atom feed (RFC 4287).

use diya::domain::bulletin::Bulletin;
use diya::domain::notice::Notice;
use diya::domain::time::INDIA;
use diya::domain::words::Language;

use super::Site;
use super::page::shown;
use super::text::{LANGUAGES, anchor, issuer};
use super::words::words;
use crate::cap;
use crate::markup::{escaped, is_language_tag};

/// The notices of `bulletin` as an Atom feed, the newest first.
///
/// An entry tells its notice to people in all languages it has, and holds the CAP 1.2 alert itself, as foreign markup
/// (RFC 4287 §6.4), so that [`cap::import`] reads the feed. An id is the notice's place on the page: sender,
/// identifier and time of sending, which name an alert (CAP 1.2 §3.2.1).
#[must_use]
pub fn atom(bulletin: &Bulletin, site: &Site) -> String {
    let notices = shown(bulletin);
    let newest = notices.first().and_then(|notice| Some(issuer(notice, notice.text(Language::Hindi.tag())?)));
    let author = escaped(newest.unwrap_or_else(|| site.directory()));
    let entries: String = notices.into_iter().map(|notice| entry(notice, site)).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="hi">
<id>{feed}</id>
<title>{title}</title>
<subtitle xml:lang="en">{subtitle}</subtitle>
<updated>{updated}</updated>
<author><name>{author}</name></author>
<link rel="self" type="application/atom+xml" href="{feed}"/>
<link rel="alternate" type="text/html" href="{page}"/>
{entries}</feed>
"#,
        feed = site.feed(),
        page = site.page(),
        title = words(Language::Hindi).title,
        subtitle = words(Language::English).title,
        updated = bulletin.issued.to_rfc3339(INDIA),
    )
}

fn entry(notice: &Notice, site: &Site) -> String {
    let Some(first) = notice.text(Language::Hindi.tag()) else { return String::new() };
    let headline = |event: &str, headline: &str| escaped(if headline.is_empty() { event } else { headline });
    let mut told = String::new();
    for (place, info) in notice.info.iter().enumerate() {
        // Like the page: the first of each language, and only those people can choose, unless there is no other.
        let is_ours = LANGUAGES.iter().any(|language| notice.text(language.tag()) == Some(info));
        if !is_ours || notice.info.iter().take(place).any(|earlier| earlier == info) {
            continue;
        }
        told.push_str(&format!("<div{}>\n", xml_lang(&info.language)));
        for text in [&info.headline, &info.description, &info.instruction] {
            if !text.is_empty() {
                told.push_str(&format!("<p>{}</p>\n", escaped(text)));
            }
        }
        told.push_str("</div>\n");
    }
    let mut categories: Vec<&str> = notice.info.iter().flat_map(|info| &info.category).map(String::as_str).collect();
    categories.sort_unstable();
    categories.dedup();
    let categories: String = categories
        .into_iter()
        .map(|term| format!("<category scheme=\"{}\" term=\"{}\"/>\n", cap::NAMESPACE, escaped(term)))
        .collect();
    let sent = notice.sent.to_rfc3339(INDIA);
    let place = format!("{}#{}-hi", site.page(), anchor(notice));
    format!(
        "<entry>\n<id>{place}</id>\n<title{lang}>{title}</title>\n<published>{sent}</published>\n\
         <updated>{sent}</updated>\n<author><name>{author}</name></author>\n{categories}\
         <link rel=\"alternate\" type=\"text/html\" href=\"{place}\"/>\n\
         <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\n{told}</div></content>\n{alert}</entry>\n",
        lang = xml_lang(&first.language),
        title = headline(&first.event, &first.headline),
        author = escaped(issuer(notice, first)),
        alert = cap::alert(notice, INDIA),
    )
}

/// ` xml:lang="…"`; empty, which is XML's word for unknown, where `tag` is none.
fn xml_lang(tag: &str) -> String {
    format!(" xml:lang=\"{}\"", if is_language_tag(tag) { tag } else { "" })
}
