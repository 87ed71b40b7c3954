//! Packages from npm: the build tools in `xtask/npm`, and the end-to-end tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress;
use crate::tools;
use crate::version::Version;

const NODE: Version = Version::new(20, 0, 0);

/// Installs what the lock file in `directory` says, unless that was done since the lock file last changed.
pub fn install(place: &Place, directory: &Path) -> Result<()> {
    check_node()?;
    let lock = directory.join("package-lock.json");
    let locked = changed(&lock).with_context(|| format!("{} is missing", progress::shown(&lock, place)))?;
    // npm writes this file last.
    if changed(&directory.join("node_modules/.package-lock.json")).is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    let mut install = Command::new("npm");
    install.current_dir(directory).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    progress::quietly(
        place,
        &format!("installing the npm packages of {}", progress::shown(directory, place)),
        &mut install,
    )
}

/// A program of an installed npm package.
pub fn program(directory: &Path, name: &str) -> PathBuf {
    directory.join("node_modules/.bin").join(name)
}

fn check_node() -> Result<()> {
    let found = tools::on_path("node").first().and_then(|node| tools::version_of(node));
    let how = "install it with your system's package manager, or with: nvm install 20";
    match found {
        Some(version) if version >= NODE => {}
        Some(version) => bail!("Node is {version}, but 20 or newer is needed; {how}"),
        None => bail!("Node 20 or newer is needed and is not on PATH; {how}"),
    }
    if tools::on_path("npm").is_empty() {
        bail!("npm is needed and is not on PATH; it comes with Node, or with: apt-get install npm");
    }
    Ok(())
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}
