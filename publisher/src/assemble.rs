//! From the officer's files to the bulletin that is to be signed.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use diya::contract::json::FromJson as _;
use diya::contract::json::Tree;
use diya::contract::jws;
use diya::domain::bulletin::{Bulletin, SCHEMA};
use diya::domain::time::Instant;

use crate::notice_check::{NoticeFault, faults};
use crate::reading::{self, ReadFault};
use crate::workspace::{Workspace, WorkspaceFault};

/// Why there is no bulletin.
#[derive(Debug, thiserror::Error)]
pub enum AssembleFault {
    /// The officer's files do not serve.
    #[error(transparent)]
    Workspace(#[from] WorkspaceFault),
    /// Notices are not fit to be signed.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Notices(Vec<NoticeFault>),
    /// Two files hold the same rule pack.
    #[error(
        "{first} and {second}: both hold the rule pack '{id}'; portals take the one that allows the earliest cut. Keep one, or give 'applies' dates that do not overlap"
    )]
    SamePack {
        /// The first file.
        first: PathBuf,
        /// The second file.
        second: PathBuf,
        /// The pack.
        id: String,
    },
    /// A file that should be a bulletin is none.
    #[error("{path}: not a bulletin: {why}")]
    NotABulletin {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the field.
        why: String,
    },
    /// A file cannot be used.
    #[error(transparent)]
    Read(#[from] ReadFault),
}

/// The bulletin of the officer's files: its version above `published` and above what lies in the directory.
///
/// # Errors
/// [`AssembleFault`].
pub fn assemble(workspace: &Workspace, published: u64, now: Instant) -> Result<Bulletin, AssembleFault> {
    let notices = workspace.notices()?;
    let wrong: Vec<NoticeFault> = notices.iter().flat_map(|(_, notice)| faults(notice)).collect();
    if !wrong.is_empty() {
        return Err(AssembleFault::Notices(wrong));
    }
    let packs = workspace.rule_packs()?;
    for (place, (second, pack)) in packs.iter().enumerate() {
        if let Some((first, _)) =
            packs[..place].iter().find(|(_, one)| one.id == pack.id && one.applies == pack.applies)
        {
            let (first, second) = (first.clone(), second.clone());
            return Err(AssembleFault::SamePack { first, second, id: pack.id.clone() });
        }
    }
    let mut highest = published;
    for name in ["bulletin.json", "bulletin.jws"] {
        let path = workspace.path(name);
        if path.exists() {
            highest = highest.max(read_any(&path)?.bulletin.version);
        }
    }
    Ok(Bulletin {
        schema: SCHEMA,
        version: highest.saturating_add(1),
        issued: now,
        expires: now + TimeDelta::hours(i64::from(workspace.settings.valid_hours)),
        status: workspace.status()?,
        notices: notices.into_iter().map(|(_, notice)| notice).collect(),
        rule_packs: packs.into_iter().map(|(_, pack)| pack).collect(),
    })
}

/// A bulletin that was read without any check of who signed it.
#[derive(Clone, Debug)]
pub struct Unverified {
    /// What it says.
    pub bulletin: Bulletin,
    /// The ids that its signatures claim; empty when it is unsigned.
    pub claimed: Vec<String>,
    /// The bytes that are or will be signed.
    pub payload: Vec<u8>,
}

/// A bulletin from a file, signed or not, whoever signed it.
///
/// # Errors
/// [`AssembleFault`].
pub fn read_any(path: &Path) -> Result<Unverified, AssembleFault> {
    let text = reading::text(path)?;
    let tree = reading::tree(path, &text)?;
    let signed = matches!(&tree, Tree::Object(members) if members.iter().any(|(name, _)| name == "payload"));
    let fault = |why: String| AssembleFault::NotABulletin { path: path.to_owned(), why };
    if !signed {
        let bulletin: Bulletin = reading::json_text(path, &text)?;
        // The portal's own reader has the last word: what serde lets pass, a portal may still refuse.
        Bulletin::from_json(tree).map_err(|why| fault(why.to_string()))?;
        let payload = serde_json::to_vec(&bulletin).map_err(|why| fault(why.to_string()))?;
        return Ok(Unverified { bulletin, claimed: vec![], payload });
    }
    let (payload, signatures) = jws::parse(text.as_bytes()).map_err(|why| fault(why.to_string()))?;
    let bulletin = diya::contract::json::read(&payload).map_err(|why| fault(why.to_string()))?;
    Ok(Unverified { bulletin, claimed: signatures.into_iter().map(|one| one.kid).collect(), payload })
}
