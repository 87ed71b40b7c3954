//! Publishing: only what every portal will believe, and each file whole or not at all.

use std::path::{Path, PathBuf};

use diya::contract::config::BulletinSource;
use diya::domain::bulletin::Bulletin;
use diya::domain::time::Instant;

use crate::assemble::read_any;
use crate::atomic::{Pending, Readers, WriteFault};
use crate::leaflet::{self, Site};
use crate::report::{ReportFault, report};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishFault {
    /// Portals would not believe it.
    #[error("not published: {0}")]
    Report(#[from] ReportFault),
    /// A newer one is there.
    #[error(
        "not published: {path} holds version {there}, this is version {new}; build a higher one with 'bulletin build --published {path}'"
    )]
    Older {
        /// The file that is there.
        path: PathBuf,
        /// Its version.
        there: u64,
        /// The version that was to replace it.
        new: u64,
    },
    /// Another one of the same version is there.
    #[error(
        "not published: {path} holds another bulletin of version {version}; devices would keep whichever came first. Build a higher one with 'bulletin build --published {path}'"
    )]
    Differs {
        /// The file that is there.
        path: PathBuf,
        /// The version of both.
        version: u64,
    },
    /// The disk said no.
    #[error(transparent)]
    Write(#[from] WriteFault),
}

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// The bulletin.
    pub bulletin: Bulletin,
    /// The files, in the order in which they were put in place.
    pub files: Vec<PathBuf>,
    /// Something that was not right before, and is now.
    pub mended: Option<String>,
}

/// The files of a publication, in the order in which they take their places: the signed one first.
fn files(bytes: &[u8], bulletin: &Bulletin, site: &Site) -> [(&'static str, Vec<u8>); 3] {
    [
        ("bulletin.jws", bytes.to_vec()),
        ("notices.html", leaflet::html(bulletin, site).into_bytes()),
        ("notices.atom", leaflet::atom(bulletin, site).into_bytes()),
    ]
}

/// Publishes a signed bulletin into `directory`, which is served as `site`: the bulletin, and as `notices.html` and
/// `notices.atom` what is read without the portal.
///
/// All files are written and synced under other names before the first takes its place.
///
/// # Errors
/// [`PublishFault`]; the directory is then as it was.
pub fn publish(
    bytes: &[u8],
    source: &BulletinSource,
    directory: &Path,
    site: &Site,
    now: Instant,
) -> Result<Published, PublishFault> {
    let bulletin = report(bytes, source, 0, now).result?;
    let target = directory.join("bulletin.jws");
    let mended = if target.is_file() { stands_back(&target, bytes, &bulletin)? } else { None };
    let mut pending = Vec::new();
    for (name, bytes) in files(bytes, &bulletin, site) {
        let path = directory.join(name);
        pending.push((Pending::write(&path, &bytes, Readers::All)?, path));
    }
    let mut files = Vec::new();
    for (pending, path) in pending {
        pending.commit()?;
        files.push(path);
    }
    Ok(Published { bulletin, files, mended })
}

/// Whether what is there may be replaced. What cannot be read is replaced: no device believes it either.
fn stands_back(target: &Path, bytes: &[u8], new: &Bulletin) -> Result<Option<String>, PublishFault> {
    let there = match read_any(target) {
        Ok(there) => there,
        Err(why) => return Ok(Some(format!("what was there could not be read and was replaced ({why})"))),
    };
    let path = target.to_owned();
    if there.bulletin.version > new.version {
        return Err(PublishFault::Older { path, there: there.bulletin.version, new: new.version });
    }
    let same = diya::contract::jws::parse(bytes).is_ok_and(|(payload, _)| payload == there.payload);
    if there.bulletin.version == new.version && !same {
        return Err(PublishFault::Differs { path, version: new.version });
    }
    Ok(None)
}
