//! From a bulletin to `bulletin.jws`: JWS JSON serialization (RFC 7515 §7.2.1), ES256.

use diya::contract::bulletin::LARGEST;
use diya::contract::jws::{JwsFault, MOST_SIGNATURES, encoded, signing_input};
use diya::domain::bulletin::Bulletin;
use serde_json::{Value, json};

use crate::keys::KeyPair;

/// Why a bulletin is not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignFault {
    /// No key, or more than portals read.
    #[error("{0} keys: 1 to {MOST_SIGNATURES} can sign")]
    KeyCount(usize),
    /// No portal would read so much.
    #[error("the signed bulletin has {0} bytes, portals read at most {LARGEST}: drop notices that are long over")]
    TooLarge(usize),
    /// It cannot be written as JSON.
    #[error("the bulletin cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// What is to get one more signature is no signed bulletin.
    #[error("not a signed bulletin: {0}")]
    Jws(#[from] JwsFault),
    /// The same key twice.
    #[error("the key '{0}' has signed this bulletin already; a second officer signs with another key")]
    Again(String),
}

/// Signs `bulletin` with each of `keys`.
///
/// # Errors
/// [`SignFault`].
pub fn sign(bulletin: &Bulletin, keys: &[&KeyPair]) -> Result<String, SignFault> {
    sign_payload(&serde_json::to_vec(bulletin)?, keys)
}

/// Signs bytes that already are a bulletin's JSON.
///
/// # Errors
/// [`SignFault`].
pub fn sign_payload(payload: &[u8], keys: &[&KeyPair]) -> Result<String, SignFault> {
    if !(1..=MOST_SIGNATURES).contains(&keys.len()) {
        return Err(SignFault::KeyCount(keys.len()));
    }
    let payload = encoded(payload);
    let signatures: Vec<_> = keys.iter().map(|key| signature(&payload, key)).collect();
    finished(&json!({ "payload": payload, "signatures": signatures }))
}

/// Adds the signature of `key` to a `bulletin.jws` that others signed. Payload and their signatures stay byte for byte.
///
/// The others' signatures are not checked here: that takes the pinned keys, and `bulletin verify` does it.
///
/// # Errors
/// [`SignFault`], [`SignFault::Again`] when `key` has signed already.
pub fn add_signature(jws: &[u8], key: &KeyPair) -> Result<String, SignFault> {
    let (_, signed) = diya::contract::jws::parse(jws)?;
    if signed.iter().any(|one| one.kid == key.kid()) {
        return Err(SignFault::Again(key.kid().to_owned()));
    }
    if signed.len() >= MOST_SIGNATURES {
        return Err(SignFault::KeyCount(signed.len() + 1));
    }
    let mut jws: Value = serde_json::from_slice(jws)?;
    let payload = jws["payload"].as_str().unwrap_or_default().to_owned();
    let new = signature(&payload, key);
    let signatures = match jws["signatures"].take() {
        Value::Array(mut signatures) => {
            signatures.push(new);
            signatures
        }
        // The flattened form has room for one signature only (RFC 7515 §7.2.2).
        _ => vec![json!({ "protected": jws["protected"], "signature": jws["signature"] }), new],
    };
    finished(&json!({ "payload": payload, "signatures": signatures }))
}

fn signature(payload: &str, key: &KeyPair) -> Value {
    let protected = encoded(json!({ "alg": "ES256", "kid": key.kid() }).to_string().as_bytes());
    let signature = encoded(&key.sign(&signing_input(&protected, payload)));
    json!({ "protected": protected, "signature": signature })
}

fn finished(jws: &Value) -> Result<String, SignFault> {
    let jws = jws.to_string();
    if jws.len() > LARGEST { Err(SignFault::TooLarge(jws.len())) } else { Ok(jws) }
}
