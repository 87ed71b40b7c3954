//! What each step of `cargo xtask test` does.

use std::process::{Command, ExitStatus};

use anyhow::{Result, ensure};

use crate::browser_tests;
use crate::build;
use crate::check::{Outcome, Step};
use crate::counts::Counts;
use crate::debian;
use crate::npm;
use crate::place::Place;
use crate::progress;
use crate::size;
use crate::tools::{self, WASM_TARGET};

/// Runs one step.
pub fn run(place: &Place, step: Step) -> Outcome {
    match step {
        Step::Packages => one(debian::install_test_packages(place)),
        Step::Fmt => one(cargo(place, "checking the formatting", &["fmt", "--all", "--check"])),
        Step::Clippy => one(cargo(
            place,
            "linting for this machine",
            &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"],
        )),
        Step::ClippyWasm => one(clippy_wasm(place)),
        Step::Native => native(place).into(),
        Step::Wasm => browser_tests::wasm(place),
        Step::Build => one(build::build(place, false)),
        Step::Size => one(size::size(place, false)),
        Step::E2e => browser_tests::end_to_end(place),
    }
}

/// A check that passes or fails as a whole.
fn one(result: Result<()>) -> Outcome {
    result.map(|()| Counts::ONE_PASSED).into()
}

fn clippy_wasm(place: &Place) -> Result<()> {
    tools::add_wasm_target(place)?;
    // Not all targets: the native tests use packages that do not exist for the browser.
    let what = ["clippy", "--package", "diya", "--target", WASM_TARGET, "--lib", "--bins", "--test", "browser"];
    let arguments = [&what[..], &["--", "--deny", "warnings"]].concat();
    cargo(place, "linting for the browser", &arguments)?;
    let with_gallery = [&what[..5], &["--lib", "--features", "gallery", "--", "--deny", "warnings"]].concat();
    cargo(place, "linting the gallery", &with_gallery)
}

fn cargo(place: &Place, doing: &str, arguments: &[&str]) -> Result<()> {
    let (status, _) = progress::aloud(doing, Command::new("cargo").current_dir(place.root()).args(arguments))?;
    ensure!(status.success(), "cargo {} failed", arguments.join(" "));
    Ok(())
}

fn native(place: &Place) -> Result<Counts> {
    // The test of the build's last steps runs the real tools.
    npm::install(place, &place.npm_tools())?;
    let nextest_is_there = !tools::on_path("cargo-nextest").is_empty();
    let arguments: &[&str] = match nextest_is_there {
        true => &["nextest", "run", "--workspace", "--no-fail-fast"],
        false => &["test", "--workspace", "--all-targets", "--no-fail-fast"],
    };
    let mut tests = Command::new("cargo");
    let (status, output) = progress::aloud("testing on this machine", tests.current_dir(place.root()).args(arguments))?;
    let counts = if nextest_is_there { Counts::from_nextest(&output) } else { Counts::from_libtest(&output) };
    let counts = settled(status, counts);

    let mut examples = Command::new("cargo");
    examples.current_dir(place.root()).args(["test", "--workspace", "--doc", "--no-fail-fast"]);
    let (status, output) = progress::aloud("testing the examples in the documentation", &mut examples)?;
    Ok(counts + settled(status, Counts::from_libtest(&output)))
}

/// A runner's counts, corrected by its exit status: a failure always counts as at least one, and a success without a count as one check.
pub fn settled(status: ExitStatus, counts: Option<Counts>) -> Counts {
    match (status.success(), counts) {
        (true, Some(counts)) => counts,
        (true, None) => Counts::ONE_PASSED,
        (false, Some(counts)) => Counts { failed: counts.failed.max(1), ..counts },
        (false, None) => Counts::ONE_FAILED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status_of(program: &str) -> ExitStatus {
        Command::new(program).status().expect(program)
    }

    #[test]
    fn a_runner_that_fails_never_counts_as_passed() {
        let (good, bad) = (status_of("true"), status_of("false"));
        let three = Counts { passed: 3, failed: 0 };
        assert_eq!(settled(good, Some(three)), three);
        assert_eq!(settled(good, None), Counts::ONE_PASSED);
        assert_eq!(settled(bad, Some(three)), Counts { passed: 3, failed: 1 });
        assert_eq!(settled(bad, Some(Counts { passed: 3, failed: 5 })), Counts { passed: 3, failed: 5 });
        assert_eq!(settled(bad, None), Counts::ONE_FAILED);
    }
}
