//! `publisher preview`: what one consumer will be told.

use std::path::PathBuf;

use clap::Args;
use diya::domain::money::Paise;
use diya::domain::time::{INDIA, Instant};
use publisher::assemble::read_any;
use publisher::preview::{Basis, Consumer, preview};
use publisher::reading;
use publisher::when::instant;

use super::rules::packs;
use super::{Desk, Done, Fault, done};

/// Show what one consumer will be told.
#[derive(Debug, Args)]
pub struct Preview {
    /// The consumer: a JSON file with `account`, `balance` and `days`.
    #[arg(long, value_name = "FILE")]
    account: PathBuf,
    /// For which time; now if not said.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Another balance than the file's, in rupees, as read at that time.
    #[arg(long, value_name = "RUPEES", allow_hyphen_values = true)]
    balance: Option<String>,
    /// A bulletin, signed or not; its signatures are not checked here.
    #[arg(long, value_name = "FILE", required_unless_present = "rules", conflicts_with = "rules")]
    bulletin: Option<PathBuf>,
    /// Rule packs alone.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// As JSON, described in docs/publishing.md.
    #[arg(long)]
    json: bool,
}

impl Preview {
    /// Shows it.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let at = match &self.at {
            Some(text) => instant("--at", text, INDIA)?,
            None => desk.now,
        };
        let mut consumer: Consumer = reading::json(&self.account)?;
        if let Some(text) = &self.balance {
            let paise = Paise::parse_typed(text).map_err(|why| Fault::value("--balance", why.to_string()))?;
            set_balance(&mut consumer, paise, at)?;
        }
        let told = if let Some(path) = &self.bulletin {
            preview(&consumer, Basis::Bulletin(&read_any(path)?.bulletin), at)
        } else if let Some(path) = &self.rules {
            preview(&consumer, Basis::Rules(&packs(path)?), at)
        } else {
            return Err(Fault::value("--bulletin", "name a bulletin, or rules with --rules"));
        };
        if !self.json {
            return done(told.to_text());
        }
        let json = serde_json::to_string_pretty(&told);
        done(json.map_err(|why| Fault::value("--json", why.to_string()))? + "\n")
    }
}

/// Puts another amount into the reading. A balance that stays at or below zero stays so since when it was.
fn set_balance(consumer: &mut Consumer, paise: Paise, at: Instant) -> Result<(), Fault> {
    let Some(balance) = &mut consumer.balance else {
        let reading = serde_json::json!({ "paise": paise, "as_of": at, "quality": "measured" });
        let read = serde_json::from_value(reading);
        consumer.balance = Some(read.map_err(|why| Fault::value("--balance", why.to_string()))?);
        return Ok(());
    };
    balance.paise = paise;
    balance.as_of = at;
    if paise > Paise::ZERO {
        balance.not_above_zero_since = None;
    }
    Ok(())
}
