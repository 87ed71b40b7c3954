//! The exports of a WebAssembly module that its glue never calls.
//!
//! wasm-bindgen exports whatever any library offers to JavaScript, and every export keeps its code alive.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// What a module offers, as an engine sees it.
#[derive(Deserialize)]
struct Module {
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Export {
    name: String,
}

/// What `wasm-metadce` is to keep: a node for each export, a root where `glue` names it. `None`: it names all of them.
///
/// # Errors
/// When no engine accepts the module.
pub fn graph(module: &Path, glue: &str) -> Result<Option<String>> {
    let list = "const module = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));\
                console.log(JSON.stringify({ exports: WebAssembly.Module.exports(module) }));";
    let output = Command::new("node").args(["-e", list]).arg(module).output().context("cannot start node")?;
    ensure!(output.status.success(), "no engine accepts {}", module.display());
    let module: Module = serde_json::from_slice(&output.stdout).context("the list of exports")?;
    let nodes: Vec<Value> = module.exports.iter().map(|export| node(&export.name, glue)).collect();
    let all = nodes.iter().all(|node| node["root"] == true);
    Ok((!all).then(|| Value::from(nodes).to_string()))
}

fn node(name: &str, glue: &str) -> Value {
    let node = format!("export {name}");
    if is_named(name, glue) {
        json!({ "name": node, "export": name, "root": true })
    } else {
        json!({ "name": node, "export": name })
    }
}

/// Whether the name stands in the glue as a word of its own.
fn is_named(name: &str, glue: &str) -> bool {
    let word = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_' || sign == '$');
    glue.match_indices(name)
        .any(|(at, _)| !word(glue[..at].chars().next_back()) && !word(glue[at + name.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_word_names_an_export() {
        let glue = "a.__wbindgen_malloc(3),b.memory.buffer,c['odd name']";
        for name in ["__wbindgen_malloc", "memory", "odd name"] {
            assert!(is_named(name, glue), "{name}");
        }
        for name in ["wbindgen_malloc", "mem", "__wbindgen_mallo", "free"] {
            assert!(!is_named(name, glue), "{name}");
        }
    }

    #[test]
    fn what_the_glue_names_is_a_root() {
        assert_eq!(node("memory", "a.memory"), json!({ "name": "export memory", "export": "memory", "root": true }));
        assert_eq!(node("other", "a.memory"), json!({ "name": "export other", "export": "other" }));
    }
}
