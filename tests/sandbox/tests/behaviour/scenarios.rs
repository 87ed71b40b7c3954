//! Scenarios: those that are built in hold what they promise, and wrong ones are refused with a place.

use rstest::rstest;
use sandbox::scenario::{BUILT_IN, Scenario, load};
use serde_json::json;

use crate::town::{FAMILY, Town};

#[test]
fn every_built_in_scenario_can_be_played_to_its_end_and_keeps_its_balances() {
    for (name, _) in BUILT_IN {
        let (scenario, _) = load(name).expect(name);
        assert_eq!(scenario.name, name);
        for account in &scenario.accounts {
            let town = Town::at(name, &String::from(account.balance_at));
            let state = town.state();
            let accounts = state["accounts"].as_array().expect("accounts");
            let found = accounts.iter().find(|found| found["number"] == account.number.as_str()).expect("the account");
            assert_eq!(found["balance"]["paise"], account.balance_paise, "{name} {found}");
        }
        let last = scenario.timeline.last().expect("an entry").at;
        let town = Town::at(name, &String::from(last));
        let timeline = town.state()["timeline"].as_array().expect("a timeline").clone();
        assert!(timeline.iter().all(|entry| entry["standing"] == "done"), "{name}");
    }
}

#[test]
fn in_may_a_week_is_taken_at_once() {
    let town = Town::at("catch-up-2024-05", "2024-05-18T10:00:00+05:30");
    let cookie = town.sign_in(FAMILY);
    let balance = town.balance(&cookie);
    assert_eq!((&balance["paise"], &balance["as_of"]), (&json!(42_000), &json!("2024-05-14T00:15:00+05:30")));
    town.jump("2024-05-21T06:00:00+05:30");
    let entry = town.get_as(&cookie, "/v1/account/ledger").json()["entries"][0].clone();
    assert_eq!(entry["movement"], json!({ "deduction": { "from": "2024-05-14", "to": "2024-05-20" } }));
}

const HEAD: &str = r#"
name = "t"
about = "t"
begins = "2024-09-10T00:00:00+05:30"
start = "2024-09-18T10:00:00+05:30"
seed = 1
[[account]]
number = "102345678"
name = "A B"
household = "family"
category = "DS-II"
load_w = 2000
discom = "SBPDCL"
division = "d"
balance_paise = 1
balance_at = "2024-09-18T00:15:00+05:30"
habit_paise = 50000
shows = "s"
"#;

const OK: &str = "[[timeline]]\nat = \"2024-09-11T00:00:00+05:30\"\nlabel = \"one\"\nfaults_on = [{ id = \"f\", kind = \"hang\" }]\n";

#[test]
fn the_small_scenario_is_well_formed() {
    Scenario::parse(&format!("{HEAD}{OK}")).expect("well formed");
}

#[rstest]
#[case::unknown_key("colour = 1\n", "", "colour")]
#[case::unknown_key_in_an_entry(
    "",
    "[[timeline]]\nat = \"2024-09-11T00:00:00+05:30\"\nlabel = \"x\"\nfault_on = []\n",
    "line "
)]
#[case::out_of_order(
    "",
    "[[timeline]]\nat = \"2024-09-10T23:59:59+05:30\"\nlabel = \"two\"\nfaults_off = [\"f\"]\n",
    "timeline entry 2"
)]
#[case::before_the_beginning("", "", "timeline entry 1")]
#[case::unknown_account(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\naccount = { number = \"999999999\", change = \"disconnect\" }\n",
    "unknown account"
)]
#[case::unknown_fault(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\nfaults_off = [\"g\"]\n",
    "\"g\" is not on"
)]
#[case::fault_twice("", OK, "on already")]
#[case::fault_without_what_it_needs(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\nfaults_on = [{ id = \"g\", kind = \"slow\" }]\n",
    "needs ms"
)]
#[case::unknown_kind(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\nfaults_on = [{ id = \"g\", kind = \"boom\" }]\n",
    "boom"
)]
#[case::nothing_happens("", "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\n", "exactly one")]
#[case::two_things_at_once(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\nfaults_off = [\"f\"]\nclock = { speed = 1 }\n",
    "exactly one"
)]
#[case::unknown_notice(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\n[timeline.publish]\nexpires_after_hours = 1\nadd_notices = [\"n\"]\n",
    "unknown notice"
)]
#[case::unknown_pack(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\n[timeline.publish]\nexpires_after_hours = 1\nrule_packs = [\"p@1\"]\n",
    "unknown rule pack"
)]
#[case::no_hours(
    "",
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\n[timeline.publish]\nexpires_after_hours = 0\n",
    "must not be 0"
)]
fn a_wrong_scenario_says_where(#[case] head: &str, #[case] tail: &str, #[case] says: &str) {
    let mut first = OK.to_owned();
    if tail.is_empty() && head.is_empty() {
        first = OK.replace("2024-09-11", "2024-09-09");
    }
    let fault = Scenario::parse(&format!("{head}{HEAD}{first}{tail}")).expect_err("wrong").to_string();
    assert!(fault.contains(says), "{fault}");
}

#[rstest]
#[case::twice("habit_paise = 50000", "habit_paise = 1", "habit_paise")]
#[case::hour("2024-09-18T00:15:00", "2024-09-18T00:16:00", "00:15")]
#[case::early("2024-09-18T00:15:00", "2024-09-01T00:15:00", "before begins")]
#[case::start("start = \"2024-09-18", "start = \"2024-09-01", "start")]
#[case::number("\"102345678\"", "\"12\"", "fewer than 9")]
fn a_wrong_account_says_where(#[case] from: &str, #[case] to: &str, #[case] says: &str) {
    let text = format!("{HEAD}{OK}").replacen(from, to, 1);
    let fault = Scenario::parse(&text).expect_err("wrong").to_string();
    assert!(fault.contains(says), "{fault}");
}

/// A debtor, a moratorium until noon of the 16th if `notice` is published, and two attempts to cut.
fn cut_attempts(notice: &str) -> [bool; 2] {
    let attempt = |at: &str| {
        let account = "account = { number = \"102345678\", change = \"cut_if_due\" }";
        format!("[[timeline]]\nat = \"{at}\"\nlabel = \"cut\"\n{account}\n")
    };
    let text = format!(
        "{}{OK}{PUBLISHED}{notice}{}{}{MORATORIUM}",
        HEAD.replace("balance_paise = 1", "balance_paise = -90000"),
        attempt("2024-09-16T11:00:00+05:30"),
        attempt("2024-09-16T12:00:00+05:30"),
    );
    let file = crate::town::directory("scenario").join("cut.toml");
    std::fs::write(&file, text).expect("a file");
    let at = diya::domain::time::Instant::parse("2024-09-16T11:30:00+05:30").ok();
    let town = Town::open(&sandbox::world::Opening { scenario: file.to_str().map(str::to_owned), at, speed: Some(0) });
    let connected = |state: serde_json::Value| state["accounts"][0]["connected"] == true;
    [connected(town.state()), connected(town.wait(3_600))]
}

const PUBLISHED: &str =
    "[[timeline]]\nat = \"2024-09-12T00:00:00+05:30\"\nlabel = \"two\"\n[timeline.publish]\nexpires_after_hours = 1\n";

const MORATORIUM: &str = r#"
[[notice]]
id = "m"
sender_name = { hi = "क", en = "a" }
event = { hi = "क", en = "a" }
headline = { hi = "क", en = "a" }
description = { hi = "क", en = "a" }
instruction = { hi = "क", en = "a" }
area = { hi = "क", en = "a" }
geocode = [{ valueName = "discom", value = "SBPDCL" }]
parameter = [
    { valueName = "moratorium", value = "m" },
    { valueName = "moratoriumFrom", value = "2024-09-15T00:00:00+05:30" },
    { valueName = "moratoriumUntil", value = "2024-09-16T12:00:00+05:30" },
]
"#;

#[test]
fn a_moratorium_protects_a_debtor_until_its_end() {
    assert_eq!(cut_attempts(""), [false, false], "nothing protects");
    assert_eq!(cut_attempts("add_notices = [\"m\"]\n"), [true, false]);
}

#[test]
fn a_scenario_can_freeze_the_clock_in_the_middle_of_a_jump() {
    let file = crate::town::directory("scenario").join("freeze.toml");
    let stop = "[[timeline]]\nat = \"2024-09-20T12:00:00+05:30\"\nlabel = \"stop\"\nclock = { speed = 0 }\n";
    std::fs::write(&file, format!("{HEAD}{OK}{stop}")).expect("a file");
    let opening = sandbox::world::Opening { scenario: file.to_str().map(str::to_owned), at: None, speed: Some(1) };
    let town = Town::open(&opening);
    let state = town.jump("2024-09-25T00:00:00+05:30");
    assert_eq!((&state["now"], &state["frozen"]), (&json!("2024-09-20T12:00:00+05:30"), &json!(true)));
}
