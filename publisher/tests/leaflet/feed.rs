//! `notices.atom`, held to RFC 4287.

use std::process::{Command, Stdio};
use std::{collections::BTreeSet, io::Write};

use diya::domain::bulletin::Bulletin;
use diya::domain::time::Instant;
use publisher::cap;
use publisher::leaflet::atom;
use roxmltree::{Document, Node};

use crate::{HOSTILE, assert_kept, diwali, empty, hostile, site};

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn children<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Vec<Node<'a, 'input>> {
    let is_named = |child: &Node<'_, '_>| child.has_tag_name((ATOM, name));
    node.children().filter(is_named).collect()
}

fn one<'a>(node: Node<'a, '_>, name: &'static str) -> &'a str {
    let found = children(node, name);
    assert_eq!(found.len(), 1, "{name}");
    found[0].text().unwrap_or_default()
}

/// The elements that RFC 4287 §4.1.1 and §4.1.2 require, each as often as it says, and their values.
fn assert_valid(feed: &str) {
    let document = Document::parse(feed).unwrap_or_else(|fault| panic!("{fault}: {feed}"));
    let root = document.root_element();
    assert!(root.has_tag_name((ATOM, "feed")));
    let mut ids = BTreeSet::new();
    for node in [root].into_iter().chain(children(root, "entry")) {
        let id = one(node, "id");
        assert!(id.starts_with("https://") && ids.insert(id), "an IRI of its own: {id}");
        assert!(
            !node.has_tag_name("entry")
                || !one(node, "title").is_empty()
                || feed.contains("<title xml:lang=\"\"></title>")
        );
        assert!(Instant::parse(one(node, "updated")).is_ok());
        for author in children(node, "author") {
            one(author, "name");
        }
        assert_eq!(children(node, "author").len(), 1);
        let alternates = children(node, "link").into_iter().filter(|link| link.attribute("rel") == Some("alternate"));
        assert_eq!(alternates.count(), 1);
    }
    let selves = children(root, "link").into_iter().filter(|link| link.attribute("rel") == Some("self"));
    assert_eq!(selves.count(), 1);
    for entry in children(root, "entry") {
        let content = children(entry, "content");
        assert_eq!(content.len(), 1);
        assert_eq!(content[0].attribute("type"), Some("xhtml"));
        // §3.1.1.3: one div of XHTML, and nothing beside it.
        let divs: Vec<_> = content[0].children().collect();
        assert!(divs.len() == 1 && divs[0].has_tag_name(("http://www.w3.org/1999/xhtml", "div")));
        assert!(children(entry, "category").iter().all(|category| category.attribute("term").is_some()));
    }
}

#[test]
fn the_feed_of_the_evening_of_diwali() {
    let feed = atom(&diwali(), &site());
    assert_valid(&feed);
    assert_kept("notices.atom", &feed);
    assert!(feed.contains("<div xml:lang=\"hi-IN\">") && feed.contains("<div xml:lang=\"en-IN\">"));
}

#[test]
fn an_empty_bulletin_gives_a_valid_feed_without_entries() {
    assert_valid(&atom(&empty(), &site()));
}

#[test]
fn hostile_text_leaves_the_feed_valid() {
    for text in HOSTILE {
        assert_valid(&atom(&hostile(text), &site()));
    }
}

#[test]
fn the_alerts_in_the_feed_are_the_notices_in_force() {
    let bulletin = diwali();
    let imported = cap::import(atom(&bulletin, &site()).as_bytes()).expect("CAP 1.2");
    assert_eq!(imported.iter().map(|alert| &alert.notice).collect::<Vec<_>>(), bulletin.notices());
    assert!(imported.iter().all(|alert| alert.left_out.is_empty()));
}

#[test]
fn an_entry_keeps_its_id_in_the_next_bulletin() {
    let ids = |bulletin: &Bulletin| -> Vec<String> {
        let feed = atom(bulletin, &site());
        let document = Document::parse(&feed).expect("XML");
        children(document.root_element(), "entry").into_iter().map(|entry| one(entry, "id").to_owned()).collect()
    };
    let next = Bulletin { version: 10, ..diwali() };
    assert_eq!(ids(&diwali()), ids(&next));
}

#[test]
fn xmllint_finds_every_feed_well_formed() {
    for bulletin in HOSTILE.iter().map(|text| hostile(text)).chain([diwali(), empty()]) {
        let mut xmllint = Command::new("xmllint");
        xmllint.args(["--nonet", "--noout", "-"]).stdin(Stdio::piped());
        let Ok(mut child) = xmllint.spawn() else {
            println!("skipped: xmllint is not installed");
            return;
        };
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(atom(&bulletin, &site()).as_bytes()).expect("read");
        drop(input);
        assert!(child.wait().expect("an end").success());
    }
}
