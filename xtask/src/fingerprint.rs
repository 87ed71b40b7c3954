//! Knowing that nothing changed: the digest of everything a build reads, and of everything it wrote.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::compress::files_in;
use crate::place::Place;

/// What a build of the portal reads. Directories count with everything below them.
const INPUTS: [&str; 13] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "public",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/Cargo.toml",
    "xtask/npm/package-lock.json",
    "xtask/npm/service-worker.mjs",
    "xtask/src",
];

/// Whether `dist/` is what the last build made of exactly these inputs.
pub fn is_fresh(place: &Place) -> Result<bool> {
    let remembered = fs::read_to_string(memory(place)).unwrap_or_default();
    Ok(place.dist().join("index.html").exists() && remembered == now(place)?)
}

/// Remembers that `dist/` was made of the inputs that `before` was taken of; changes made during the build are not covered.
pub fn remember(place: &Place, before: &str) -> Result<()> {
    let memory = memory(place);
    fs::create_dir_all(place.memory()).context("cannot create target/xtask")?;
    fs::write(&memory, format!("{before} {}", of_output(place)?))
        .with_context(|| format!("cannot write {}", memory.display()))
}

/// Forgets the last build, so that one that is broken off is not taken for done.
pub fn forget(place: &Place) {
    // If there is nothing to forget, that is as good.
    drop(fs::remove_file(memory(place)));
}

/// The digest of all inputs.
pub fn of_inputs(place: &Place) -> Result<String> {
    let paths: Vec<_> = INPUTS.iter().map(|input| place.root().join(input)).collect();
    digest(place.root(), &paths)
}

fn now(place: &Place) -> Result<String> {
    Ok(format!("{} {}", of_inputs(place)?, of_output(place)?))
}

fn of_output(place: &Place) -> Result<String> {
    digest(place.root(), &[place.dist(), place.deploy()])
}

fn memory(place: &Place) -> PathBuf {
    place.memory().join("built-from")
}

/// The digest of all files at or below these paths, with their names. A missing path counts as empty.
fn digest(root: &Path, paths: &[PathBuf]) -> Result<String> {
    let mut digest = Sha256::new();
    for path in paths {
        let files = if path.is_dir() { files_in(path)? } else { vec![path.clone()] };
        for file in files.iter().filter(|file| file.exists()) {
            let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
            digest.update(format!("{name}\0{}\0", content.len()));
            digest.update(content);
        }
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_follows_names_and_contents_and_nothing_else() {
        let root = std::env::temp_dir().join(format!("diya-fingerprint-{}", std::process::id()));
        let write = |name: &str, content: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("below the root")).expect("writable");
            fs::write(path, content).expect("writable");
        };
        let taken = || digest(&root, &[root.join("src"), root.join("absent")]).expect("readable");
        write("src/a", "1");
        let first = taken();
        write("src/a", "1");
        assert_eq!(taken(), first, "the same content written again");
        write("src/a", "2");
        let changed = taken();
        assert_ne!(changed, first, "another content");
        write("src/deep/b", "");
        assert_ne!(taken(), changed, "another file");
        write("elsewhere", "3");
        fs::remove_file(root.join("src/deep/b")).expect("it is there");
        assert_eq!(taken(), changed, "a file that is no input");
        fs::remove_dir_all(&root).expect("it is there");
    }
}
