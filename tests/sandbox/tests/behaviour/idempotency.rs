//! One wish, one order, however often it is sent.

use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::client::{Ask, Outcome};
use crate::town::{FAMILY, Town, id, key, recharge};

#[test]
fn the_same_key_gets_the_same_answer_and_makes_one_order() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let ask = recharge(50_000, 1).with("Cookie", &cookie);
    let (first, second) = (town.ask(&ask), town.ask(&ask));
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    town.bank(&first.json(), "approve", &json!({}));
    town.wait(600);
    assert_eq!(town.ask(&ask).body, first.body, "the first answer, though the order has moved on");
    assert_eq!(town.get_as(&cookie, "/v1/recharges").json()["recharges"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_missing_or_malformed_key_is_refused() {
    let town = Town::ordinary();
    let bare = Ask::post("/v1/recharges", &json!({ "consumer_number": FAMILY, "amount": 50_000 }));
    assert_eq!(town.ask(&bare).problem(), "idempotency-key-missing");
    for wrong in [
        "",
        "\"\"",
        "00000000-0000-4000-8000-000000000001",
        "\"not-a-uuid\"",
        "\"00000000-0000-4000-8000-00000000000G\"",
    ] {
        let answer = town.ask(&bare.clone().with("Idempotency-Key", wrong));
        assert_eq!((answer.status, answer.problem().as_str()), (400, "idempotency-key-missing"), "{wrong}");
    }
}

#[test]
fn a_key_with_another_payload_is_refused() {
    let town = Town::ordinary();
    assert_eq!(town.ask(&recharge(50_000, 1)).status, 201);
    let answer = town.ask(&recharge(60_000, 1));
    assert_eq!((answer.status, answer.problem().as_str()), (422, "idempotency-key-reused"));
}

#[test]
fn a_key_in_flight_is_refused_and_answered_later() {
    let town = Town::ordinary();
    town.fault(json!({ "id": "s", "kind": "slow", "route": "POST /v1/recharges", "ms": 600 }));
    let address = town.address;
    let first = thread::spawn(move || recharge(50_000, 1).send(address));
    thread::sleep(Duration::from_millis(200));
    let meanwhile = town.ask(&recharge(50_000, 1));
    assert_eq!((meanwhile.status, meanwhile.problem().as_str()), (409, "idempotency-in-flight"));
    let Outcome::Answer(first) = first.join().expect("joins") else { panic!("no answer") };
    assert_eq!(first.status, 201);
    assert_eq!(town.ask(&recharge(50_000, 1)).body, first.body);
}

#[test]
fn a_refusal_after_acceptance_is_kept_like_an_order() {
    let town = Town::ordinary();
    let first = town.ask(&recharge(9_999, 1));
    assert_eq!((first.status, first.problem().as_str()), (422, "amount-out-of-limits"));
    let again = town.ask(&recharge(9_999, 1));
    assert_eq!((again.status, again.body), (first.status, first.body));
    assert_eq!(town.ask(&recharge(1_000_001, 2)).problem(), "amount-out-of-limits");
    let nobody = Ask::post("/v1/recharges", &json!({ "consumer_number": "999999999", "amount": 50_000 }));
    assert_eq!(town.ask(&nobody.with("Idempotency-Key", &key(3))).problem(), "no-such-consumer");
}

#[test]
fn after_a_day_the_key_is_forgotten_and_makes_a_second_order() {
    let town = Town::ordinary();
    let order = || town.ask(&recharge(50_000, 1)).json();
    let first = order();
    town.wait(24 * 3_600 - 1);
    assert_eq!(id(&order()), id(&first));
    town.wait(1);
    assert_ne!(id(&order()), id(&first), "the trap that clients must avoid");
    let (cookie, others) = (town.sign_in(FAMILY), town.ask(&recharge(50_000, 2)));
    assert_eq!(others.status, 201);
    let signed_in = town.ask(&recharge(50_000, 2).with("Cookie", &cookie));
    assert_eq!(id(&signed_in.json()), id(&others.json()), "a living key finds its order whoever else knows of it");
}

#[test]
fn a_lost_answer_is_found_again_with_the_same_key() {
    let town = Town::ordinary();
    town.fault(json!({ "id": "cut", "kind": "cut_after_work", "route": "POST /v1/recharges" }));
    assert!(matches!(town.outcome(&recharge(50_000, 1)), Outcome::Closed));
    town.end_faults();
    let again = town.ask(&recharge(50_000, 1));
    let orders = town.state()["orders"].as_array().expect("orders").clone();
    assert_eq!(orders.len(), 1, "the work had been done");
    assert_eq!(again.json()["id"], orders[0]["id"]);
    // The guest's first cookie was lost with the answer; this one opens the order.
    let cookie = again.cookie().expect("a guest's cookie");
    assert_eq!(town.look(&cookie, &again.json())["state"], "awaiting_payment");
}
