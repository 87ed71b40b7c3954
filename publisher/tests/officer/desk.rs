//! An officer's desk for tests: a directory, and the real binary.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub const PASSPHRASE: &str = "five plain words in a row";

pub struct Desk {
    root: TempDir,
    now: Cell<&'static str>,
}

pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// Refused with `code`, for a reason that has every one of `words`.
    #[track_caller]
    pub fn refused(self, code: i32, words: &[&str]) -> String {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "'{word}' is not in: {}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.out
    }
}

impl Desk {
    /// A desk with nothing on it.
    pub fn bare() -> Self {
        Self { root: tempfile::tempdir().expect("a directory"), now: Cell::new("") }
    }

    /// A desk after the first day.
    pub fn ready(threshold: &str) -> Self {
        let desk = Self::bare();
        let arguments = ["init", "--kid", "a", "--sender", "ops@utility.example", "--discom", "SBPDCL"];
        desk.run(&[&arguments[..], &["--threshold", threshold]].concat()).ok();
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(&path, text).expect("written");
        path.to_string_lossy().into_owned()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_publisher"));
        command.current_dir(self.root.path()).env("DIYA_PASSPHRASE", PASSPHRASE).stdin(std::process::Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        let mut command = self.command();
        if !self.now.get().is_empty() {
            command.args(["--now", self.now.get()]);
        }
        Said::of(command.args(arguments).output().expect("the binary runs"))
    }

    /// From here on it is that time at this desk.
    pub fn it_is(&self, now: &'static str) {
        self.now.set(now);
    }

    /// A configuration that pins what `key config` says.
    pub fn config(&self) -> String {
        let said = self.run(&["key", "config"]).ok();
        let snippet = said.split_once("\"bulletin\":").expect("a snippet").1;
        let bulletin: serde_json::Value = serde_json::from_str(snippet).expect("JSON");
        let shipped = include_str!("../../../public/config.json");
        let mut config: serde_json::Value = serde_json::from_str(shipped).expect("JSON");
        config["bulletin"] = bulletin;
        self.put("config.json", config.to_string())
    }

    pub fn status_down(&self) {
        let words = ["--message-hi", "सर्वर बंद है।", "--message-en", "The server is down."];
        self.run(&[&["status", "set", "down"][..], &words].concat()).ok();
    }

    /// Builds and signs with the desk's own key.
    pub fn sign(&self) {
        self.run(&["bulletin", "build"]).ok();
        self.run(&["bulletin", "sign"]).ok();
    }

    pub fn account(&self, balance_paise: i64) -> String {
        let account = serde_json::json!({
            "account": {
                "consumer_number": "102345678", "masked_name": "S•••• D•••", "category": "DS-II",
                "sanctioned_load_w": 2000, "discom": "SBPDCL", "division": "patna-central",
                "arrears": 0, "supply": "connected"
            },
            "balance": { "paise": balance_paise, "as_of": "2024-10-25T00:00:00+05:30", "quality": "measured",
                         "not_above_zero_since": "2024-10-20T00:00:00+05:30" }
        });
        self.put("account.json", account.to_string())
    }

    pub fn rules(&self) -> String {
        self.put("rules/bihar.toml", RULES)
    }
}

/// A desk with a signed bulletin, its configuration and a directory to publish into.
pub fn signed() -> (Desk, String) {
    let desk = Desk::ready("1");
    let config = desk.config();
    desk.sign();
    std::fs::create_dir(desk.path("served")).expect("made");
    (desk, config)
}

pub const RULES: &str = r#"
id = "sample"
version = 1
title = { hi = "नियम", en = "Rules" }
utc_offset_minutes = 330

[grace]
id = "grace"
length = { days = 7 }
[grace.source]
title = { hi = "आदेश", en = "Order" }
kind = "order"
date = "2024-10-01"

[[cut_windows]]
id = "forenoon"
from = "10:00"
to = "13:00"
[cut_windows.source]
title = { hi = "समाचार", en = "Press" }
kind = "press"
date = "2024-10-01"
"#;

pub fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).expect("listed");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
