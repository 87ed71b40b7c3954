//! `publisher key`: further keys, and what `config.json` pins.

use std::path::PathBuf;

use clap::Subcommand;
use publisher::keys::{KeyPair, checked_kid};
use publisher::workspace::{Workspace, WorkspaceFault, keep_key};
use serde_json::json;

use super::ask::Passphrase;
use super::{Desk, Done, Fault, done};

#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make a key; on the second officer's own computer no directory of `init` is needed.
    New {
        /// Its id; another one than anybody else's.
        #[arg(long)]
        kid: String,
        /// Where to keep it.
        #[arg(long, default_value = "keys")]
        keys: PathBuf,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// Show the part of config.json that pins the public keys in `keys/`.
    Config,
}

impl Key {
    /// Makes or shows keys.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        match self {
            Self::New { kid, keys, passphrase } => {
                let kid = checked_kid(&kid)?;
                let directory = desk.dir.join(keys);
                let chosen = passphrase.choose(kid)?;
                keep_key(&directory, &KeyPair::generate(kid)?, &chosen)?;
                done(format!(
                    "Made {0}/{kid}.key (private, encrypted) and {0}/{kid}.pub.json (public).\nHand {kid}.pub.json to whoever keeps config.json; it goes into their keys/.\n",
                    directory.display()
                ))
            }
            Self::Config => done(snippet(&desk.workspace()?)?),
        }
    }
}

/// The part of `config.json` that pins the keys, ready to paste.
///
/// # Errors
/// [`WorkspaceFault`].
pub fn snippet(workspace: &Workspace) -> Result<String, WorkspaceFault> {
    let keys = workspace.public_keys()?;
    let threshold = workspace.settings.threshold;
    let bulletin = json!({ "mirrors": workspace.settings.mirrors, "keys": keys, "threshold": threshold });
    let text = serde_json::to_string_pretty(&bulletin).map_err(|why| WorkspaceFault::Written(why.to_string()))?;
    let short = if keys.len() < threshold {
        format!(
            "NOT READY: the threshold is {threshold} and there are {} public keys. Put the other officers' .pub.json into keys/, then run 'publisher key config'.\n",
            keys.len()
        )
    } else {
        String::new()
    };
    Ok(format!("For public/config.json:\n\"bulletin\": {text}\n{short}"))
}
