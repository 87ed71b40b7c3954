//! `publisher status`: how the server is.

use clap::{Subcommand, ValueEnum};
use diya::domain::bulletin::{AdmitShare, ApiStatus, ServiceStatus};
use diya::domain::words::Words;
use publisher::when::instant;

use super::{Desk, Done, Fault, done};

#[derive(Debug, Subcommand)]
pub enum Status {
    /// Say how the server is.
    Set {
        /// How it is.
        api: Api,
        /// When people may expect news.
        #[arg(long, value_name = "TIME")]
        until: Option<String>,
        /// The share of devices that may call the server on their own; 1 if up, 0 if down.
        #[arg(long, value_name = "0.0..1.0")]
        admit: Option<String>,
        /// Since when it is so; the time of an unchanged state stays, else now.
        #[arg(long, value_name = "TIME")]
        since: Option<String>,
        /// What to tell people, in Hindi.
        #[arg(long)]
        message_hi: String,
        /// What to tell people, in English.
        #[arg(long)]
        message_en: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Api {
    /// It works.
    Up,
    /// It works for some, or slowly.
    Degraded,
    /// It does not work.
    Down,
}

impl Status {
    /// Keeps the status.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let Self::Set { api, until, admit, since, message_hi, message_en } = self;
        let workspace = desk.workspace()?;
        let offset = workspace.settings.utc_offset_minutes;
        let api = match api {
            Api::Up => ApiStatus::Up,
            Api::Degraded => ApiStatus::Degraded,
            Api::Down => ApiStatus::Down,
        };
        let admit = match (admit, api) {
            (Some(text), _) => text.trim().parse::<f64>().ok().and_then(|share| AdmitShare::try_from(share).ok()),
            (None, ApiStatus::Up) => Some(AdmitShare::ALL),
            (None, ApiStatus::Down) => AdmitShare::try_from(0.0).ok(),
            (None, ApiStatus::Degraded) => {
                return Err(Fault::value("--admit", "say which share of devices may call now, e.g. --admit 0.2"));
            }
        };
        let admit =
            admit.ok_or_else(|| Fault::value("--admit", "must be a number from 0.0 to 1.0, e.g. 0.2 for a fifth"))?;
        for (field, text) in [("--message-hi", &message_hi), ("--message-en", &message_en)] {
            if text.trim().is_empty() {
                return Err(Fault::value(field, "is empty; say what happened and what to do"));
            }
        }
        let next_update = until.map(|text| instant("--until", &text, offset)).transpose()?;
        if next_update.is_some_and(|next| next <= desk.now) {
            return Err(Fault::value("--until", "is already past; say when people may expect news"));
        }
        let before = workspace.status().ok().filter(|before| before.api == api);
        let since = match since {
            Some(text) => instant("--since", &text, offset)?,
            // Devices draw their lot once for each 'since': those that are in stay in.
            None => before.map_or(desk.now, |before| before.since),
        };
        let message = Words { hi: message_hi, en: message_en };
        workspace.keep_status(&ServiceStatus { api, admit, since, next_update, message })?;
        done(format!("Status kept, since {}. Now: publisher bulletin build\n", String::from(since)))
    }
}
