//! The portal's admission against a real server: two thousand clients over HTTP while the sandbox is down and comes
//! back. Time is thirty times as fast for the module, for the sandbox and for the people; what is asserted are counts.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::TimeDelta;
use diya::domain::admission::{
    Admission, Ask, BulletinAnswer, Cause, Failure, Presence, Route, Verdict, Why, next_poll,
};
use diya::domain::bulletin::{Bulletin, ServiceStatus};
use diya::domain::time::Instant;
use sandbox::sandbox::Sandbox;
use sandbox::server::{bind, serve};
use sandbox::world::{Opening, World};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

const CLIENTS: u32 = 2_000;
const SPEED: u32 = 30;
const FAMILY: &str = "102345678";
/// Real time after which a test that makes no progress has failed.
const LONGEST: Duration = Duration::from_secs(240);

/// What all clients share: the way to the server, the time, and the counts.
struct Town {
    address: SocketAddr,
    opened: tokio::time::Instant,
    begins: Instant,
    cookie: String,
    /// A machine's connections are few; a client that waits for one of them has not called yet.
    connections: Semaphore,
    calls: AtomicU32,
    calls_while_down: AtomicU32,
    looks: AtomicU32,
    served: AtomicU32,
}

impl Town {
    fn now(&self) -> Instant {
        let passed = i64::try_from(self.opened.elapsed().as_millis()).expect("a short test");
        self.begins + TimeDelta::milliseconds(passed * i64::from(SPEED))
    }

    async fn sleep_until(&self, until: Instant) {
        let seconds = u64::try_from((until - self.now()).num_seconds()).unwrap_or(0).max(1);
        tokio::time::sleep(Duration::from_millis(seconds * 1000 / u64::from(SPEED))).await;
    }

    /// Status, head and body; `None` if the connection broke.
    async fn exchange(&self, request: &str, body: &str) -> Option<(u16, String, String)> {
        let _connection = self.connections.acquire().await.ok()?;
        let mut stream = TcpStream::connect(self.address).await.ok()?;
        let length = if body.is_empty() {
            String::new()
        } else {
            format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len())
        };
        let text = format!(
            "{request} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {}\r\n{length}\r\n{body}",
            self.address, self.cookie
        );
        stream.write_all(text.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        let answer = String::from_utf8(answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, head.to_owned(), body.to_owned()))
    }

    async fn pull(&self, action: &str, body: &Value) -> Value {
        let (status, _, answer) =
            self.exchange(&format!("POST /sandbox/api/{action}"), &body.to_string()).await.expect("an answer");
        assert_eq!(status, 200, "{answer}");
        serde_json::from_str(&answer).expect("JSON")
    }

    /// The status that is handed out now.
    async fn status(&self) -> Option<ServiceStatus> {
        self.looks.fetch_add(1, Ordering::Relaxed);
        let (_, _, jws) = self.exchange("GET /bulletin.jws", "").await?;
        let jws: Value = serde_json::from_str(&jws).ok()?;
        let payload = Base64UrlUnpadded::decode_vec(jws["payload"].as_str()?).ok()?;
        serde_json::from_slice::<Bulletin>(&payload).ok().map(|bulletin| bulletin.status)
    }
}

/// Chance enough for a client: which, and how often it was asked.
fn lot(client: u32, turn: u32) -> f64 {
    let mut mixed = (u64::from(client) << 32 | u64::from(turn)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    f64::from(u32::try_from(mixed >> 32).expect("32 bits")) / 4_294_967_296.0
}

/// Somebody who looks until the balance is there, and taps now and then.
async fn live(town: Arc<Town>, client: u32) {
    let (mut admission, mut turn, mut asked_at, mut status) = (Admission::default(), 0, None, None);
    let mut poll_at = town.now() + TimeDelta::seconds(i64::from(client % 120));
    town.sleep_until(poll_at).await;
    loop {
        turn += 1;
        let cause = if turn % 4 == 0 { Cause::Person } else { Cause::Portal };
        let now = town.now();
        let ask = Ask { cause, route: Route::Account, presence: Presence::Looking, status: status.as_ref(), asked_at };
        match admission.decide(&ask, lot(client, turn), now) {
            Verdict::AskBulletin => {
                status = town.status().await.or(status);
                asked_at = Some(town.now());
                poll_at = next_poll(BulletinAnswer::Answered, lot(client, turn), town.now());
            }
            Verdict::Call => {
                town.calls.fetch_add(1, Ordering::Relaxed);
                match town.exchange("GET /v1/account/balance", "").await {
                    Some((200, _, body)) => {
                        assert!(body.contains("31250") || body.contains("paise"), "{body}");
                        town.served.fetch_add(1, Ordering::Relaxed);
                        return;
                    }
                    answer => {
                        town.calls_while_down.fetch_add(1, Ordering::Relaxed);
                        let failure = if answer.is_some() { Failure::Answer } else { Failure::Connection };
                        admission.failed(Route::Account, failure, None, lot(client, turn), town.now());
                    }
                }
            }
            Verdict::Wait { why: Why::Down | Why::NotAdmitted, .. } | Verdict::Wait { until: None, .. } => {
                town.sleep_until(poll_at).await;
            }
            Verdict::Wait { until: Some(until), .. } => town.sleep_until(until.min(poll_at.max(now))).await,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_clients_come_back_to_a_real_server_and_each_asks_once() {
    let begins = Instant::parse("2024-09-18T10:00:00+05:30").expect("an instant");
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenario.toml");
    let opening = Opening { scenario: Some(scenario.to_string_lossy().into_owned()), at: Some(begins), speed: Some(0) };
    let world = World::open(None, &opening).expect("a world");
    let sandbox = Arc::new(Sandbox::new(world, Path::new(env!("CARGO_TARGET_TMPDIR")).to_owned(), true));
    let running = serve(bind(0).await.expect("a free port"), sandbox).expect("an address");
    let mut town = Town {
        address: running.address,
        opened: tokio::time::Instant::now(),
        begins,
        cookie: String::new(),
        connections: Semaphore::new(200),
        calls: AtomicU32::new(0),
        calls_while_down: AtomicU32::new(0),
        looks: AtomicU32::new(0),
        served: AtomicU32::new(0),
    };

    // One session for all: what is tried is who calls when, not who is who.
    let number = json!({ "consumer_number": FAMILY }).to_string();
    town.exchange("POST /v1/session/otp", &number).await.expect("an answer");
    let (_, _, state) = town.exchange("GET /sandbox/api/state", "").await.expect("a state");
    let state: Value = serde_json::from_str(&state).expect("JSON");
    let signing_in = json!({ "consumer_number": FAMILY, "otp": state["otp_inbox"][0]["otp"] }).to_string();
    let (status, head, _) = town.exchange("POST /v1/session", &signing_in).await.expect("an answer");
    assert_eq!(status, 204);
    let cookie =
        head.lines().find_map(|line| line.to_lowercase().starts_with("set-cookie: ").then(|| line[12..].to_owned()));
    town.cookie = cookie.expect("a cookie").split(';').next().unwrap_or_default().to_owned();

    // The server falls, the status says so, and people come.
    town.pull("faults", &json!({ "add": [{ "id": "dead", "kind": "refuse", "route": "/v1/account*" }] })).await;
    town.opened = tokio::time::Instant::now();
    town.pull("clock", &json!({ "advance_seconds": 15 })).await;
    town.pull("clock", &json!({ "speed": SPEED })).await;
    let town = Arc::new(town);
    let herd: Vec<_> = (0..CLIENTS).map(|client| tokio::spawn(live(Arc::clone(&town), client))).collect();

    // Before the first step of the ramp it is repaired.
    town.sleep_until(begins + TimeDelta::seconds(240)).await;
    assert_eq!(town.calls.load(Ordering::Relaxed), 0, "nobody calls a server that is said to be down");
    assert!(town.looks.load(Ordering::Relaxed) >= CLIENTS / 2, "but people look for the bulletin");
    town.pull("faults", &json!({ "clear": true })).await;
    tokio::time::timeout(LONGEST, async {
        for client in herd {
            client.await.expect("a client that lived on");
        }
    })
    .await
    .expect("all are served");

    let (calls, served) = (town.calls.load(Ordering::Relaxed), town.served.load(Ordering::Relaxed));
    println!(
        "{calls} calls, {} failed, {} looks for the bulletin",
        town.calls_while_down.load(Ordering::Relaxed),
        town.looks.load(Ordering::Relaxed)
    );
    assert_eq!(served, CLIENTS);
    assert!(calls * 100 <= CLIENTS * 105, "{calls} calls for {CLIENTS} clients");
}
