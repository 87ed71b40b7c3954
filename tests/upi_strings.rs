//! The check of payment strings, held against strings that payment companies publish in their documentation.

// The wasm tests of this package stand beside this one.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot read its data has failed, or says so"
)]

use std::path::Path;

use diya::domain::money::Paise;
use diya::domain::recharge::{Order, OrderState, UpiRequest};
use diya::domain::time::Instant;
use diya::domain::upi::{UpiFault, check};
use serde_json::Value;

/// The published strings, and whether each is complete; `None` without the folder.
fn published() -> Option<Vec<(String, bool)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/upi/upi_uris.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let rows: Value = serde_json::from_str(&text).expect("JSON");
    let rows = rows.as_array().or_else(|| rows["uris"].as_array()).expect("a list").clone();
    let row = |row: Value| (row["value"].as_str().expect("a string").to_owned(), row["status"] == "complete");
    Some(rows.into_iter().map(row).collect())
}

/// What a parameter says, as the text of the string has it.
fn parameter<'uri>(uri: &'uri str, name: &str) -> Option<&'uri str> {
    let (_, query) = uri.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// The order that such a string would belong to.
fn order(uri: &str) -> (Order, UpiRequest) {
    let at = Instant::from_unix_seconds(1_730_000_000);
    let said = |name| parameter(uri, name).unwrap_or_default().to_owned();
    let upi = UpiRequest {
        uri: uri.to_owned(),
        reference: said("tr"),
        payee_address: said("pa"),
        payee_name: String::new(),
        expires_at: at,
    };
    let order = Order {
        id: "r-1".to_owned().try_into().expect("fits"),
        masked_name: String::new(),
        amount: Paise::parse_typed(&said("am")).unwrap_or(Paise::rupees(1)),
        currency: "INR".into(),
        state: OrderState::AwaitingPayment,
        state_since: at,
        created_at: at,
        final_at: at,
        check_after: at,
        upi: None,
        payment_reference: None,
        history: vec![],
    };
    (order, upi)
}

#[test]
fn a_published_string_is_shown_only_once_it_is_signed_and_names_its_order() {
    let Some(strings) = published() else { return };
    let (mut shown, mut unsigned, mut without_reference) = (0, 0, 0);
    for (uri, complete) in &strings {
        let (asked, request) = order(uri);
        let bare = check(&asked, &request).map(|_| ());
        let signed = [uri.as_str(), "&sign=MEQCIGx"].concat();
        let (_, signed) = order(&signed);
        let verdict = check(&asked, &signed).map(|_| ());
        if !complete || !uri.starts_with("upi://pay?") {
            assert!(verdict.is_err() && bare.is_err(), "{uri}");
        } else if parameter(uri, "tr").is_none() {
            assert_eq!(verdict, Err(UpiFault::Reference), "{uri}");
            without_reference += 1;
        } else {
            assert_eq!(bare, Err(UpiFault::Unsigned), "{uri}");
            assert_eq!(verdict, Ok(()), "{uri}");
            let dearer = Order { amount: asked.amount + Paise(1), ..asked.clone() };
            assert_eq!(check(&dearer, &signed).map(|_| ()), Err(UpiFault::Amount), "{uri}");
            (shown, unsigned) = (shown + 1, unsigned + 1);
        }
    }
    assert_eq!((strings.len(), shown, unsigned, without_reference), (29, 9, 9, 2));
}
