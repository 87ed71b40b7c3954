//! Answers with an `ETag`: private, kept by the browser, asked for again each time.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::jws::encoded;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Refusal;

/// `value` as JSON, or 304 if the client has it already (RFC 9110 §13.1.2).
pub fn tagged<T: Serialize>(asked: &HeaderMap, value: &T) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(value).map_err(crate::world::broken)?;
    let tag = etag(&body);
    let headers =
        [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "private, no-cache"), (header::VARY, "Cookie")];
    if is_known(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// A strong `ETag` of these bytes.
pub fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", encoded(&Sha256::digest(bytes)[..16]))
}

/// Whether `If-None-Match` names the tag; weak comparison.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let mut lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lines.any(|line| {
        line.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
    })
}
