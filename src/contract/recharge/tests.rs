//! Answers of `/v1/recharges`, spoilt in every way that keeps them JSON or cuts them short: no panic, and money is shown
//! only where the answer said so.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::contract::json::read;
use crate::contract::recharge::RechargesResponse;
use crate::domain::identity::ConsumerNumber;
use crate::domain::money::Paise;
use crate::domain::recharge::{Event, IdempotencyKey, Journal, Listing, Order, Phase, Policy, Wish, step};
use crate::domain::time::Instant;

const POLICY: Policy = Policy { key_lifetime: TimeDelta::hours(24) };
const STATES: [&str; 8] =
    ["created", "awaiting_payment", "paid", "credited", "on_meter", "failed", "expired", "reversed"];

fn order(state: &str) -> Value {
    json!({
        "id": "r-1", "masked_name": "S••••", "amount": 50_000, "currency": "INR", "state": state,
        "state_since": "2024-11-06T10:00:00+05:30", "created_at": "2024-11-06T10:00:00+05:30",
        "final_at": "2024-11-09T10:00:00+05:30", "check_after": "2024-11-06T10:01:30+05:30",
        "upi": {
            "uri": "upi://pay?pa=sbpdcl@bank&am=500.00&cu=INR&tr=t1", "reference": "t1",
            "payee_address": "sbpdcl@bank", "payee_name": "SBPDCL", "expires_at": "2024-11-06T10:08:00+05:30"
        },
        "payment_reference": null,
        "history": [{"state": "created", "at": "2024-11-06T10:00:00+05:30"}]
    })
}

fn key(fill: u8) -> IdempotencyKey {
    IdempotencyKey::from_random([fill; 16])
}

fn number() -> ConsumerNumber {
    ConsumerNumber::try_from("102345678".to_owned()).expect("nine digits")
}

fn now() -> Instant {
    Instant::parse("2024-11-06T10:00:30+05:30").expect("an instant")
}

/// A journal whose one wish has just been sent.
fn sent() -> Journal {
    let wish = Wish { key: key(1), consumer_number: number(), amount: Paise::rupees(500), despite: None, guest: false };
    let orders = Vec::new();
    let listing = Listing { consumer_number: number(), orders, whole_since: None };
    let events = [Event::Listed(listing), Event::Consent(wish), Event::Kept(key(1))];
    events.into_iter().fold(Journal::default(), |journal, event| step(journal, event, now(), &POLICY).0)
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![i64::MAX, i64::MIN, -1, 0, 50_001]).prop_map(Value::from),
        prop::sample::select(STATES.to_vec()).prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "\u{0}",
            "\u{202e}",
            "../r-2",
            "PAID",
            "9999-12-31T23:59:59-23:59",
            "0000-01-01T00:00:00+00:00",
            "2024-11-06",
            "upi://pay?pa=thief@bank",
        ])
        .prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{"state": "paid", "at": "2024-11-06T10:00:00+05:30"}])),
    ]
}

/// Every object in the tree, by its path.
fn objects(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(path.to_owned());
            members.iter().for_each(|(name, value)| objects(value, &format!("{path}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, value)| objects(value, &format!("{path}/{place}"), found));
        }
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Harm {
    Replace(Value),
    Remove,
    Rename,
    Wrap,
}

fn any_harm() -> impl Strategy<Value = (Index, Index, Harm)> {
    let harm = prop_oneof![
        4 => any_value().prop_map(Harm::Replace),
        1 => Just(Harm::Remove),
        1 => Just(Harm::Rename),
        1 => Just(Harm::Wrap),
    ];
    (any::<Index>(), any::<Index>(), harm)
}

fn harm(answer: &mut Value, (object, member, harm): &(Index, Index, Harm)) {
    let mut paths = Vec::new();
    objects(answer, "", &mut paths);
    if paths.is_empty() {
        return;
    }
    let Some(Value::Object(members)) = answer.pointer_mut(&paths[object.index(paths.len())]) else { return };
    let names: Vec<_> = members.keys().cloned().collect();
    if names.is_empty() {
        return;
    }
    let name = member.get(&names);
    let old = members.remove(name).unwrap_or_default();
    match harm {
        Harm::Replace(value) => drop(members.insert(name.clone(), value.clone())),
        Harm::Remove => {}
        Harm::Rename => drop(members.insert(name.to_uppercase(), old)),
        Harm::Wrap => drop(members.insert(name.clone(), json!([old]))),
    }
}

/// The text, with a member standing twice or cut short at some place.
fn spoilt(answer: &Value, twice: bool, cut: Option<Index>) -> Vec<u8> {
    let mut text = answer.to_string();
    if twice {
        text = text.replacen("\"state\":", "\"state\":\"paid\",\"state\":", 1);
    }
    let mut bytes = text.into_bytes();
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len().max(1)));
    }
    bytes
}

fn shows_money(phase: Phase) -> bool {
    matches!(phase, Phase::Paid | Phase::Credited | Phase::Done | Phase::Reversed)
}

fn is_justified(journal: &Journal, told: &[Order]) -> bool {
    journal.entries().iter().filter(|entry| shows_money(entry.phase(now()))).all(|entry| {
        entry.order().is_some_and(|shown| told.iter().any(|order| order.id == shown.id && order.state.is_money()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn an_answer_with_an_order_moves_nothing_forward_without_evidence(
        state in prop::sample::select(STATES.to_vec()),
        harms in prop::collection::vec(any_harm(), 0..4),
        twice in prop::bool::weighted(0.1),
        cut in prop::option::weighted(0.2, any::<Index>()),
    ) {
        let mut answer = order(state);
        harms.iter().for_each(|each| harm(&mut answer, each));
        let bytes = spoilt(&answer, twice, cut);
        if let Ok(told) = read::<Order>(&bytes) {
            prop_assert!(!twice || !answer.as_object().is_some_and(|members| members.contains_key("state")));
            let (journal, _) = step(sent(), Event::Ordered(key(1), told.clone()), now(), &POLICY);
            prop_assert!(is_justified(&journal, core::slice::from_ref(&told)));
            let (journal, _) = step(journal, Event::Told(told.clone()), now(), &POLICY);
            prop_assert!(is_justified(&journal, &[told]));
        }
    }

    #[test]
    fn a_list_moves_nothing_forward_without_evidence(
        states in prop::collection::vec(prop::sample::select(STATES.to_vec()), 0..4),
        harms in prop::collection::vec(any_harm(), 0..4),
        twice in prop::bool::weighted(0.1),
        cut in prop::option::weighted(0.2, any::<Index>()),
    ) {
        let mut answer = json!({ "recharges": states.into_iter().map(order).collect::<Vec<_>>() });
        harms.iter().for_each(|each| harm(&mut answer, each));
        if let Ok(told) = read::<RechargesResponse>(&spoilt(&answer, twice, cut)) {
            let told = told.recharges;
            let orders = told.iter().cloned().zip((100..).map(key)).collect();
            let listing = Listing { consumer_number: number(), orders, whole_since: None };
            let (journal, _) = step(sent(), Event::Listed(listing), now(), &POLICY);
            prop_assert!(is_justified(&journal, &told));
        }
    }
}
