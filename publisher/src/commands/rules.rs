//! `publisher rules check`: every fault with its place, and what may not be meant.

use std::path::PathBuf;

use clap::Subcommand;
use diya::contract::json::{FromJson as _, Tree};
use diya::domain::rules::RulePack;
use publisher::assemble::read_any;
use publisher::reading;
use publisher::rules_check::{Remark, remarks};

use super::{Desk, Done, Fault};

#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Check a rule pack (JSON or TOML), or all those of a bulletin.
    Check {
        /// The file.
        file: PathBuf,
    },
}

impl Rules {
    /// Checks.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let Self::Check { file } = self;
        let packs = packs(&file)?;
        let mut text = String::new();
        let mut faults = 0;
        for pack in &packs {
            text.push_str(&format!("{} version {}\n", pack.id, pack.version));
            for remark in remarks(pack, desk.now) {
                let (mark, words) = match remark {
                    Remark::Fault(words) => ("FAULT  ", words),
                    Remark::Warning(words) => ("warning", words),
                };
                faults += usize::from(mark == "FAULT  ");
                text.push_str(&format!("  {mark} {words}\n"));
            }
        }
        let refused = if packs.is_empty() {
            Some(format!("{}: rule_packs: none there; without rules portals can only say 'unknown'", file.display()))
        } else if faults > 0 {
            Some(format!("{}: {faults} faults to mend", file.display()))
        } else {
            text.push_str("Every portal can read it.\n");
            None
        };
        Ok(Done { text, refused })
    }
}

/// The packs in a file: a bulletin, a bare pack, or a list of them.
pub fn packs(file: &std::path::Path) -> Result<Vec<RulePack>, Fault> {
    let text = reading::text(file)?;
    if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return Ok(vec![reading::toml_text(file, &text)?]);
    }
    let tree = reading::tree(file, &text)?;
    match &tree {
        Tree::Object(members) if members.iter().any(|(name, _)| name == "payload" || name == "rule_packs") => {
            Ok(read_any(file)?.bulletin.rule_packs)
        }
        Tree::List(_) => Ok(reading::json_text(file, &text)?),
        _ => {
            let pack = reading::json_text(file, &text)?;
            // The portal's own reader has the last word.
            RulePack::from_json(tree).map_err(|why| Fault::Value { field: "rule pack", wrong: why.to_string() })?;
            Ok(vec![pack])
        }
    }
}
