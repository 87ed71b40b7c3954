//! The configuration that is written here, as real servers understand it: each serves a small portal on a free port of this machine.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::policy::{Policy, kind_of};
use super::site::Site;
use super::{caddy, nginx};
use crate::{compress, tools};

const WASM: &str = "diya-0123456789abcdef.wasm";
const BROTLI_FOR_NGINX: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// A portal of a few files, removed at the end.
struct Portal {
    directory: PathBuf,
    port: u16,
}

/// A server, ended at the end.
struct Server(Child);

impl Portal {
    fn new(server: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("diya-{server}-{}", std::process::id()));
        let dist = directory.join("dist");
        fs::create_dir_all(dist.join("icons")).expect("writable");
        for (name, content) in [
            ("index.html", "<!doctype html><title>Diya</title>".repeat(20)),
            (WASM, "\0asm".repeat(100)),
            ("config.json", "{}".to_owned()),
            ("_headers", "/*".to_owned()),
            ("bulletin.jws", "{}".to_owned()),
            ("notices.html", "<!doctype html><title>Notices</title>".repeat(20)),
            ("manifest.webmanifest", "{}".to_owned()),
            ("icons/192.png", "png".to_owned()),
        ] {
            fs::write(dist.join(name), content).expect("writable");
        }
        compress::everything_in(&dist).expect("compressible");
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        Self { directory, port: free.local_addr().expect("bound").port() }
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.directory.join(name);
        fs::write(&path, content).expect("writable");
        path
    }

    /// The head of the answer to a GET, in lower case.
    fn answer(&self, path: &str, encoding: &str) -> String {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n",
            self.port
        );
        let started = Instant::now();
        let mut connection = loop {
            match TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) {
                Ok(connection) => break connection,
                Err(error) if started.elapsed() > Duration::from_secs(10) => {
                    panic!("the server does not come up: {error}")
                }
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        };
        connection.set_read_timeout(Some(Duration::from_secs(10))).expect("a valid duration");
        connection.write_all(request.as_bytes()).expect("connected");
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).expect("connected");
        let answer = String::from_utf8_lossy(&answer).to_lowercase();
        answer.split("\r\n\r\n").next().unwrap_or_default().to_owned()
    }

    /// What every server must do, in whatever words it was told.
    fn check(&self, policy: &Policy) {
        let wasm = format!("/{WASM}");
        let hashed = "cache-control: public, max-age=31536000, immutable";
        for (path, encoding, expected) in [
            ("/", "identity", &["200 ok", "content-type: text/html", "cache-control: no-cache"][..]),
            ("/", "gzip, br", &["content-encoding: br", "content-type: text/html"]),
            ("/", "gzip", &["content-encoding: gzip"]),
            (&wasm, "br", &["200 ok", "content-type: application/wasm", "content-encoding: br", hashed]),
            (
                "/config.json",
                "br",
                &["content-type: application/json", "cache-control: no-cache", "resource-policy: same-origin"],
            ),
            ("/bulletin.jws", "br", &["content-type: application/jose+json", "cache-control: no-cache"]),
            ("/notices.html", "br", &["200 ok", "content-type: text/html", "cache-control: no-cache"]),
            ("/manifest.webmanifest", "br", &["content-type: application/manifest+json"]),
            ("/icons/192.png", "br", &["content-type: image/png", "cache-control: public, max-age=86400"]),
            ("/absent", "br", &["404 not found"]),
            ("/_headers", "br", &["404 not found"]),
            ("/diya-0000000000000000.wasm", "br", &["404 not found"]),
        ] {
            let answer = self.answer(path, encoding);
            for expected in expected {
                assert!(answer.contains(expected), "{path} ({encoding}) lacks {expected:?}:\n{answer}");
            }
            assert_eq!(answer.matches("\ncontent-security-policy: ").count(), 1, "{path} ({encoding}):\n{answer}");
            let content = policy.content(kind_of(path.trim_start_matches('/')));
            for (name, value) in [content].iter().chain(&policy.everywhere) {
                let header = format!("\n{name}: {value}").to_lowercase();
                assert_eq!(
                    answer.matches(&header).count(),
                    1,
                    "{path} ({encoding}) must have {header:?} once:\n{answer}"
                );
            }
            let immutable_error = answer.contains("404") && answer.contains("immutable");
            assert!(!immutable_error, "{path}: an error is kept for a year:\n{answer}");
        }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.directory));
    }
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(quiet.spawn().expect("the program was found"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn policy() -> Policy {
    let config = r#"{"api":{"base":"https://api.example/v1"},"embed":{"origins":["https://utility.example"]}}"#;
    Policy::new(&Site::from_config(config).expect("valid"), &["a{}".to_owned()])
}

fn accepted(command: &mut Command) {
    let output = command.output().expect("the program was found");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nginx_serves_what_the_policy_says() {
    let nginx = Path::new("/usr/sbin/nginx");
    if !nginx.exists() || !Path::new(BROTLI_FOR_NGINX).exists() {
        eprintln!("skipped: nginx or its module libnginx-mod-http-brotli-static is not installed");
        return;
    }
    let portal = Portal::new("nginx");
    let policy = policy();
    let snippet = portal.write("diya.conf", &nginx::file(&policy));
    let directory = portal.directory.display();
    let mut configuration = format!(
        "load_module {BROTLI_FOR_NGINX};\ndaemon off;\nmaster_process off;\npid {directory}/pid;\nerror_log stderr;\nevents {{}}\n\
         http {{\naccess_log off;\n"
    );
    for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        // Writing to a string cannot fail.
        let _ = writeln!(configuration, "{kind}_temp_path {directory}/{kind};");
    }
    let _ = writeln!(
        configuration,
        "server {{\nlisten 127.0.0.1:{};\nroot {directory}/dist;\ninclude {};\n}}\n}}",
        portal.port,
        snippet.display()
    );
    let configuration = portal.write("nginx.conf", &configuration);
    accepted(Command::new(nginx).arg("-t").arg("-c").arg(&configuration));
    let _server = Server::start(Command::new(nginx).arg("-c").arg(&configuration));
    portal.check(&policy);
}

#[test]
fn caddy_serves_what_the_policy_says() {
    let Some(caddy) = tools::on_path("caddy").into_iter().next() else {
        eprintln!("skipped: caddy is not on PATH");
        return;
    };
    let portal = Portal::new("caddy");
    let policy = policy();
    let snippet = portal.write("diya.caddy", &caddy::file(&policy));
    let configuration = format!(
        "{{\nadmin off\nauto_https off\n}}\nimport {}\nhttp://127.0.0.1:{} {{\nroot * {}/dist\nimport diya\n}}\n",
        snippet.display(),
        portal.port,
        portal.directory.display()
    );
    let configuration = portal.write("Caddyfile", &configuration);
    let caddy = || {
        let mut command = Command::new(&caddy);
        command.env("HOME", &portal.directory);
        command
    };
    accepted(caddy().args(["validate", "--adapter", "caddyfile", "--config"]).arg(&configuration));
    let _server = Server::start(caddy().args(["run", "--adapter", "caddyfile", "--config"]).arg(&configuration));
    portal.check(&policy);
}
