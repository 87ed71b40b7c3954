//! The bulletin: the one signed static file with service status, notices and rule packs.

use serde::{Deserialize, Serialize};

use super::notice::{Advisory, Moratorium, Notice, in_force};
use super::rules::RulePack;
use super::time::Instant;
use super::words::Words;

/// The schema this portal reads.
pub const SCHEMA: u32 = 1;

/// The payload of the bulletin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bulletin {
    /// Always [`SCHEMA`].
    pub schema: u32,
    /// Grows with every publication.
    pub version: u64,
    /// When it was signed.
    pub issued: Instant,
    /// After that it is no longer confirmed.
    pub expires: Instant,
    /// How the utility's server is.
    pub status: ServiceStatus,
    /// All notices, replaced ones included.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// The disconnection rules.
    #[serde(default)]
    pub rule_packs: Vec<RulePack>,
}

/// How the utility's server is, in the utility's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceStatus {
    /// Whether to call it at all.
    pub api: ApiStatus,
    /// The share of clients that may call it now.
    pub admit: AdmitShare,
    /// Since when it is so.
    pub since: Instant,
    /// When to expect news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<Instant>,
    /// What to tell people.
    pub message: Words,
}

/// Whether the server can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiStatus {
    /// It works.
    Up,
    /// It works for some, or slowly.
    Degraded,
    /// It does not work.
    Down,
}

/// A share between 0 and 1, both allowed.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct AdmitShare(f64);

impl AdmitShare {
    /// Everybody.
    pub const ALL: Self = Self(1.0);

    /// The share as a number between 0 and 1.
    #[must_use]
    pub const fn share(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for AdmitShare {
    type Error = ShareFault;
    fn try_from(share: f64) -> Result<Self, ShareFault> {
        if (0.0..=1.0).contains(&share) { Ok(Self(share)) } else { Err(ShareFault) }
    }
}

impl From<AdmitShare> for f64 {
    fn from(share: AdmitShare) -> Self {
        share.0
    }
}

/// Not a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("admit is a number between 0 and 1")]
pub struct ShareFault;

/// Whether what the bulletin says is still vouched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Yes, until then.
    Until(Instant),
    /// Not since then.
    NotSince(Instant),
}

impl Bulletin {
    /// Whether it is still confirmed at `now`.
    #[must_use]
    pub fn confirmation(&self, now: Instant) -> Confirmation {
        if now < self.expires { Confirmation::Until(self.expires) } else { Confirmation::NotSince(self.expires) }
    }

    /// The notices in force, the newest first.
    #[must_use]
    pub fn notices(&self) -> Vec<&Notice> {
        in_force(&self.notices)
    }

    /// The moratoria that the notices in force declare. One that is badly written has no force.
    #[must_use]
    pub fn moratoria(&self) -> Vec<Moratorium> {
        self.notices().into_iter().filter_map(|notice| notice.moratorium().ok().flatten()).collect()
    }

    /// The warnings of extreme weather that the notices in force declare.
    #[must_use]
    pub fn advisories(&self) -> Vec<Advisory> {
        self.notices().into_iter().filter_map(Notice::advisory).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_outside_its_range_is_refused() {
        for share in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(AdmitShare::try_from(share), Err(ShareFault), "{share}");
        }
    }
}
