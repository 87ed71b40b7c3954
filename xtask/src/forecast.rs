//! `cargo xtask forecast`: replays measured homes and says how good the projection of the balance is.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Context;

use crate::place::Place;
use crate::progress::{say, verdict};

/// What is replayed, and how it is told.
#[derive(clap::Args)]
pub struct Options {
    /// A CSV file of household, date and kWh; without it `../shared/data/consumption/daily_kwh.csv`, beside the checkout
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

/// Replays the homes; fails when a bound is missed. What it prints is its own, so that JSON remains JSON.
pub fn forecast(place: &Place, options: &Options) -> ExitCode {
    let mut replay = Command::new("cargo");
    replay.args(["run", "--quiet", "--package", "forecast", "--manifest-path"]).arg(place.root().join("Cargo.toml"));
    replay.arg("--");
    if let Some(data) = &options.data {
        replay.arg("--data").arg(data);
    }
    if options.json {
        replay.arg("--json");
    }
    say("replaying measured homes: some 20 s, and at first as long again to compile…");
    match replay.status().context("cannot start cargo") {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => verdict(Err(error)),
    }
}
