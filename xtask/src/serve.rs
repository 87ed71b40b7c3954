//! `cargo xtask serve`: the portal in front of the stand-in utility, at any hour of a scenario.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build;
use crate::place::Place;
use crate::progress;

const SCENARIO: &str = "diwali-2024";
/// The evening before Diwali: the server has been dead for two days.
const HOUR: &str = "2024-10-30T18:00+05:30";

/// How to serve.
#[derive(clap::Args)]
pub struct Options {
    /// The timeline to live through
    #[arg(long, default_value = SCENARIO)]
    scenario: String,
    /// The instant to start at; without it, the evening before Diwali, or the start of another scenario
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// How many seconds pass in one; 0 freezes the clock
    #[arg(long, default_value_t = 1)]
    speed: u32,
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds what has changed, then becomes the sandbox: whatever ends this command ends the server.
pub fn serve(place: &Place, options: &Options) -> Result<()> {
    // Before minutes of building, not after.
    TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).map(drop).with_context(|| {
        format!("port {0} cannot be used; try --port {1}", options.port, options.port.saturating_add(1))
    })?;
    build::ensure_built(place)?;
    build_sandbox(place)?;
    let error = sandbox(place, options).exec();
    Err(error).context("cannot start target/debug/sandbox")
}

/// Builds the stand-in utility.
pub fn build_sandbox(place: &Place) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(place.root())
        .args(["build", "--locked", "--package", "sandbox"])
        .env("CARGO_TERM_COLOR", "never");
    progress::quietly(place, "building the sandbox", &mut cargo)
}

fn sandbox(place: &Place, options: &Options) -> Command {
    let mut sandbox = Command::new(place.sandbox());
    sandbox
        .current_dir(place.root())
        .arg("--dist")
        .arg(place.dist())
        .args(["--port", &options.port.to_string()])
        .args(["--scenario", &options.scenario])
        .args(["--speed", &options.speed.to_string()])
        .arg("--data")
        .arg(place.target().join("sandbox"))
        .arg("--control");
    if let Some(at) = hour(options) {
        sandbox.args(["--at", at]);
    }
    sandbox
}

fn hour(options: &Options) -> Option<&str> {
    options.at.as_deref().or_else(|| (options.scenario == SCENARIO).then_some(HOUR))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn hour_of(line: &str) -> Option<String> {
        let line = Line::try_parse_from(line.split_whitespace()).expect(line);
        hour(&line.options).map(str::to_owned)
    }

    #[test]
    fn the_hour_belongs_to_the_scenario_unless_it_is_asked_for() {
        assert_eq!(hour_of("serve").as_deref(), Some(HOUR));
        assert_eq!(hour_of("serve --scenario ordinary-day"), None);
        assert_eq!(
            hour_of("serve --scenario ordinary-day --at 2025-01-01T00:00+05:30").as_deref(),
            Some("2025-01-01T00:00+05:30")
        );
    }

    #[test]
    fn a_port_in_use_is_said_before_anything_is_built() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = taken.local_addr().expect("bound").port();
        let options = Options { scenario: SCENARIO.to_owned(), at: None, speed: 1, port };
        let error = serve(&Place::of_this_checkout(), &options).expect_err("the port is taken");
        assert!(format!("{error:#}").contains(&format!("port {port} cannot be used")), "{error:#}");
    }
}
