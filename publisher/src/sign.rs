//! From a bulletin to `bulletin.jws`: JWS JSON serialization (RFC 7515 §7.2.1), ES256.

use diya::contract::bulletin::LARGEST;
use diya::contract::jws::{MOST_SIGNATURES, encoded, signing_input};
use diya::domain::bulletin::Bulletin;
use serde_json::json;

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
    let signatures: Vec<_> = keys
        .iter()
        .map(|key| {
            let protected = encoded(json!({ "alg": "ES256", "kid": key.kid() }).to_string().as_bytes());
            let signature = encoded(&key.sign(&signing_input(&protected, &payload)));
            json!({ "protected": protected, "signature": signature })
        })
        .collect();
    let jws = json!({ "payload": payload, "signatures": signatures }).to_string();
    if jws.len() > LARGEST { Err(SignFault::TooLarge(jws.len())) } else { Ok(jws) }
}
