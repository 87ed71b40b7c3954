//! The service worker of a finished portal, and the kill switch that takes it away again.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::compress;
use crate::headers;
use crate::place::Place;
use crate::post_build::BROWSERS;
use crate::progress;

/// Its source in `public/`, which is not served.
pub const SOURCE: &str = "service-worker.source.js";
/// Its name at the top of the portal. It never changes: browsers look for news of a service worker under the name that they
/// know.
pub const FILE: &str = "service-worker.js";
/// What is served under that name to be rid of the service worker.
const KILL_SWITCH: &str = include_str!("kill-switch.js");

/// Writes the service worker of the portal in `dist`, with the digests of the version's files.
pub fn write(place: &Place, source: &Path, dist: &Path) -> Result<()> {
    let source = source.join("public").join(SOURCE);
    ensure!(source.is_file(), "{} is missing", progress::shown(&source, place));
    let options = json!({
        "source": source,
        "portal": dist,
        "target": BROWSERS,
        "pageHeaders": headers::of_page(dist)?,
    });
    let mut node = Command::new("node");
    node.arg(place.npm_tools().join("service-worker.mjs")).arg(options.to_string());
    let output = node.output().context("cannot start node")?;
    ensure!(output.status.success(), "cannot make the service worker: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Writes the kill switch, beside `dist/` because it is served only in need.
pub fn kill_switch(place: &Place) -> Result<()> {
    let directory = place.kill_switch();
    fs::create_dir_all(&directory).with_context(|| format!("cannot create {}", directory.display()))?;
    let file = directory.join(FILE);
    fs::write(&file, KILL_SWITCH).with_context(|| format!("cannot write {}", file.display()))?;
    compress::twins_of(&file)?;
    progress::say(&format!(
        "wrote {} with its twins; put all of them in place of the portal's {FILE}, and see docs/deployment.md",
        progress::shown(&file, place)
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kill_switch_comes_with_twins_that_say_the_same() {
        let target = std::env::temp_dir().join(format!("diya-kill-switch-{}", std::process::id()));
        let place = Place::with_target(target.clone());
        kill_switch(&place).expect("writable");
        let mut names: Vec<_> = fs::read_dir(place.kill_switch())
            .expect("made")
            .map(|entry| entry.expect("readable").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["service-worker.js", "service-worker.js.br", "service-worker.js.gz"]);
        fs::remove_dir_all(target).expect("it is there");
    }
}
