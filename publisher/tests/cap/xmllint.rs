//! What `xmllint` says: a reader that is not ours.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A directory of one test's own, emptied first.
pub fn scratch(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).expect("a directory");
    place
}

/// The complaints of `xmllint` about `files`, empty when all are well-formed and, with a schema, valid; `None`, said
/// aloud, where it is not installed.
pub fn complaints(schema: Option<&Path>, files: &[PathBuf]) -> Option<String> {
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--nonet", "--noout"]);
    if let Some(schema) = schema {
        xmllint.arg("--schema").arg(schema);
    }
    let Ok(output) = xmllint.args(files).output() else {
        println!("skipped: xmllint is not installed");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let wrong = said.lines().filter(|line| !line.ends_with(" validates")).collect::<Vec<_>>().join("\n");
    assert_eq!(output.status.success(), wrong.is_empty(), "{said}");
    Some(wrong)
}
