//! `notices.html`: the bulletin as a page that needs no script, on a screen and on paper.

use diya::domain::bulletin::{ApiStatus, Bulletin};
use diya::domain::notice::Notice;
use diya::domain::words::Language;
use diya::view::i18n::fill;
use diya::view::qr;

use super::text::{LANGUAGES, anchor, contact, end, html as text, issuer, lang, link, marked, of, when};
use super::words::words;
use super::{STYLE, Site, rules};

/// The page of `bulletin` as it is when it is issued: first all in Hindi, then all in English. `site` is where it will
/// be published; the QR code and the printed address lead there.
///
/// The page carries no script and no `style` attribute, and its only links are of `http`, `https` and `tel`.
#[must_use]
pub fn html(bulletin: &Bulletin, site: &Site) -> String {
    let (hindi, english) = (words(Language::Hindi), words(Language::English));
    let halves: String = LANGUAGES.into_iter().map(|language| half(bulletin, language)).collect();
    format!(
        r##"<!DOCTYPE html>
<html lang="hi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{hi} · {en}">
<title>{hi} · {en}</title>
<link rel="canonical" href="{page}">
<link rel="alternate" type="application/atom+xml" href="{feed}" title="{hi} · {en}">
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#notices-hi">{skip}</a>
<header>
<h1>{hi} <span lang="en">{en}</span></h1>
<p class="ways"><a href="tel:1912">{call_hi} · <span lang="en">{call_en}</span></a> <a href="#en" lang="en">English</a></p>
</header>
<main>
{halves}</main>
<footer>
{code}<p>{scan_hi} <span lang="en">{scan_en}</span></p>
<p><a href="{page}">{page}</a></p>
<p><a href="{portal}">{portal_hi} · <span lang="en">{portal_en}</span></a></p>
</footer>
</body>
</html>
"##,
        hi = hindi.title,
        en = english.title,
        page = site.page(),
        feed = site.feed(),
        portal = site.directory(),
        skip = hindi.skip,
        call_hi = hindi.helpline,
        call_en = english.helpline,
        scan_hi = hindi.scan,
        scan_en = english.scan,
        portal_hi = hindi.portal,
        portal_en = english.portal,
        code = code(&site.page()),
    )
}

/// The notices that are shown: in force, and current when the bulletin is issued, and with a text.
pub fn shown(bulletin: &Bulletin) -> Vec<&Notice> {
    let mut notices = bulletin.notices();
    notices.retain(|notice| notice.is_current(bulletin.issued) && !notice.info.is_empty());
    notices
}

fn half(bulletin: &Bulletin, language: Language) -> String {
    let (words, tag) = (words(language), language.tag());
    let issued =
        fill(words.issued, &[("date", &when(language, bulletin.issued)), ("version", &bulletin.version.to_string())]);
    let confirmed = fill(words.confirmed_until, &[("date", &end(language, bulletin.expires))]);
    let notices = shown(bulletin);
    let none = if notices.is_empty() { format!("<p>{}</p>\n", words.notices_none) } else { String::new() };
    let articles: String = notices.into_iter().map(|notice| article(notice, language)).collect();
    format!(
        "<section id=\"{tag}\" lang=\"{tag}\">\n<p class=\"confirmed\">{issued} <strong>{confirmed}</strong></p>\n\
         {service}<h2 id=\"notices-{tag}\">{title}</h2>\n{none}{articles}{rules}\
         <p class=\"facts\">{unsigned}</p>\n</section>\n",
        service = service(bulletin, language),
        title = words.notices_title,
        rules = rules::section(bulletin, language),
        unsigned = words.unsigned,
    )
}

fn service(bulletin: &Bulletin, language: Language) -> String {
    let (words, status) = (words(language), &bulletin.status);
    let how = match status.api {
        ApiStatus::Up => words.service_up,
        ApiStatus::Degraded => words.service_degraded,
        ApiStatus::Down => words.service_down,
    };
    let since = fill(words.service_since, &[("how", how), ("date", &when(language, status.since))]);
    let next = status.next_update.map(|next| fill(words.service_next, &[("date", &when(language, next))]));
    let next = next.map(|next| format!(" {next}")).unwrap_or_default();
    format!(
        "<h2>{}</h2>\n<p>{since}{next}</p>\n<p class=\"told\">{}</p>\n",
        words.service_title,
        of(language, &status.message)
    )
}

fn article(notice: &Notice, language: Language) -> String {
    let Some(info) = notice.text(language.tag()) else { return String::new() };
    let (words, lang) = (words(language), lang(info, language));
    let headline = if info.headline.is_empty() { &info.event } else { &info.headline };
    let mut page = format!("<article id=\"{}-{}\">\n", anchor(notice), language.tag());
    page.push_str(&format!("<h3{lang}>{}</h3>\n", text(headline)));
    for told in [&info.description, &info.instruction] {
        if !told.is_empty() {
            page.push_str(&format!("<p class=\"told\"{lang}>{}</p>\n", text(told)));
        }
    }
    // What has force stands in the parameters; the words above only say so.
    if let Ok(Some(stop)) = notice.moratorium() {
        let from = when(language, stop.from);
        let until = stop.until.map(|until| end(language, until));
        let told = match &until {
            Some(until) => fill(words.no_cut_until, &[("from", &from), ("until", until)]),
            None => fill(words.no_cut_open, &[("from", &from)]),
        };
        page.push_str(&format!("<p><strong>{told}</strong></p>\n"));
    }
    page.push_str("<ul class=\"facts\">\n");
    let mut fact = |fact: String| page.push_str(&format!("<li>{fact}</li>\n"));
    fact(marked(&text(issuer(notice, info)), &lang));
    fact(fill(words.notice_sent, &[("date", &when(language, notice.sent))]));
    if let Some(onset) = info.onset {
        fact(fill(words.begins, &[("date", &when(language, onset))]));
    }
    if let Some(until) = notice.expires() {
        fact(fill(words.notice_until, &[("date", &end(language, until))]));
    }
    let areas: Vec<_> = info.area.iter().map(|area| text(&area.area_desc)).collect();
    if !areas.is_empty() {
        fact(fill(words.notice_for, &[("area", &marked(&areas.join(", "), &lang))]));
    }
    if !info.contact.is_empty() {
        fact(format!("{}{}", words.contact, marked(&contact(&info.contact), &lang)));
    }
    if !info.web.is_empty() {
        fact(format!("{}{}", words.more, link(&info.web)));
    }
    page.push_str("</ul>\n</article>\n");
    page
}

/// The QR code of the page's own address. Dark on light whatever the colours around: many readers know no other.
fn code(address: &str) -> String {
    let Some(drawing) = qr::draw(address) else { return String::new() };
    let side = drawing.side;
    format!(
        "<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"QR: {address}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h{side}v{side}h-{side}z\"/>\
         <path fill=\"#000\" d=\"{}\"/></svg>\n",
        drawing.path
    )
}
