//! The vectors of `tests/vectors`, judged natively, and the making of our own.
//!
//! `cargo xtask vectors` shows the table, here and for the browser.

#![expect(clippy::expect_used, reason = "a test that finds no value has failed")]

mod make;
#[path = "../../../tests/vectors/mod.rs"]
mod vectors;

use std::fs;
use std::path::PathBuf;

use publisher::verify::{verified, verify};
use vectors::own::{self, CHECKED_IN};
use vectors::published::{FILES, cases};
use vectors::table::Table;

/// Set to anything, it lets the test write our own vectors anew.
const WRITE: &str = "DIYA_WRITE_VECTORS";

#[test]
fn our_vectors_are_what_is_made_here() {
    let made = make::vectors();
    if std::env::var_os(WRITE).is_some() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/bulletin.json");
        fs::write(&path, &made).expect("bulletin.json can be written");
    } else {
        assert!(made == CHECKED_IN, "tests/vectors/bulletin.json is another: write it anew with {WRITE}=1");
    }
}

#[test]
fn every_vector_meets_its_verdict() {
    let mut table = Table::default();
    let own: Vec<_> = own::rows(CHECKED_IN)
        .iter()
        .map(|row| own::judged(row, &verify(&row.bytes, &row.keys, row.threshold, row.seen, row.now)))
        .collect();
    table.add("tests/vectors/bulletin.json", &own);
    for file in FILES {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/jws").join(file);
        let Ok(text) = fs::read_to_string(path) else {
            table.skip(file);
            continue;
        };
        let judged: Vec<_> = cases(file, &text)
            .iter()
            .map(|case| {
                let signatures = case.signatures.as_deref().unwrap_or_default();
                case.judged(&verified(signatures, std::slice::from_ref(&case.key)))
            })
            .collect();
        table.add(file, &judged);
    }
    println!("{}", table.show("natively, p256"));
    assert!(table.wrong().is_empty(), "{:#?}", table.wrong());
}
