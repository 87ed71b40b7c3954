//! Every fault does what it says, and nothing after it is over.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::client::{Ask, Outcome};
use crate::town::{FAMILY, Town, way};

fn with_fault(fault: serde_json::Value) -> (Town, String) {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    town.fault(fault);
    (town, cookie)
}

fn account(cookie: &str) -> Ask {
    Ask::get("/v1/account").with("Cookie", cookie)
}

#[test]
fn refuse_resets_the_connection_and_only_on_its_route() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "refuse", "route": "/v1/account*" }));
    assert!(matches!(town.outcome(&account(&cookie)), Outcome::Reset));
    assert_eq!(town.get_as(&cookie, "/v1/recharges").status, 200);
    assert_eq!(town.get("/bulletin.jws").status, 200);
    town.end_faults();
    assert_eq!(town.ask(&account(&cookie)).status, 200);
}

#[test]
fn hang_never_answers() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "hang" }));
    assert!(matches!(town.outcome(&account(&cookie).briefly()), Outcome::Silence));
}

#[test]
fn slow_answers_later() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "slow", "ms": 300 }));
    let start = Instant::now();
    assert_eq!(town.ask(&account(&cookie)).status, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn an_internal_error_is_a_problem() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "internal_error" }));
    let answer = town.ask(&account(&cookie));
    assert_eq!((answer.status, answer.problem().as_str()), (500, "blank"));
}

#[test]
fn a_bad_gateway_speaks_html() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "bad_gateway" }));
    let answer = town.ask(&account(&cookie));
    assert_eq!(answer.status, 502);
    assert!(
        answer.text().contains("nginx")
            && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
    );
}

#[test]
fn unavailable_says_when_to_come_back_in_each_form() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "unavailable" }));
    let answer = town.ask(&account(&cookie));
    assert_eq!((answer.status, answer.header("retry-after")), (503, None));
    town.fault(json!({ "id": "f", "kind": "unavailable", "retry_after": 120 }));
    assert_eq!(town.ask(&account(&cookie)).header("retry-after"), Some("120"));
    town.fault(json!({ "id": "f", "kind": "unavailable", "retry_after": 120, "retry_after_as_date": true }));
    assert_eq!(town.ask(&account(&cookie)).header("retry-after"), Some("Wed, 18 Sep 2024 04:32:00 GMT"));
    assert_eq!(town.ask(&account(&cookie)).problem(), "unavailable");
}

#[test]
fn too_many_requests_is_429() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "too_many_requests", "retry_after": 7 }));
    let answer = town.ask(&account(&cookie));
    assert_eq!(
        (answer.status, answer.header("retry-after"), answer.problem().as_str()),
        (429, Some("7"), "too-many-requests")
    );
}

#[test]
fn truncated_and_wrong_json_and_html_are_what_they_are() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "truncated_json" }));
    let whole = {
        town.end_faults();
        town.ask(&account(&cookie)).body
    };
    town.fault(json!({ "id": "f", "kind": "truncated_json" }));
    let half = town.ask(&account(&cookie));
    assert_eq!((half.status, half.body.as_slice()), (200, &whole[..whole.len() / 2]));
    town.fault(json!({ "id": "f", "kind": "other_json" }));
    let other = town.ask(&account(&cookie));
    assert!(other.status == 200 && other.json().get("consumer_number").is_none());
    town.fault(json!({ "id": "f", "kind": "html_instead" }));
    let html = town.ask(&account(&cookie));
    assert!(html.status == 200 && html.text().starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_first_harm_that_strikes_is_the_one_and_delays_add_up() {
    let (town, cookie) = with_fault(json!({ "id": "never", "kind": "hang", "probability": 0.0 }));
    town.fault(json!({ "id": "a", "kind": "slow", "ms": 100 }));
    town.fault(json!({ "id": "b", "kind": "bad_gateway" }));
    town.fault(json!({ "id": "c", "kind": "refuse" }));
    town.fault(json!({ "id": "d", "kind": "slow", "ms": 100 }));
    let start = Instant::now();
    assert_eq!(town.ask(&account(&cookie)).status, 502);
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[test]
fn an_intermittent_fault_strikes_about_as_often_as_it_should_and_the_same_each_time() {
    let strikes = || {
        let (town, cookie) =
            with_fault(json!({ "id": "f", "kind": "unavailable", "probability": 0.35, "route": "/v1/account" }));
        (0..60).map(|_| town.ask(&account(&cookie)).status == 503).collect::<Vec<_>>()
    };
    let first = strikes();
    let count = first.iter().filter(|struck| **struck).count();
    assert!((10..32).contains(&count), "{count}");
    assert_eq!(strikes(), first);
}

#[test]
fn a_bulletin_has_faults_of_its_own_only() {
    let (town, _) = with_fault(json!({ "id": "f", "kind": "refuse", "route": "/v1/*" }));
    assert_eq!(town.get("/bulletin.jws").status, 200);
    town.fault(json!({ "id": "g", "kind": "truncated_json", "route": "/bulletin.jws" }));
    assert!(serde_json::from_slice::<serde_json::Value>(&town.get("/bulletin.jws").body).is_err());
}

#[test]
fn whoever_broke_the_server_can_mend_it() {
    let (town, _) = with_fault(json!({ "id": "f", "kind": "hang", "route": "/*" }));
    assert!(matches!(town.outcome(&Ask::get("/").briefly()), Outcome::Silence));
    town.end_faults();
    assert_eq!(town.get("/").status, 200);
}

#[test]
fn a_stale_balance_stands_still_until_the_fault_is_over() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "stale_balance" }));
    town.jump("2024-09-20T12:00:00+05:30");
    assert_eq!(town.balance(&cookie)["as_of"], "2024-09-18T00:15:00+05:30");
    let days = "/v1/account/consumption?from=2024-09-17&to=2024-09-20";
    assert_eq!(town.get_as(&cookie, days).json()["days"].as_array().map(Vec::len), Some(1));
    town.end_faults();
    assert_eq!(town.balance(&cookie)["as_of"], "2024-09-20T00:15:00+05:30");
    assert_eq!(town.get_as(&cookie, days).json()["days"].as_array().map(Vec::len), Some(3));
}

#[test]
fn stalled_deductions_are_taken_at_once_in_one_entry() {
    let (town, cookie) = with_fault(json!({ "id": "f", "kind": "deductions_stalled" }));
    town.jump("2024-09-22T12:00:00+05:30");
    assert_eq!(town.balance(&cookie)["paise"], 31_250);
    town.end_faults();
    let entry = town.get_as(&cookie, "/v1/account/ledger").json()["entries"][0].clone();
    assert_eq!(entry["movement"], json!({ "deduction": { "from": "2024-09-18", "to": "2024-09-21" } }));
    assert_eq!(entry["at"], "2024-09-22T12:00:00+05:30");
    let days = town.get_as(&cookie, "/v1/account/consumption?from=2024-09-18&to=2024-09-21").json();
    let sum: i64 = days["days"].as_array().expect("days").iter().map(|day| day["paise"].as_i64().expect("paise")).sum();
    assert_eq!(entry["paise"], -sum);
}

#[test]
fn credit_stops_where_the_fault_holds_it_and_goes_on_after_it() {
    let (town, cookie) = with_fault(json!({ "id": "account", "kind": "credit_stalled" }));
    town.fault(json!({ "id": "meter", "kind": "credit_not_on_meter" }));
    let order = town.order(&cookie, 1);
    town.bank(&order, "approve", &json!({}));
    town.wait(10_000);
    assert_eq!(town.look(&cookie, &order)["state"], "paid");
    town.pull("faults", &json!({ "remove": ["account"] }));
    town.wait(10_000);
    assert_eq!(town.look(&cookie, &order)["state"], "credited");
    town.pull("faults", &json!({ "remove": ["meter"] }));
    town.wait(1);
    let done = town.look(&cookie, &order);
    assert_eq!(way(&done), ["created", "awaiting_payment", "paid", "credited", "on_meter"]);
}

#[test]
fn the_banks_own_faults_do_what_they_say() {
    let after = |fault: serde_json::Value| {
        let (town, cookie) = with_fault(fault);
        let order = town.order(&cookie, 1);
        town.bank(&order, "approve", &json!({}));
        town.wait(4_000);
        let way_there = town.look(&cookie, &order);
        way(&way_there)[2..].join(" ")
    };
    assert_eq!(after(json!({ "id": "f", "kind": "payment_confirmed_late", "seconds": 300 })), "paid credited on_meter");
    assert_eq!(
        after(json!({ "id": "f", "kind": "payment_confirmed_late", "seconds": 900 })),
        "expired paid credited on_meter"
    );
    assert_eq!(
        after(json!({ "id": "f", "kind": "payment_failed_then_paid", "seconds": 900 })),
        "failed paid credited on_meter"
    );
    assert_eq!(after(json!({ "id": "f", "kind": "payment_reversed" })), "paid credited reversed");
}

#[test]
fn an_intermittent_fault_of_the_bank_strikes_the_same_orders_each_time() {
    let failed = || {
        let (town, cookie) =
            with_fault(json!({ "id": "f", "kind": "payment_failed_then_paid", "seconds": 900, "probability": 0.5 }));
        let orders = (0..12).map(|n| {
            let order = town.order(&cookie, n);
            town.bank(&order, "approve", &json!({}));
            town.look(&cookie, &order)["state"] == "failed"
        });
        orders.collect::<Vec<_>>()
    };
    let first = failed();
    assert!(first.contains(&true) && first.contains(&false), "{first:?}");
    assert_eq!(failed(), first);
}

#[test]
fn a_wrong_fault_is_refused_and_none_of_its_request_is_done() {
    let town = Town::ordinary();
    let wrong = json!({ "add": [{ "id": "a", "kind": "hang" }, { "id": "b", "kind": "slow" }] });
    let answer = town.post("/sandbox/api/faults", &wrong);
    assert!(answer.status == 400 && answer.text().contains("needs ms"), "{}", answer.text());
    assert_eq!(town.state()["faults"], json!([]));
    assert_eq!(town.post("/sandbox/api/faults", &json!({ "remove": ["x"] })).status, 409);
}
