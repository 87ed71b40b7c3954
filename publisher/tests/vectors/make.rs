//! Makes `tests/vectors/bulletin.json`: bulletins good and bad, by keys whose secrets are 1, 2 and 3.

mod rows;

use diya::contract::jws::{encoded, signing_input};
use p256::ecdsa::SigningKey;
use publisher::keys::KeyPair;
use serde_json::{Value, json};

/// When the bulletins are signed, in words of RFC 3339.
const ISSUED: &str = "2024-10-30T18:00:00+05:30";
/// When they expire.
const EXPIRES: &str = "2024-10-31T18:00:00+05:30";
/// When they are read, unless a row says otherwise.
const NOW: &str = "2024-10-30T19:00:00+05:30";

/// The whole file.
pub fn vectors() -> String {
    let keys: serde_json::Map<String, Value> = ["one", "two", "three"]
        .map(|kid| {
            let key = key(kid).public();
            (kid.to_owned(), json!({ "x": key.x, "y": key.y }))
        })
        .into_iter()
        .collect();
    let rows: Vec<String> = rows::rows().iter().map(|row| format!("    {}", row.0)).collect();
    format!("{{\n  \"keys\": {},\n  \"rows\": [\n{}\n  ]\n}}\n", Value::Object(keys), rows.join(",\n"))
}

/// A key that nobody can mistake for a secret one. The same kid gets the same key.
pub fn key(kid: &str) -> KeyPair {
    let secret = match kid {
        "one" => 1,
        "two" => 2,
        _ => 3,
    };
    let mut bytes = [0; 32];
    bytes[31] = secret;
    let point = SigningKey::from_slice(&bytes).expect("a secret").verifying_key().to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    let jwk = json!({
        "kty": "EC", "crv": "P-256", "kid": kid, "x": encoded(x), "y": encoded(y), "d": encoded(&bytes),
    });
    KeyPair::from_jwk(&jwk.to_string()).expect("a key")
}

/// The payload of a good bulletin.
pub fn bulletin() -> Value {
    json!({
        "schema": 1, "version": 7, "issued": ISSUED, "expires": EXPIRES,
        "status": {
            "api": "down", "admit": 0.0, "since": ISSUED,
            "message": { "hi": "सर्वर बंद है", "en": "The server is down" },
        },
        "notices": [], "rule_packs": [],
    })
}

/// A good bulletin with one member changed.
pub fn with(member: &str, value: Value) -> Vec<u8> {
    let mut bulletin = bulletin();
    bulletin[member] = value;
    bulletin.to_string().into_bytes()
}

/// The protected header that `kid` signs under.
pub fn header(kid: &str) -> String {
    json!({ "alg": "ES256", "kid": kid }).to_string()
}

/// A member of `signatures`: `protected` over `payload`, signed with the key of `signer`.
pub fn signature(payload: &[u8], protected: &[u8], signer: &str) -> Value {
    let protected = encoded(protected);
    let signature = key(signer).sign(&signing_input(&protected, &encoded(payload)));
    json!({ "protected": protected, "signature": encoded(&signature) })
}

/// `payload` signed by each of `signers`, under their own names.
pub fn signed(payload: &[u8], signers: &[&str]) -> Value {
    let signatures: Vec<Value> = signers.iter().map(|kid| signature(payload, header(kid).as_bytes(), kid)).collect();
    json!({ "payload": encoded(payload), "signatures": signatures })
}

/// The good bulletin, signed by "one" under this header.
pub fn under(protected: &[u8]) -> Value {
    let payload = bulletin().to_string().into_bytes();
    json!({ "payload": encoded(&payload), "signatures": [signature(&payload, protected, "one")] })
}

/// The good bulletin, signed by "one".
pub fn good() -> Value {
    signed(bulletin().to_string().as_bytes(), &["one"])
}

/// One row.
pub struct Row(Value);

impl Row {
    /// A row whose bytes are this text.
    pub fn of(name: &str, text: impl ToString, verdict: &str) -> Self {
        Self::of_bytes(name, json!({ "text": text.to_string() }), verdict)
    }

    /// A row whose bytes are told in another way.
    pub fn of_bytes(name: &str, bytes: Value, verdict: &str) -> Self {
        Self(json!({
            "name": name, "verdict": verdict, "keys": ["one"], "threshold": 1, "seen": 0, "now": NOW, "bytes": bytes,
        }))
    }

    /// The row with other keys and another threshold.
    pub fn pinning(mut self, keys: &[&str], threshold: usize) -> Self {
        self.0["keys"] = json!(keys);
        self.0["threshold"] = json!(threshold);
        self
    }

    /// The row read where this version was seen before.
    pub fn after_seeing(mut self, version: u64) -> Self {
        self.0["seen"] = json!(version);
        self
    }

    /// The row read at another time.
    pub fn at(mut self, now: &str) -> Self {
        self.0["now"] = json!(now);
        self
    }
}
