//! `cargo xtask model`: explores every way in which a recharge can go, and shows that a broken client is found.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::place::Place;
use crate::progress;

/// How to explore.
#[derive(clap::Args)]
pub struct Options {
    /// Go deep: more than ten million states, minutes
    #[arg(long)]
    deep: bool,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

/// Explores, with the reducer compiled for speed: the portal itself is compiled to be small.
pub fn model(place: &Place, options: &Options) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place.root()).args(["run", "--quiet", "--profile", "swift", "--package", "recharge-model", "--"]);
    cargo.args(options.deep.then_some("--deep")).args(options.json.then_some("--json"));
    let (status, _) = progress::aloud("exploring", &mut cargo)?;
    ensure!(status.success(), "a promise is broken, or a broken client was not found ({status})");
    Ok(())
}
