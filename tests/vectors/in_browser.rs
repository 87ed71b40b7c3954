//! The vectors, judged by WebCrypto.

use diya::browser::crypto;
use diya::browser::http::{Call, send};
use diya::contract::bulletin::{BulletinFault, Signed};
use diya::domain::bulletin::Bulletin;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use super::own::{self, CHECKED_IN, Row};
use super::published::{FILES, cases};
use super::table::Table;

/// Where `cargo xtask` lays the published files: the test's server serves the checkout.
const PUBLISHED: &str = "/target/vectors";

#[wasm_bindgen_test]
async fn every_vector_meets_its_verdict() {
    let mut table = Table::default();
    let mut own = Vec::new();
    for row in own::rows(CHECKED_IN) {
        own.push(own::judged(&row, &read(&row).await));
    }
    table.add("tests/vectors/bulletin.json", &own);
    for file in FILES {
        let Some(text) = fetched(&format!("{PUBLISHED}/{file}")).await else {
            table.skip(file);
            continue;
        };
        let mut judged = Vec::new();
        for case in cases(file, &text) {
            let signatures = case.signatures.as_deref().unwrap_or_default();
            let good = crypto::verified(signatures, core::slice::from_ref(&case.key)).await;
            judged.push(case.judged(&good));
        }
        table.add(file, &judged);
    }
    console_log!("{}", table.show("in the browser, WebCrypto"));
    assert!(table.wrong().is_empty(), "{:#?}", table.wrong());
}

async fn read(row: &Row) -> Result<Bulletin, BulletinFault> {
    let signed = Signed::parse(&row.bytes)?;
    let verified = crypto::verified(signed.signatures(), &row.keys).await;
    signed.vouched(verified, row.threshold, row.seen)?.at(row.now)
}

async fn fetched(url: &str) -> Option<String> {
    let reply = send(Call::file(url)).await.ok().filter(|reply| reply.status == 200)?;
    String::from_utf8(reply.body).ok()
}
