//! A sandbox of one's own for each test, in this process, on a free port.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use diya::domain::time::Instant;
use sandbox::sandbox::Sandbox;
use sandbox::server::{Running, bind, serve};
use sandbox::world::{Opening, World};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::client::{Answer, Ask, Outcome};

/// A family's account in every scenario.
pub const FAMILY: &str = "102345678";

/// A sandbox that runs somewhere.
pub struct Remote {
    pub address: SocketAddr,
}

/// A sandbox in this process.
pub struct Town {
    remote: Remote,
    pub dist: PathBuf,
    _running: Running,
    _runtime: Runtime,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A directory that is nobody else's.
pub fn directory(name: &str) -> PathBuf {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let directory =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sandbox-{name}-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// A portal of one page.
pub fn portal() -> PathBuf {
    let dist = directory("dist");
    std::fs::write(dist.join("index.html"), "<!DOCTYPE html><title>Diya</title>").expect("a page");
    dist
}

impl Town {
    /// A town in which the clock stands at `at`.
    pub fn at(scenario: &str, at: &str) -> Self {
        let at = Some(Instant::parse(at).expect("an instant"));
        Self::open(&Opening { scenario: Some(scenario.into()), at, speed: Some(0) })
    }

    /// An ordinary Wednesday, 10 o'clock; the clock stands.
    pub fn ordinary() -> Self {
        Self::at("ordinary-day", "2024-09-18T10:00:00+05:30")
    }

    pub fn open(opening: &Opening) -> Self {
        let dist = portal();
        let world = World::open(None, opening).expect("a world");
        let sandbox = Arc::new(Sandbox::new(world, dist.clone(), true));
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime.block_on(bind(0)).expect("a free port");
        let running = {
            let _inside = runtime.enter();
            serve(listener, sandbox).expect("an address")
        };
        Self { remote: Remote { address: running.address }, dist, _running: running, _runtime: runtime }
    }
}

impl std::ops::Deref for Town {
    type Target = Remote;
    fn deref(&self) -> &Remote {
        &self.remote
    }
}

impl Remote {
    pub fn outcome(&self, ask: &Ask) -> Outcome {
        ask.send(self.address)
    }

    #[track_caller]
    pub fn ask(&self, ask: &Ask) -> Answer {
        match self.outcome(ask) {
            Outcome::Answer(answer) => answer,
            other => panic!("{other:?} to {} {}", ask.method, ask.path),
        }
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.ask(&Ask::get(path))
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask(&Ask::post(path, body))
    }

    /// Pulls a string; the state afterwards.
    #[track_caller]
    pub fn pull(&self, action: &str, body: &Value) -> Value {
        let answer = self.post(&format!("/sandbox/api/{action}"), body);
        assert_eq!(answer.status, 200, "{action}: {}", answer.text());
        answer.json()
    }

    #[track_caller]
    pub fn state(&self) -> Value {
        self.get("/sandbox/api/state").json()
    }

    #[track_caller]
    pub fn jump(&self, to: &str) -> Value {
        self.pull("jump", &json!({ "to": to }))
    }

    #[track_caller]
    pub fn wait(&self, seconds: u32) -> Value {
        self.pull("clock", &json!({ "advance_seconds": seconds }))
    }

    #[track_caller]
    pub fn fault(&self, fault: impl Into<Value>) {
        self.pull("faults", &json!({ "add": [fault.into()] }));
    }

    #[track_caller]
    pub fn end_faults(&self) {
        self.pull("faults", &json!({ "clear": true }));
    }

    /// The OTP on the phone of an account.
    #[track_caller]
    pub fn otp(&self, number: &str) -> String {
        let answer = self.post("/v1/session/otp", &json!({ "consumer_number": number }));
        assert_eq!(answer.status, 202, "{}", answer.text());
        self.state()["otp_inbox"][0]["otp"].as_str().expect("an OTP").to_owned()
    }

    /// The cookie of a new session.
    #[track_caller]
    pub fn sign_in(&self, number: &str) -> String {
        let otp = self.otp(number);
        let answer = self.post("/v1/session", &json!({ "consumer_number": number, "otp": otp }));
        assert_eq!(answer.status, 204, "{}", answer.text());
        answer.cookie().expect("a cookie")
    }

    #[track_caller]
    pub fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.ask(&Ask::get(path).with("Cookie", cookie))
    }

    #[track_caller]
    pub fn balance(&self, cookie: &str) -> Value {
        self.get_as(cookie, "/v1/account/balance").json()
    }

    /// An order of ₹500 for the family, whatever else is open.
    #[track_caller]
    pub fn order(&self, cookie: &str, key: u32) -> Value {
        let known = self.get_as(cookie, "/v1/recharges").json();
        let known: Vec<&str> = known["recharges"].as_array().expect("a list").iter().map(id).collect();
        let answer = self.ask(&second_recharge(50_000, key, &known).with("Cookie", cookie));
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// An order as it is now.
    #[track_caller]
    pub fn look(&self, cookie: &str, order: &Value) -> Value {
        self.get_as(cookie, &format!("/v1/recharges/{}", id(order))).json()
    }

    /// What the bank does with an order.
    #[track_caller]
    pub fn bank(&self, order: &Value, answer: &str, body: &Value) -> Value {
        self.pull(&format!("orders/{}/{answer}", id(order)), body)
    }
}

/// An order's id.
pub fn id(order: &Value) -> &str {
    order["id"].as_str().expect("an id")
}

/// An order's states, in order.
pub fn way(order: &Value) -> Vec<&str> {
    let history = order["history"].as_array().expect("a history");
    history.iter().map(|step| step["state"].as_str().expect("a state")).collect()
}

/// The header of the `n`th key.
pub fn key(n: u32) -> String {
    format!("\"00000000-0000-4000-8000-{n:012}\"")
}

/// A request to recharge the family's account.
pub fn recharge(paise: i64, n: u32) -> Ask {
    Ask::post("/v1/recharges", &json!({ "consumer_number": FAMILY, "amount": paise })).with("Idempotency-Key", &key(n))
}

/// The same, by somebody who knows of other orders.
pub fn second_recharge(paise: i64, n: u32, despite: &[&str]) -> Ask {
    let body = json!({ "consumer_number": FAMILY, "amount": paise, "despite": despite });
    Ask::post("/v1/recharges", &body).with("Idempotency-Key", &key(n))
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dist);
    }
}
