//! `cargo xtask vectors`: what came of the signature vectors, natively and in a browser, as two tables.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::browser_tests;
use crate::debian;
use crate::place::Place;
use crate::progress;

/// Judges the vectors natively, then in a browser.
pub fn vectors(place: &Place) -> Result<()> {
    debian::install_test_packages(place)?;
    let mut native = Command::new("cargo");
    native.current_dir(place.root()).args(["test", "--package", "publisher", "--test", "vectors", "--", "--nocapture"]);
    let (status, _) = progress::aloud("judging the vectors natively", &mut native)?;
    ensure!(status.success(), "a vector was judged wrongly ({status})");
    let counts = browser_tests::run_wasm(place)?;
    ensure!(counts.failed == 0, "a test in the browser failed");
    Ok(())
}

/// Lays the published vectors where the browser tests' server, which serves the checkout, finds them. They lie beside
/// the checkout, not in it; where they are missing the tests say so, file by file, and judge our own alone.
pub fn lay_out(place: &Place) -> Result<()> {
    let (from, to) = (place.root().join("../shared/data/jws"), place.root().join("target/vectors"));
    if to.exists() {
        // What was taken away beside the checkout must not linger here.
        fs::remove_dir_all(&to).with_context(|| format!("cannot empty {}", to.display()))?;
    }
    if !from.is_dir() {
        eprintln!("the published vectors are skipped: {} does not exist", from.display());
        return Ok(());
    }
    copy(&from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copied = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &copied)?;
        } else {
            // Read and written, not copied: a copy would take the permissions along, and some are read-only.
            fs::write(copied, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
