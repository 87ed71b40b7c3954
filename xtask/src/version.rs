//! Versions of tools: reading, comparing, and finding the one that Cargo.lock asks for.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Result, bail};

/// A release version, `major.minor.patch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Version {
    /// The version with these three numbers.
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// Finds the version in what a tool answers to `--version`: `trunk 0.21.14`, `v20.20.2`, `wasm-bindgen 0.2.130 (abc)`.
    pub fn spoken_by_a_tool(answer: &str) -> Option<Self> {
        answer.split_whitespace().find_map(|word| word.trim_start_matches('v').parse().ok())
    }
}

impl FromStr for Version {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let numbers = text
            .split('.')
            .map(str::parse)
            .collect::<Result<Vec<u32>, _>>()
            .with_context(|| format!("{text:?} is not a version"))?;
        match numbers[..] {
            [major, minor, patch] => Ok(Self { major, minor, patch }),
            _ => bail!("{text:?} is not a version"),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The one version of `package` in a Cargo.lock. More than one is an error, because a tool can only match one.
pub fn locked(lock: &str, package: &str) -> Result<Version> {
    let found: Vec<&str> = lock
        .split("[[package]]")
        .filter(|entry| value(entry, "name") == Some(package))
        .map(|entry| value(entry, "version").with_context(|| format!("Cargo.lock gives no version for {package}")))
        .collect::<Result<_>>()?;
    match found[..] {
        [version] => version.parse(),
        [] => bail!("Cargo.lock does not name {package}"),
        _ => bail!("Cargo.lock names {} versions of {package}: {}", found.len(), found.join(", ")),
    }
}

fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n\n\
        [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.131\"\n\n\
        [[package]]\nname = \"thiserror\"\nversion = \"1.0.69\"\n\n[[package]]\nname = \"thiserror\"\nversion = \"2.0.21\"\n\n\
        [[package]]\nname = \"odd\"\nversion = \"two\"\n\n[[package]]\nname = \"bare\"\n";

    #[test]
    fn the_lock_says_which_version_the_tool_must_have() {
        assert_eq!(locked(LOCK, "wasm-bindgen").expect("it is there").to_string(), "0.2.130");
    }

    #[test]
    fn a_lock_that_cannot_answer_says_why() {
        for (package, reason) in [
            ("serde", "does not name serde"),
            ("thiserror", "2 versions of thiserror: 1.0.69, 2.0.21"),
            ("odd", "\"two\" is not a version"),
            ("bare", "no version for bare"),
        ] {
            let error = locked(LOCK, package).expect_err(package);
            assert!(format!("{error:#}").contains(reason), "{package}: {error:#}");
        }
        assert!(locked("", "wasm-bindgen").is_err());
    }

    #[test]
    fn a_tool_is_asked_for_its_version_in_its_own_dialect() {
        let spoken = |answer| Version::spoken_by_a_tool(answer);
        assert_eq!(spoken("trunk 0.21.14\n"), Some(Version::new(0, 21, 14)));
        assert_eq!(spoken("v20.20.2"), Some(Version::new(20, 20, 2)));
        assert_eq!(spoken("wasm-bindgen 0.2.130 (abc 2026-01-01)"), Some(Version::new(0, 2, 130)));
        assert_eq!(spoken("trunk 0.22.0-rc.1"), None);
        assert_eq!(spoken("command not found"), None);
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(Version::new(0, 2, 100) > Version::new(0, 2, 99));
        assert!(Version::new(20, 0, 0) > Version::new(9, 9, 9));
        for wrong in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.-3", "1.2.3-rc.1", "99999999999.0.0"] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
    }
}
