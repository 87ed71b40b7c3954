//! Input that means harm, or that nobody meant.

use rstest::rstest;
use serde_json::json;

use crate::client::{Ask, Outcome, raw};
use crate::town::{FAMILY, Town, key};

#[rstest]
#[case("{")]
#[case("")]
#[case("null")]
#[case("[]")]
#[case("{}")]
#[case(r#"{"consumer_number":102345678}"#)]
#[case(r#"{"consumer_number":"' OR 1=1 --"}"#)]
#[case(r#"{"consumer_number":"<script>alert(1)</script>"}"#)]
#[case(r#"{"consumer_number":"12345678901234567890"}"#)]
#[case(r#"{"consumer_number":"102345678","consumer_number":"102345679"}"#)]
#[case("\u{0}\u{1}\u{2}")]
fn a_body_that_is_not_the_contracts_is_malformed(#[case] body: &str) {
    let town = Town::ordinary();
    let ask = Ask { body: body.into(), ..Ask::post("/v1/session/otp", &json!({})) };
    let answer = town.ask(&ask);
    assert_eq!((answer.status, answer.problem().as_str()), (400, "malformed"), "{body}");
}

#[test]
fn deep_nesting_and_invalid_text_are_malformed() {
    let town = Town::ordinary();
    for body in [vec![b'['; 60_000], vec![0xff; 100]] {
        let answer = town.ask(&Ask { body, ..Ask::post("/v1/session/otp", &json!({})) });
        assert_eq!(answer.problem(), "malformed");
    }
}

#[test]
fn a_huge_body_is_refused() {
    let town = Town::ordinary();
    let answer = town.ask(&Ask { body: vec![b' '; 64 * 1024 + 1], ..Ask::post("/v1/session/otp", &json!({})) });
    assert_eq!((answer.status, answer.problem().as_str()), (413, "malformed"));
}

#[test]
fn another_content_type_is_refused() {
    let town = Town::ordinary();
    let ask = Ask::post("/v1/session/otp", &json!({ "consumer_number": FAMILY }));
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        assert_eq!(town.ask(&ask.clone().with("Content-Type", kind)).status, 415, "{kind}");
    }
    assert_eq!(town.ask(&ask.with("Content-Type", "Application/JSON; charset=utf-8")).status, 202);
}

#[test]
fn a_wrong_method_or_path_is_a_problem() {
    let town = Town::ordinary();
    for (method, path, status) in [
        ("GET", "/v1/session", 405),
        ("PUT", "/v1/recharges", 405),
        ("DELETE", "/v1/account", 405),
        ("GET", "/v1/", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/nothing", 404),
        ("POST", "/v1/account/../session/otp", 404),
        ("GET", "/sandbox/api/nothing", 404),
    ] {
        let answer = town.ask(&Ask { method, ..Ask::get(path) });
        assert_eq!(answer.status, status, "{method} {path}");
        answer.problem();
    }
}

#[rstest]
#[case("/v1/account/consumption", "from: missing")]
#[case("/v1/account/consumption?from=2024-09-01", "to: missing")]
#[case("/v1/account/consumption?from=x&to=2024-09-01", "from: ")]
#[case("/v1/account/consumption?from=2024-09-01&to=2024-02-30", "to: ")]
#[case("/v1/account/consumption?from=2024-09-02&to=2024-09-01", "to: ")]
#[case("/v1/account/consumption?from=2020-01-01&to=2024-09-01", "to: ")]
#[case("/v1/account/consumption?from=0000-01-01&to=9999-12-31", "to: ")]
#[case("/v1/account/ledger?before=x", "before: ")]
#[case("/v1/account/ledger?before=99999999999999999999", "before: ")]
#[case("/v1/recharges?since=now", "since: ")]
fn a_wrong_parameter_is_named(#[case] path: &str, #[case] says: &str) {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    let answer = town.get_as(&cookie, path);
    assert_eq!((answer.status, answer.problem().as_str()), (400, "malformed"), "{path}");
    assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.starts_with(says)), "{}", answer.text());
}

#[test]
fn a_ledger_before_its_beginning_is_empty() {
    let town = Town::ordinary();
    let cookie = town.sign_in(FAMILY);
    for before in ["0", "-5", "-9223372036854775808"] {
        let page = town.get_as(&cookie, &format!("/v1/account/ledger?before={before}")).json();
        assert_eq!(page["entries"], json!([]), "{before}");
    }
}

#[test]
fn amounts_at_the_ends_of_numbers_are_refused() {
    let town = Town::ordinary();
    for amount in
        ["0", "-1", "9223372036854775807", "-9223372036854775808", "1e3", "100.5", "99999999999999999999", "\"50000\""]
    {
        let body = format!(r#"{{"consumer_number":"{FAMILY}","amount":{amount}}}"#).into_bytes();
        let ask = Ask { body, ..Ask::post("/v1/recharges", &json!({})) }.with("Idempotency-Key", &key(1));
        let answer = town.ask(&ask);
        assert!([400, 422].contains(&answer.status), "{amount}: {}", answer.status);
        town.pull("reset", &json!({}));
    }
}

#[test]
fn a_made_up_session_is_none() {
    let town = Town::ordinary();
    for cookie in ["__Host-diya=", "__Host-diya=x", "__Host-diya=' OR ''='", "diya=1", "=", ";;;", "__Host-diya"] {
        assert_eq!(town.get_as(cookie, "/v1/account").problem(), "not-signed-in", "{cookie}");
    }
}

#[rstest]
#[case(b"\r\n\r\n")]
#[case(b"GET\r\n\r\n")]
#[case(b"GET / HTTP/9.9\r\n\r\n")]
#[case(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")]
#[case(b"POST /v1/session/otp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
#[case(b"POST /v1/session/otp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
fn bytes_that_are_no_http_do_no_harm(#[case] bytes: &[u8]) {
    let town = Town::ordinary();
    if let Outcome::Answer(answer) = raw(town.address, bytes, std::time::Duration::from_millis(700)) {
        assert!(answer.header("date").is_none_or(|date| date.contains("2024")), "{answer:?}");
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }
    assert_eq!(town.get("/").status, 200);
}
