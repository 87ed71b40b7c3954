//! What becomes of orders, and who may see them.

use serde_json::{Value, json};

use crate::client::Ask;
use crate::town::{FAMILY, Town, id, recharge, second_recharge, way};

#[test]
fn a_paid_order_reaches_account_and_meter() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.bank(&order, "approve", &json!({}));
    let paid = town.look(&cookie, &order);
    assert_eq!((paid["state"].as_str(), &paid["upi"]), (Some("paid"), &Value::Null));
    assert!(paid["payment_reference"].is_string());
    assert_eq!(town.balance(&cookie)["paise"], 31_250, "not on the account yet");
    town.wait(5);
    assert_eq!(town.balance(&cookie)["paise"], 81_250);
    town.wait(60);
    let done = town.look(&cookie, &order);
    assert_eq!(way(&done), ["created", "awaiting_payment", "paid", "credited", "on_meter"]);
    assert_eq!(town.balance(&cookie)["on_meter_as_of"], done["state_since"]);
    let ledger = town.get_as(&cookie, "/v1/account/ledger").json();
    assert_eq!(ledger["entries"][0]["movement"]["recharge"]["order"], order["id"]);
}

#[test]
fn an_order_that_nobody_pays_expires() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.wait(479);
    assert_eq!(town.look(&cookie, &order)["state"], "awaiting_payment");
    town.wait(1);
    assert_eq!(town.look(&cookie, &order)["state"], "expired");
    let late = town.post(&format!("/sandbox/api/orders/{}/approve", id(&order)), &json!({}));
    assert_eq!(late.status, 409, "banks refuse a string that ran out");
}

#[test]
fn a_payment_left_hanging_is_open_until_it_is_final() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.bank(&order, "hang", &json!({}));
    town.wait(3 * 86_400 - 1);
    assert_eq!(town.look(&cookie, &order)["state"], "awaiting_payment");
    town.wait(1);
    assert_eq!(town.look(&cookie, &order)["state"], "expired");
}

#[test]
fn a_payment_confirmed_late_comes_after_the_expiry() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.bank(&order, "confirm_late", &json!({ "seconds": 3_600 }));
    town.wait(4_000);
    let way_there = town.look(&cookie, &order);
    assert_eq!(way(&way_there), ["created", "awaiting_payment", "expired", "paid", "credited", "on_meter"]);
}

#[test]
fn a_declined_payment_fails_and_moves_no_money() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.bank(&order, "decline", &json!({}));
    assert_eq!(town.look(&cookie, &order)["state"], "failed");
    town.wait(10_000);
    assert_eq!(town.balance(&cookie)["paise"], 31_250);
}

#[test]
fn a_reversal_takes_the_money_back_from_the_account() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.bank(&order, "approve", &json!({}));
    town.wait(100);
    town.bank(&order, "reverse", &json!({}));
    assert_eq!(town.look(&cookie, &order)["state"], "reversed");
    assert_eq!(town.balance(&cookie)["paise"], 31_250);
    assert_eq!(town.get_as(&cookie, "/v1/account/ledger").json()["entries"][0]["paise"], -50_000);
}

#[test]
fn a_guest_sees_the_order_and_a_masked_name_and_nothing_else() {
    let town = Town::ordinary();
    let answer = town.ask(&recharge(50_000, 1));
    assert_eq!(answer.status, 201);
    assert!(!answer.text().contains("Household") && !answer.text().contains(FAMILY), "{}", answer.text());
    let (guest, order) = (answer.cookie().expect("a cookie"), answer.json());
    assert_eq!(town.look(&guest, &order)["masked_name"], "F•••• H••••");
    assert_eq!(town.get_as(&guest, "/v1/recharges").json()["recharges"][0]["id"], order["id"]);
    assert_eq!(town.get_as(&guest, "/v1/account").problem(), "not-signed-in");
}

#[test]
fn others_see_nothing_of_an_order() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    let path = format!("/v1/recharges/{}", id(&order));
    let neighbour = town.sign_in("102345680");
    assert_eq!(town.get_as(&neighbour, &path).problem(), "not-found");
    assert_eq!(town.get_as(&neighbour, "/v1/recharges").json()["recharges"], json!([]));
    assert_eq!(town.get(&path).problem(), "not-signed-in");
    let again = town.sign_in(FAMILY);
    assert_eq!(town.get_as(&again, &path).status, 200, "the same consumer, another session");
}

#[test]
fn a_second_order_while_one_is_open_must_say_that_the_person_knows() {
    let town = Town::ordinary();
    let (phone, kiosk) = (town.sign_in(FAMILY), town.sign_in(FAMILY));
    let first = town.order(&phone, 1);
    for device in [&phone, &kiosk] {
        let refused = town.ask(&recharge(50_000, 2).with("Cookie", device));
        assert_eq!((refused.status, refused.problem().as_str()), (409, "recharge-open"));
    }
    let neighbour = town.ask(&recharge(50_000, 3));
    assert_eq!(neighbour.status, 201, "a stranger is not told what is open");
    let neighbour = neighbour.json();
    assert_eq!(town.ask(&second_recharge(50_000, 4, &[id(&first), id(&neighbour)]).with("Cookie", &kiosk)).status, 201);
    town.bank(&first, "approve", &json!({}));
    town.wait(600);
    let late = town.ask(&recharge(50_000, 5).with("Cookie", &phone));
    assert_eq!(late.problem(), "recharge-open", "an expired code may have been paid");
}

#[test]
fn orders_since_an_instant_are_listed_the_newest_first() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let first = town.order(&cookie, 1);
    town.wait(3_600);
    let second = town.order(&cookie, 2);
    let list = |query: &str| {
        let list = town.get_as(&cookie, &format!("/v1/recharges{query}")).json();
        list["recharges"].as_array().expect("a list").iter().map(|order| id(order).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(""), [id(&second), id(&first)]);
    assert_eq!(list("?since=2024-09-18T10:30:00%2B05:30"), [id(&second)]);
    assert_eq!(list("?since=2024-09-18T10:30:00+05:30"), [id(&second)], "a plus sign that was not escaped");
    let wrong = town.get_as(&cookie, "/v1/recharges?since=yesterday");
    assert!(wrong.status == 400 && wrong.text().contains("since"), "{}", wrong.text());
}

#[test]
fn a_recharge_brings_a_cut_supply_back() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    town.pull(&format!("accounts/{FAMILY}/set_balance"), &json!({ "paise": -10_000 }));
    town.pull(&format!("accounts/{FAMILY}/disconnect"), &json!({}));
    let supply = || town.get_as(&cookie, "/v1/account").json()["supply"].clone();
    assert_ne!(supply(), json!("connected"));
    assert_eq!(town.balance(&cookie)["not_above_zero_since"], "2024-09-18T10:00:00+05:30");
    let order = town.order(&cookie, 1);
    town.bank(&order, "approve", &json!({}));
    town.wait(100);
    assert_eq!(supply(), json!("connected"));
    assert_eq!(town.balance(&cookie)["not_above_zero_since"], Value::Null);
}

#[test]
fn a_cut_supply_draws_nothing_and_still_costs_the_fixed_charge() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    town.pull(&format!("accounts/{FAMILY}/disconnect"), &json!({}));
    town.jump("2024-09-21T12:00:00+05:30");
    let days = town.get_as(&cookie, "/v1/account/consumption?from=2024-09-18&to=2024-09-20").json()["days"].clone();
    assert!(days[0]["wh"].as_i64() > Some(0), "it was cut at 10 o'clock: {days}");
    assert_eq!((&days[1]["wh"], &days[1]["paise"]), (&json!(0), &json!(266)));
    assert_eq!(days[2]["wh"], 0);
}

#[test]
fn the_bank_cannot_answer_twice() {
    let town = Town::ordinary();
    let order = town.ask(&recharge(50_000, 1)).json();
    town.bank(&order, "approve", &json!({}));
    let path = format!("/sandbox/api/orders/{}/approve", id(&order));
    assert_eq!(town.post(&path, &json!({})).status, 409);
    assert_eq!(town.ask(&Ask::post("/sandbox/api/orders/r-0/approve", &json!({}))).status, 409);
}
