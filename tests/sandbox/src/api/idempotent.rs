//! Doing a thing once, however often it is asked for (draft-ietf-httpapi-idempotency-key-header-07).

use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::jws::encoded;
use diya::contract::problem::{MEDIA_TYPE, Problem, ProblemKind};
use diya::domain::recharge::IdempotencyKey;
use diya::domain::time::Instant;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Refusal;
use crate::sandbox::Shared;
use crate::world::{Held, Reserved, Stored, World, broken};

/// How long the work of a request takes, when a fault makes it slow.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slowness(pub Duration);

/// The key of a request.
pub fn key(headers: &HeaderMap) -> Result<IdempotencyKey, Refusal> {
    let mut values = headers.get_all("idempotency-key").iter();
    let refusal = |why: &str| Refusal::new(ProblemKind::IdempotencyKeyMissing).because(why);
    let value = values.next().ok_or_else(|| refusal("the header Idempotency-Key is missing"))?;
    if values.next().is_some() {
        return Err(refusal("the header Idempotency-Key stands twice"));
    }
    let text = value.to_str().map_err(|_| refusal("not ASCII"))?;
    IdempotencyKey::from_header(text).map_err(|why| refusal(&why.to_string()))
}

/// Does `work` unless this key did it before; then tells what was answered.
pub async fn once<P: Serialize>(
    sandbox: &Shared,
    key: &IdempotencyKey,
    payload: &P,
    slowness: Slowness,
    work: impl FnOnce(&mut World, Instant) -> Held<Stored>,
) -> Result<Stored, Refusal> {
    let fingerprint = encoded(&Sha256::digest(serde_json::to_vec(payload).map_err(broken)?));
    let reserved = {
        let mut world = sandbox.world();
        let now = world.now()?;
        world.reserve(key.as_str(), &fingerprint, now)?
    };
    match reserved {
        Reserved::New => {}
        Reserved::Answered(stored) => return Ok(stored),
        Reserved::InFlight => return Err(ProblemKind::IdempotencyInFlight.into()),
        Reserved::OtherPayload => return Err(ProblemKind::IdempotencyKeyReused.into()),
    }
    tokio::time::sleep(slowness.0).await;
    let mut world = sandbox.world();
    let now = world.now()?;
    if matches!(world.reserve(key.as_str(), &fingerprint, now)?, Reserved::New) {
        // The world began anew meanwhile, and knows of no such request.
        world.release(key.as_str())?;
        return Err(ProblemKind::Unavailable.into());
    }
    let done = world.answer_once(key.as_str(), |world| work(world, now));
    if done.is_err() {
        world.release(key.as_str())?;
    }
    Ok(done?)
}

/// An answer to keep: a value as JSON.
pub fn answer<T: Serialize>(status: StatusCode, value: &T, order: Option<String>) -> Held<Stored> {
    Ok(Stored { status: status.as_u16(), body: serde_json::to_string(value).map_err(broken)?, order })
}

/// An answer to keep: a problem.
pub fn refused(kind: ProblemKind) -> Held<Stored> {
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    answer(status, &Problem::new(kind, None), None)
}

/// A kept answer, sent.
pub fn sent(stored: Stored) -> Response {
    let status = StatusCode::from_u16(stored.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media = if status.is_success() { "application/json" } else { MEDIA_TYPE };
    (status, [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "no-store")], stored.body).into_response()
}
