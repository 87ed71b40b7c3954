//! Signing in: one-time passwords, their limits, and what nobody may learn.

use serde_json::json;

use crate::client::{Answer, Ask};
use crate::town::{FAMILY, Town};

const NOBODY: &str = "999999999";

fn ask_otp(town: &Town, number: &str) -> Answer {
    town.post("/v1/session/otp", &json!({ "consumer_number": number }))
}

fn try_otp(town: &Town, number: &str, otp: &str) -> Answer {
    town.post("/v1/session", &json!({ "consumer_number": number, "otp": otp }))
}

#[test]
fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let town = Town::ordinary();
    let otp = town.otp(FAMILY);
    let answer = try_otp(&town, FAMILY, &otp);
    let cookie = answer.header("set-cookie").expect("a cookie");
    let (pair, attributes) = cookie.split_once("; ").expect("attributes");
    assert_eq!(attributes, "Secure; HttpOnly; SameSite=Strict; Path=/");
    assert_eq!(pair.strip_prefix("__Host-diya=").map(str::len), Some(43), "256 bits");
}

#[test]
fn nobody_learns_whether_a_number_exists() {
    let town = Town::ordinary();
    let plain = |answer: &Answer| (answer.status, answer.headers.clone(), answer.body.clone());
    for _ in 0..4 {
        let (known, unknown) = (ask_otp(&town, FAMILY), ask_otp(&town, NOBODY));
        assert_eq!(plain(&known), plain(&unknown));
    }
    assert_eq!(ask_otp(&town, NOBODY).status, 429, "the limit holds for it too");
    let refused = |number| plain(&try_otp(&town, number, "000000"));
    assert_eq!(refused(FAMILY), refused(NOBODY));
    assert_eq!(try_otp(&town, NOBODY, "000000").problem(), "otp-refused");
}

#[test]
fn an_otp_is_for_one_number_one_time_and_ten_minutes() {
    let town = Town::ordinary();
    let otp = town.otp(FAMILY);
    assert_eq!(try_otp(&town, "102345680", &otp).status, 401, "another's");
    assert_eq!(try_otp(&town, FAMILY, &otp).status, 204);
    assert_eq!(try_otp(&town, FAMILY, &otp).status, 401, "used");
    let otp = town.otp(FAMILY);
    town.wait(599);
    assert_eq!(try_otp(&town, FAMILY, &otp).status, 204);
    let otp = town.otp(FAMILY);
    town.wait(600);
    assert_eq!(try_otp(&town, FAMILY, &otp).status, 401, "too old");
}

#[test]
fn five_wrong_tries_use_an_otp_up() {
    let town = Town::ordinary();
    let otp = town.otp(FAMILY);
    let wrong = if otp == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        assert_eq!(try_otp(&town, FAMILY, wrong).status, 401);
    }
    let other = town.otp(FAMILY);
    assert_eq!(try_otp(&town, FAMILY, &other).status, 204, "a new one has its own tries");
    let otp = town.otp(FAMILY);
    let wrong = if otp == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(try_otp(&town, FAMILY, wrong).status, 401);
    }
    assert_eq!(try_otp(&town, FAMILY, &otp).status, 401, "the right one comes too late");
}

#[test]
fn three_otps_in_fifteen_minutes_and_then_a_time_to_come_back() {
    let town = Town::ordinary();
    for _ in 0..3 {
        assert_eq!(ask_otp(&town, FAMILY).status, 202);
        town.wait(60);
    }
    let refused = ask_otp(&town, FAMILY);
    assert_eq!((refused.status, refused.problem().as_str()), (429, "too-many-requests"));
    let seconds: u32 = refused.header("retry-after").and_then(|value| value.parse().ok()).expect("Retry-After");
    assert_eq!(seconds, 12 * 60);
    town.wait(seconds - 1);
    assert_eq!(ask_otp(&town, FAMILY).status, 429);
    town.wait(1);
    assert_eq!(ask_otp(&town, FAMILY).status, 202);
}

#[test]
fn one_client_cannot_ask_for_everybody() {
    let town = Town::ordinary();
    for number in 0..30 {
        assert_eq!(ask_otp(&town, &format!("7000000{number:02}")).status, 202);
    }
    assert_eq!(ask_otp(&town, "700000099").status, 429);
}

#[test]
fn signing_out_ends_the_session_on_the_server_too() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let answer = town.ask(&Ask { method: "DELETE", ..Ask::get("/v1/session").with("Cookie", &cookie) });
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").is_some_and(|line| line.ends_with("; Max-Age=0")));
    assert_eq!(town.get_as(&cookie, "/v1/account").problem(), "not-signed-in");
    assert_eq!(town.ask(&Ask { method: "DELETE", ..Ask::get("/v1/session") }).status, 204, "nobody was signed in");
}

#[test]
fn an_otp_that_is_lost_shows_nowhere() {
    let town = Town::ordinary();
    town.fault(json!({ "id": "sms", "kind": "otp_never_arrives" }));
    assert_eq!(ask_otp(&town, FAMILY).status, 202);
    let inbox = &town.state()["otp_inbox"][0];
    assert_eq!((&inbox["otp"], &inbox["delivered"]), (&json!(null), &json!(false)), "{inbox}");
}

#[test]
fn a_page_of_another_origin_can_do_nothing() {
    let town = Town::ordinary();
    let ask = Ask::post("/v1/session/otp", &json!({ "consumer_number": FAMILY }));
    let own = format!("http://{}", town.address);
    for (name, value, status) in [
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Origin", "https://evil.example", 403),
        ("Origin", "null", 403),
        ("Sec-Fetch-Site", "same-origin", 202),
        ("Origin", own.as_str(), 202),
    ] {
        assert_eq!(town.ask(&ask.clone().with(name, value)).status, status, "{name}: {value}");
    }
    let pull = Ask::post("/sandbox/api/reset", &json!({})).with("Origin", "https://evil.example");
    assert_eq!(town.ask(&pull).status, 403);
}
