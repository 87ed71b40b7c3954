//! `cargo xtask build`: from the sources to `dist/`, ready for any static host.

use std::env;
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::fingerprint;
use crate::npm;
use crate::place::{GALLERY, Place};
use crate::progress;
use crate::size;
use crate::tools::Toolbox;

/// Flags that the compiler gets for the browser only. They join those of `.cargo/config.toml`.
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Symbols that name the types which a function was made for: `split.rs` reads from them where it belongs.
const MANGLING: &str = "-Csymbol-mangling-version=v0";

/// Builds the portal and says what it weighs.
pub fn build(place: &Place, force: bool) -> Result<()> {
    if force {
        fingerprint::forget(place);
    }
    ensure_built(place)?;
    progress::say(&size::summary(place)?);
    Ok(())
}

/// Builds the portal unless `dist/` is already what these sources give.
pub fn ensure_built(place: &Place) -> Result<()> {
    let _turn = wait_for_our_turn(place)?;
    if fingerprint::is_fresh(place)? {
        progress::say("dist/ is up to date");
        return Ok(());
    }
    ensure!(place.root().join("index.html").exists(), "there is no index.html to build from");
    let before = fingerprint::of_inputs(place)?;
    fingerprint::forget(place);
    npm::install(place, &place.npm_tools())?;
    let toolbox = Toolbox::gather(place)?;
    // Trunk builds offline, so that it installs no tools of its own choice; then Cargo must have every package already.
    let mut fetch = Command::new("cargo");
    progress::quietly(
        place,
        "fetching the packages of Cargo.lock",
        fetch.current_dir(place.root()).args(["fetch", "--locked"]),
    )?;
    let mut trunk = Command::new(toolbox.program("trunk"));
    trunk
        .current_dir(place.root())
        .args(["build", "--release"])
        .args(if place.has_gallery() { &["--features", "gallery"][..] } else { &[] })
        .arg("--dist")
        .arg(place.dist())
        .envs(place.has_gallery().then_some((GALLERY, "1")))
        .env("PATH", toolbox.path()?)
        .env("DIYA_XTASK", env::current_exe().context("cannot find this program")?)
        .env(RUSTFLAGS, nameless_paths())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk would print where in itself it noticed that a step failed.
        .env("RUST_BACKTRACE", "0")
        .env("CARGO_TERM_COLOR", "never")
        // Trunk takes this variable for a truth value, where the convention is that any value will do.
        .env("NO_COLOR", "true");
    progress::quietly(place, "building the portal in release mode", &mut trunk)?;
    fingerprint::remember(place, &before)
}

/// File names in panic messages must not tell where this machine keeps its packages: the same sources would get another hash, and every
/// phone another download.
fn nameless_paths() -> String {
    let sources = cargo_home().join("registry/src");
    let registries = fs::read_dir(&sources).into_iter().flatten().flatten().map(|registry| registry.path());
    let mut registries: Vec<_> = registries.map(|path| path.display().to_string()).collect();
    registries.sort();
    [MANGLING, &remapped(&registries)].join(" ")
}

fn remapped(registries: &[String]) -> String {
    // The variable is split at spaces.
    let expressible = registries.iter().filter(|path| !path.contains(char::is_whitespace));
    expressible.map(|path| format!("--remap-path-prefix={path}=registry")).collect::<Vec<_>>().join(" ")
}

fn cargo_home() -> PathBuf {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        .unwrap_or_default()
}

/// Two builds at once would write into each other's files. The turn ends when the file is closed, however this program ends.
fn wait_for_our_turn(place: &Place) -> Result<File> {
    fs::create_dir_all(place.memory()).context("cannot create target/xtask")?;
    let turn = File::create(place.memory().join("building")).context("cannot create target/xtask/building")?;
    match turn.try_lock() {
        Ok(()) => return Ok(turn),
        Err(TryLockError::WouldBlock) => progress::say("waiting for another build of this checkout to end…"),
        Err(TryLockError::Error(error)) => return Err(error).context("cannot lock target/xtask/building"),
    }
    turn.lock().context("cannot lock target/xtask/building")?;
    Ok(turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_does_not_tell_where_packages_lie() {
        let registries = ["/home/a/.cargo/registry/src/x".to_owned(), "/home/b c/.cargo/registry/src/x".to_owned()];
        assert_eq!(remapped(&registries), "--remap-path-prefix=/home/a/.cargo/registry/src/x=registry");
        assert_eq!(remapped(&[]), "");
    }
}
