//! `cargo xtask herd`: a state's consumers come back to a server that is getting up. The simulation is a package of its
//! own, `tests/herd`, built for speed; this only starts it and says where the picture goes.

use std::process::{Command, ExitCode};

use crate::place::Place;
use crate::progress;

/// What the simulation is told; `--help` lists it.
#[derive(clap::Args)]
pub struct Options {
    /// --clients N, --outage 2h|10d, --capacity N, --recovery at-once|deadline|flapping, --policy POLICY, --seed N, --json, --picture FILE
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "OPTIONS")]
    words: Vec<String>,
}

/// Simulates, and draws the picture unless it is drawn elsewhere. What was said wrong is the simulation's to tell.
pub fn herd(place: &Place, options: &Options) -> ExitCode {
    let mut simulation = Command::new("cargo");
    simulation.current_dir(place.root()).args(["run", "--quiet", "--profile", "herd", "--package", "herd", "--"]);
    simulation.args(&options.words);
    if !options.words.iter().any(|word| word.starts_with("--picture")) {
        simulation.arg("--picture").arg(picture(place, &options.words));
    }
    match simulation.status() {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(fault) => {
            progress::say(&format!("error: cannot start cargo: {fault}"));
            ExitCode::FAILURE
        }
    }
}

/// The picture of the whole herd belongs to the documentation; that of any other run must not take its place.
fn picture(place: &Place, words: &[String]) -> std::path::PathBuf {
    if words.is_empty() { place.root().join("docs/pictures/herd.svg") } else { place.target().join("herd.svg") }
}
