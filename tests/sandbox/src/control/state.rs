//! All that whoever pulls the strings wants to see.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use diya::domain::account::SupplyState;
use diya::domain::time::Instant;
use serde_json::{Value, json};

use crate::api::Refusal;
use crate::sandbox::Shared;
use crate::world::{Held, World};

/// `GET /sandbox/api/state`.
pub async fn state(State(sandbox): State<Shared>) -> Result<Response, Refusal> {
    let mut world = sandbox.world();
    let state = describe(&mut world)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(state)).into_response())
}

/// The state of the world.
pub fn describe(world: &mut World) -> Held<Value> {
    let now = world.now()?;
    let pace = world.pace();
    Ok(json!({
        "now": now,
        "speed": pace.speed,
        "frozen": pace.frozen,
        "scenario": { "name": world.scenario().name, "about": world.scenario().about, "start": world.scenario().start },
        "timeline": timeline(world, now),
        "faults": faults(world),
        "otp_inbox": inbox(world)?,
        "orders": orders(world)?,
        "complaints": complaints(world)?,
        "accounts": accounts(world)?,
        "publications": publications(world)?,
    }))
}

fn timeline(world: &World, now: Instant) -> Vec<Value> {
    let done = world.entries_done();
    let entries = world.scenario().timeline.iter().enumerate();
    entries
        .map(|(place, entry)| {
            let standing = match place {
                _ if place < done => "done",
                _ if place == done => "next",
                _ => "later",
            };
            json!({ "at": entry.at, "label": entry.label, "standing": standing, "in_seconds": (entry.at - now).num_seconds() })
        })
        .collect()
}

fn faults(world: &World) -> Vec<Value> {
    world
        .faults()
        .iter()
        .filter_map(|on| {
            let mut fault = serde_json::to_value(&on.spec).ok()?;
            fault["since"] = json!(on.since);
            Some(fault)
        })
        .collect()
}

fn inbox(world: &World) -> Held<Vec<Value>> {
    let messages = world.messages()?.into_iter().map(|message| {
        let code: String = message.text.chars().take(6).filter(char::is_ascii_digit).collect();
        let code = (message.kind == "otp" && message.delivered && code.len() == 6).then_some(code);
        let text = if message.kind == "otp" && !message.delivered { "(lost)".to_owned() } else { message.text };
        json!({
            "at": message.at, "number": message.number, "kind": message.kind, "text": text, "otp": code, "delivered": message.delivered,
        })
    });
    Ok(messages.collect())
}

fn orders(world: &World) -> Held<Vec<Value>> {
    let orders = world.all_orders()?.into_iter().filter_map(|(account, bank, order)| {
        let mut value = serde_json::to_value(order).ok()?;
        value["consumer_number"] = json!(account);
        value["bank"] = json!(bank);
        Some(value)
    });
    Ok(orders.collect())
}

fn complaints(world: &World) -> Held<Vec<Value>> {
    let complaints = world.complaints()?.into_iter().filter_map(|filed| {
        let mut value = serde_json::to_value(filed.request).ok()?;
        value["docket"] = json!(filed.docket.docket);
        value["received_at"] = json!(filed.docket.received_at);
        Some(value)
    });
    Ok(complaints.collect())
}

fn accounts(world: &World) -> Held<Vec<Value>> {
    let now = Instant::MAX;
    world
        .accounts()?
        .into_iter()
        .map(|account| {
            let plan = world.scenario().accounts.iter().find(|plan| plan.number.as_str() == account.number);
            Ok(json!({
                "number": account.number,
                "name": account.name,
                "discom": account.facts.discom,
                "division": account.facts.division,
                "category": account.facts.category,
                "connected": account.facts.supply == SupplyState::Connected,
                "balance": world.balance(&account.number, now)?,
                "shows": plan.map(|plan| plan.shows.clone()),
            }))
        })
        .collect()
}

fn publications(world: &World) -> Held<Vec<Value>> {
    let publications = world.publications()?.into_iter().map(|(version, issued, expires, bulletin)| {
        let notices: Vec<_> = bulletin.notices.iter().map(|notice| notice.identifier.clone()).collect();
        let packs: Vec<_> = bulletin.rule_packs.iter().map(crate::scenario::pack_name).collect();
        json!({
            "version": version, "issued": issued, "expires": expires, "status": bulletin.status, "notices": notices, "rule_packs": packs,
        })
    });
    Ok(publications.collect())
}
