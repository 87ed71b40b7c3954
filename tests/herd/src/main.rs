//! `cargo xtask herd`: the table, the picture, the JSON.

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use herd::arguments::Arguments;
use herd::figures::Comparison;
use herd::herd::simulate;

fn main() -> ExitCode {
    match show(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::from(2)
        }
    }
}

fn show(arguments: &Arguments) -> Result<(), String> {
    let setting = arguments.setting()?;
    let started = Instant::now();
    let comparison = Comparison::of(&setting, &simulate(&setting));
    if let Some(path) = &arguments.picture {
        fs::write(path, comparison.picture()).map_err(|fault| format!("cannot write {}: {fault}", path.display()))?;
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&comparison).map_err(|fault| fault.to_string())?);
    } else {
        print!("{}", comparison.table());
    }
    // On the other channel: the same seed gives the same output, however long it takes.
    eprintln!("simulated in {:.0} s{}", started.elapsed().as_secs_f64(), memory());
    Ok(())
}

/// The most memory that was in use, where the system tells it.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    peak.map_or(String::new(), |kilobytes| format!(", {} MB of memory at most", kilobytes / 1024))
}
