//! From the bytes of `bulletin.jws` to a bulletin that may be believed: the checks, in their order.
//!
//! size → parse → signatures → schema → expiry → version. Each has its own error. The signatures themselves are
//! checked by whoever has a P-256 at hand: WebCrypto in the browser, the `p256` crate elsewhere; see [`Signed`].

use super::json::{self, JsonFault, object_from_json};
use super::jws::{self, JwsFault, Signature};
use crate::domain::bulletin::{Bulletin, SCHEMA};
use crate::domain::time::Instant;

/// The most bytes a bulletin may have.
pub const LARGEST: usize = 256 * 1024;

/// Why a bulletin is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulletinFault {
    /// More than [`LARGEST`] bytes.
    #[error("the bulletin has {0} bytes, more than {LARGEST}")]
    TooLarge(usize),
    /// Not a JWS, or one that is forbidden here.
    #[error(transparent)]
    Jws(#[from] JwsFault),
    /// Fewer valid signatures by different pinned keys than the threshold asks for.
    #[error("{valid} valid signatures by pinned keys, {threshold} needed")]
    TooFewSignatures {
        /// Valid, by different keys.
        valid: usize,
        /// Needed.
        threshold: usize,
    },
    /// The payload is not a bulletin.
    #[error("the payload is not a bulletin: {0}")]
    Payload(String),
    /// A schema this portal does not read.
    #[error("bulletin schema {0}, this portal reads {SCHEMA}")]
    Schema(u32),
    /// It expires before it is issued.
    #[error("the bulletin expires before it is issued")]
    Backwards,
    /// Issued more than a few minutes from now.
    #[error("the bulletin is from the future: {0:?}")]
    FromTheFuture(Instant),
    /// An older version than one already seen.
    #[error("bulletin version {version}, but {seen} was seen before")]
    RolledBack {
        /// Its version.
        version: u64,
        /// The highest seen.
        seen: u64,
    },
}

/// How far ahead of us a publisher's clock may be.
const AHEAD_SECONDS: i64 = 10 * 60;

/// A parsed bulletin whose signatures still have to be checked.
pub struct Signed {
    payload: Vec<u8>,
    signatures: Vec<Signature>,
}

impl Signed {
    /// Checks the size and parses the JWS.
    ///
    /// # Errors
    /// [`BulletinFault::TooLarge`] and [`BulletinFault::Jws`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BulletinFault> {
        if bytes.len() > LARGEST {
            return Err(BulletinFault::TooLarge(bytes.len()));
        }
        let (payload, signatures) = jws::parse(bytes)?;
        Ok(Self { payload, signatures })
    }

    /// The signatures to check, each with its key's id and the bytes it signs.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The bulletin, once enough different keys in `verified` signed it.
    ///
    /// `seen` is the highest version ever believed on this device. An expired bulletin is returned: it stays
    /// readable, and [`Bulletin::confirmation`] says that it is no longer confirmed.
    ///
    /// # Errors
    /// Every fault but those of [`Signed::parse`].
    pub fn conclude<'kid>(
        &self,
        verified: impl IntoIterator<Item = &'kid str>,
        threshold: usize,
        seen: u64,
        now: Instant,
    ) -> Result<Bulletin, BulletinFault> {
        let mut different: Vec<&str> = Vec::new();
        for kid in verified {
            if !different.contains(&kid) {
                different.push(kid);
            }
        }
        let valid = different.len();
        // A threshold of nothing would believe anybody.
        let threshold = threshold.max(1);
        if valid < threshold {
            return Err(BulletinFault::TooFewSignatures { valid, threshold });
        }
        let payload = |fault: JsonFault| BulletinFault::Payload(fault.to_string());
        let schema: SchemaOnly = json::read(&self.payload).map_err(payload)?;
        if schema.schema != SCHEMA {
            return Err(BulletinFault::Schema(schema.schema));
        }
        let bulletin: Bulletin = json::read(&self.payload).map_err(payload)?;
        if bulletin.expires < bulletin.issued {
            return Err(BulletinFault::Backwards);
        }
        if bulletin.issued.unix_seconds() > now.unix_seconds() + AHEAD_SECONDS {
            return Err(BulletinFault::FromTheFuture(bulletin.issued));
        }
        if bulletin.version < seen {
            return Err(BulletinFault::RolledBack { version: bulletin.version, seen });
        }
        Ok(bulletin)
    }
}

/// Only what is needed to refuse another schema before its members are looked at.
struct SchemaOnly {
    schema: u32,
}

object_from_json!(SchemaOnly { schema });
