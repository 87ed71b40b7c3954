//! The officer's whole morning, through the real binary.

use super::desk::Desk;
use serde_json::Value;

fn preview(desk: &Desk, account: &str) -> Value {
    let said = desk.run(&["preview", "--account", account, "--bulletin", "served/bulletin.jws", "--json"]).ok();
    serde_json::from_str(&said).expect("JSON")
}

/// The identifier of the last notice whose name has `part`.
fn notice(desk: &Desk, part: &str) -> String {
    let names = super::desk::names(&desk.path("notices"));
    let name = names.iter().rfind(|name| name.contains(part)).expect("a notice");
    name.trim_end_matches(".json").to_owned()
}

#[test]
fn an_officer_answers_consumers_by_a_moratorium_then_a_date_then_takes_it_back() {
    let desk = Desk::ready("2");
    let second = Desk::bare();
    second.run(&["key", "new", "--kid", "b"]).ok();
    assert!(desk.run(&["key", "config"]).ok().contains("NOT READY"));
    desk.put("keys/b.pub.json", second.text("keys/b.pub.json"));
    let config = desk.config();
    desk.rules();
    std::fs::create_dir(desk.path("served")).expect("made");
    let account = desk.account(-5_000);

    desk.it_is("2024-10-29T09:00:00+05:30");

    // Two officers, two computers; the file travels between them.
    let publish = || {
        desk.sign();
        let one = desk.run(&["bulletin", "verify", "--config", &config]);
        one.refused(1, &["1 valid signatures by pinned keys, 2 needed"]);
        let carried = second.put("bulletin.jws", desk.text("bulletin.jws"));
        second.run(&["bulletin", "sign", "--key", "b", &carried]).ok();
        second.run(&["bulletin", "sign", "--key", "b", &carried]).refused(1, &["'b' has signed this bulletin already"]);
        desk.put("bulletin.jws", second.text("bulletin.jws"));
        let verified = desk.run(&["bulletin", "verify", "--config", &config]).ok();
        let checks = ["size", "parse", "signatures", "schema", "expiry", "version"].map(|check| verified.find(check));
        assert!(checks.iter().all(Option::is_some) && checks.is_sorted(), "{verified}");
        desk.run(&["publish", "--to", "served", "--config", &config, "--site", "https://utility.example"]).ok();
    };

    desk.status_down();
    let from = ["--template", "moratorium", "--set", "from=2024-10-25 10:00"];
    let shown = desk.run(&[&["notice", "new"][..], &from].concat()).ok();
    assert!(shown.contains("[hi-IN]") && shown.contains("[en-IN]") && shown.contains("25 अक्टूबर"), "{shown}");
    publish();
    let told = preview(&desk, &account);
    assert_eq!(told["state"], "protected_until", "{told}");
    assert!(told["confirmed_until"].is_string() && told["date"].is_null(), "{told}");
    assert_eq!(told["bulletin_version"], 1);
    assert_eq!(told["hi"]["notices"].as_array().map(Vec::len), Some(1), "{told}");

    let identifier = notice(&desk, "moratorium");
    desk.it_is("2024-11-08T15:00:00+05:30");
    let resume = ["--template", "resume", "--set", "until=2024-11-11 10:00"];
    desk.run(&[&["notice", "edit", identifier.as_str()][..], &resume].concat()).ok();
    publish();
    let told = preview(&desk, &account);
    assert_eq!(told["state"], "protected_until", "{told}");
    assert_eq!(told["date"], "2024-11-11T10:00:00+05:30", "{told}");
    assert_eq!(told["en"]["notices"].as_array().map(Vec::len), Some(1), "the update stands alone: {told}");

    let again = desk.run(&["notice", "cancel", &identifier]);
    again.refused(1, &["was replaced or taken back already", "resume"]);
    desk.it_is("2024-11-11T11:00:00+05:30");
    desk.run(&["notice", "cancel", &notice(&desk, "resume")]).ok();
    publish();
    let told = preview(&desk, &account);
    assert_eq!(told["state"], "may_be_cut", "{told}");
    assert_eq!(told["bulletin_version"], 3);
    assert!(told["en"]["notices"].as_array().is_some_and(Vec::is_empty), "a cancel leaves nothing: {told}");
}

#[test]
fn a_preview_in_text_has_both_languages_and_the_source_of_each_rule() {
    let desk = Desk::ready("1");
    let (rules, account) = (desk.rules(), desk.account(5_000));
    let at = ["--at", "2024-10-26 10:00", "--balance", "-20"];
    let said = desk.run(&[&["preview", "--account", &account, "--rules", &rules][..], &at].concat()).ok();
    for words in ["हिन्दी", "English", "Order", "आदेश"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn what_cannot_be_verified_can_still_be_read_and_says_so() {
    let desk = Desk::ready("1");
    desk.run(&["bulletin", "build"]).ok();
    assert!(desk.run(&["bulletin", "inspect", "bulletin.json"]).ok().starts_with("UNSIGNED"));
    desk.run(&["bulletin", "sign"]).ok();
    let said = desk.run(&["bulletin", "inspect"]).ok();
    assert!(said.starts_with("NOT VERIFIED HERE") && said.contains("version 1"), "{said}");
}

#[test]
fn a_version_is_never_lower_than_the_published_one() {
    let (desk, other) = (Desk::ready("1"), Desk::ready("1"));
    for _ in 0..3 {
        desk.sign();
    }
    let said = other.run(&["bulletin", "build", "--published", &desk.path("bulletin.jws").to_string_lossy()]).ok();
    assert!(said.contains("Built version 4"), "{said}");
}

#[test]
fn every_template_makes_a_notice_that_may_be_signed() {
    let desk = Desk::ready("1");
    desk.it_is("2025-01-01T09:00:00+05:30");
    let times = ["2025-01-01 10:00", "2025-01-03 10:00"];
    let (from, since, until) =
        (format!("from={}", times[0]), format!("since={}", times[0]), format!("until={}", times[1]));
    let (next, by) = (format!("next={}", times[1]), format!("by={}", times[1]));
    let cases: [(&str, Vec<&str>); 5] = [
        ("app-outage", vec![&since, &next]),
        ("festival", vec!["festival.hi=दीवाली", "festival.en=Diwali", &from, &until]),
        ("maintenance", vec![&from, &until]),
        ("recharge-late", vec![&from, &by]),
        ("supply-outage", vec!["place.hi=पटना", "place.en=Patna", "cause.hi=आँधी", "cause.en=a storm", &from, &until]),
    ];
    for (name, set) in cases {
        let set = set.iter().flat_map(|pair| ["--set", pair]);
        let arguments: Vec<&str> =
            ["notice", "new", "--division", "patna-central", "--template", name].into_iter().chain(set).collect();
        desk.run(&arguments).ok();
    }
    desk.sign();
    let said = desk.run(&["bulletin", "inspect"]).ok();
    assert!(said.contains("Diwali") && said.contains("Division patna-central"), "{said}");
}

#[test]
fn what_was_replaced_does_not_come_back_when_the_notice_between_is_dropped() {
    let desk = Desk::ready("1");
    desk.it_is("2024-10-29T09:00:00+05:30");
    desk.run(&["notice", "new", "--template", "moratorium", "--set", "from=2024-10-25"]).ok();
    let words = ["--headline-hi", "नया", "--headline-en", "New"];
    desk.run(&[&["notice", "edit", notice(&desk, "moratorium").as_str()][..], &words].concat()).ok();
    let between = notice(&desk, "update");
    desk.run(&["notice", "cancel", &between]).ok();
    std::fs::remove_file(desk.path("notices").join(format!("{between}.json"))).expect("removed");
    let said = desk.run(&["bulletin", "build"]).ok();
    assert!(said.contains(": 0 notices in force"), "{said}");
}
