//! The contract when all is well.

use diya::contract::account::{ConsumptionResponse, LedgerResponse};
use diya::contract::complaint::DocketResponse;
use diya::domain::account::Account;
use diya::domain::balance::Balance;
use diya::domain::recharge::Order;
use diya::domain::upi;
use serde_json::json;

use crate::client::Ask;
use crate::town::{FAMILY, Town, key, recharge};

#[test]
fn every_answer_is_what_the_contract_says() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let account: Account = serde_json::from_slice(&town.get_as(&cookie, "/v1/account").body).expect("an account");
    assert_eq!((account.discom.as_str(), account.masked_name.as_str()), ("SBPDCL", "F•••• H••••"));
    let balance: Balance =
        serde_json::from_slice(&town.get_as(&cookie, "/v1/account/balance").body).expect("a balance");
    assert_eq!(balance.paise.0, 31_250);
    let days = town.get_as(&cookie, "/v1/account/consumption?from=2023-09-01&to=2024-09-18");
    let days: ConsumptionResponse = serde_json::from_slice(&days.body).expect("days");
    assert!(days.days.len() > 370 && days.days.iter().all(|day| day.wh > 0), "{}", days.days.len());
    let order: Order = serde_json::from_value(town.order(&cookie, 1)).expect("an order");
    let request = order.upi.as_ref().expect("a way to pay");
    assert_eq!(upi::check(&order, request).err(), None);
    assert_eq!((order.check_after - order.created_at).num_seconds(), 90);
    assert_eq!((request.expires_at - order.created_at).num_seconds(), 480);
    assert_eq!((order.final_at - order.created_at).num_days(), 3);
    let complaint = json!({ "consumer_number": FAMILY, "topic": "recharge_missing", "text": "₹500" });
    let complaint = Ask::post("/v1/complaints", &complaint).with("Cookie", &cookie).with("Idempotency-Key", &key(2));
    let docket = town.ask(&complaint);
    assert_eq!(docket.status, 201);
    let docket: DocketResponse = serde_json::from_slice(&docket.body).expect("a docket");
    assert!(docket.docket.as_str().starts_with("SB240918-"), "{docket:?}");
    assert_eq!(town.ask(&complaint).json()["docket"], docket.docket.as_str(), "asked twice, filed once");
}

#[test]
fn the_ledger_is_read_in_pages_that_neither_overlap_nor_leave_out() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let mut entries = Vec::new();
    let mut path = "/v1/account/ledger".to_owned();
    loop {
        let page: LedgerResponse = serde_json::from_slice(&town.get_as(&cookie, &path).body).expect("a page");
        assert!(page.entries.len() <= 50);
        entries.extend(page.entries);
        let Some(before) = page.next_before else { break };
        path = format!("/v1/account/ledger?before={before}");
    }
    assert!(entries.len() > 400, "{}", entries.len());
    for pair in entries.windows(2) {
        assert!(pair[0].at >= pair[1].at);
        assert_eq!(pair[0].balance_after, pair[1].balance_after + pair[0].paise, "{pair:?}");
    }
}

#[test]
fn what_is_known_is_not_sent_again() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    for path in [
        "/v1/account",
        "/v1/account/balance",
        "/v1/account/consumption?from=2024-09-01&to=2024-09-18",
        "/v1/account/ledger",
    ] {
        let first = town.get_as(&cookie, path);
        assert_eq!(first.header("cache-control"), Some("private, no-cache"), "{path}");
        let tag = first.header("etag").expect("an ETag");
        let asked = |known: &str| town.ask(&Ask::get(path).with("Cookie", &cookie).with("If-None-Match", known));
        assert_eq!(asked(tag).status, 304, "{path}");
        assert!(asked(tag).body.is_empty());
        assert_eq!(asked(&format!("\"x\", W/{tag}")).status, 304, "{path}");
        assert_eq!(asked("\"x\"").status, 200, "{path}");
    }
    let tag = town.get_as(&cookie, "/v1/account/balance").header("etag").expect("an ETag").to_owned();
    town.jump("2024-09-19T01:00:00+05:30");
    let later = town.ask(&Ask::get("/v1/account/balance").with("Cookie", &cookie).with("If-None-Match", &tag));
    assert_eq!(later.status, 200, "the balance has changed");
}

#[test]
fn private_answers_are_never_kept_by_others() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.ask(&recharge(50_000, 1).with("Cookie", &cookie));
    assert_eq!(order.header("cache-control"), Some("no-store"));
    assert_eq!(town.get_as(&cookie, "/v1/recharges").header("cache-control"), Some("no-store"));
    assert_eq!(town.get("/v1/account").header("cache-control"), Some("no-store"));
}

#[test]
fn every_answer_bears_the_sandboxs_own_date_and_the_security_headers() {
    let town = Town::ordinary();
    for path in [
        "/",
        "/nothing",
        "/v1/account",
        "/v1/nothing",
        "/bulletin.jws",
        "/notices.html",
        "/notices.atom",
        "/config.json",
        "/sandbox",
    ] {
        let answer = town.get(path);
        assert_eq!(answer.header("date"), Some("Wed, 18 Sep 2024 04:30:00 GMT"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.headers.iter().filter(|(name, _)| name == "date").count(), 1, "{path}");
    }
    let csp = town.get("/v1/account").header("content-security-policy").map(str::to_owned);
    assert_eq!(csp.as_deref(), Some("default-src 'none'; frame-ancestors 'none'"));
}

#[test]
fn the_openapi_document_is_the_one_that_is_checked_in() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api/openapi.json");
    let kept = std::fs::read_to_string(file).expect("docs/api/openapi.json");
    let made = sandbox::api::openapi::document().expect("JSON");
    assert!(
        kept == made,
        "docs/api/openapi.json is out of date: cargo run -p sandbox -- openapi > docs/api/openapi.json"
    );
}

#[test]
fn the_openapi_document_knows_every_route() {
    let document: serde_json::Value =
        serde_json::from_str(&sandbox::api::openapi::document().expect("JSON")).expect("JSON");
    let town = Town::ordinary();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            let method = match method.as_str() {
                "get" => "GET",
                "post" => "POST",
                "delete" => "DELETE",
                other => panic!("{other}"),
            };
            let answer = town.ask(&Ask { method, ..Ask::get(&path.replace("{id}", "r-0")) });
            assert!(![404, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
        }
    }
}
