//! The command itself: how it starts, what it says, how it ends.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::client::Ask;
use crate::town::{Remote, portal};

/// A sandbox in a process of its own.
pub struct Spawned {
    child: Child,
    remote: Remote,
}

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sandbox"))
}

impl Spawned {
    pub fn start(data: &Path, arguments: &[&str]) -> Self {
        let mut child = command()
            .arg("--dist")
            .arg(portal())
            .args(["--port", "0", "--control", "--json", "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
        let said: Value = serde_json::from_str(&line).expect("JSON");
        let address = said["listening"].as_str().and_then(|url| url.strip_prefix("http://")).expect("an address");
        Self { remote: Remote { address: address.parse().expect("an address") }, child }
    }

    pub fn town(&self) -> &Remote {
        &self.remote
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("kills");
        self.child.wait().expect("ends");
    }
}

impl Drop for Spawned {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().expect("runs")
}

#[track_caller]
fn refuses(arguments: &[&str], says: &[&str]) {
    let output = run(arguments);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    for word in says {
        assert!(text.contains(word), "{text}");
    }
}

#[test]
fn wrong_arguments_are_refused_with_what_to_do() {
    let dist = portal();
    let dist = dist.to_str().expect("UTF-8");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    refuses(&["--dist", "/nowhere"], &["/nowhere", "cargo xtask build", "--dist"]);
    refuses(&["--dist", dist, "--port", &port], &[&port, "--port"]);
    refuses(&["--dist", dist, "--port", "0", "--scenario", "holi"], &["holi", "diwali-2024"]);
    refuses(&["--dist", dist, "--port", "0", "--scenario", "/nowhere.toml"], &["/nowhere.toml"]);
    refuses(&["--dist", dist, "--port", "0", "--at", "tomorrow"], &["--at", "2024-10-31T18:00:00+05:30"]);
    refuses(&["--dist", dist, "--port", "0", "--at", "2020-01-01T00:00+05:30"], &["begins"]);
    refuses(&["--dist", dist, "--port", "0", "--at", "2124-01-01T00:00+05:30"], &["1100 days"]);
    refuses(&["--dist", dist, "--port", "0", "--speed", "100001"], &["--speed"]);
    refuses(&["--dist", dist, "--port", "70000"], &["--port"]);
    refuses(&["--dist", dist, "--port", "0", "--data", "/proc/nowhere"], &["--data"]);
    refuses(&["--colour"], &["--colour"]);
}

#[test]
fn it_says_where_it_is_and_ends_when_told_to() {
    let dist = portal();
    let mut child = command()
        .arg("--dist")
        .arg(dist)
        .args(["--port", "0", "--control", "--scenario", "diwali-2024"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut out = BufReader::new(child.stdout.take().expect("stdout"));
    let mut said = String::new();
    while !said.contains("Ctrl-C") {
        assert_ne!(out.read_line(&mut said).expect("a line"), 0, "{said}");
    }
    for word in ["http://127.0.0.1:", "/sandbox", "102345678", "₹50.00", "Jump to", "Sun 27 Oct 2024 18:00"] {
        assert!(said.contains(word), "{word} in {said}");
    }
    let ended = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    assert!(ended.success());
    assert_eq!(child.wait().expect("ends").code(), Some(0));
    out.read_to_string(&mut said).expect("the rest");
}

#[test]
fn without_being_asked_for_the_control_page_is_not_there() {
    let dist = portal();
    let mut child = command()
        .arg("--dist")
        .arg(dist)
        .args(["--port", "0", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a line");
    let said: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(said["control"], Value::Null);
    assert_eq!(said["accounts"].as_array().map(Vec::len), Some(6));
    let address = said["listening"].as_str().and_then(|url| url.strip_prefix("http://")).expect("an address");
    let remote = Remote { address: address.parse().expect("an address") };
    let answers = ["/sandbox", "/sandbox/api/state", "/sandbox/control.js"].map(|path| remote.get(path).status);
    let post = remote.ask(&Ask::post("/sandbox/api/reset", &serde_json::json!({}))).status;
    child.kill().expect("kills");
    child.wait().expect("ends");
    assert_eq!(answers, [404, 404, 404]);
    assert_eq!(post, 405);
}
