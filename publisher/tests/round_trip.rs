//! What is signed here is believed, and nothing else is.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

use diya::contract::bulletin::{BulletinFault, LARGEST};
use diya::contract::config::{Config, PinnedKey};
use diya::contract::jws::{JwsFault, encoded};
use diya::domain::bulletin::{AdmitShare, ApiStatus, Bulletin, SCHEMA, ServiceStatus};
use diya::domain::time::Instant;
use diya::domain::words::Words;
use publisher::keys::KeyPair;
use publisher::sign::{SignFault, sign, sign_payload};
use publisher::verify::verify;
use serde_json::{Value, json};

const NOON: i64 = 1_730_000_000;

fn at(seconds: i64) -> Instant {
    Instant::from_unix_seconds(NOON + seconds)
}

fn bulletin(version: u64) -> Bulletin {
    Bulletin {
        schema: SCHEMA,
        version,
        issued: at(0),
        expires: at(3600),
        status: ServiceStatus {
            api: ApiStatus::Up,
            admit: AdmitShare::ALL,
            since: at(0),
            next_update: None,
            message: Words { hi: "सब ठीक है".into(), en: "All is well".into() },
        },
        notices: vec![],
        rule_packs: vec![],
    }
}

fn key(kid: &str) -> KeyPair {
    KeyPair::generate(kid).expect("random bytes")
}

#[test]
fn what_was_signed_is_read_back() {
    let key = key("k1");
    let jws = sign(&bulletin(7), &[&key]).expect("signs");
    assert_eq!(verify(jws.as_bytes(), &[key.public()], 1, 7, at(0)), Ok(bulletin(7)));
}

#[test]
fn a_key_is_the_same_after_keeping_it() {
    let key = key("k1");
    let again = KeyPair::from_jwk(&key.to_jwk()).expect("a JWK");
    assert_eq!(again.public(), key.public());
    assert_eq!(again.sign(b"x"), key.sign(b"x"));
}

#[test]
fn a_jwk_that_is_no_private_key_says_why() {
    let jwk: Value = serde_json::from_str(&key("k1").to_jwk()).expect("JSON");
    let with = |member: &str, value: Value| {
        let mut jwk = jwk.clone();
        jwk[member] = value;
        KeyPair::from_jwk(&jwk.to_string()).expect_err(member).to_string()
    };
    assert!(with("crv", json!("P-384")).contains("P-256"));
    assert!(with("d", json!(encoded(&[0; 32]))).contains("d is no"));
    assert!(with("d", json!("!")).contains("base64url"));
    assert!(with("x", json!(encoded(&[1; 32]))).contains("do not belong"));
    assert!(KeyPair::from_jwk("").is_err());
}

#[test]
fn debug_output_hides_the_key() {
    let key = key("k1");
    let jwk: Value = serde_json::from_str(&key.to_jwk()).expect("JSON");
    assert!(!format!("{key:?}").contains(jwk["d"].as_str().expect("d")));
}

#[test]
fn the_configuration_snippet_is_what_a_portal_reads() {
    let (one, other) = (key("k1"), key("k2"));
    let config = json!({
        "schema": 1, "utility": {"name": {"hi": "न", "en": "n"}}, "api": {"base": "/v1", "idempotency_key_hours": 24},
        "bulletin": KeyPair::to_config(&[&one, &other], &["/bulletin.jws"], 2),
        "help": {"helpline": "1912"}, "recharge": {"least": 1, "most": 2},
    });
    let config = Config::parse(config.to_string().as_bytes()).expect("a configuration");
    assert_eq!(config.bulletin.keys, [one.public(), other.public()]);
}

#[test]
fn another_key_of_the_same_name_has_not_signed() {
    let jws = sign(&bulletin(1), &[&key("k1")]).expect("signs");
    let refused = verify(jws.as_bytes(), &[key("k1").public()], 1, 0, at(0));
    assert_eq!(refused, Err(BulletinFault::TooFewSignatures { valid: 0, threshold: 1 }));
}

#[test]
fn a_signature_under_another_pinned_name_does_not_count() {
    let (one, other) = (key("k1"), key("k2"));
    let jws = sign(&bulletin(1), &[&one]).expect("signs");
    let crossed = [PinnedKey { kid: "k2".into(), ..one.public() }, PinnedKey { kid: "k1".into(), ..other.public() }];
    assert!(verify(jws.as_bytes(), &crossed, 1, 0, at(0)).is_err());
}

#[test]
fn a_key_counts_once_however_often_it_signs() {
    let (one, other) = (key("k1"), key("k2"));
    let pinned = [one.public(), other.public()];
    let twice = sign(&bulletin(1), &[&one, &one]).expect("signs");
    let refused = verify(twice.as_bytes(), &pinned, 2, 0, at(0));
    assert_eq!(refused, Err(BulletinFault::TooFewSignatures { valid: 1, threshold: 2 }));
    let both = sign(&bulletin(1), &[&one, &other]).expect("signs");
    assert_eq!(verify(both.as_bytes(), &pinned, 2, 0, at(0)), Ok(bulletin(1)));
}

#[test]
fn an_unknown_signer_beside_a_known_one_does_no_harm() {
    let (known, unknown) = (key("k1"), key("k9"));
    let jws = sign(&bulletin(1), &[&unknown, &known]).expect("signs");
    assert!(verify(jws.as_bytes(), &[known.public()], 1, 0, at(0)).is_ok());
}

#[test]
fn a_threshold_of_nothing_still_asks_for_one() {
    let jws = sign(&bulletin(1), &[&key("k1")]).expect("signs");
    assert!(verify(jws.as_bytes(), &[], 0, 0, at(0)).is_err());
}

#[test]
fn a_payload_changed_after_signing_is_refused() {
    let key = key("k1");
    let mut jws: Value = serde_json::from_str(&sign(&bulletin(1), &[&key]).expect("signs")).expect("JSON");
    jws["payload"] = json!(encoded(&serde_json::to_vec(&bulletin(2)).expect("JSON")));
    assert!(verify(jws.to_string().as_bytes(), &[key.public()], 1, 0, at(0)).is_err());
}

#[test]
fn a_header_changed_after_signing_is_refused() {
    let key = key("k1");
    let mut jws: Value = serde_json::from_str(&sign(&bulletin(1), &[&key]).expect("signs")).expect("JSON");
    jws["signatures"][0]["protected"] = json!(encoded(br#"{"kid":"k1","alg":"ES256"}"#));
    assert!(verify(jws.to_string().as_bytes(), &[key.public()], 1, 0, at(0)).is_err());
    jws["signatures"][0]["protected"] = json!(encoded(br#"{"kid":"k1","alg":"none"}"#));
    let refused = verify(jws.to_string().as_bytes(), &[key.public()], 1, 0, at(0));
    assert_eq!(refused, Err(BulletinFault::Jws(JwsFault::Algorithm("none".into()))));
}

#[test]
fn an_older_version_is_a_rollback_and_the_same_one_is_not() {
    let key = key("k1");
    let jws = sign(&bulletin(4), &[&key]).expect("signs");
    let read = |seen| verify(jws.as_bytes(), &[key.public()], 1, seen, at(0));
    assert_eq!(read(5), Err(BulletinFault::RolledBack { version: 4, seen: 5 }));
    assert!(read(4).is_ok());
}

#[test]
fn a_bulletin_from_the_future_is_refused_but_for_ten_minutes_of_a_slow_clock() {
    let key = key("k1");
    let jws = sign(&bulletin(1), &[&key]).expect("signs");
    let read = |now| verify(jws.as_bytes(), &[key.public()], 1, 0, now);
    assert!(read(at(-600)).is_ok());
    assert_eq!(read(at(-601)), Err(BulletinFault::FromTheFuture(at(0))));
}

#[test]
fn an_expired_bulletin_stays_readable() {
    let key = key("k1");
    let jws = sign(&bulletin(1), &[&key]).expect("signs");
    assert!(verify(jws.as_bytes(), &[key.public()], 1, 0, at(1_000_000)).is_ok());
}

#[test]
fn another_schema_is_refused_before_its_members_are_read() {
    let key = key("k1");
    let jws = sign_payload(br#"{"schema":2,"news":true}"#, &[&key]).expect("signs");
    assert_eq!(verify(jws.as_bytes(), &[key.public()], 1, 0, at(0)), Err(BulletinFault::Schema(2)));
}

#[test]
fn too_large_a_bulletin_is_neither_signed_nor_read() {
    let key = key("k1");
    let mut large = bulletin(1);
    large.status.message.en = "x".repeat(LARGEST);
    assert!(matches!(sign(&large, &[&key]), Err(SignFault::TooLarge(_))));
    let refused = verify(&vec![b' '; LARGEST + 1], &[key.public()], 1, 0, at(0));
    assert_eq!(refused, Err(BulletinFault::TooLarge(LARGEST + 1)));
}

#[test]
fn nobody_or_too_many_cannot_sign() {
    let key = key("k1");
    assert!(matches!(sign(&bulletin(1), &[]), Err(SignFault::KeyCount(0))));
    assert!(matches!(sign(&bulletin(1), &[&key; 9]), Err(SignFault::KeyCount(9))));
}

#[test]
fn what_is_no_key_has_signed_nothing() {
    let key = key("k1");
    let jws = sign(&bulletin(1), &[&key]).expect("signs");
    for (x, y) in [("", ""), ("AA", "AA"), ("!!", "é")] {
        let pinned = PinnedKey { kid: "k1".into(), x: x.into(), y: y.into() };
        assert!(verify(jws.as_bytes(), &[pinned], 1, 0, at(0)).is_err());
    }
    // Not on the curve.
    let off = PinnedKey { kid: "k1".into(), x: encoded(&[1; 32]), y: encoded(&[1; 32]) };
    assert!(verify(jws.as_bytes(), &[off], 1, 0, at(0)).is_err());
}
