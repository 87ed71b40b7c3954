//! `cargo xtask test`: every step in order, going on after a failure so that one run shows all of them.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Error;
use clap::ValueEnum;

use crate::counts::Counts;
use crate::place::Place;
use crate::progress::{say, spoken};
use crate::steps;

/// Which steps to run.
#[derive(clap::Args)]
pub struct Options {
    /// Run only these steps
    #[arg(long, value_delimiter = ',', value_name = "STEP")]
    only: Vec<Step>,
    /// Leave these steps out
    #[arg(long, value_delimiter = ',', value_name = "STEP")]
    skip: Vec<Step>,
}

/// A step of the test run, in the order of running: what fails fastest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// The Debian packages that later steps need
    Packages,
    /// Formatting
    Fmt,
    /// Lints, for this machine
    Clippy,
    /// Lints, for the browser
    ClippyWasm,
    /// Tests on this machine
    Native,
    /// Tests in a browser
    Wasm,
    /// The release build
    Build,
    /// The weight of the first load
    Size,
    /// The portal, lived through in a browser
    E2e,
}

/// What became of a step.
pub enum Outcome {
    /// The step ran; it failed if a count says so.
    Ran(Counts),
    /// The step broke.
    Broke(Counts, Error),
    /// The step has nothing to do yet, or cannot be run because another one failed.
    Skipped(String),
}

impl Outcome {
    fn counts(&self) -> Counts {
        match self {
            Self::Ran(counts) | Self::Broke(counts, _) => *counts,
            Self::Skipped(_) => Counts::default(),
        }
    }

    fn failed(&self) -> bool {
        self.counts().failed > 0
    }
}

impl From<anyhow::Result<Counts>> for Outcome {
    fn from(result: anyhow::Result<Counts>) -> Self {
        match result {
            Ok(counts) => Self::Ran(counts),
            Err(error) => Self::Broke(Counts::ONE_FAILED, error),
        }
    }
}

struct Record {
    step: Step,
    outcome: Outcome,
    took: Duration,
}

/// Runs the steps, prints a table of them, and closes with the line `N passed, N failed`.
pub fn test(place: &Place, options: &Options) -> ExitCode {
    let mut records: Vec<Record> = Vec::new();
    for step in plan(options) {
        say(&format!("\n── {} ──", step.name()));
        let started = Instant::now();
        let broken = records.iter().filter(|record| record.outcome.failed()).map(|record| record.step);
        let outcome = match broken.into_iter().find(|broken| step.rests_on(*broken)) {
            Some(broken) => Outcome::Skipped(format!("not run, because {} failed", broken.name())),
            None => steps::run(place, step),
        };
        if let Outcome::Broke(_, error) = &outcome {
            say(&format!("error: {error:#}"));
        }
        let record = Record { step, outcome, took: started.elapsed() };
        say(&format!("── {}: {} in {} ──", step.name(), told(&record.outcome), spoken(record.took)));
        records.push(record);
    }
    say(&format!("\n{}", table(&records)));
    let total: Counts = records.iter().map(|record| record.outcome.counts()).sum();
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The steps asked for, and the packages they need.
fn plan(options: &Options) -> Vec<Step> {
    let asked = |step: &Step| {
        let wanted = options.only.is_empty() || options.only.contains(step);
        wanted && !options.skip.contains(step)
    };
    let mut steps: Vec<_> = Step::value_variants().iter().copied().filter(asked).collect();
    let packages_needed = steps.iter().any(|step| step.rests_on(Step::Packages));
    if packages_needed && !steps.contains(&Step::Packages) && !options.skip.contains(&Step::Packages) {
        steps.insert(0, Step::Packages);
    }
    if !packages_needed && options.only.is_empty() {
        steps.retain(|step| *step != Step::Packages);
    }
    steps
}

impl Step {
    /// The name by which the step is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Packages => "packages",
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Build => "build",
            Self::Size => "size",
            Self::E2e => "e2e",
        }
    }

    /// Whether this step can tell nothing when the other one failed.
    fn rests_on(self, other: Self) -> bool {
        match self {
            Self::Native | Self::Wasm => other == Self::Packages,
            Self::Size => other == Self::Build,
            Self::E2e => matches!(other, Self::Packages | Self::Build),
            Self::Packages | Self::Fmt | Self::Clippy | Self::ClippyWasm | Self::Build => false,
        }
    }
}

fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ran(Counts { passed, failed: 0 }) => format!("{passed} passed"),
        Outcome::Ran(Counts { passed, failed }) | Outcome::Broke(Counts { passed, failed }, _) => {
            format!("{passed} passed, {failed} FAILED")
        }
        Outcome::Skipped(why) => format!("skipped: {why}"),
    }
}

fn table(records: &[Record]) -> String {
    let rows = records
        .iter()
        .map(|Record { step, outcome, took }| format!("{:12} {:>13}  {}\n", step.name(), spoken(*took), told(outcome)));
    rows.collect::<String>() + &format!("{:12} {:>13}\n", "all", spoken(records.iter().map(|record| record.took).sum()))
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

    fn planned(line: &str) -> Vec<&'static str> {
        let line = Line::try_parse_from(line.split_whitespace()).expect(line);
        plan(&line.options).into_iter().map(Step::name).collect()
    }

    #[test]
    fn without_a_wish_everything_is_run_in_order() {
        assert_eq!(
            planned("test"),
            ["packages", "fmt", "clippy", "clippy-wasm", "native", "wasm", "build", "size", "e2e"]
        );
    }

    #[test]
    fn what_is_asked_for_is_run_with_the_packages_it_needs() {
        assert_eq!(planned("test --only fmt,clippy"), ["fmt", "clippy"]);
        assert_eq!(planned("test --only e2e --only fmt"), ["packages", "fmt", "e2e"]);
        assert_eq!(planned("test --only native --skip packages"), ["native"]);
        assert_eq!(planned("test --skip native,wasm,e2e"), ["fmt", "clippy", "clippy-wasm", "build", "size"]);
        assert!(Line::try_parse_from(["test", "--only", "everything"]).is_err());
    }

    #[test]
    fn a_step_that_broke_counts_as_a_failure() {
        assert!(Outcome::from(Err(anyhow::anyhow!("x"))).failed());
        assert!(!Outcome::from(Ok(Counts::ONE_PASSED)).failed());
        assert!(!Outcome::Skipped(String::new()).failed());
    }

    #[test]
    fn the_table_tells_each_step_its_time_and_its_result() {
        let record = |step, outcome, seconds| Record { step, outcome, took: Duration::from_secs(seconds) };
        let records = [
            record(Step::Fmt, Outcome::Ran(Counts::ONE_PASSED), 1),
            record(Step::Native, Outcome::Ran(Counts { passed: 40, failed: 2 }), 70),
            record(Step::E2e, Outcome::Skipped("nothing yet".to_owned()), 0),
        ];
        let expected = "\
fmt                  1.0 s  1 passed
native         1 min 10 s  40 passed, 2 FAILED
e2e                  0.0 s  skipped: nothing yet
all            1 min 11 s
";
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&table(&records)), squeezed(expected));
    }
}
