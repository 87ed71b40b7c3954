//! Why a command did not do what was asked.

use std::path::PathBuf;

use diya::contract::config::ConfigFault;
use publisher::assemble::AssembleFault;
use publisher::atomic::WriteFault;
use publisher::compose::ComposeFault;
use publisher::keys::KeyFault;
use publisher::publish::PublishFault;
use publisher::reading::ReadFault;
use publisher::sign::SignFault;
use publisher::template::TemplateFault;
use publisher::when::WhenFault;
use publisher::workspace::WorkspaceFault;

/// Why a command did not do what was asked; every message names the field and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Workspace(#[from] WorkspaceFault),
    #[error(transparent)]
    Read(#[from] ReadFault),
    #[error(transparent)]
    Write(#[from] WriteFault),
    #[error(transparent)]
    Key(#[from] KeyFault),
    #[error(transparent)]
    Sign(#[from] SignFault),
    #[error(transparent)]
    Template(#[from] TemplateFault),
    #[error(transparent)]
    Compose(#[from] ComposeFault),
    #[error(transparent)]
    Assemble(#[from] AssembleFault),
    #[error(transparent)]
    Publish(#[from] PublishFault),
    #[error(transparent)]
    When(#[from] WhenFault),
    #[error("{path}: {why}")]
    Config { path: PathBuf, why: ConfigFault },
    /// A value that makes no sense.
    #[error("{field}: {wrong}")]
    Value { field: &'static str, wrong: String },
    #[error("no terminal to ask for the passphrase: set DIYA_PASSPHRASE or give --passphrase-file FILE")]
    NoTerminal,
    #[error("the two passphrases differ; nothing was made. Try again")]
    PassphrasesDiffer,
    #[error("the passphrase has fewer than {0} signs; choose a longer one, e.g. five words")]
    PassphraseShort(usize),
    #[error("the terminal cannot be read: {0}")]
    Terminal(std::io::Error),
    #[error("not confirmed; nothing was written")]
    NotConfirmed,
}

impl Fault {
    /// A value that makes no sense.
    pub fn value(field: &'static str, wrong: impl Into<String>) -> Self {
        Self::Value { field, wrong: wrong.into() }
    }
}
