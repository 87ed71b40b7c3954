//! The browser's rooms, in a real browser. Run by `cargo xtask test`; natively there is nothing here.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod vault;
mod vectors;

use diya::browser::http::{Call, NoReply, send};
use diya::browser::{crypto, page, random};
use diya::contract::config::PinnedKey;
use diya::contract::jws::{Signature, decoded, signing_input};
use diya::domain::recharge::IdempotencyKey;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// RFC 7515, appendix A.3: header, payload and signature by the key below.
const PROTECTED: &str = "eyJhbGciOiJFUzI1NiJ9";
const PAYLOAD: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const SIGNATURE: &str = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

fn key() -> PinnedKey {
    PinnedKey {
        kid: "a3".into(),
        x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".into(),
        y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".into(),
    }
}

fn signature() -> Signature {
    let bytes = decoded(SIGNATURE, "the signature").expect("base64url");
    Signature {
        kid: "a3".into(),
        signing_input: signing_input(PROTECTED, PAYLOAD),
        bytes: bytes.as_slice().try_into().expect("64 bytes"),
    }
}

#[wasm_bindgen_test]
async fn the_example_of_rfc_7515_verifies() {
    assert_eq!(crypto::verified(&[signature()], &[key()]).await, ["a3"]);
}

#[wasm_bindgen_test]
async fn a_changed_byte_a_foreign_key_and_a_broken_key_do_not_verify() {
    let mut changed = signature();
    changed.signing_input[3] ^= 1;
    assert!(crypto::verified(&[changed], &[key()]).await.is_empty());
    let mut changed = signature();
    changed.bytes[63] ^= 1;
    assert!(crypto::verified(&[changed], &[key()]).await.is_empty());
    let foreign = PinnedKey { kid: "other".into(), ..key() };
    assert!(crypto::verified(&[signature()], &[foreign]).await.is_empty());
    for broken in ["", "AAAA", "not base64url!"] {
        let broken = PinnedKey { x: broken.into(), ..key() };
        assert!(crypto::verified(&[signature()], &[broken]).await.is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_host_that_is_not_there_is_unreachable_and_not_a_panic() {
    // Port 9 discards; nobody listens on it here.
    let outcome = send(Call::file("http://127.0.0.1:9/bulletin.jws")).await;
    assert_eq!(outcome.map(|reply| reply.status).err(), Some(NoReply::Unreachable));
    let outcome = send(Call::file("no://such scheme")).await;
    assert_eq!(outcome.map(|reply| reply.status).err(), Some(NoReply::Unreachable));
}

#[wasm_bindgen_test]
fn random_keys_differ() {
    let key = || IdempotencyKey::from_random(random::bytes());
    assert_ne!(key(), key());
    assert!((0.0..1.0).contains(&random::lot()));
}

#[wasm_bindgen_test]
fn the_fragment_is_read_without_its_sign() {
    page::go("/help");
    assert_eq!(page::hash(), "/help");
}
