//! What happens to the files that Trunk has laid out, in this order: minify the glue, optimise the WASM, bundle CSS and `boot.js`, write
//! the languages, name each by the hash of its final bytes, write the page, the headers and the service worker, compress.
//!
//! Trunk runs the hooks of one stage at the same time, and hashes before it optimises: hence one hook, and hashes of our own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64ct::{Base64, Encoding};
use diya::domain::words::Language;
use diya::view::i18n::kiosk_json;
use sha2::{Digest, Sha256, Sha384};

use crate::compress;
use crate::exports;
use crate::headers;
use crate::names::{self, Renamed};
use crate::npm;
use crate::place::Place;
use crate::progress;
use crate::service_worker;
use crate::shell_page::{self, Asset, Parts};
use crate::split::{self, Split};

/// The oldest browsers that the portal runs in (DESIGN.md §7).
pub const BROWSERS: [&str; 3] = ["chrome97", "firefox102", "safari16.4"];
const PAGE: &str = "index.html";
const GLUE: &str = "diya.js";
const WASM: &str = "diya_bg.wasm";
/// Sources that lie in `public/` with what is served, and are not served themselves.
const SOURCES_IN_PUBLIC: [&str; 3] = ["boot.js", "worker.js", service_worker::SOURCE];

/// The features that rustc uses and the oldest browsers have. All features at once would give a module that browsers refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// For size, twice: once from flat code, in which more is seen to be the same. Functions of like names are much alike:
/// side by side, brotli finds more of the same in them. Rust's stack begins at the bottom of the memory and grows down,
/// so that no address below 1024 is ever one of a value's.
const WASM_PASSES: [&str; 8] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
    "--strip-producers",
    names::SHORTEN,
];

/// Finishes the files in Trunk's staging directory.
pub fn from_trunk(place: &Place) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set: this command is for Trunk; use cargo xtask build")?;
    finish(place, place.root(), Path::new(&staging))
}

/// Finishes a staged portal whose page and sources lie in `source`.
pub fn finish(place: &Place, source: &Path, staging: &Path) -> Result<()> {
    npm::install(place, &place.npm_tools())?;
    let workshop = Workshop { place, staging, scratch: place.memory().join("scratch") };
    fs::create_dir_all(&workshop.scratch).with_context(|| format!("cannot create {}", workshop.scratch.display()))?;

    let page = fs::read_to_string(staging.join(PAGE)).context("Trunk has staged no index.html")?;
    let wanted = shell_page::sources(&page).context(PAGE)?;
    let source_glue = staging.join(GLUE);
    let (module, renamed) = workshop.optimised(&staging.join(WASM), &workshop.glue(&source_glue, &[])?)?;
    let glue = renamed.offered(workshop.glue(&source_glue, &renamed.flags(&workshop.scratch)?)?)?;
    let Split { first, rest } = split::split(&module).context("cannot part the module")?;
    workshop.accepted(&first)?;
    workshop.accepted(&rest)?;
    let parts = Parts {
        wasm: workshop.hashed("diya", "wasm", &first)?,
        rest: workshop.hashed("rest", "wasm", &rest)?,
        glue: workshop.hashed("diya", "js", glue.as_bytes())?,
        boot: workshop.hashed("boot", "js", &workshop.minified(&source.join(&wanted.boot))?)?,
        css: workshop.hashed("style", "css", &workshop.minified(&source.join(&wanted.css))?)?,
        words: workshop.languages()?,
        inline_css: inline(workshop.minified(&source.join(&wanted.inline_css))?)?,
    };
    workshop.clear_away(&[GLUE, WASM, "snippets", "kiosk"])?;
    workshop.clear_away(&SOURCES_IN_PUBLIC)?;
    // Under their own names: the pages of others ask for the one, and only the portal in their frames for the other.
    for name in [headers::HOST_SCRIPT, headers::FRAME_SCRIPT] {
        let script = workshop.minified(&source.join("public").join(name))?;
        fs::write(staging.join(name), script).with_context(|| format!("cannot write {name}"))?;
    }
    // For machines that many people share, and only for them.
    let words = format!("--define:KIOSK_WORDS={}", kiosk_json());
    let script = workshop.bundled(&source.join("public").join(headers::KIOSK_SCRIPT), &[&words])?;
    fs::write(staging.join(headers::KIOSK_SCRIPT), script).context("cannot write the kiosk's script")?;
    let style = workshop.minified(&source.join("style").join(headers::KIOSK_STYLE))?;
    fs::write(staging.join(headers::KIOSK_STYLE), style).context("cannot write the kiosk's style")?;
    let page = shell_page::rewrite(&page, &parts).context(PAGE)?;
    for file in shell_page::first_load(&page)?.into_iter().chain(shell_page::words(&page)?) {
        ensure!(staging.join(&file).is_file(), "{PAGE} loads {file}, which the build has not made");
    }
    fs::write(staging.join(PAGE), page).context("cannot write index.html")?;
    headers::write(place, staging)?;
    service_worker::write(place, source, staging)?;
    compress::everything_in(staging)
}

struct Workshop<'a> {
    place: &'a Place,
    staging: &'a Path,
    scratch: PathBuf,
}

impl Workshop<'_> {
    /// The glue, of which `boot.js` calls nothing but the default export: what only the others need is left out.
    fn glue(&self, source: &Path, more: &[String]) -> Result<String> {
        ensure!(source.is_file(), "{} is missing", progress::shown(source, self.place));
        let glue = fs::read_to_string(source).context(GLUE)?;
        // A finaliser for a class that is left out is no reason to keep it.
        let glue = glue.replace(" new FinalizationRegistry(", " /* @__PURE__ */ new FinalizationRegistry(");
        fs::write(source, glue).context(GLUE)?;
        let entry = self.scratch.join("glue-entry.js");
        // A path as JSON is a JavaScript string.
        let from = serde_json::to_string(&source.canonicalize()?).context("a path that is no text")?;
        fs::write(&entry, format!("export {{ default }} from {from};")).context("cannot write the glue's entry")?;
        // Explicit resource management is an effect that keeps every class; nothing here uses it.
        let flags = ["--define:Symbol.dispose=undefined"].into_iter().chain(more.iter().map(String::as_str));
        let bundled = self.bundled(&entry, &flags.collect::<Vec<_>>())?;
        String::from_utf8(bundled).context("the glue is not UTF-8")
    }

    /// JavaScript or CSS in one minified piece, with everything it imports.
    fn minified(&self, source: &Path) -> Result<Vec<u8>> {
        self.bundled(source, &[])
    }

    fn bundled(&self, source: &Path, more: &[&str]) -> Result<Vec<u8>> {
        ensure!(source.is_file(), "{} is missing", progress::shown(source, self.place));
        let output = self.scratch.join("bundled").join(source.file_name().context("a source without a name")?);
        let mut esbuild = Command::new(npm::program(&self.place.npm_tools(), "esbuild"));
        esbuild
            .arg(source)
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--legal-comments=none",
                "--loader:.svg=dataurl",
                "--log-level=warning",
            ])
            .args([&format!("--target={}", BROWSERS.join(",")), "--charset=utf8"])
            .args(more)
            .arg(format!("--outfile={}", output.display()));
        run(&mut esbuild)?;
        fs::read(&output).with_context(|| format!("cannot read {}", output.display()))
    }

    /// The module that wasm-bindgen made, as small as it gets, and known to be one that an engine accepts.
    fn optimised(&self, source: &Path, glue: &str) -> Result<(Vec<u8>, Renamed)> {
        ensure!(source.is_file(), "Trunk has staged no {WASM}");
        let output = self.scratch.join(WASM);
        let called = self.called(source, glue)?;
        progress::say("optimising the WASM for size…");
        let mut wasm_opt = Command::new(npm::program(&self.place.npm_tools(), "wasm-opt"));
        // With the names of its functions, by which it is parted.
        wasm_opt.arg("-g").arg(called).args(WASM_FEATURES).args(WASM_PASSES).arg("-o").arg(&output);
        let renamed = Renamed::read(&printed(&mut wasm_opt)?)?;
        Ok((fs::read(&output).with_context(|| format!("cannot read {}", output.display()))?, renamed))
    }

    /// Whether an engine takes the module.
    fn accepted(&self, module: &[u8]) -> Result<()> {
        let file = self.scratch.join("accepted.wasm");
        fs::write(&file, module).context("cannot write a module")?;
        let mut check = Command::new("node");
        check
            .args(["-e", "process.exit(WebAssembly.validate(require('fs').readFileSync(process.argv[1])) ? 0 : 1)"])
            .arg(&file);
        ensure!(
            check.status().context("cannot start node")?.success(),
            "the build made a module that no engine accepts"
        );
        Ok(())
    }

    /// The module without the exports that the glue never calls.
    fn called(&self, source: &Path, glue: &str) -> Result<PathBuf> {
        let Some(graph) = exports::graph(source, glue)? else { return Ok(source.to_owned()) };
        let (file, output) = (self.scratch.join("exports.json"), self.scratch.join("called.wasm"));
        fs::write(&file, graph).context("cannot write the list of exports")?;
        let mut metadce = Command::new(npm::program(&self.place.npm_tools(), "wasm-metadce"));
        // With the names of its functions, by which they are ordered later.
        metadce.arg("-g").arg(source).args(WASM_FEATURES).arg("--graph-file").arg(&file).arg("-o").arg(&output);
        progress::quietly(self.place, "leaving out what the glue never calls", &mut metadce)?;
        Ok(output)
    }

    /// A file for each language, of which `boot.js` fetches the chosen one.
    fn languages(&self) -> Result<Vec<(&'static str, Asset)>> {
        let written = |language: Language| {
            let tag = language.tag();
            Ok((tag, self.hashed(&format!("words-{tag}"), "txt", language.messages().lines().as_bytes())?))
        };
        Language::ALL.into_iter().map(written).collect()
    }

    /// Lays a file out under the name that its content gives it.
    fn hashed(&self, what: &str, ending: &str, content: &[u8]) -> Result<Asset> {
        ensure!(!content.is_empty(), "the build of {what}.{ending} is empty");
        let asset = named_by_content(what, ending, content);
        fs::write(self.staging.join(&asset.name), content).with_context(|| format!("cannot write {}", asset.name))?;
        Ok(asset)
    }

    fn clear_away<Name: AsRef<Path>>(&self, names: &[Name]) -> Result<()> {
        for name in names {
            let path = self.staging.join(name);
            let cleared = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            match cleared {
                Err(error) if path.exists() => {
                    return Err(error).with_context(|| format!("cannot remove {}", path.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn named_by_content(what: &str, ending: &str, content: &[u8]) -> Asset {
    let hash = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    Asset {
        name: format!("{what}-{hash}.{ending}"),
        integrity: format!("sha384-{}", Base64::encode_string(&Sha384::digest(content))),
    }
}

fn inline(css: Vec<u8>) -> Result<String> {
    let css = String::from_utf8(css).context("the inline CSS is not UTF-8")?;
    Ok(css.trim_end().to_owned())
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().display().to_string();
    let status = command.status().with_context(|| format!("cannot start {program}"))?;
    ensure!(status.success(), "{program} failed ({status})");
    Ok(())
}

/// Runs a command and returns what it printed.
fn printed(command: &mut Command) -> Result<String> {
    let program = command.get_program().display().to_string();
    let output = command.output().with_context(|| format!("cannot start {program}"))?;
    ensure!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).with_context(|| format!("{program} printed what is no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_from_the_content_alone() {
        // printf x | sha256sum; printf x | openssl dgst -sha384 -binary | base64
        let asset = named_by_content("boot", "js", b"x");
        assert_eq!(asset.name, "boot-2d711642b726b044.js");
        assert_eq!(asset.integrity, "sha384-11LCxR+6DimqGQVwqdQlPkQHegWNMpf6OlYw1b0BJiL5fCisrtMTtcg7uZDKp9qF");
        assert_ne!(named_by_content("boot", "js", b"y").name, asset.name);
    }

    #[test]
    fn css_that_is_no_text_is_refused() {
        assert!(inline(vec![0xff]).is_err());
        assert_eq!(inline(b"a{}\n".to_vec()).expect("text"), "a{}");
    }
}
