//! One file for each command. A command returns what to print; it prints nothing itself but its questions.

mod ask;
mod bulletin;
mod cap;
mod fault;
mod init;
mod key;
mod notice;
mod preview;
mod publish;
mod rules;
mod status;

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Parser, Subcommand};
use diya::contract::config::Config;
use diya::domain::time::{INDIA, Instant};
use publisher::reading;
use publisher::when::instant;
use publisher::workspace::Workspace;

pub use fault::Fault;

/// Makes, checks, signs and publishes the bulletin that answers consumers while the server is down.
///
/// Exit codes: 0 done, 1 refused or invalid, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "publisher", version)]
pub struct CommandLine {
    /// The officer's directory.
    #[arg(long, global = true, default_value = ".")]
    dir: PathBuf,
    /// Act as if it were this time. For rehearsals; never publish what was built so.
    #[arg(long, global = true, value_name = "TIME")]
    now: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the officer's directory and its first key.
    Init(init::Init),
    /// Make a key, or show the keys for config.json.
    #[command(subcommand)]
    Key(key::Key),
    /// Make, replace or take back a notice.
    #[command(subcommand)]
    Notice(notice::Notice),
    /// Check disconnection rules.
    #[command(subcommand)]
    Rules(rules::Rules),
    /// Say how the server is.
    #[command(subcommand)]
    Status(status::Status),
    /// Build, sign, verify or read the bulletin.
    #[command(subcommand)]
    Bulletin(bulletin::BulletinCommand),
    /// Notices from and to CAP 1.2 XML.
    #[command(subcommand)]
    Cap(cap::Cap),
    /// Show what one consumer will be told.
    Preview(preview::Preview),
    /// Put the signed bulletin where portals fetch it.
    Publish(publish::Publish),
}

/// What a command has to say. With `refused` the exit code is 1.
#[derive(Debug, Default)]
pub struct Done {
    /// For standard output.
    pub text: String,
    /// For standard error.
    pub refused: Option<String>,
}

/// Where and when a command runs.
#[derive(Debug)]
pub struct Desk {
    dir: PathBuf,
    now: Instant,
}

impl Desk {
    fn workspace(&self) -> Result<Workspace, Fault> {
        Ok(Workspace::open(&self.dir)?)
    }
}

impl CommandLine {
    /// Does what was asked.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self) -> Result<Done, Fault> {
        let now = match &self.now {
            Some(text) => instant("--now", text, INDIA)?,
            None => clock(),
        };
        let desk = Desk { dir: self.dir, now };
        match self.command {
            Command::Init(command) => command.run(&desk),
            Command::Key(command) => command.run(&desk),
            Command::Notice(command) => command.run(&desk),
            Command::Rules(command) => command.run(&desk),
            Command::Status(command) => command.run(&desk),
            Command::Bulletin(command) => command.run(&desk),
            Command::Cap(command) => command.run(&desk),
            Command::Preview(command) => command.run(&desk),
            Command::Publish(command) => command.run(&desk),
        }
    }
}

fn clock() -> Instant {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Instant::from_unix_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
}

fn done(text: String) -> Result<Done, Fault> {
    Ok(Done { text, refused: None })
}

fn config(path: &std::path::Path) -> Result<Config, Fault> {
    let bytes = reading::text(path)?;
    Config::parse(bytes.as_bytes()).map_err(|why| Fault::Config { path: path.to_owned(), why })
}
