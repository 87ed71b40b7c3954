//! The check that every portal makes of `bulletin.jws`, made natively.

use diya::contract::bulletin::{BulletinFault, Signed};
use diya::contract::config::PinnedKey;
use diya::contract::jws::{self, decoded};
use diya::domain::bulletin::Bulletin;
use diya::domain::time::Instant;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

/// The bulletin in `bytes`, if enough of the pinned `keys` signed it and it may be believed at `now`.
///
/// `seen` is the highest version ever believed; 0 for a first reading.
///
/// # Errors
/// [`BulletinFault`], of which the first found is told.
pub fn verify(
    bytes: &[u8],
    keys: &[PinnedKey],
    threshold: usize,
    seen: u64,
    now: Instant,
) -> Result<Bulletin, BulletinFault> {
    let signed = Signed::parse(bytes)?;
    signed.vouched(verified(signed.signatures(), keys), threshold, seen)?.at(now)
}

/// The ids of the pinned keys whose signature verifies.
#[must_use]
pub fn verified<'kid>(signatures: &'kid [jws::Signature], keys: &[PinnedKey]) -> Vec<&'kid str> {
    let good = |signature: &&jws::Signature| {
        keys.iter().any(|key| key.kid == signature.kid && is_valid(key, &signature.signing_input, &signature.bytes))
    };
    signatures.iter().filter(good).map(|signature| signature.kid.as_str()).collect()
}

/// Whether `signature` over `bytes` was made with the private part of `key`. A key that is none has signed nothing.
#[must_use]
pub fn is_valid(key: &PinnedKey, bytes: &[u8], signature: &[u8; 64]) -> bool {
    let coordinate = |text: &str| decoded(text, "a coordinate").ok().filter(|bytes| bytes.len() == 32);
    let (Some(x), Some(y)) = (coordinate(&key.x), coordinate(&key.y)) else { return false };
    let point = [&[4], x.as_slice(), y.as_slice()].concat();
    let (Ok(key), Ok(signature)) = (VerifyingKey::from_sec1_bytes(&point), Signature::from_slice(signature)) else {
        return false;
    };
    key.verify(bytes, &signature).is_ok()
}
