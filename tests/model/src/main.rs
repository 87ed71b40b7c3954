//! `recharge-model`: explores every setting, then shows that four ways of breaking the client are found.

use std::process::ExitCode;

use clap::Parser;
use recharge_model::run::{Report, explore, find};
use recharge_model::scenarios::{MUTANTS, SCENARIOS};

/// Explores every way in which a recharge can go.
#[derive(Parser)]
#[command(name = "cargo xtask model")]
struct Options {
    /// Go deep: some ten million states, minutes
    #[arg(long)]
    deep: bool,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
    /// Explore only the settings whose name holds these words
    #[arg(long, default_value = "")]
    only: String,
    /// Go so deep and no deeper
    #[arg(long)]
    depth: Option<usize>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let threads = std::thread::available_parallelism().map_or(1, core::num::NonZero::get);
    let mut as_told = true;
    let mut lines = Vec::new();
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.name.contains(&options.only)) {
        let depth = options.depth.unwrap_or(if options.deep { scenario.deep } else { scenario.depth });
        let report = explore(*scenario, depth, threads);
        as_told &= report.is_as_told();
        tell(&report, &options, &mut lines);
    }
    for mutant in MUTANTS.iter().filter(|_| options.only.is_empty()) {
        let report = find(mutant);
        as_told &= report.broken.iter().any(|(promise, _)| *promise == mutant.promise);
        tell(&report, &options, &mut lines);
    }
    if options.json {
        println!("{}", serde_json::Value::Array(lines));
    } else {
        println!(
            "{} states in all, at most {} MB",
            lines.iter().filter_map(|line| line["states"].as_u64()).sum::<u64>(),
            peak_memory()
        );
    }
    if as_told { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tell(report: &Report, options: &Options, lines: &mut Vec<serde_json::Value>) {
    let memory = peak_memory();
    lines.push(serde_json::json!({
        "scenario": report.scenario.name,
        "broken_on_purpose": report.mutant.map(recharge_model::scenario::Mutant::words),
        "states": report.states,
        "depth": report.depth,
        "whole": report.whole,
        "seconds": report.took.as_secs_f64(),
        "peak_megabytes": memory,
        "broken": report.broken.iter().map(|(promise, trace)| serde_json::json!({"promise": promise, "trace": trace})).collect::<Vec<_>>(),
    }));
    if options.json {
        return;
    }
    let name = report.mutant.map_or(report.scenario.name, |mutant| mutant.words());
    let whole = if report.whole { ", all of it" } else { "" };
    let (states, depth, seconds) = (report.states, report.depth, report.took.as_secs_f64());
    println!("{name:44} {states:>10} states  depth {depth:>2}{whole}  {seconds:>6.1} s  {memory:>5} MB");
    for (promise, trace) in &report.broken {
        let known = if report.scenario.fails.contains(promise) { "as known, " } else { "" };
        println!("  {known}broken: {promise}. The shortest way, {} steps:", trace.len());
        for (place, words) in trace.iter().enumerate() {
            println!("  {:>4}. {words}", place + 1);
        }
    }
}

/// The most memory that this process held, in megabytes; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}
