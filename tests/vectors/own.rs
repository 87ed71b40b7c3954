//! Our own bulletins, good and bad: `bulletin.json` read into rows.

use diya::contract::bulletin::BulletinFault;
use diya::contract::config::PinnedKey;
use diya::contract::jws::decoded;
use diya::domain::bulletin::{Bulletin, Confirmation};
use diya::domain::time::Instant;
use serde_json::Value;

use super::name_of;
use super::table::Judged;

/// The rows as they are checked in.
pub const CHECKED_IN: &str = include_str!("bulletin.json");

/// The verdict on a bulletin that is believed and confirmed.
pub const CONFIRMED: &str = "confirmed";
/// The verdict on a bulletin that is believed and has expired.
pub const NOT_CONFIRMED: &str = "not confirmed";

/// A bulletin, who may have signed it, what was seen before, when it is read, and what is to come of it.
pub struct Row {
    /// What is wrong or right with it.
    pub name: String,
    /// What a mirror serves.
    pub bytes: Vec<u8>,
    /// The pinned keys.
    pub keys: Vec<PinnedKey>,
    /// How many of them must have signed.
    pub threshold: usize,
    /// The highest version seen before.
    pub seen: u64,
    /// The time.
    pub now: Instant,
    /// [`CONFIRMED`], [`NOT_CONFIRMED`], or the name of a fault.
    pub verdict: String,
}

/// Reads the rows.
pub fn rows(json: &str) -> Vec<Row> {
    let vectors: Value = serde_json::from_str(json).expect("vectors are JSON");
    let key = |kid: &Value| {
        let kid = text(kid);
        let key = &vectors["keys"][kid];
        PinnedKey { kid: kid.to_owned(), x: text(&key["x"]).to_owned(), y: text(&key["y"]).to_owned() }
    };
    let rows = vectors["rows"].as_array().expect("rows");
    let row = |row: &Value| Row {
        name: text(&row["name"]).to_owned(),
        bytes: bytes(&row["bytes"]),
        keys: row["keys"].as_array().expect("keys").iter().map(key).collect(),
        threshold: usize::try_from(number(&row["threshold"])).expect("a small number"),
        seen: number(&row["seen"]),
        now: Instant::parse(text(&row["now"])).expect("a time"),
        verdict: text(&row["verdict"]).to_owned(),
    };
    rows.iter().map(row).collect()
}

/// `text` or `base64url`, written `times` over, then padded with spaces up to `size`.
fn bytes(value: &Value) -> Vec<u8> {
    let once = match value["base64url"].as_str() {
        Some(encoded) => decoded(encoded, "a row").expect("base64url"),
        None => text(&value["text"]).as_bytes().to_vec(),
    };
    let size = |name: &str| value[name].as_u64().and_then(|size| usize::try_from(size).ok());
    let mut bytes = once.repeat(size("times").unwrap_or(1));
    if let Some(size) = size("size") {
        assert!(bytes.len() <= size, "padding makes nothing smaller");
        bytes.resize(size, b' ');
    }
    bytes
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// What came of a row.
pub fn judged(row: &Row, outcome: &Result<Bulletin, BulletinFault>) -> Judged {
    let verdict = match outcome {
        Ok(bulletin) => match bulletin.confirmation(row.now) {
            Confirmation::Until(_) => CONFIRMED,
            Confirmation::NotSince(_) => NOT_CONFIRMED,
        },
        Err(fault) => name_of(fault),
    };
    Judged { name: row.name.clone(), accepted: outcome.is_ok(), verdict, right: verdict == row.verdict }
}
