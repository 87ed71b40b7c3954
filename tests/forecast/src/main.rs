//! `cargo xtask forecast`: replays measured homes and says how good the projection is.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use forecast::homes;
use forecast::replay::{STEP, replay};
use forecast::report::Report;

/// Replay measured homes: how often the projection's 80 % range holds, and how it compares with two plain forecasts.
#[derive(Parser)]
#[command(name = "cargo xtask forecast", bin_name = "cargo xtask forecast")]
struct Arguments {
    /// A CSV file with the columns of `../shared/data/consumption/daily_kwh.csv`, which is the one replayed without this
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let Arguments { data, json } = Arguments::parse();
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/consumption/daily_kwh.csv");
    let path = data.unwrap_or(beside);
    let homes = match fs::read_to_string(&path) {
        Ok(text) => homes::read(&text).map_err(|fault| format!("{}: {fault}", path.display())),
        Err(why) => Err(format!("{}: cannot be read ({why}); give another with --data", path.display())),
    };
    let homes = match homes {
        Ok(homes) => homes,
        Err(fault) => {
            eprintln!("error: {fault}");
            return ExitCode::from(2);
        }
    };
    let report = Report::of(&replay(&homes, STEP));
    if !report.judges_anything() {
        eprintln!("error: {}: no home has days enough to be judged", path.display());
        return ExitCode::FAILURE;
    }
    match serde_json::to_string_pretty(&report) {
        Ok(figures) if json => println!("{figures}"),
        _ => {
            println!("A cut-off every {STEP} days; cost at ₹7 a kWh; width and score in ₹, the less the better.\n");
            print!("{}", report.to_text());
        }
    }
    if report.keeps_the_bounds() {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: a bound is missed");
    ExitCode::FAILURE
}
