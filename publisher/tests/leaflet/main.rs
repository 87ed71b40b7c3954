//! The leaflet: `notices.html` and `notices.atom` of the incident's bulletin, and of bulletins meant to break them.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

mod feed;
mod markup;
mod page;
mod paper;

use std::path::Path;

use diya::domain::bulletin::Bulletin;
use diya::domain::time::Instant;
use publisher::leaflet::Site;

fn site() -> Site {
    Site::parse("https://bijli.example/diya/").expect("an address")
}

/// All that was published in the incident, in one bulletin.
fn incident() -> Bulletin {
    serde_json::from_str(include_str!("incident.json")).expect("a bulletin")
}

/// The evening of Diwali: four notices in force, the server down.
fn diwali() -> Bulletin {
    let mut bulletin = incident();
    bulletin.notices.retain(|notice| notice.sent <= bulletin.issued);
    bulletin
}

fn empty() -> Bulletin {
    Bulletin { notices: vec![], rule_packs: vec![], ..incident() }
}

/// A bulletin in which every text is `text`.
fn hostile(text: &str) -> Bulletin {
    let mut bulletin = diwali();
    for words in bulletin.rule_packs.iter_mut().map(|pack| &mut pack.title).chain([&mut bulletin.status.message]) {
        words.hi = text.into();
        words.en = text.into();
    }
    for grace in bulletin.rule_packs.iter_mut().filter_map(|pack| pack.grace.as_mut()) {
        grace.source.title.hi = text.into();
        grace.source.link = Some(text.into());
    }
    for notice in &mut bulletin.notices {
        notice.identifier = text.into();
        notice.sender = text.into();
        for info in &mut notice.info {
            for field in [
                &mut info.language,
                &mut info.event,
                &mut info.sender_name,
                &mut info.headline,
                &mut info.description,
                &mut info.instruction,
                &mut info.web,
                &mut info.contact,
            ] {
                *field = text.into();
            }
            info.category = vec![text.into()];
            info.area.iter_mut().for_each(|area| area.area_desc = text.into());
        }
    }
    bulletin
}

const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "' style='x",
    "javascript:alert(1)",
    "https://a.example/\"><b>",
    "</style></title></textarea><!-- ]]>",
    "\0\u{1b}\u{ffff}\r\n{date} {area}",
    "",
    "&lt;&#x0;&nbsp;",
];

/// Compares with the file kept in this directory; with `UPDATE_SNAPSHOTS` set, writes it anew.
fn assert_kept(name: &str, text: &str) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaflet").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&kept, text).expect("written");
    }
    let expected = std::fs::read_to_string(&kept).unwrap_or_default();
    for (line, (is, should)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "{name}, line {}", line + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{name}");
}

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a time")
}
