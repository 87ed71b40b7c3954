//! Any bytes as the answer of `/v1/recharges`: no panic, and money shows only where the answer that was taken said so.
//!
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz recharges`

#![no_main]

use chrono::TimeDelta;
use diya::contract::json;
use diya::contract::recharge::RechargesResponse;
use diya::domain::identity::ConsumerNumber;
use diya::domain::recharge::{Event, IdempotencyKey, Journal, Listing, Order, Phase, Policy, step};
use diya::domain::time::Instant;
use libfuzzer_sys::fuzz_target;

const POLICY: Policy = Policy { key_lifetime: TimeDelta::hours(24) };

fuzz_target!(|bytes: &[u8]| {
    let now = Instant::from_unix_seconds(1_730_000_000);
    let mut told: Vec<Order> = json::read::<Order>(bytes).into_iter().collect();
    told.extend(json::read::<RechargesResponse>(bytes).into_iter().flat_map(|listed| listed.recharges));
    let money = told.iter().any(|order| order.tells_of_money());
    let Ok(consumer_number) = ConsumerNumber::try_from("102345678".to_owned()) else { return };
    let name = |place: usize| IdempotencyKey::from_random([u8::try_from(place % 251).unwrap_or_default(); 16]);
    let orders = told.iter().cloned().enumerate().map(|(place, order)| (order, name(place))).collect();
    let listing = Listing { consumer_number, orders, whole_since: None };
    let (mut journal, _) = step(Journal::default(), Event::Listed(listing), now, &POLICY);
    for order in told {
        (journal, _) = step(journal, Event::Told(order), now, &POLICY);
    }
    let shown = [Phase::Paid, Phase::Credited, Phase::Done, Phase::Reversed];
    assert!(money || journal.entries().iter().all(|entry| !shown.contains(&entry.phase(now))));
});
