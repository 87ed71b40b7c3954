//! Killed and started again, the sandbox goes on where it was.

use serde_json::json;

use crate::command_line::Spawned;
use crate::town::{FAMILY, directory, id, recharge, way};

#[test]
fn nothing_is_lost_when_it_is_killed() {
    let data = directory("data");
    let arguments = ["--scenario", "diwali-2024", "--at", "2024-10-31T18:10+05:30", "--speed", "0"];
    let mut first = Spawned::start(&data, &arguments);
    let cookie = first.town().sign_in(FAMILY);
    let order = first.town().order(&cookie, 1);
    first.town().bank(&order, "approve", &json!({}));
    first.town().fault(json!({ "id": "mine", "kind": "slow", "ms": 1, "route": "/v1/complaints" }));
    let before = first.town().jump("2024-11-01T09:00:00+05:30");
    let config = first.town().get("/config.json").body;
    first.kill();

    let second = Spawned::start(&data, &arguments);
    let after = second.town().state();
    for member in ["now", "frozen", "timeline", "faults", "orders", "accounts", "publications", "otp_inbox"] {
        assert_eq!(after[member], before[member], "{member}");
    }
    assert_eq!(second.town().get("/config.json").body, config, "the same key");
    second.town().jump("2024-11-08T18:00:00+05:30");
    let told = second.town().look(&cookie, &order);
    assert_eq!(way(&told), ["created", "awaiting_payment", "paid", "credited", "on_meter"]);
    drop(second);
    std::fs::remove_dir_all(data).expect("removes");
}

#[test]
fn a_key_that_was_used_is_known_after_a_restart() {
    let data = directory("data");
    let arguments = ["--scenario", "ordinary-day", "--speed", "0"];
    let mut first = Spawned::start(&data, &arguments);
    let cookie = first.town().sign_in(FAMILY);
    let request = || recharge(50_000, 1).with("Cookie", &cookie);
    let order = first.town().ask(&request()).json();
    first.kill();
    let second = Spawned::start(&data, &[]);
    assert_eq!(id(&second.town().ask(&request()).json()), id(&order));
    drop(second);
    std::fs::remove_dir_all(data).expect("removes");
}

#[test]
fn another_scenario_or_an_earlier_time_begins_anew() {
    let data = directory("data");
    let mut first =
        Spawned::start(&data, &["--scenario", "diwali-2024", "--at", "2024-11-01T00:00+05:30", "--speed", "0"]);
    let version = first.town().state()["publications"][0]["version"].as_u64();
    first.kill();
    let mut earlier = Spawned::start(&data, &["--at", "2024-10-26T00:00+05:30"]);
    assert_eq!(earlier.town().state()["now"], "2024-10-26T00:00:00+05:30");
    assert!(earlier.town().state()["publications"][0]["version"].as_u64() > version, "browsers believe no lower one");
    earlier.kill();
    let mut later = Spawned::start(&data, &["--at", "2024-11-09T10:00+05:30", "--speed", "0"]);
    assert_eq!(later.town().state()["now"], "2024-11-09T10:00:00+05:30");
    later.kill();
    let other = Spawned::start(&data, &["--scenario", "ordinary-day"]);
    assert_eq!(other.town().state()["scenario"]["name"], "ordinary-day");
    drop(other);
    std::fs::remove_dir_all(data).expect("removes");
}
