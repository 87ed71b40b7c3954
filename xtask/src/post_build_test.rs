//! The last steps of a build, done by the real tools to a portal of a few lines.

use std::fs;
use std::path::PathBuf;

use crate::compress::files_in;
use crate::npm;
use crate::place::Place;
use crate::post_build::finish;
use crate::split;

const PAGE: &str = r#"<!doctype html>
<!-- A portal of a few lines. -->
<title>Diya</title>
<link data-trunk rel="rust" data-bin="diya" data-wasm-opt="0">
<link rel="icon" href="./icon.svg">
<link rel="stylesheet" href="style/first.css" data-build="inline">
<link rel="stylesheet" href="style/main.css" data-build="bundle">
<script type="module" src="public/boot.js" data-build="boot"></script>
"#;
/// Large enough that compressing it pays.
const ICON: &str =
    "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h8v8H0zM0 0h8v8H0zM0 0h8v8H0zM0 0h8v8H0zM0 0h8v8H0z'/></svg>";

/// Sources and what Trunk would have staged of them, removed at the end.
struct Fixture {
    root: PathBuf,
    place: Place,
}

impl Fixture {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("diya-{name}-{}", std::process::id()));
        let fixture = Self { place: Place::with_target(root.join("target")), root };
        for (path, content) in [
            ("source/style/first.css", "@import './tokens.css';\nh1 { color: var(--flame); }\n"),
            ("source/style/tokens.css", ":root { --flame: orange; }\n"),
            ("source/style/main.css", "p { margin: 0px; }\n"),
            ("source/public/boot.js", "// Starts the portal.\nconsole.log('boot', document.title);\n"),
            ("source/public/embed.js", "// For other pages.\nconsole.log('embed', 1 + 1);\n"),
            ("source/public/frame.js", "// In a frame.\nconsole.log('frame', 1 + 1);\n"),
            ("source/public/kiosk.js", "import { words } from './kiosk/page.js';\nconsole.log(words.en.done);\n"),
            ("source/public/kiosk/page.js", "export const words = KIOSK_WORDS;\n"),
            ("source/style/kiosk.css", "q { margin: 0px; }\n"),
            ("staging/kiosk/page.js", "// as copied with public/\n"),
            ("staging/index.html", PAGE),
            ("source/public/service-worker.source.js", "console.log(self.__WB_MANIFEST);\n"),
            ("staging/boot.js", "// as copied with public/\n"),
            ("staging/worker.js", "// as copied with public/\n"),
            ("staging/service-worker.source.js", "// as copied with public/\n"),
            ("staging/icon.svg", ICON),
            ("staging/icons/diya.svg", ICON),
            ("staging/manifest.webmanifest", "{}"),
            ("staging/config.json", "{}"),
            (
                "staging/diya.js",
                "import { answer } from './snippets/a/inline0.js';\n\
                 export default function start(module) { return module.open(answer, module.table, module.memory); }\n",
            ),
            ("staging/snippets/a/inline0.js", "export const answer = 42;\n"),
        ] {
            fixture.write(path, content.as_bytes());
        }
        fixture.write("staging/diya_bg.wasm", &split::tests::module());
        fixture
    }

    fn write(&self, path: &str, content: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    fn finish(&self) -> anyhow::Result<()> {
        finish(&self.place, &self.root.join("source"), &self.root.join("staging"))
    }

    /// The names of all finished files, with hashes made equal.
    fn names(&self) -> Vec<String> {
        let staging = self.root.join("staging");
        let files = files_in(&staging).expect("readable");
        let names = files.iter().map(|file| file.strip_prefix(&staging).expect("below it").display().to_string());
        names.map(without_hash).collect()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect(path)
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.root));
    }
}

fn without_hash(name: String) -> String {
    match name.rsplit_once('-').and_then(|(what, rest)| Some((what, rest.split_once('.')?))) {
        Some((what, (hash, ending))) if hash.len() == 16 => format!("{what}-HASH.{ending}"),
        _ => name,
    }
}

fn tools_are_missing() -> bool {
    let missing = !npm::program(&Place::of_this_checkout().npm_tools(), "wasm-opt").exists();
    if missing {
        eprintln!("skipped: the npm packages of xtask/npm are not installed; cargo xtask build installs them");
    }
    missing
}

#[test]
fn the_shell_is_named_by_its_content_and_nothing_else_is_left() {
    if tools_are_missing() {
        return;
    }
    let fixture = Fixture::new("finished");
    fixture.finish().expect("complete");
    let mut names = fixture.names();
    names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    // The hashes, and with them the order on disk, change with every tool.
    names.sort();
    assert_eq!(
        names,
        [
            "_headers",
            "boot-HASH.js",
            "config.json",
            "diya-HASH.js",
            "diya-HASH.wasm",
            "embed.js",
            "frame.js",
            "icon.svg",
            "icons/diya.svg",
            "index.html",
            "kiosk.css",
            "kiosk.js",
            "manifest.webmanifest",
            "rest-HASH.wasm",
            "service-worker.js",
            "style-HASH.css",
            "words-en-HASH.txt",
            "words-hi-HASH.txt",
            "words-ur-HASH.txt"
        ]
    );
    for twin in ["icon.svg.br", "icon.svg.gz", "index.html.br", "index.html.gz"] {
        assert!(fixture.names().iter().any(|name| name == twin), "{twin}");
    }
    assert_eq!(fixture.read("staging/embed.js"), "console.log(\"embed\",2);\n", "small, under its own name");
    assert_eq!(fixture.read("staging/frame.js"), "console.log(\"frame\",2);\n");
    assert!(fixture.read("staging/kiosk.js").contains("Done"), "with its words");
    let page = fixture.read("staging/index.html");
    assert!(page.contains("<style>:root{--flame: orange}h1{color:var(--flame)}</style>"), "{page}");
    assert!(!page.contains("data-trunk") && !page.contains("data-build") && !page.contains("<!--"), "{page}");
    // printf ':root{--flame: orange}h1{color:var(--flame)}' | openssl dgst -sha256 -binary | base64
    assert!(fixture.read("staging/_headers").contains("'sha256-Xamgdz+YCQE9ksksWVHBlEFfxA71ulNX7qKA5uqK5YA='"));
    assert!(fixture.read("target/deploy/nginx.conf").contains("'sha256-Xamgdz+YCQE9ksksWVHBlEFfxA71ulNX7qKA5uqK5YA='"));
}

#[test]
fn the_same_sources_give_the_same_files() {
    if tools_are_missing() {
        return;
    }
    let (one, other) = (Fixture::new("one"), Fixture::new("other"));
    one.finish().expect("complete");
    other.finish().expect("complete");
    for file in ["staging/index.html", "staging/service-worker.js"] {
        assert_eq!(one.read(file), other.read(file), "{file}");
    }
    assert!(one.read("staging/service-worker.js").contains("config.json"), "the service worker knows its version");
}

#[test]
fn another_configuration_is_another_version() {
    if tools_are_missing() {
        return;
    }
    let finished = |config: &str| {
        let fixture = Fixture::new("configured");
        fixture.write("staging/config.json", config.as_bytes());
        fixture.finish().expect("complete");
        let worker = fixture.read("staging/service-worker.js");
        let (_, page) = worker.split_once("index.html").expect("it lists the page");
        (worker.clone(), page.split('}').next().expect("an entry").to_owned())
    };
    let (own, page) = finished("{}");
    let (more, page_of_more) = finished(r#"{"help":{}}"#);
    assert_ne!(own, more);
    assert_eq!(page, page_of_more, "the page is served as before");
    let (_, page_of_other) = finished(r#"{"api":{"base":"https://api.example/v1"}}"#);
    assert_ne!(page, page_of_other, "the page is kept with its headers, which allow another origin");
}

#[test]
fn an_incomplete_portal_stops_the_build_and_says_what_is_missing() {
    if tools_are_missing() {
        return;
    }
    for (removed, reason) in [
        ("source/style/main.css", "main.css is missing"),
        ("source/style/tokens.css", "esbuild failed"),
        ("source/public/boot.js", "boot.js is missing"),
        ("source/public/service-worker.source.js", "service-worker.source.js is missing"),
        ("source/public/embed.js", "embed.js is missing"),
        ("source/public/frame.js", "frame.js is missing"),
        ("source/public/kiosk.js", "kiosk.js is missing"),
        ("source/style/kiosk.css", "kiosk.css is missing"),
        ("staging/manifest.webmanifest", "cannot make the service worker"),
        ("staging/diya.js", "diya.js is missing"),
        ("staging/diya_bg.wasm", "Trunk has staged no diya_bg.wasm"),
        ("staging/index.html", "Trunk has staged no index.html"),
        ("staging/config.json", "public/config.json is missing"),
        ("staging/icon.svg", "index.html loads icon.svg"),
    ] {
        let fixture = Fixture::new("incomplete");
        fs::remove_file(fixture.root.join(removed)).expect(removed);
        let error = format!("{:#}", fixture.finish().expect_err(removed));
        assert!(error.contains(reason), "without {removed}: {error}");
    }
    let fixture = Fixture::new("broken");
    fixture.write("staging/diya_bg.wasm", b"\0asm but no module");
    assert!(fixture.finish().is_err(), "a module that is none");
}
