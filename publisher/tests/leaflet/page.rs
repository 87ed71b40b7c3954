//! `notices.html`.

use std::collections::BTreeSet;
use std::io::Write;

use diya::domain::bulletin::Bulletin;
use flate2::Compression;
use flate2::write::GzEncoder;
use publisher::leaflet::{STYLE, html};

use crate::markup::tags;
use crate::{HOSTILE, assert_kept, at, diwali, empty, hostile, incident, site};

/// What holds for every page, whatever the bulletin says.
fn assert_sound(bulletin: &Bulletin) {
    const ELEMENTS: [&str; 23] = [
        "html", "head", "meta", "title", "link", "style", "body", "a", "header", "h1", "h2", "h3", "span", "p", "main",
        "section", "article", "ul", "li", "strong", "footer", "svg", "path",
    ];
    let page = html(bulletin, &site());
    let (mut ids, mut level) = (BTreeSet::new(), 0);
    let tags = tags(&page);
    for tag in &tags {
        assert!(ELEMENTS.contains(&tag.name.as_str()), "<{}>", tag.name);
        for (name, value) in &tag.attributes {
            assert!(name != "style" && !name.starts_with("on"), "{name}=\"{value}\"");
        }
        if let Some(id) = tag.get("id") {
            assert!(ids.insert(id.to_owned()), "the id {id} twice");
        }
        if let Some(heading) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            assert!(heading <= level + 1, "h{heading} after h{level}");
            level = heading;
        }
    }
    for link in tags.iter().filter_map(|tag| tag.get("href")) {
        let is_own = link.strip_prefix('#').is_some_and(|id| ids.contains(id));
        assert!(is_own || ["https://", "http://", "tel:"].iter().any(|scheme| link.starts_with(scheme)), "{link}");
    }
    assert!(!page.contains('\0') && !page.contains('\u{1b}'));
}

#[test]
fn the_page_of_the_evening_of_diwali() {
    let page = html(&diwali(), &site());
    assert_sound(&diwali());
    assert_kept("notices.html", &page);
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("सर्वर ठीक होने तक बैलेंस की वजह से बिजली नहीं काटी जाएगी") < place("No supply is cut for balance until"));
    assert!(place("Not confirmed after Fri, 1 Nov 2024, 20:00") > place("<section id=\"en\" lang=\"en\">"));
    assert!(page.contains("press only; no order was found"), "a rule says what it rests on");
    assert!(page.contains("Stop of disconnections: from Fri, 25 Oct 2024, 10:00, until its end is announced."));
    assert!(page.contains("from Thu, 31 Oct 2024 until the end of Fri, 1 Nov 2024."), "2 November is not in it");
    assert!(!page.contains("today") && !page.contains("आज"), "nobody knows when paper is read");
}

#[test]
fn the_page_of_the_incident_comes_in_the_first_flight_of_packets() {
    // All ten notices at once, none replaced: more than was ever in force together.
    let mut crowded = incident();
    crowded.notices.iter_mut().for_each(|notice| notice.references.clear());
    for (bulletin, told) in [(diwali(), 4), (crowded, 10)] {
        let page = html(&bulletin, &site());
        assert_eq!(page.matches("<article ").count(), 2 * told);
        let mut zipped = GzEncoder::new(Vec::new(), Compression::best());
        zipped.write_all(page.as_bytes()).expect("memory");
        let size = zipped.finish().expect("memory").len();
        println!("{told} notices: {} bytes, {size} compressed by gzip", page.len());
        assert!(size <= 14 * 1024, "{size} bytes");
    }
}

#[test]
fn the_style_on_the_page_is_the_one_whose_hash_a_policy_can_name() {
    assert!(html(&empty(), &site()).contains(&format!("<style>{STYLE}</style>")));
}

#[test]
fn an_empty_bulletin_says_what_it_does_not_know() {
    assert_sound(&empty());
    let page = html(&empty(), &site());
    assert!(
        page.contains("No notice is in force now.") && page.contains("The utility has published no rule. Ask 1912.")
    );
}

#[test]
fn hostile_text_stays_text() {
    for text in HOSTILE {
        assert_sound(&hostile(text));
    }
    let page = html(&hostile("javascript:alert(1)"), &site());
    assert!(page.contains("<li>Read more: javascript:alert(1)</li>"), "told, but no link");
}

#[test]
fn a_very_long_text_is_told_in_full() {
    let long = "लंबा ".repeat(20_000);
    assert_sound(&hostile(&long));
    assert!(html(&hostile(&long), &site()).contains(long.as_str()));
}

#[test]
fn a_notice_that_was_replaced_or_has_expired_is_not_told() {
    let mut later = incident();
    later.issued = at("2024-11-08T15:00:00+05:30");
    later.notices.retain(|notice| notice.sent <= at("2024-11-08T15:00:00+05:30"));
    let page = html(&later, &site());
    for gone in ["SBPDCL-2024-10-29-no-cut", "SBPDCL-2024-11-04-no-cut", "SBPDCL-2024-10-30-diwali"] {
        assert!(!page.contains(gone), "{gone}");
    }
    assert!(page.contains("No supply is cut before Monday 11 November, 10 am"));
}

#[test]
fn a_notice_in_one_language_is_told_in_both_halves_as_what_it_is() {
    let mut bulletin = diwali();
    bulletin.notices.truncate(1);
    bulletin.notices[0].info.remove(0);
    bulletin.status.message.hi.clear();
    let page = html(&bulletin, &site());
    assert!(page.contains("<h3 lang=\"en-IN\">The smart meter server is out of order</h3>"));
    assert!(page.contains("<h3>The smart meter server is out of order</h3>"));
    assert!(page.contains("<span lang=\"en\">The prepaid server is down."));
}
