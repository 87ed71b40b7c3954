//! The files: packs, and the accounts of the examples.

use std::path::{Path, PathBuf};

use diya::domain::rules::RulePack;
use publisher::preview::Consumer;

pub const HERE: &str = env!("CARGO_MANIFEST_DIR");

pub fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(HERE).join(folder)).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} is empty");
    files
}

pub fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("the file can be read")
}

pub fn name(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).expect("a name in UTF-8")
}

pub fn pack_at(path: &Path) -> RulePack {
    diya::contract::json::read(&read(path)).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

pub fn shipped() -> Vec<PathBuf> {
    files("rules")
}

pub fn all() -> Vec<PathBuf> {
    [shipped(), files("tests/rules")].concat()
}

/// All packs whose name begins so: what a utility would put into one bulletin.
pub fn packs(prefix: &str) -> Vec<RulePack> {
    let named = all().into_iter().filter(|path| name(path).starts_with(prefix));
    let packs: Vec<RulePack> = named.map(|path| pack_at(&path)).collect();
    assert!(!packs.is_empty(), "no pack is called {prefix}");
    packs
}

pub fn consumer(name: &str) -> Consumer {
    let path = Path::new(HERE).join("tests/accounts").join(format!("{name}.json"));
    serde_json::from_slice(&read(&path)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}
