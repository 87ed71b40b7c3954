//! The officer's directory: one small file for each thing, so that a fault has one place and two people seldom meet.
//!
//! | file | what it is | who writes it |
//! |---|---|---|
//! | `publisher.toml` | who publishes, where, for how long | the officer, once |
//! | `status.json` | how the server is | `status set` |
//! | `notices/<identifier>.json` | one notice each | `notice new`, `edit`, `cancel` |
//! | `rules/*.json`, `rules/*.toml` | one rule pack each | the officer |
//! | `keys/<kid>.key`, `keys/<kid>.pub.json` | private key, encrypted; public key | `init`, `key new` |
//! | `bulletin.json` | what is to be signed | `bulletin build` |
//! | `bulletin.jws` | what was signed | `bulletin sign` |

use std::fs;
use std::path::{Path, PathBuf};

use diya::domain::bulletin::ServiceStatus;
use diya::domain::notice::Notice;
use diya::domain::rules::RulePack;
use diya::domain::time::UtcOffset;
use diya::domain::words::Words;
use serde::{Deserialize, Serialize};

use crate::atomic::{Readers, WriteFault, write};
use crate::keys::{KeyFault, KeyPair, checked_kid};
use crate::reading::{self, ReadFault};

/// What `publisher.toml` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The key that signs on this computer.
    pub kid: String,
    /// CAP `sender` of the notices, e.g. `notices@utility.example`: no spaces, commas, `<` or `&` (CAP 1.2 §3.2.1).
    pub sender: String,
    /// The addresses at which portals fetch `bulletin.jws`, in the order in which they ask.
    pub mirrors: Vec<String>,
    /// How long a bulletin is vouched for, hours.
    pub valid_hours: u16,
    /// How many different keys must sign.
    pub threshold: usize,
    /// Minutes that local time is ahead of UTC; India 330.
    pub utc_offset_minutes: UtcOffset,
    /// The distribution company that notices are for, unless one says otherwise.
    pub discom: String,
    /// Whom to ask, shown under notices.
    #[serde(default)]
    pub contact: String,
    /// Where to read more, shown under notices.
    #[serde(default)]
    pub web: String,
    /// Who publishes, for people.
    pub sender_name: Words,
}

/// A public key as it is handed on: what `config.json` pins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    /// Its id.
    pub kid: String,
    /// The x coordinate, base64url.
    pub x: String,
    /// The y coordinate, base64url.
    pub y: String,
}

/// Why the directory does not serve.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceFault {
    /// No `publisher.toml`.
    #[error("{0}: no publisher.toml there; run 'publisher init --dir {0}' first, or name the directory with --dir")]
    NotOne(PathBuf),
    /// One is there already.
    #[error("{0}: already holds a publisher.toml; nothing was changed. Choose another --dir")]
    Already(PathBuf),
    /// A notice of that identifier is there.
    #[error("{0}: a notice of that identifier is there already; nothing was changed. Replace it with 'notice edit'")]
    NoticeThere(PathBuf),
    /// A value in `publisher.toml` makes no sense.
    #[error("{path}: {field}: {wrong}")]
    Setting {
        /// The file.
        path: PathBuf,
        /// The field.
        field: &'static str,
        /// What is wrong and what to write.
        wrong: &'static str,
    },
    /// A directory cannot be made or listed.
    #[error("{path}: {why}; check the path and its permissions")]
    Directory {
        /// Which.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// A file cannot be used.
    #[error(transparent)]
    Read(#[from] ReadFault),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteFault),
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// It cannot be written as JSON or TOML.
    #[error("cannot be written: {0}")]
    Written(String),
}

/// The officer's directory.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    /// What `publisher.toml` says.
    pub settings: Settings,
}

const INNER: [&str; 3] = ["notices", "rules", "keys"];

impl Workspace {
    /// Opens the directory.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn open(root: &Path) -> Result<Self, WorkspaceFault> {
        let path = root.join("publisher.toml");
        if !path.exists() {
            return Err(WorkspaceFault::NotOne(root.to_owned()));
        }
        let settings: Settings = reading::either(&path)?;
        let wrong = |field, wrong| Err(WorkspaceFault::Setting { path: path.clone(), field, wrong });
        if checked_kid(&settings.kid).is_err() {
            return wrong("kid", "1 to 64 letters, digits, dots, hyphens or underscores");
        }
        if !is_cap_name(&settings.sender) {
            return wrong("sender", "must not be empty nor hold spaces, commas, '<' or '&' (CAP 1.2 §3.2.1)");
        }
        if settings.valid_hours == 0 {
            return wrong("valid_hours", "must be at least 1");
        }
        if settings.threshold == 0 {
            return wrong("threshold", "must be at least 1");
        }
        Ok(Self { root: root.to_owned(), settings })
    }

    /// Makes the directory.
    ///
    /// # Errors
    /// [`WorkspaceFault`], [`WorkspaceFault::Already`] above all.
    pub fn create(root: &Path, settings: Settings) -> Result<Self, WorkspaceFault> {
        let path = root.join("publisher.toml");
        if path.exists() {
            return Err(WorkspaceFault::Already(root.to_owned()));
        }
        for inner in INNER {
            let inner = root.join(inner);
            fs::create_dir_all(&inner).map_err(|why| WorkspaceFault::Directory { path: inner, why })?;
        }
        let text = toml::to_string(&settings).map_err(|why| WorkspaceFault::Written(why.to_string()))?;
        write(&path, text.as_bytes(), Readers::All)?;
        Ok(Self { root: root.to_owned(), settings })
    }

    /// A file in the directory.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The server's status.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn status(&self) -> Result<ServiceStatus, WorkspaceFault> {
        Ok(reading::json(&self.path("status.json"))?)
    }

    /// Keeps the server's status.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn keep_status(&self, status: &ServiceStatus) -> Result<(), WorkspaceFault> {
        self.keep("status.json", status)
    }

    /// All notices with their files, in the order of the files' names.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn notices(&self) -> Result<Vec<(PathBuf, Notice)>, WorkspaceFault> {
        self.files("notices", &["json"])?
            .into_iter()
            .map(|path| {
                let notice = reading::json(&path)?;
                Ok((path, notice))
            })
            .collect()
    }

    /// Keeps a new notice under its identifier. One that is there stays: what was sent is changed by an update only.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn keep_notice(&self, notice: &Notice) -> Result<PathBuf, WorkspaceFault> {
        let name = format!("notices/{}.json", file_name(&notice.identifier));
        let path = self.path(&name);
        if path.exists() {
            return Err(WorkspaceFault::NoticeThere(path));
        }
        self.keep(&name, notice)?;
        Ok(path)
    }

    /// All rule packs with their files.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn rule_packs(&self) -> Result<Vec<(PathBuf, RulePack)>, WorkspaceFault> {
        self.files("rules", &["json", "toml"])?
            .into_iter()
            .map(|path| {
                let pack = reading::either(&path)?;
                Ok((path, pack))
            })
            .collect()
    }

    /// The public keys that are in the directory.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn public_keys(&self) -> Result<Vec<PublicKey>, WorkspaceFault> {
        let keys = self.files("keys", &["json"])?;
        keys.iter().map(|path| Ok(reading::json(path)?)).collect()
    }

    /// Writes any value as pretty JSON.
    ///
    /// # Errors
    /// [`WorkspaceFault`].
    pub fn keep(&self, name: &str, value: &impl Serialize) -> Result<(), WorkspaceFault> {
        let text = serde_json::to_string_pretty(value).map_err(|why| WorkspaceFault::Written(why.to_string()))?;
        Ok(write(&self.path(name), (text + "\n").as_bytes(), Readers::All)?)
    }

    fn files(&self, inner: &str, endings: &[&str]) -> Result<Vec<PathBuf>, WorkspaceFault> {
        let directory = self.path(inner);
        let fault = |why| WorkspaceFault::Directory { path: directory.clone(), why };
        let entries: Vec<_> = fs::read_dir(&directory).map_err(fault)?.collect::<Result<_, _>>().map_err(fault)?;
        let ends = |path: &PathBuf| path.extension().is_some_and(|one| endings.iter().any(|ending| one == *ending));
        let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(ends).collect();
        paths.sort();
        Ok(paths)
    }
}

/// Keeps a new key in `directory`: the private part encrypted and for the owner's eyes, the public part to hand on.
///
/// # Errors
/// [`WorkspaceFault::Already`] when a key of that id is there.
pub fn keep_key(directory: &Path, key: &KeyPair, passphrase: &str) -> Result<PublicKey, WorkspaceFault> {
    let kid = checked_kid(key.kid())?;
    let private = directory.join(format!("{kid}.key"));
    if private.exists() {
        return Err(WorkspaceFault::Directory {
            path: private,
            why: std::io::Error::other("a key of that id is there already, and is kept; choose another --kid"),
        });
    }
    fs::create_dir_all(directory).map_err(|why| WorkspaceFault::Directory { path: directory.to_owned(), why })?;
    let pinned = key.public();
    let public = PublicKey { kid: pinned.kid, x: pinned.x, y: pinned.y };
    write(&private, key.to_encrypted_pem(passphrase)?.as_bytes(), Readers::Owner)?;
    let text = serde_json::to_string_pretty(&public).map_err(|why| WorkspaceFault::Written(why.to_string()))?;
    write(&directory.join(format!("{kid}.pub.json")), (text + "\n").as_bytes(), Readers::All)?;
    Ok(public)
}

/// Opens a private key; its file's name is its id.
///
/// # Errors
/// [`WorkspaceFault`].
pub fn open_key(path: &Path, passphrase: &str) -> Result<KeyPair, WorkspaceFault> {
    let kid = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(KeyPair::from_encrypted_pem(checked_kid(&kid)?, &reading::text(path)?, passphrase)?)
}

/// Whether CAP lets `text` be a sender or an identifier.
#[must_use]
pub fn is_cap_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(|sign: char| sign.is_whitespace() || sign.is_control() || ",<&".contains(sign))
}

/// An imported identifier may hold what a file name must not.
fn file_name(identifier: &str) -> String {
    let plain = |sign: char| if sign.is_ascii_alphanumeric() || "._-".contains(sign) { sign } else { '_' };
    let name: String = identifier.chars().map(plain).take(120).collect();
    name.trim_start_matches('.').to_owned()
}
