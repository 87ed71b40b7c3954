//! Reading a JSON body: small, JSON, and of the right shape, or a problem that says what is wrong.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::http::{StatusCode, header};
use diya::contract::problem::ProblemKind;
use serde::de::DeserializeOwned;

use super::Refusal;

/// No body of the contract comes near this size.
const LARGEST: usize = 64 * 1024;

/// A JSON body of this type.
#[derive(Default)]
pub struct Wire<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Wire<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request<Body>, _state: &S) -> Result<Self, Refusal> {
        let (head, body) = request.into_parts();
        let media = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !media.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
            let refusal = Refusal::malformed("Content-Type must be application/json");
            return Err(refusal.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = to_bytes(body, LARGEST).await.map_err(|_| {
            Refusal::new(ProblemKind::Malformed)
                .with_status(StatusCode::PAYLOAD_TOO_LARGE)
                .because(format!("more than {LARGEST} bytes, or cut off"))
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|fault| Refusal::malformed(fault.to_string()))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> OptionalFromRequest<S> for Wire<T> {
    type Rejection = Refusal;

    /// No body where none is announced.
    async fn from_request(request: Request<Body>, state: &S) -> Result<Option<Self>, Refusal> {
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
        if !chunked && length.is_none_or(|length| length == "0") {
            return Ok(None);
        }
        <Self as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}
