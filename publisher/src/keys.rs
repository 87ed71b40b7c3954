//! P-256 key pairs, kept and published as JWK (RFC 7517, RFC 7518 §6.2).

use std::fmt;

use diya::contract::config::PinnedKey;
use diya::contract::jws::{decoded, encoded};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The machine gives no random bytes.
    #[error("the machine gives no random bytes: {0}")]
    Random(getrandom::Error),
    /// Not a JWK of a P-256 private key; says why.
    #[error("not a JWK of a P-256 private key: {0}")]
    Jwk(String),
}

/// A private key and the id it is known by.
pub struct KeyPair {
    kid: String,
    secret: SigningKey,
}

/// A private key as it is kept. Unknown members such as `use` are left alone.
#[derive(Serialize, Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    kid: String,
    x: String,
    y: String,
    d: String,
}

impl KeyPair {
    /// A new key, known by `kid`.
    ///
    /// # Errors
    /// [`KeyFault::Random`].
    pub fn generate(kid: &str) -> Result<Self, KeyFault> {
        loop {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(KeyFault::Random)?;
            // Zero and what is not below the order are no keys: less than one draw in four thousand million.
            if let Ok(secret) = SigningKey::from_slice(&bytes) {
                return Ok(Self { kid: kid.to_owned(), secret });
            }
        }
    }

    /// The key's id.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public key as `config.json` pins it.
    #[must_use]
    pub fn public(&self) -> PinnedKey {
        let point = self.secret.verifying_key().to_sec1_point(false);
        // Uncompressed: one byte of form, then x and y (SEC 1 §2.3.3).
        let (x, y) = point.as_bytes()[1..].split_at(32);
        PinnedKey { kid: self.kid.clone(), x: encoded(x), y: encoded(y) }
    }

    /// The private key as a JWK. Keep it where only the publisher can read it.
    #[must_use]
    pub fn to_jwk(&self) -> String {
        let PinnedKey { kid, x, y } = self.public();
        json!({ "kty": "EC", "crv": "P-256", "kid": kid, "x": x, "y": y, "d": encoded(&self.secret.to_bytes()) })
            .to_string()
    }

    /// Reads a private key that [`KeyPair::to_jwk`] wrote, or another program did.
    ///
    /// # Errors
    /// [`KeyFault::Jwk`], also when the public part is not that of the private one.
    pub fn from_jwk(text: &str) -> Result<Self, KeyFault> {
        let fault = |why: &str| KeyFault::Jwk(why.to_owned());
        let jwk: Jwk = serde_json::from_str(text).map_err(|why| KeyFault::Jwk(why.to_string()))?;
        if jwk.kty != "EC" || jwk.crv != "P-256" {
            return Err(fault("kty must be EC and crv P-256"));
        }
        let bytes = decoded(&jwk.d, "d").map_err(|why| KeyFault::Jwk(why.to_string()))?;
        let secret = SigningKey::from_slice(&bytes).map_err(|_| fault("d is no P-256 private key"))?;
        let pair = Self { kid: jwk.kid, secret };
        let public = pair.public();
        if public.x == jwk.x && public.y == jwk.y { Ok(pair) } else { Err(fault("x and y do not belong to d")) }
    }

    /// The part of `config.json` that pins `keys`, of which `threshold` must sign.
    #[must_use]
    pub fn to_config(keys: &[&Self], mirrors: &[&str], threshold: usize) -> Value {
        let keys: Vec<Value> = keys
            .iter()
            .map(|key| {
                let PinnedKey { kid, x, y } = key.public();
                json!({ "kid": kid, "x": x, "y": y })
            })
            .collect();
        json!({ "mirrors": mirrors, "keys": keys, "threshold": threshold })
    }

    /// An ES256 signature (RFC 7518 §3.4): `r` and `s`, 32 bytes each. The same bytes get the same one (RFC 6979).
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        let signature: Signature = self.secret.sign(bytes);
        signature.to_bytes().into()
    }
}

/// Shows the id only, so that no log can leak the key.
impl fmt::Debug for KeyPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeyPair").field("kid", &self.kid).finish_non_exhaustive()
    }
}
