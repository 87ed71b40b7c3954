//! The checks that every portal makes, each reported, in the portal's order.

use diya::contract::bulletin::{BulletinFault, Signed};
use diya::contract::config::BulletinSource;
use diya::domain::bulletin::{Bulletin, Confirmation};
use diya::domain::time::Instant;

use crate::verify::{is_valid, verify};

/// The checks in the order in which portals make them.
pub const CHECKS: [&str; 6] = ["size", "parse", "signatures", "schema", "expiry", "version"];

/// What came of the checks.
#[derive(Debug)]
pub struct Report {
    /// One line for each check: its name, what came of it.
    pub lines: Vec<(&'static str, String)>,
    /// The bulletin, or the first fault.
    pub result: Result<Bulletin, ReportFault>,
}

/// Why a bulletin is not to be published.
#[derive(Debug, thiserror::Error)]
pub enum ReportFault {
    /// Portals would refuse it.
    #[error(transparent)]
    Refused(#[from] BulletinFault),
    /// Portals would call it unconfirmed.
    #[error("the bulletin expired at {}; build and sign it anew", String::from(*.0))]
    Expired(Instant),
}

/// Makes every check of `bytes` as a portal with `source` does that has seen version `seen`.
#[must_use]
pub fn report(bytes: &[u8], source: &BulletinSource, seen: u64, now: Instant) -> Report {
    let result = verify(bytes, &source.keys, source.threshold, seen, now).map_err(ReportFault::Refused);
    let result = result.and_then(|bulletin| match bulletin.confirmation(now) {
        Confirmation::Until(_) => Ok(bulletin),
        Confirmation::NotSince(since) => Err(ReportFault::Expired(since)),
    });
    let failed = result.as_ref().err().map_or(CHECKS.len(), place);
    let lines = CHECKS.iter().enumerate().map(|(at, check)| {
        let words = match (&result, at.cmp(&failed)) {
            (Err(fault), std::cmp::Ordering::Equal) => format!("FAILED: {fault}"),
            (_, std::cmp::Ordering::Greater) => "not reached".to_owned(),
            _ => "ok".to_owned(),
        };
        let who = if *check == "signatures" { signatures(bytes, source) } else { String::new() };
        (*check, words + &who)
    });
    Report { lines: lines.collect(), result }
}

/// Which check a fault belongs to.
fn place(fault: &ReportFault) -> usize {
    match fault {
        ReportFault::Refused(BulletinFault::TooLarge(_)) => 0,
        ReportFault::Refused(BulletinFault::Jws(_)) => 1,
        ReportFault::Refused(BulletinFault::TooFewSignatures { .. }) => 2,
        ReportFault::Refused(BulletinFault::Payload(_) | BulletinFault::Schema(_)) => 3,
        ReportFault::Refused(BulletinFault::Backwards | BulletinFault::FromTheFuture(_)) | ReportFault::Expired(_) => 4,
        ReportFault::Refused(BulletinFault::RolledBack { .. }) => 5,
    }
}

/// Who signed, and whether the configuration believes it.
fn signatures(bytes: &[u8], source: &BulletinSource) -> String {
    let Ok(signed) = Signed::parse(bytes) else { return String::new() };
    let lines = signed.signatures().iter().map(|one| {
        let word = match source.keys.iter().find(|key| key.kid == one.kid) {
            None => "not a key of this configuration, does not count",
            Some(key) if is_valid(key, &one.signing_input, &one.bytes) => "valid",
            Some(_) => "INVALID: changed after it was signed, or another key under this name",
        };
        format!("\n             {}: {word}", one.kid)
    });
    lines.collect()
}
