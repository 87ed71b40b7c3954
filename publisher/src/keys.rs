//! P-256 key pairs, kept and published as JWK (RFC 7517, RFC 7518 §6.2).

use std::fmt;

use diya::contract::config::PinnedKey;
use diya::contract::jws::{decoded, encoded};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use pkcs8::der::pem::LineEnding;
use pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncryptedPrivateKeyInfoRef, SecretDocument};
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
    /// The passphrase does not open it.
    #[error("the passphrase does not open the key '{0}'; check it and try again")]
    WrongPassphrase(String),
    /// Not an encrypted private key.
    #[error(
        "the key '{0}' is not an encrypted P-256 private key (PEM, 'BEGIN ENCRYPTED PRIVATE KEY'); restore the file"
    )]
    NotEncrypted(String),
    /// It could not be encrypted.
    #[error("the key '{0}' could not be encrypted")]
    Encrypt(String),
    /// A kid that no file or header should carry.
    #[error(
        "the key id '{0}' must have 1 to 64 letters, digits, dots, hyphens or underscores, and not begin with a dot"
    )]
    Kid(String),
}

/// Whether `kid` can name a file and stand in a header.
///
/// # Errors
/// [`KeyFault::Kid`].
pub fn checked_kid(kid: &str) -> Result<&str, KeyFault> {
    let plain = kid.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"._-".contains(&sign));
    if plain && (1..=64).contains(&kid.len()) && !kid.starts_with(['.', '-']) {
        Ok(kid)
    } else {
        Err(KeyFault::Kid(kid.chars().take(64).collect()))
    }
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

    /// The private key as it may lie on a disk: PKCS#8 `EncryptedPrivateKeyInfo` in PEM (RFC 5958, RFC 7468), encrypted
    /// with AES-256 under a key that scrypt makes of the passphrase. `openssl pkcs8` reads it too.
    ///
    /// # Errors
    /// [`KeyFault::Encrypt`].
    pub fn to_encrypted_pem(&self, passphrase: &str) -> Result<String, KeyFault> {
        let pem = self.secret.to_pkcs8_encrypted_pem(passphrase, LineEnding::LF);
        pem.map(|pem| pem.as_str().to_owned()).map_err(|_| KeyFault::Encrypt(self.kid.clone()))
    }

    /// Opens what [`KeyPair::to_encrypted_pem`] wrote. The kid is not in it; the file's name keeps it.
    ///
    /// # Errors
    /// [`KeyFault::NotEncrypted`], [`KeyFault::WrongPassphrase`].
    pub fn from_encrypted_pem(kid: &str, pem: &str, passphrase: &str) -> Result<Self, KeyFault> {
        let whole = SecretDocument::from_pem(pem);
        let Ok((_, document)) = whole.as_ref().map(|(label, document)| (label, document)) else {
            return Err(KeyFault::NotEncrypted(kid.to_owned()));
        };
        let Ok(sealed) = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()) else {
            return Err(KeyFault::NotEncrypted(kid.to_owned()));
        };
        let opened = sealed.decrypt(passphrase).map_err(|_| KeyFault::WrongPassphrase(kid.to_owned()))?;
        // Without an authentication tag a wrong passphrase may also open it to nonsense.
        let secret = SigningKey::from_pkcs8_der(opened.as_bytes());
        secret.map(|secret| Self { kid: kid.to_owned(), secret }).map_err(|_| KeyFault::WrongPassphrase(kid.to_owned()))
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
