//! Everything that needs a browser: tests compiled to WASM, the end-to-end tests, and pictures.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::build;
use crate::check::Outcome;
use crate::counts::Counts;
use crate::debian;
use crate::npm;
use crate::place::Place;
use crate::progress;
use crate::serve;
use crate::steps::settled;
use crate::tools::{self, Toolbox, WASM_TARGET};
use crate::vectors;

const WASM_TESTS: &str = "tests/browser.rs";
const PLAYWRIGHT_CONFIGS: [&str; 3] = ["playwright.config.ts", "playwright.config.js", "playwright.config.mjs"];
const SCREENSHOTS: &str = "screenshots.mjs";

/// Tests of the portal's own code, compiled to WASM and run by headless Chromium.
pub fn wasm(place: &Place) -> Outcome {
    if !place.root().join(WASM_TESTS).exists() {
        return Outcome::Skipped(format!("{WASM_TESTS} does not exist yet"));
    }
    run_wasm(place).into()
}

/// Runs them, and says the table of vectors.
pub fn run_wasm(place: &Place) -> Result<Counts> {
    let toolbox = Toolbox::gather(place)?;
    vectors::lay_out(place)?;
    let driver = found("chromedriver")?;
    let capabilities = place.memory().join("webdriver.json");
    let options = json!({ "goog:chromeOptions": { "binary": found("chromium")?, "args": chromium_arguments() } });
    fs::write(&capabilities, options.to_string())
        .with_context(|| format!("cannot write {}", capabilities.display()))?;
    let mut tests = Command::new("cargo");
    tests
        .current_dir(place.root())
        .args(["test", "--package", "diya", "--target", WASM_TARGET, "--test", "browser"])
        // The table of vectors is worth seeing when all is well, too.
        .args(["--", "--nocapture"])
        .env("PATH", toolbox.path()?)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    let (status, output) = progress::aloud("testing in a browser", &mut tests)?;
    Ok(settled(status, Counts::from_libtest(&output)))
}

/// The portal and the sandbox, lived through in a browser by Playwright.
pub fn end_to_end(place: &Place) -> Outcome {
    let directory = place.end_to_end();
    if !PLAYWRIGHT_CONFIGS.iter().any(|config| directory.join(config).exists()) {
        return Outcome::Skipped("tests/e2e has no playwright.config yet".to_owned());
    }
    run_end_to_end(place).into()
}

fn run_end_to_end(place: &Place) -> Result<Counts> {
    let mut playwright = Command::new(npm::program(&place.end_to_end(), "playwright"));
    playwright.arg("test");
    prepare(place, &mut playwright)?;
    let (status, output) = progress::aloud("testing end to end", &mut playwright)?;
    Ok(settled(status, Counts::from_playwright(&output)))
}

/// `cargo xtask screenshots`: the pictures of the README, taken by a script beside the end-to-end tests.
pub fn screenshots(place: &Place) -> Result<()> {
    ensure!(
        place.end_to_end().join(SCREENSHOTS).exists(),
        "tests/e2e/{SCREENSHOTS}, which takes the pictures, does not exist yet"
    );
    debian::install_test_packages(place)?;
    let mut script = Command::new("node");
    script.arg(SCREENSHOTS);
    prepare(place, &mut script)?;
    let (status, _) = progress::aloud("taking pictures", &mut script)?;
    ensure!(status.success(), "tests/e2e/{SCREENSHOTS} failed ({status})");
    Ok(())
}

/// Builds what the browser is to meet, and tells the command where it is.
fn prepare(place: &Place, command: &mut Command) -> Result<()> {
    build::ensure_built(place)?;
    let gallery = place.with_gallery();
    build::ensure_built(&gallery)?;
    serve::build_sandbox(place)?;
    npm::install(place, &place.end_to_end())?;
    command
        .current_dir(place.end_to_end())
        .env("DIYA_SANDBOX", place.sandbox())
        .env("DIYA_DIST", place.dist())
        .env("DIYA_GALLERY_DIST", gallery.dist())
        .env("CHROMIUM", found("chromium")?)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Ok(())
}

fn found(program: &str) -> Result<PathBuf> {
    tools::on_path(program).into_iter().next().with_context(|| format!("{program} is not on PATH"))
}

/// A browser that neither calls home nor needs a display; as root it cannot have a sandbox of its own.
fn chromium_arguments() -> Vec<&'static str> {
    let mut arguments = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    if debian::we_are_root() {
        arguments.push("--no-sandbox");
    }
    arguments
}
