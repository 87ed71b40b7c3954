//! The tools a build needs: found on PATH, found under `target/tools`, or installed there.
//!
//! The ones in use are linked from one directory, which is put in front of PATH: a wrong version elsewhere cannot get in between.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress;
use crate::version::{self, Version};

/// Trunk 0.22 needs a newer compiler than `rust-toolchain.toml` names.
const TRUNK: Version = Version::new(0, 21, 14);
/// The target that browsers run.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that Cargo can install.
struct Tool {
    package: &'static str,
    programs: &'static [&'static str],
    version: Version,
    /// Whether to install with the package's own Cargo.lock.
    locked: bool,
    /// What installing takes on two cores.
    takes: &'static str,
}

/// The tools in use, as a directory of links.
pub struct Toolbox {
    links: PathBuf,
}

impl Toolbox {
    /// Gathers Trunk and wasm-bindgen, installing what is missing.
    pub fn gather(place: &Place) -> Result<Self> {
        add_wasm_target(place)?;
        let lock = fs::read_to_string(place.root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
        let tools = [
            Tool { package: "trunk", programs: &["trunk"], version: TRUNK, locked: true, takes: "5 to 9 minutes" },
            Tool {
                package: "wasm-bindgen-cli",
                programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
                version: version::locked(&lock, "wasm-bindgen")?,
                // Its lock may name releases newer than a mirror of the registry has.
                locked: false,
                takes: "2 to 3 minutes",
            },
        ];
        let toolbox = Self { links: place.memory().join("bin") };
        fs::create_dir_all(&toolbox.links).with_context(|| format!("cannot create {}", toolbox.links.display()))?;
        for tool in &tools {
            let found = match tool.find(place) {
                Some(found) => found,
                None => tool.install(place)?,
            };
            for program in found {
                toolbox.link(&program)?;
            }
        }
        Ok(toolbox)
    }

    /// PATH with the tools in use in front.
    pub fn path(&self) -> Result<OsString> {
        let rest = env::var_os("PATH").unwrap_or_default();
        let directories = [self.links.clone()].into_iter().chain(env::split_paths(&rest));
        env::join_paths(directories).context("PATH cannot be extended")
    }

    /// One of the tools in use.
    pub fn program(&self, name: &str) -> PathBuf {
        self.links.join(name)
    }

    fn link(&self, program: &Path) -> Result<()> {
        let Some(name) = program.file_name() else { bail!("{} names no program", program.display()) };
        let link = self.links.join(name);
        if fs::read_link(&link).is_ok_and(|target| target == program) {
            return Ok(());
        }
        if link.symlink_metadata().is_ok() {
            fs::remove_file(&link).with_context(|| format!("cannot replace {}", link.display()))?;
        }
        symlink(program, &link).with_context(|| format!("cannot link {}", link.display()))
    }
}

impl Tool {
    /// All programs of the tool in the right version, from PATH before `target/tools`.
    fn find(&self, place: &Place) -> Option<Vec<PathBuf>> {
        self.programs
            .iter()
            .map(|name| candidates(place, name).into_iter().find(|program| version_of(program) == Some(self.version)))
            .collect()
    }

    fn install(&self, place: &Place) -> Result<Vec<PathBuf>> {
        let Self { package, version, takes, .. } = self;
        let version = version.to_string();
        let mut install = Command::new("cargo");
        install
            .current_dir(place.root())
            .args(["install", package, "--version", &version, "--force", "--root"])
            .arg(place.tools())
            .args(self.locked.then_some("--locked"))
            .env("CARGO_TARGET_DIR", place.tools().join("build"))
            // The tools run for seconds; building them as if for speed would take minutes longer.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback")
            .env("CARGO_TERM_COLOR", "never");
        progress::quietly(place, &format!("installing {package} {version} (compiling it takes {takes} on two cores)"), &mut install)
            .with_context(|| format!("{package} {version} could not be installed; the command is: cargo install {package} --version {version}"))?;
        // Only a shortcut for an interrupted installation; hundreds of megabytes once it is done.
        drop(fs::remove_dir_all(place.tools().join("build")));
        self.find(place).with_context(|| format!("{package} was installed but does not answer that it is {version}"))
    }
}

/// Where a program of this name may lie, in the order of preference.
fn candidates(place: &Place, name: &str) -> Vec<PathBuf> {
    on_path(name)
        .into_iter()
        .chain([place.tools().join("bin").join(name)])
        .filter(|program| program.is_file())
        .collect()
}

/// Every program of this name on PATH.
pub fn on_path(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|directory| directory.join(name)).filter(|program| program.is_file()).collect()
}

/// What a program answers to `--version`.
pub fn version_of(program: &Path) -> Option<Version> {
    let output = Command::new(program).arg("--version").output().ok()?;
    Version::spoken_by_a_tool(&String::from_utf8_lossy(&output.stdout))
}

/// Adds the standard library for the browser, if the compiler has none.
pub fn add_wasm_target(place: &Place) -> Result<()> {
    let answer = Command::new("rustc")
        .current_dir(place.root())
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output()
        .context("cannot start rustc; install Rust with rustup")?;
    if Path::new(String::from_utf8_lossy(&answer.stdout).trim()).is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_empty() {
        bail!(
            "the Rust compiler has no {WASM_TARGET} standard library, and there is no rustup to run: rustup target add {WASM_TARGET}"
        );
    }
    let mut add = Command::new("rustup");
    add.current_dir(place.root()).args(["target", "add", WASM_TARGET]);
    progress::quietly(place, &format!("adding the Rust target {WASM_TARGET}"), &mut add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_has_no_version() {
        assert_eq!(version_of(Path::new("/nonexistent/trunk")), None);
        assert!(on_path("no-program-has-this-name").is_empty());
    }

    #[test]
    fn a_program_that_fails_to_say_its_version_does_not_count() {
        assert_eq!(version_of(Path::new("/bin/false")), None);
    }
}
