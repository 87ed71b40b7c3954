//! Signatures that others published: RFC 7515 appendix A.3 and Project Wycheproof.
//!
//! They lie beside the checkout, not in it; without them these tests say so and pass.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

use std::path::PathBuf;

use diya::contract::bulletin::Signed;
use diya::contract::config::PinnedKey;
use diya::contract::jws::{decoded, encoded, signing_input};
use publisher::verify::is_valid;
use serde_json::{Value, json};

fn vectors(name: &str) -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/jws").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not here", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).expect("vectors are JSON"))
}

fn text<'json>(value: &'json Value, member: &str) -> &'json str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} in {value}"))
}

fn pinned(jwk: &Value) -> PinnedKey {
    PinnedKey { kid: jwk["kid"].as_str().unwrap_or("none").into(), x: text(jwk, "x").into(), y: text(jwk, "y").into() }
}

fn tests(group: &Value) -> impl Iterator<Item = &Value> {
    group["tests"].as_array().expect("tests").iter()
}

#[test]
fn the_example_of_rfc_7515_a_3_verifies() {
    let Some(example) = vectors("rfc7515/a3_es256.json") else { return };
    let key = pinned(&example["public_jwk"]);
    let input = signing_input(text(&example, "protected_b64u"), text(&example, "payload_b64u"));
    let signature = decoded(text(&example, "signature_b64u"), "signature").expect("base64url");
    let mut signature = <[u8; 64]>::try_from(signature).expect("64 bytes");
    assert!(is_valid(&key, &input, &signature));
    signature[63] ^= 1;
    assert!(!is_valid(&key, &input, &signature));
}

/// A compact JWS as a JSON one; one that has not three parts becomes no JWS at all.
fn as_json(compact: &str) -> String {
    match compact.split('.').collect::<Vec<_>>()[..] {
        [protected, payload, signature] => {
            json!({ "payload": payload, "signatures": [{ "protected": protected, "signature": signature }] })
                .to_string()
        }
        _ => compact.to_owned(),
    }
}

#[test]
fn wycheproofs_es256_signatures_are_judged_as_it_judges_them() {
    let Some(vectors) = vectors("wycheproof/json_web_signature_test.json") else { return };
    let mut judged = 0;
    for group in vectors["testGroups"].as_array().expect("groups") {
        if group["public"]["alg"] != "ES256" {
            continue;
        }
        let key = pinned(&group["public"]);
        for test in tests(group) {
            let believed = Signed::parse(as_json(text(test, "jws")).as_bytes()).is_ok_and(|signed| {
                let signature = &signed.signatures()[0];
                signature.kid == key.kid && is_valid(&key, &signature.signing_input, &signature.bytes)
            });
            assert_eq!(believed, test["result"] == "valid", "test {}: {}", test["tcId"], test["comment"]);
            judged += 1;
        }
    }
    assert_eq!(judged, 39, "the groups es256 and SpecialCaseEs256 were to be judged");
}

#[test]
fn wycheproofs_signatures_of_other_algorithms_are_refused() {
    let Some(vectors) = vectors("wycheproof/json_web_signature_test.json") else { return };
    let mut refused = 0;
    for group in vectors["testGroups"].as_array().expect("groups") {
        // A P-256 key without `alg` is the same key: what a JWK says of its use is the publisher's affair.
        if group["public"]["crv"] == "P-256" {
            continue;
        }
        for test in tests(group).filter(|test| test["jws"].is_string()) {
            assert!(Signed::parse(as_json(text(test, "jws")).as_bytes()).is_err(), "test {}", test["tcId"]);
            refused += 1;
        }
    }
    assert!(refused > 300, "{refused}");
}

fn from_hex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(digit).collect()
}

#[test]
fn wycheproofs_p256_signatures_are_judged_as_it_judges_them() {
    let Some(vectors) = vectors("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json") else { return };
    let mut judged = 0;
    for group in vectors["testGroups"].as_array().expect("groups") {
        let point = from_hex(text(&group["publicKey"], "uncompressed"));
        let key = PinnedKey { kid: "w".into(), x: encoded(&point[1..33]), y: encoded(&point[33..]) };
        for test in tests(group) {
            // Another length than 64 bytes is refused by type.
            let valid = <[u8; 64]>::try_from(from_hex(text(test, "sig")))
                .is_ok_and(|signature| is_valid(&key, &from_hex(text(test, "msg")), &signature));
            assert_eq!(valid, test["result"] == "valid", "test {}: {}", test["tcId"], test["comment"]);
            judged += 1;
        }
    }
    assert_eq!(judged, 262);
}
