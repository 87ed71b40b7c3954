//! A small HTTP client that shows what really came: resets, silence, raw headers.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// What a request came to.
#[derive(Debug)]
pub enum Outcome {
    /// An answer.
    Answer(Answer),
    /// The connection was reset.
    Reset,
    /// The connection was closed without a word.
    Closed,
    /// Nothing came in time.
    Silence,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault} in {}: {}", self.status, self.text()))
    }

    /// The last part of the problem's type.
    #[track_caller]
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}: {}", self.status, self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{problem}");
        problem["type"].as_str().expect("type").rsplit(':').next().expect("a part").to_owned()
    }

    /// `name=value` of the cookie it sets.
    pub fn cookie(&self) -> Option<String> {
        self.header("set-cookie").and_then(|line| line.split(';').next()).map(str::to_owned)
    }
}

/// A request.
#[derive(Clone, Debug)]
pub struct Ask {
    pub method: &'static str,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// How long to wait for an answer.
    pub patience: Duration,
}

/// Far longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

impl Ask {
    pub fn get(path: &str) -> Self {
        Self { method: "GET", path: path.to_owned(), headers: vec![], body: vec![], patience: PATIENCE }
    }

    pub fn post(path: &str, body: &Value) -> Self {
        let headers = vec![("Content-Type", "application/json".to_owned())];
        Self { method: "POST", path: path.to_owned(), headers, body: body.to_string().into_bytes(), patience: PATIENCE }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Waits a moment only, where silence is expected.
    pub fn briefly(self) -> Self {
        Self { patience: Duration::from_millis(700), ..self }
    }

    pub fn send(&self, to: SocketAddr) -> Outcome {
        let mut head = format!("{} {} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.body.is_empty() {
            head += &format!("Content-Length: {}\r\n", self.body.len());
        }
        let mut bytes = (head + "\r\n").into_bytes();
        bytes.extend_from_slice(&self.body);
        raw(to, &bytes, self.patience)
    }
}

/// Sends bytes as they are and reads to the end.
pub fn raw(to: SocketAddr, bytes: &[u8], patience: Duration) -> Outcome {
    let mut stream = TcpStream::connect(to).expect("the sandbox listens");
    stream.set_read_timeout(Some(patience)).expect("a timeout");
    // A server that refuses early may close before all is written; what it said is still there to read.
    let written = stream.write_all(bytes);
    let mut read = Vec::new();
    let end = stream.read_to_end(&mut read);
    match end {
        _ if !read.is_empty() => Outcome::Answer(answer(&read)),
        Err(fault) if fault.kind() == ErrorKind::ConnectionReset => Outcome::Reset,
        Err(fault) if matches!(fault.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Outcome::Silence,
        Err(fault) => panic!("{fault}"),
        Ok(_) if written.is_err() => Outcome::Reset,
        Ok(_) => Outcome::Closed,
    }
}

fn answer(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a readable head");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let headers =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer { status: status.expect("a status"), headers: headers.collect(), body: bytes[end + 4..].to_vec() }
}
