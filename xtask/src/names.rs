//! The names by which the module and its glue call each other. Those that wasm-bindgen gives end in hashes, stand in
//! both files, and cannot be compressed: the build makes them as short as can be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// What makes wasm-opt shorten the names, and print which.
pub const SHORTEN: &str = "--minify-imports-and-exports-and-modules";

/// Where wasm-bindgen's modules import from, as the minified glue says it, and where one with short names does.
const IMPORTS: (&str, &str) = ("\"./diya_bg.js\":", "a:");

/// What was renamed, as wasm-opt prints it: `[module, before, after]` and `[before, after]`.
#[derive(Debug, Deserialize)]
pub struct Renamed {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

impl Renamed {
    /// Reads what wasm-opt printed.
    pub fn read(printed: &str) -> Result<Self> {
        serde_json::from_str(printed).context("cannot read what wasm-opt renamed")
    }

    /// Flags that make esbuild rename in the glue what was renamed in the module.
    pub fn flags(&self, scratch: &Path) -> Result<Vec<String>> {
        let imports = self.imports.iter().map(|(_, before, after)| (before.as_str(), after.as_str()));
        let exports = self.exports.iter().map(|(before, after)| (before.as_str(), after.as_str()));
        let names: BTreeMap<_, _> = imports.chain(exports).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let any = names.keys().copied().collect::<Vec<_>>().join("|");
        let file = scratch.join("names.json");
        fs::write(&file, serde_json::to_string(&names)?).context("cannot write the list of names")?;
        Ok(vec![format!("--mangle-props=^({any})$"), format!("--mangle-cache={}", file.display())])
    }

    /// The glue, offering its functions under the name that the module now imports them from.
    pub fn offered(&self, glue: String) -> Result<String> {
        let (before, after) = IMPORTS;
        if self.imports.is_empty() {
            return Ok(glue);
        }
        ensure!(glue.matches(before).count() == 1, "the glue does not say once what {before} is");
        Ok(glue.replace(before, after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{ "imports": [["./diya_bg.js", "__wbg_now_0", "a"]], "exports": [["memory", "b"]] }"#;

    #[test]
    fn both_sides_get_the_same_names() {
        let scratch = std::env::temp_dir().join(format!("diya-names-{}", std::process::id()));
        fs::create_dir_all(&scratch).expect("writable");
        let flags = Renamed::read(PRINTED).expect("as wasm-opt prints it").flags(&scratch).expect("written");
        assert_eq!(flags[0], "--mangle-props=^(__wbg_now_0|memory)$");
        let names = fs::read_to_string(scratch.join("names.json")).expect("written");
        assert_eq!(names, r#"{"__wbg_now_0":"a","memory":"b"}"#);
        fs::remove_dir_all(&scratch).expect("it is there");
    }

    #[test]
    fn a_glue_that_offers_nothing_by_the_known_name_stops_the_build() {
        let renamed = Renamed::read(PRINTED).expect("as wasm-opt prints it");
        assert_eq!(renamed.offered(r#"{"./diya_bg.js":e}"#.to_owned()).expect("as wasm-bindgen writes it"), "{a:e}");
        assert!(renamed.offered(r#"{"./other_bg.js":e}"#.to_owned()).is_err());
    }
}
