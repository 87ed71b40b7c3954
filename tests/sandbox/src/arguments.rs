//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use diya::domain::time::Instant;

/// A stand-in utility for the Diya portal: the whole contract, a movable clock, and faults.
#[derive(Parser)]
#[command(name = "sandbox", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Where the built portal lies
    #[arg(long, default_value = "dist", value_name = "DIR")]
    pub dist: PathBuf,

    /// The port to listen on at 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,

    /// diwali-2024 (the default), ordinary-day, catch-up-2024-05, or a file that ends in .toml
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub scenario: Option<String>,

    /// Where the clock begins, e.g. 2024-10-30T18:00+05:30
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    pub at: Option<Instant>,

    /// How many seconds pass in one; 0 freezes the clock
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub speed: Option<u32>,

    /// Where to keep database and key; without it everything is forgotten at the end
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Offer the control page at /sandbox. Never on a machine that others reach
    #[arg(long)]
    pub control: bool,

    /// Print one line of JSON instead of words
    #[arg(long)]
    pub json: bool,
}

/// What the sandbox can do besides serving.
#[derive(Subcommand)]
pub enum Command {
    /// Print the contract as `OpenAPI`
    Openapi,
}

/// An instant; seconds may be left out.
fn instant(text: &str) -> Result<Instant, String> {
    let with_seconds = match (text.get(..16), text.get(16..)) {
        (Some(minute), Some(rest)) if !rest.starts_with(':') => format!("{minute}:00{rest}"),
        _ => text.to_owned(),
    };
    Instant::parse(&with_seconds).map_err(|fault| fault.to_string())
}
