//! Reading from what test runners print how many tests passed and how many failed.

use std::iter::Sum;
use std::ops::Add;

/// How many tests passed and failed. A check that is no test runner counts as one test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, timed out, or were not run because of it.
    pub failed: usize,
}

impl Counts {
    /// A single check that passed.
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0 };
    /// A single check that failed.
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// From the summary of cargo-nextest: `Summary [ 1.2s] 9 tests run: 8 passed (1 slow), 1 failed, 3 skipped`.
    pub fn from_nextest(output: &str) -> Option<Self> {
        let summary = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
        let (run, results) = summary.split_once(" run:")?;
        // `9/12 tests` when it stopped early.
        let run = run.rsplit(' ').nth(1)?.split('/').next()?.parse::<usize>().ok()?;
        let passed = number_before(results, "passed").unwrap_or(0);
        Some(Self { passed, failed: run.saturating_sub(passed) })
    }

    /// From every result line of Rust's own test harness: `test result: ok. 3 passed; 0 failed; 1 ignored`.
    pub fn from_libtest(output: &str) -> Option<Self> {
        let results = output.lines().filter_map(|line| line.split_once("test result: ").map(|(_, result)| result));
        let counts = results.map(|result| {
            Some(Self { passed: number_before(result, "passed")?, failed: number_before(result, "failed")? })
        });
        let counts: Vec<_> = counts.collect::<Option<_>>()?;
        (!counts.is_empty()).then(|| counts.into_iter().sum())
    }

    /// From the last lines of Playwright, one each: `1 failed`, `2 did not run`, `5 passed (3.2s)`.
    pub fn from_playwright(output: &str) -> Option<Self> {
        let mut counts = None;
        for line in output.lines().map(str::trim) {
            let Some((number, result)) = line.split_once(' ') else { continue };
            let Ok(number) = number.parse::<usize>() else { continue };
            let counted = counts.get_or_insert_with(Self::default);
            match result.split(" (").next().unwrap_or_default() {
                "passed" | "flaky" => counted.passed += number,
                "failed" | "did not run" | "interrupted" => counted.failed += number,
                _ => {}
            }
        }
        counts
    }
}

fn number_before(text: &str, word: &str) -> Option<usize> {
    let words: Vec<_> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok())
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(passed: usize, failed: usize) -> Option<Counts> {
        Some(Counts { passed, failed })
    }

    #[test]
    fn nextest_is_understood() {
        let all_well = "   PASS [ 0.0s] x\n────\n     Summary [   0.020s] 45 tests run: 45 passed, 2 skipped\n";
        assert_eq!(Counts::from_nextest(all_well), counted(45, 0));
        let mixed =
            "     Summary [   1.0s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n  FAIL x\n";
        assert_eq!(Counts::from_nextest(mixed), counted(6, 3));
        assert_eq!(Counts::from_nextest("     Summary [ 1.0s] 3/9 tests run: 2 passed, 1 failed"), counted(2, 1));
        assert_eq!(Counts::from_nextest("     Summary [ 1.0s] 1 test run: 0 passed, 1 failed"), counted(0, 1));
    }

    #[test]
    fn the_harness_of_rust_is_understood_and_added_up() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            x\ntest result: FAILED. 2 passed; 4 failed; 0 ignored; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Counts::from_libtest(output), counted(5, 4));
    }

    #[test]
    fn playwright_is_understood() {
        let output = "  ✓  1 a.spec.ts:3:1 › opens (1.2s)\n\n  1 failed\n    a.spec.ts:9:1 › x\n  1 flaky\n  2 skipped\n  3 did not run\n  5 passed (3.2s)\n";
        assert_eq!(Counts::from_playwright(output), counted(6, 4));
    }

    #[test]
    fn a_runner_that_says_nothing_is_not_taken_for_one_that_passed() {
        for silence in ["", "error: could not compile `diya`", "Summary [", "test result: ok."] {
            assert_eq!(Counts::from_nextest(silence), None, "{silence}");
            assert_eq!(Counts::from_libtest(silence), None, "{silence}");
        }
        assert_eq!(Counts::from_playwright("Error: no tests found"), None);
    }
}
