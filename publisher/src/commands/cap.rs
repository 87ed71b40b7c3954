//! `publisher cap`: notices from and to CAP 1.2 XML.

use std::path::PathBuf;

use clap::Subcommand;
use publisher::{cap, reading};

use super::notice::keep;
use super::{Desk, Done, Fault, done};

#[derive(Debug, Subcommand)]
pub enum Cap {
    /// Keep the alerts of a CAP file, or of a feed that holds them, as notices.
    Import {
        /// The XML file.
        file: PathBuf,
        /// Keep them without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Write a notice as CAP 1.2 XML.
    Export {
        /// Which.
        identifier: String,
    },
}

impl Cap {
    /// Imports or exports.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let workspace = desk.workspace()?;
        match self {
            Self::Import { file, yes } => {
                let imported = cap::import(&reading::bytes(&file)?)
                    .map_err(|why| Fault::value("FILE", format!("{}: {why}", file.display())))?;
                let mut text = String::new();
                for one in imported {
                    text.push_str(&keep(&workspace, &one.notice, yes)?.text);
                    if !one.left_out.is_empty() {
                        let left_out: Vec<String> = one.left_out.iter().map(ToString::to_string).collect();
                        text.push_str(&format!("Left out, a notice has no place for it: {}\n", left_out.join(", ")));
                    }
                }
                done(text)
            }
            Self::Export { identifier } => {
                let notices = workspace.notices()?;
                let Some((_, notice)) = notices.iter().find(|(_, notice)| notice.identifier == identifier) else {
                    return Err(Fault::value("IDENTIFIER", "no such notice here; 'notice list' shows them"));
                };
                done(cap::export(notice, workspace.settings.utc_offset_minutes))
            }
        }
    }
}
