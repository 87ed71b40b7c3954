//! `/v1/complaints`: complaints and their dockets.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;
use diya::contract::complaint::{ComplaintRequest, DocketResponse};
use diya::contract::problem::{Problem, ProblemKind};
use diya::domain::recharge::IdempotencyKey;
use diya::domain::time::Instant;

use super::idempotent::{Slowness, answer, key, once, refused, sent};
use super::signed_in::SignedIn;
use super::{Refusal, Wire};
use crate::sandbox::Shared;
use crate::world::{Held, Stored, World};

/// How soon an answer is promised.
const PROMISE: TimeDelta = TimeDelta::days(7);

/// Complain.
#[utoipa::path(post, path = "/v1/complaints", tag = "complaints", operation_id = "complain", params(
    ("Idempotency-Key" = String, Header, description = "A quoted UUID in lower case, remembered as long as the complaint: a device may have been without the server for days when it asks again"),
), request_body = ComplaintRequest, responses(
    (status = 201, description = "The docket; for a key that is known, the same one", body = DocketResponse),
    (status = 400, description = "Malformed, or Idempotency-Key missing", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in, or as another consumer than the complaint's", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "The first request with this key is still in flight", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Key used with another payload, or the text is empty or too long", body = Problem, content_type = "application/problem+json"),
))]
pub async fn complain(
    State(sandbox): State<Shared>,
    Extension(slowness): Extension<Slowness>,
    SignedIn(number): SignedIn,
    headers: HeaderMap,
    Wire(complaint): Wire<ComplaintRequest>,
) -> Result<Response, Refusal> {
    let key = key(&headers)?;
    if complaint.consumer_number.as_str() != number {
        return Err(ProblemKind::NotSignedIn.into());
    }
    once(&sandbox, &key, &complaint, slowness, |world, now| file(world, &key, &complaint, now)).await.map(sent)
}

fn file(world: &mut World, key: &IdempotencyKey, complaint: &ComplaintRequest, now: Instant) -> Held<Stored> {
    if !complaint.has_fitting_text() {
        return refused(ProblemKind::TextOutOfLimits);
    }
    let docket = match world.complaint_of(key)? {
        Some(filed) if filed.request == *complaint => filed.docket,
        Some(_) => return refused(ProblemKind::IdempotencyKeyReused),
        None => world.file_complaint(key, complaint, now, now + PROMISE)?,
    };
    answer(StatusCode::CREATED, &docket, None)
}
