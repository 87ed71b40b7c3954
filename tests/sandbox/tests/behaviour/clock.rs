//! The clock, and that the order of time is kept however it moves.

use diya::domain::time::Instant;
use sandbox::world::Opening;
use serde_json::{Value, json};

use crate::town::{FAMILY, Town};

#[test]
fn a_frozen_clock_stands_and_a_fast_one_runs() {
    let town = Town::ordinary();
    assert_eq!(town.state()["now"], "2024-09-18T10:00:00+05:30");
    let fast = town.pull("clock", &json!({ "speed": 100_000, "freeze": false }));
    assert_eq!((&fast["speed"], &fast["frozen"]), (&json!(100_000), &json!(false)));
    std::thread::sleep(std::time::Duration::from_millis(100));
    let later = town.pull("clock", &json!({ "freeze": true }));
    let now = Instant::parse(later["now"].as_str().expect("now")).expect("an instant");
    let passed = (now - Instant::parse("2024-09-18T10:00:00+05:30").expect("an instant")).num_seconds();
    assert!((10_000..2_000_000).contains(&passed), "{passed}");
    assert_eq!(town.state()["now"], later["now"], "it stands again");
}

#[test]
fn the_past_stays_as_it_is() {
    let town = Town::ordinary();
    let answer = town.post("/sandbox/api/jump", &json!({ "to": "2024-09-18T09:59:59+05:30" }));
    assert!(answer.status == 409 && answer.text().contains("reset"), "{}", answer.text());
    let answer = town.post("/sandbox/api/jump", &json!({ "to": "9999-01-01T00:00:00+05:30" }));
    assert!(answer.status == 409 && answer.text().contains("1100 days"), "{}", answer.text());
    assert_eq!(town.post("/sandbox/api/clock", &json!({ "speed": 100_001 })).status, 400);
}

/// What can be seen of the world, but for names drawn at random.
fn picture(town: &Town) -> Value {
    let cookie = town.sign_in(FAMILY);
    let state = town.state();
    json!({
        "ledger": town.get_as(&cookie, "/v1/account/ledger").json(),
        "accounts": state["accounts"],
        "publications": state["publications"],
        "faults": state["faults"],
    })
}

#[test]
fn one_long_jump_and_many_short_ones_come_to_the_same() {
    let end = "2024-11-20T12:00:00+05:30";
    let start = "2024-10-24T00:00:00+05:30";
    let long = Town::at("diwali-2024", start);
    long.jump(end);
    let short = Town::at("diwali-2024", start);
    for _ in 0..(27 * 24 + 12) / 7 {
        short.wait(7 * 3_600);
    }
    short.jump(end);
    let direct = Town::at("diwali-2024", end);
    // Entries are numbered as they are booked, so even their numbers must agree.
    let expected = picture(&long);
    assert_eq!(picture(&short), expected);
    assert_eq!(picture(&direct), expected);
}

#[test]
fn a_reset_begins_anew_and_the_number_of_bulletins_goes_on() {
    let town = Town::ordinary();
    let before = town.state()["publications"][0]["version"].as_u64().expect("a version");
    town.jump("2024-12-01T00:00:00+05:30");
    let cookie = town.sign_in(FAMILY);
    let state = town.pull("reset", &json!({ "at": "2024-09-12T08:00:00+05:30" }));
    assert_eq!(state["now"], "2024-09-12T08:00:00+05:30");
    assert!(state["publications"][0]["version"].as_u64().expect("a version") > before);
    assert_eq!(town.get_as(&cookie, "/v1/account").status, 401);
    assert_eq!(town.post("/sandbox/api/reset", &json!({ "at": "2020-01-01T00:00:00+05:30" })).status, 409);
    assert_eq!(town.pull("reset", &json!({}))["now"], "2024-09-18T10:00:00+05:30");
}

#[test]
fn a_year_passes_in_a_moment() {
    let town = Town::open(&Opening { scenario: Some("diwali-2024".into()), at: None, speed: Some(0) });
    let start = std::time::Instant::now();
    town.jump("2025-11-01T00:00:00+05:30");
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    let cookie = town.sign_in(FAMILY);
    assert_eq!(town.balance(&cookie)["as_of"], "2025-10-31T00:15:00+05:30");
}
