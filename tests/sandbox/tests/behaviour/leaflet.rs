//! `notices.html` and `notices.atom`, as a static host serves them beside the bulletin.

use diya::contract::config::Config;

use diya::domain::bulletin::Bulletin;
use diya::domain::time::Instant;
use publisher::leaflet::{Site, atom, html};
use publisher::verify::verify;
use rstest::rstest;
use serde_json::json;

use crate::client::Ask;
use crate::town::Town;

/// 31 October: the server is dead, and notices are in force.
fn outage() -> Town {
    Town::at("diwali-2024", "2024-10-31T18:30:00+05:30")
}

fn bulletin(town: &Town) -> Bulletin {
    let config = Config::parse(&town.get("/config.json").body).expect("a configuration");
    let now = Instant::parse(town.state()["now"].as_str().expect("now")).expect("an instant");
    let jws = town.get("/bulletin.jws").body;
    verify(&jws, &config.bulletin.keys, config.bulletin.threshold, 0, now).expect("a bulletin")
}

#[test]
fn page_and_feed_are_copies_of_the_bulletin_under_the_address_they_were_asked_at() {
    let town = outage();
    let (bulletin, site) = (bulletin(&town), Site::parse(&format!("http://{}", town.address)).expect("an address"));
    assert!(!bulletin.notices().is_empty());
    assert_eq!(town.get("/notices.html").text(), html(&bulletin, &site));
    assert_eq!(town.get("/notices.atom").text(), atom(&bulletin, &site));
}

#[test]
fn the_page_that_the_configuration_names_is_there() {
    let town = outage();
    let config = Config::parse(&town.get("/config.json").body).expect("a configuration");
    let page = town.get(&config.bulletin.page.expect("a page"));
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
}

#[test]
fn they_follow_the_clock_as_the_bulletin_does() {
    let town = Town::at("diwali-2024", "2024-11-09T10:00:00+05:30");
    let later = town.get("/notices.html").text();
    assert_eq!(later, html(&bulletin(&town), &Site::parse(&format!("http://{}", town.address)).expect("an address")));
    assert_ne!(later.matches("<article").count(), 0);
}

#[rstest]
#[case("/notices.html", "text/html; charset=utf-8")]
#[case("/notices.atom", "application/atom+xml")]
fn they_are_kept_as_long_as_the_bulletin_and_not_sent_twice(#[case] path: &str, #[case] kind: &str) {
    let town = outage();
    let (copy, bulletin) = (town.get(path), town.get("/bulletin.jws"));
    assert_eq!(copy.header("content-type"), Some(kind));
    for name in ["cache-control", "last-modified"] {
        assert_eq!(copy.header(name), bulletin.header(name), "{name}");
    }
    let tag = copy.header("etag").expect("an ETag");
    assert_ne!(Some(tag), bulletin.header("etag"));
    let known = town.ask(&Ask::get(path).with("If-None-Match", tag));
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[test]
fn each_has_the_headers_that_the_build_wrote_for_it() {
    let town = outage();
    let rules = "/*\n  Referrer-Policy: no-referrer\n/notices.html\n  Content-Security-Policy: style-src 'sha256-x'\n/bulletin.jws\n  \
                 Content-Security-Policy: style-src 'self'\n";
    std::fs::write(town.dist.join("_headers"), rules).expect("a file");
    for (path, policy) in [("/notices.html", Some("style-src 'sha256-x'")), ("/bulletin.jws", Some("style-src 'self'"))]
    {
        let answer = town.get(path);
        assert_eq!(answer.header("content-security-policy"), policy, "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[test]
fn no_fault_of_the_api_touches_them_and_they_can_have_their_own() {
    let town = outage();
    town.fault(json!({ "id": "a", "kind": "unavailable", "route": "/notices.*" }));
    assert_eq!((town.get("/notices.html").status, town.get("/notices.atom").status), (503, 503));
    assert_eq!(town.get("/bulletin.jws").status, 200);
}

#[test]
fn a_name_that_cannot_stand_on_paper_is_refused() {
    let town = outage();
    let answer = crate::client::raw(
        town.address,
        b"GET /notices.html HTTP/1.1\r\nHost: a\"b\r\nConnection: close\r\n\r\n",
        std::time::Duration::from_secs(20),
    );
    assert!(matches!(answer, crate::client::Outcome::Answer(answer) if (400..500).contains(&answer.status)));
}
