//! `/v1/complaints`: complaints and their dockets.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;
use diya::contract::complaint::{ComplaintRequest, DocketResponse};
use diya::contract::problem::Problem;

use super::idempotent::{Slowness, answer, key, once, sent};
use super::signed_in::SignedIn;
use super::{Refusal, Wire};
use crate::sandbox::Shared;

/// How soon an answer is promised.
const PROMISE: TimeDelta = TimeDelta::days(7);

/// Complain.
#[utoipa::path(post, path = "/v1/complaints", tag = "complaints", operation_id = "complain", params(
    ("Idempotency-Key" = String, Header, description = "A quoted UUID in lower case, remembered for 24 hours"),
), request_body = ComplaintRequest, responses(
    (status = 201, description = "The docket", body = DocketResponse),
    (status = 400, description = "Malformed, or Idempotency-Key missing", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "The first request with this key is still in flight", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Key used with another payload", body = Problem, content_type = "application/problem+json"),
))]
pub async fn complain(
    State(sandbox): State<Shared>,
    Extension(slowness): Extension<Slowness>,
    SignedIn(number): SignedIn,
    headers: HeaderMap,
    Wire(complaint): Wire<ComplaintRequest>,
) -> Result<Response, Refusal> {
    let key = key(&headers)?;
    if !(1..=2_000).contains(&complaint.text.trim().chars().count()) {
        return Err(Refusal::malformed("text: must have 1 to 2000 characters"));
    }
    let work = |world: &mut crate::world::World, now| {
        let answer_by = now + PROMISE;
        let docket = world.file_complaint(&number, &complaint, now, answer_by)?;
        answer(StatusCode::CREATED, &DocketResponse { docket, received_at: now, answer_by }, None)
    };
    once(&sandbox, &key, &(&number, &complaint), slowness, work).await.map(sent)
}
