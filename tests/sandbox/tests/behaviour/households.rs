//! Several accounts in one session: each call says for which it is, and no other's is told.

use serde_json::{Value, json};

use crate::client::{Answer, Ask};
use crate::town::{FAMILY, Town, id, recharge};

const SHOP: &str = "102345679";
const STRANGER: &str = "102345680";

/// A town of six accounts.
fn town() -> Town {
    Town::at("diwali-2024", "2024-10-24T18:00:00+05:30")
}

fn add(town: &Town, cookie: Option<&str>, number: &str, otp: &str) -> Answer {
    let ask = Ask::post("/v1/session/accounts", &json!({ "consumer_number": number, "otp": otp }));
    town.ask(&match cookie {
        Some(cookie) => ask.with("Cookie", cookie),
        None => ask,
    })
}

fn look(town: &Town, cookie: &str, account: &str, path: &str) -> Answer {
    town.ask(&Ask::get(path).with("Cookie", cookie).with("Diya-Account", account))
}

/// A session of the family that holds the shop too.
fn household(town: &Town) -> String {
    let cookie = town.sign_in(FAMILY);
    let otp = town.otp(SHOP);
    assert_eq!(add(town, Some(&cookie), SHOP, &otp).status, 204);
    cookie
}

#[test]
fn each_call_names_its_account_and_gets_that_one() {
    let town = town();
    let cookie = household(&town);
    for number in [FAMILY, SHOP] {
        assert_eq!(look(&town, &cookie, number, "/v1/account").json()["consumer_number"], number);
    }
    assert_eq!(town.get_as(&cookie, "/v1/account").json()["consumer_number"], FAMILY, "the one it was opened with");
    let balances =
        [FAMILY, SHOP].map(|number| look(&town, &cookie, number, "/v1/account/balance").json()["paise"].clone());
    assert_ne!(balances[0], balances[1]);
}

#[test]
fn an_account_that_the_session_does_not_hold_is_answered_as_no_session_is() {
    let town = town();
    let cookie = household(&town);
    let nobody = plain(&town.get("/v1/account"));
    let long = "1".repeat(5_000);
    for account in [STRANGER, "999999999", "", "१०२३४५६७८", "'; DROP TABLE sessions", long.as_str()] {
        for path in ["/v1/account", "/v1/account/balance", "/v1/account/ledger", "/v1/recharges"] {
            assert_eq!(look(&town, &cookie, account, path).problem(), "not-signed-in", "{account} {path}");
        }
        assert_eq!(plain(&look(&town, &cookie, account, "/v1/account")), nobody);
    }
    assert_eq!(look(&town, &cookie, SHOP, "/v1/account").status, 200, "the session goes on");
}

fn plain(answer: &Answer) -> (u16, Vec<u8>) {
    (answer.status, answer.body.clone())
}

#[test]
fn adding_needs_a_session_and_an_otp_and_uses_the_otp_up_only_then() {
    let town = town();
    let otp = town.otp(SHOP);
    assert_eq!(add(&town, None, SHOP, &otp).problem(), "not-signed-in");
    let guest = town.ask(&recharge(50_000, 1)).cookie().expect("a guest's");
    assert_eq!(add(&town, Some(&guest), SHOP, &otp).problem(), "not-signed-in", "a guest has no account to add to");
    let cookie = town.sign_in(FAMILY);
    let wrong = if otp == "000000" { "000001" } else { "000000" };
    assert_eq!(add(&town, Some(&cookie), SHOP, wrong).problem(), "otp-refused");
    assert_eq!(look(&town, &cookie, SHOP, "/v1/account").status, 401);
    assert_eq!(add(&town, Some(&cookie), SHOP, &otp).status, 204);
    assert_eq!(add(&town, Some(&cookie), SHOP, &otp).problem(), "otp-refused", "used");
}

#[test]
fn signing_out_ends_it_for_all_accounts_and_signing_in_anew_holds_one() {
    let town = town();
    let old = household(&town);
    let new = town.sign_in(FAMILY);
    assert_eq!(look(&town, &new, SHOP, "/v1/account").status, 401);
    town.ask(&Ask { method: "DELETE", ..Ask::get("/v1/session").with("Cookie", &old) });
    for number in [FAMILY, SHOP] {
        assert_eq!(look(&town, &old, number, "/v1/account").status, 401);
    }
    assert_eq!(look(&town, &new, FAMILY, "/v1/account").status, 200);
}

#[test]
fn orders_are_listed_with_the_account_that_made_them() {
    let town = town();
    let cookie = household(&town);
    let order = town.ask(&recharge(50_000, 1).with("Cookie", &cookie).with("Diya-Account", FAMILY)).json();
    let listed = |number| look(&town, &cookie, number, "/v1/recharges").json()["recharges"].as_array().map(Vec::len);
    assert_eq!((listed(FAMILY), listed(SHOP)), (Some(1), Some(0)));
    // By its name it is told of, whichever account is shown.
    let path = format!("/v1/recharges/{}", id(&order));
    for number in [FAMILY, SHOP] {
        assert_eq!(look(&town, &cookie, number, &path).status, 200);
    }
    let stranger = town.sign_in(STRANGER);
    assert_eq!(look(&town, &stranger, STRANGER, &path).problem(), "not-found");
    // Made while the session no longer held the account: a guest's order, and the cookie stays.
    let astray = town.ask(&recharge(60_000, 2).with("Cookie", &stranger).with("Diya-Account", FAMILY));
    assert_eq!((astray.status, astray.header("set-cookie")), (201, None));
}

#[test]
fn no_more_than_five_accounts_are_in_one_session() {
    let town = town();
    let cookie = town.sign_in(FAMILY);
    let numbers: Vec<String> = numbers(&town).into_iter().filter(|number| number != FAMILY).collect();
    assert!(numbers.len() >= 5, "{numbers:?}");
    for (held, number) in (1..).zip(&numbers) {
        let otp = town.otp(number);
        let answer = add(&town, Some(&cookie), number, &otp);
        assert_eq!(answer.status, if held < 5 { 204 } else { 400 }, "{number}");
    }
}

fn numbers(town: &Town) -> Vec<String> {
    let accounts = town.state()["accounts"].as_array().cloned().unwrap_or_default();
    accounts.iter().filter_map(|account: &Value| account["number"].as_str().map(str::to_owned)).collect()
}
