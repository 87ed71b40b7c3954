//! What the officer sees of every pack that is shipped or tried, at a time at which its rules decide. Why those are the
//! right answers stands in `tests/packs/dates.rs`.

use std::path::Path;

use rstest::rstest;
use serde_json::Value;

use super::desk::Desk;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[rstest]
#[case(
    "rules/br-press-2024-72h",
    "br-diwali",
    "2024-10-31T12:00:00+05:30",
    "protected_until",
    "2024-11-01T10:00:00+05:30"
)]
#[case(
    "rules/br-press-2024-7d",
    "br-saturday-evening",
    "2024-10-30T12:00:00+05:30",
    "protected_until",
    "2024-11-04T11:00:00+05:30"
)]
#[case(
    "rules/br-press-2024-staged",
    "br-queued",
    "2024-11-18T09:00:00+05:30",
    "protected_until",
    "2024-11-20T10:00:00+05:30"
)]
#[case("rules/br-press-2025-125-units", "br-light-use", "2025-09-15T09:00:00+05:30", "protected_until", "exempt")]
#[case(
    "rules/up-press-2026-morning",
    "up-evening",
    "2026-02-12T12:00:00+05:30",
    "protected_until",
    "2026-02-13T19:00:00+05:30"
)]
#[case(
    "rules/up-press-2026-evening",
    "up-evening",
    "2026-02-12T12:00:00+05:30",
    "protected_until",
    "2026-02-13T20:00:00+05:30"
)]
#[case(
    "rules/up-press-2026-small",
    "up-small-load",
    "2026-02-12T12:00:00+05:30",
    "protected_until",
    "2026-02-16T00:00:00+05:30"
)]
#[case("rules/gj-press-2024", "gj-minus-299", "2024-05-20T12:30:00+05:30", "at_risk_from", "2024-05-20T13:00:00+05:30")]
#[case(
    "rules/ka-press-2024",
    "ka-a-week-left",
    "2024-06-03T12:00:00+05:30",
    "at_risk_from",
    "2024-06-10T00:00:00+05:30"
)]
#[case(
    "tests/rules/uk-utilita",
    "uk-utilita",
    "2024-11-08T13:00:00+00:00",
    "at_risk_from",
    "2024-11-11T15:30:00+05:30"
)]
#[case(
    "tests/rules/uk-nabuh",
    "uk-nabuh-in-credit",
    "2024-11-12T22:00:00+00:00",
    "protected_until",
    "2024-11-13T17:30:00+05:30"
)]
#[case(
    "tests/rules/ie-electric-ireland",
    "ie-friday",
    "2024-11-08T18:00:00+00:00",
    "protected_until",
    "2024-11-11T13:30:00+05:30"
)]
#[case(
    "tests/rules/us-wcec",
    "us-wcec-friday",
    "2024-11-16T12:00:00-06:00",
    "protected_until",
    "2024-11-18T21:30:00+05:30"
)]
#[case("tests/rules/us-tx", "us-tx-heat", "2024-06-27T12:00:00-05:00", "protected_until", "2024-06-28T10:30:00+05:30")]
fn the_preview_of_a_pack_says_what_its_rules_decide(
    #[case] pack: &str,
    #[case] account: &str,
    #[case] at: &str,
    #[case] state: &str,
    #[case] date: &str,
) {
    let file = |path: String| Path::new(HERE).join(path).to_string_lossy().into_owned();
    let (rules, consumer) = (file(format!("{pack}.json")), file(format!("tests/accounts/{account}.json")));
    let call = ["preview", "--rules", &rules, "--account", &consumer, "--at", at];
    let told: Value = serde_json::from_str(&Desk::bare().run(&[&call[..], &["--json"]].concat()).ok()).expect("JSON");
    assert_eq!(told["state"], state, "{told:#}");
    match date {
        "exempt" => assert_eq!(told["exempt"], true, "{told:#}"),
        date => assert_eq!(told["date"], date, "{told:#}"),
    }
    assert_eq!(told["rules"]["id"].as_str(), pack.rsplit('/').next(), "{told:#}");
    let text = Desk::bare().run(&call).ok();
    for language in ["hi", "en"] {
        let headline = told[language]["headline"].as_str().expect("a headline");
        assert!(!headline.is_empty() && text.contains(headline), "{text}");
    }
}

#[test]
fn every_pack_is_previewed() {
    let rows = include_str!("previews.rs");
    for folder in ["rules", "tests/rules"] {
        for file in std::fs::read_dir(Path::new(HERE).join(folder)).expect("a directory").flatten() {
            let name = file.path().with_extension("");
            let name = format!("{folder}/{}", name.file_name().expect("a name").to_string_lossy());
            assert!(rows.contains(&format!("\"{name}\"")), "{name} has no row");
        }
    }
}
