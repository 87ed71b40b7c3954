//! From the bytes of `bulletin.jws` to a bulletin that may be believed: the checks, in their order.
//!
//! size → parse → signatures → schema → dates → version → time. Each has its own error. The signatures themselves are
//! checked by whoever has a P-256 at hand: WebCrypto in the browser, the `p256` crate elsewhere; see [`Signed`]. The
//! time comes last because the answer that brings a bulletin may first have to tell it; see [`Vouched`].

use super::json::{self, JsonFault, object_from_json};
use super::jws::{self, JwsFault, Signature};
use crate::domain::bulletin::{Bulletin, SCHEMA};
use crate::domain::clock::PUBLISHER_AHEAD;
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

    /// The bulletin, once enough different keys in `verified` signed it. The time is not looked at yet.
    ///
    /// `seen` is the highest version ever believed on this device.
    ///
    /// # Errors
    /// Every fault but those of [`Signed::parse`] and [`Vouched::at`].
    pub fn vouched<'kid>(
        &self,
        verified: impl IntoIterator<Item = &'kid str>,
        threshold: usize,
        seen: u64,
    ) -> Result<Vouched, BulletinFault> {
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
        if bulletin.version < seen {
            return Err(BulletinFault::RolledBack { version: bulletin.version, seen });
        }
        Ok(Vouched(bulletin))
    }
}

/// A bulletin that stood every check but that of the time.
#[derive(Clone, Debug, PartialEq)]
pub struct Vouched(Bulletin);

impl Vouched {
    /// When it was signed: no answer that brings it can be of an earlier time.
    #[must_use]
    pub const fn issued(&self) -> Instant {
        self.0.issued
    }

    /// The bulletin, unless it is from the future. An expired one is returned: it stays readable, and
    /// [`Bulletin::confirmation`] says that it is no longer confirmed.
    ///
    /// # Errors
    /// [`BulletinFault::FromTheFuture`].
    pub fn at(self, now: Instant) -> Result<Bulletin, BulletinFault> {
        if self.0.issued > now + PUBLISHER_AHEAD {
            return Err(BulletinFault::FromTheFuture(self.0.issued));
        }
        Ok(self.0)
    }

    /// The bulletin, whatever the time: for one that was believed before, read again before the clock was checked.
    #[must_use]
    pub fn once_believed(self) -> Bulletin {
        self.0
    }
}

/// Only what is needed to refuse another schema before its members are looked at.
struct SchemaOnly {
    schema: u32,
}

object_from_json!(SchemaOnly { schema });
