//! Nothing is published that portals would refuse, and no reader ever finds half a file.

use std::fs;
use std::process::Command;

use super::desk::{Desk, Said, names, signed};

fn publish(desk: &Desk, config: &str, to: &str) -> Said {
    desk.run(&["publish", "--to", to, "--config", config, "--site", "https://utility.example"])
}

#[test]
fn a_tampered_bulletin_fails_at_the_signatures_and_is_not_published() {
    let (desk, config) = signed();
    let mut jws: serde_json::Value = serde_json::from_str(&desk.text("bulletin.jws")).expect("JSON");
    let payload = jws["payload"].as_str().expect("text").to_owned();
    // One letter of the base64url in the middle.
    let middle = payload.len() / 2;
    let letter = if &payload[middle..=middle] == "A" { "B" } else { "A" };
    jws["payload"] = format!("{}{letter}{}", &payload[..middle], &payload[middle + 1..]).into();
    desk.put("bulletin.jws", jws.to_string());
    let said = desk.run(&["bulletin", "verify", "--config", &config]).refused(1, &["0 valid signatures"]);
    assert!(
        said.contains("signatures FAILED") && said.contains("a: INVALID") && said.contains("expiry     not reached"),
        "{said}"
    );
    publish(&desk, &config, "served").refused(1, &["not published", "0 valid signatures"]);
    assert!(names(&desk.path("served")).is_empty());
}

#[test]
fn a_version_that_was_rolled_back_is_refused() {
    let (desk, config) = signed();
    let first = desk.text("bulletin.jws");
    desk.sign();
    publish(&desk, &config, "served").ok();
    let published = desk.text("served/bulletin.jws");
    desk.put("bulletin.jws", first);
    publish(&desk, &config, "served").refused(1, &["holds version 2", "this is version 1", "--published"]);
    desk.run(&["bulletin", "verify", "--config", &config, "--seen", "2"]).refused(1, &["version 1, but 2 was seen"]);
    assert_eq!(desk.text("served/bulletin.jws"), published);
}

#[test]
fn another_bulletin_of_the_same_version_is_refused_and_the_same_one_is_not() {
    let (desk, config) = signed();
    publish(&desk, &config, "served").ok();
    publish(&desk, &config, "served").ok();
    for name in ["bulletin.json", "bulletin.jws"] {
        fs::remove_file(desk.path(name)).expect("removed");
    }
    desk.status_down();
    desk.sign();
    publish(&desk, &config, "served").refused(1, &["another bulletin of version 1"]);
}

#[test]
fn an_expired_bulletin_is_not_published() {
    let desk = Desk::ready("1");
    let config = desk.config();
    desk.it_is("2024-10-29T09:00:00+05:30");
    desk.sign();
    desk.it_is("2024-10-31T09:00:00+05:30");
    publish(&desk, &config, ".").refused(1, &["expired at 2024-10-30T09:00:00+05:30", "build and sign it anew"]);
}

#[test]
fn the_directory_must_be_one() {
    let (desk, config) = signed();
    publish(&desk, &config, "nowhere").refused(1, &["nowhere", "no such directory"]);
    publish(&desk, &config, "config.json").refused(1, &["config.json", "not a directory"]);
    fs::create_dir(desk.path("served/bulletin.jws")).expect("made");
    publish(&desk, &config, "served").refused(1, &["bulletin.jws", "a directory stands there"]);
}

#[test]
fn the_page_and_the_feed_are_published_beside_the_bulletin() {
    let (desk, config) = signed();
    publish(&desk, &config, "served").ok();
    assert!(desk.text("served/notices.html").contains("https://utility.example/notices.html"), "its own address");
    assert!(desk.text("served/notices.atom").contains("http://www.w3.org/2005/Atom"));
    desk.run(&["publish", "--to", "served", "--config", &config]).refused(1, &["--site", "address"]);
    let wrong = ["publish", "--to", "served", "--config", &config, "--site", "javascript:alert(1)"];
    desk.run(&wrong).refused(1, &["--site", "https://"]);
}

#[test]
fn a_directory_that_may_not_be_written_keeps_its_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let (desk, config) = signed();
    fs::set_permissions(desk.path("served"), fs::Permissions::from_mode(0o555)).expect("set");
    // Root may write everywhere.
    if fs::write(desk.path("served/probe"), "").is_err() {
        publish(&desk, &config, "served").refused(1, &["cannot be written", "permissions"]);
    }
    fs::set_permissions(desk.path("served"), fs::Permissions::from_mode(0o755)).expect("set");
}

#[test]
fn a_write_that_fails_or_is_killed_half_way_leaves_the_old_file_whole() {
    let (desk, config) = signed();
    publish(&desk, &config, "served").ok();
    let published = desk.text("served/bulletin.jws");
    let from = ["notice", "new", "--template", "moratorium", "--set", "from=2024-10-25"];
    desk.run(&from).ok();
    desk.sign();
    assert!(desk.text("bulletin.jws").len() > 4096, "longer than the limit");
    for trap in ["trap '' XFSZ", "true"] {
        let script = format!(
            "{trap}; ulimit -f 1; exec '{}' publish --to served --config '{config}' --site https://utility.example",
            env!("CARGO_BIN_EXE_publisher")
        );
        let output = Command::new("bash").args(["-c", &script]).current_dir(desk.path("")).output().expect("bash");
        assert!(!output.status.success(), "{output:?}");
        assert_eq!(desk.text("served/bulletin.jws"), published);
    }
    publish(&desk, &config, "served").ok();
    assert_ne!(desk.text("served/bulletin.jws"), published);
}
