//! One complaint, one docket, however often and however late it is sent.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Ask, Outcome};
use crate::town::{FAMILY, Town, key};

const NEIGHBOUR: &str = "102345680";

fn complaint(number: &str, text: &str, n: u32, cookie: &str) -> Ask {
    let body = json!({ "consumer_number": number, "topic": "recharge_missing", "text": text });
    Ask::post("/v1/complaints", &body).with("Idempotency-Key", &key(n)).with("Cookie", cookie)
}

fn filed(town: &Town) -> Vec<Value> {
    town.state()["complaints"].as_array().expect("complaints").clone()
}

#[test]
fn the_same_key_gets_the_same_docket_weeks_later_too() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let first = town.ask(&complaint(FAMILY, "₹500", 1, &cookie));
    assert_eq!(first.status, 201);
    assert_eq!(town.ask(&complaint(FAMILY, "₹500", 1, &cookie)).body, first.body);
    town.wait(20 * 86_400);
    let cookie = town.sign_in(FAMILY);
    assert_eq!(town.ask(&complaint(FAMILY, "₹500", 1, &cookie)).json(), first.json());
    let other = town.ask(&complaint(FAMILY, "₹900", 1, &cookie));
    assert_eq!((other.status, other.problem().as_str()), (422, "idempotency-key-reused"));
    assert_eq!(filed(&town).len(), 1);
    assert_ne!(town.ask(&complaint(FAMILY, "₹500", 2, &cookie)).json()["docket"], first.json()["docket"]);
}

#[test]
fn a_lost_answer_is_found_again_with_the_same_key() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    town.fault(json!({ "id": "cut", "kind": "cut_after_work", "route": "POST /v1/complaints" }));
    assert!(matches!(town.outcome(&complaint(FAMILY, "₹500", 1, &cookie)), Outcome::Closed));
    town.end_faults();
    let again = town.ask(&complaint(FAMILY, "₹500", 1, &cookie));
    let filed = filed(&town);
    assert_eq!(filed.len(), 1, "the work had been done");
    assert_eq!(again.json()["docket"], filed[0]["docket"]);
}

#[test]
fn a_key_that_is_missing_reused_or_in_flight_is_refused() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let body = json!({ "consumer_number": FAMILY, "topic": "other", "text": "x" });
    let bare = town.ask(&Ask::post("/v1/complaints", &body).with("Cookie", &cookie));
    assert_eq!((bare.status, bare.problem().as_str()), (400, "idempotency-key-missing"));
    assert_eq!(town.ask(&complaint(FAMILY, "x", 1, &cookie)).status, 201);
    let reused = town.ask(&complaint(FAMILY, "y", 1, &cookie));
    assert_eq!((reused.status, reused.problem().as_str()), (422, "idempotency-key-reused"));
    town.fault(json!({ "id": "s", "kind": "slow", "route": "POST /v1/complaints", "ms": 600 }));
    let (address, slow) = (town.address, complaint(FAMILY, "x", 2, &cookie));
    let first = {
        let slow = slow.clone();
        thread::spawn(move || slow.send(address))
    };
    thread::sleep(Duration::from_millis(200));
    let meanwhile = town.ask(&slow);
    assert_eq!((meanwhile.status, meanwhile.problem().as_str()), (409, "idempotency-in-flight"));
    let Outcome::Answer(first) = first.join().expect("joins") else { panic!("no answer") };
    assert_eq!(town.ask(&slow).body, first.body);
    assert_eq!(filed(&town).len(), 2);
}

#[test]
fn nobody_complains_signed_out_or_in_the_name_of_another() {
    let town = Town::ordinary();
    let nobody = town.ask(&complaint(FAMILY, "x", 1, "__Host-diya=x"));
    assert_eq!((nobody.status, nobody.problem().as_str()), (401, "not-signed-in"));
    let other = town.ask(&complaint(FAMILY, "x", 1, &town.sign_in(NEIGHBOUR)));
    assert_eq!((other.status, other.problem().as_str()), (401, "not-signed-in"));
    assert_eq!(filed(&town).len(), 0);
    assert_eq!(town.ask(&complaint(FAMILY, "x", 1, &town.sign_in(FAMILY))).status, 201, "the key was not used up");
}

#[test]
fn a_complaint_has_words_and_not_too_many() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    for (n, text) in (1..).zip(["", "  \n", &"ब".repeat(2_001), &"🪔".repeat(2_001)]) {
        let answer = town.ask(&complaint(FAMILY, text, n, &cookie));
        assert_eq!((answer.status, answer.problem().as_str()), (422, "text-out-of-limits"));
    }
    assert_eq!(town.ask(&complaint(FAMILY, &"x".repeat(70_000), 7, &cookie)).status, 413);
    assert_eq!(filed(&town).len(), 0);
    for (n, text) in (8..).zip(["ब".repeat(2_000), "🪔".repeat(2_000), format!(" {} ", "x".repeat(2_000))]) {
        assert_eq!(town.ask(&complaint(FAMILY, &text, n, &cookie)).status, 201);
    }
    for topic in ["", "Other", "../other"] {
        let body = json!({ "consumer_number": FAMILY, "topic": topic, "text": "x" });
        let ask = Ask::post("/v1/complaints", &body).with("Idempotency-Key", &key(20)).with("Cookie", &cookie);
        assert_eq!(town.ask(&ask).problem(), "malformed", "{topic}");
    }
}
