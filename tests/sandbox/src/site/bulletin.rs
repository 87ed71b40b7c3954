//! `bulletin.jws`, as a static host would serve it: no fault of the API touches it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::ProblemKind;
use diya::domain::time::Instant;

use super::headers_file::headers_for;
use super::media::media_type;
use crate::api::{Refusal, etag, is_known};
use crate::http_date::http_date;
use crate::sandbox::Shared;

/// The last bulletin.
pub async fn bulletin(State(sandbox): State<Shared>, asked: HeaderMap) -> Result<Response, Refusal> {
    let published = {
        let mut world = sandbox.world();
        world.now()?;
        world.bulletin()?.ok_or(ProblemKind::NotFound)?
    };
    kept(&sandbox, &asked, "/bulletin.jws", published.issued, published.jws)
}

/// The answer of a static host for a file that was published at `issued`: kept for a minute, and not sent twice.
pub fn kept(
    sandbox: &Shared,
    asked: &HeaderMap,
    path: &str,
    issued: Instant,
    text: String,
) -> Result<Response, Refusal> {
    let mut headers = headers_for(&sandbox.dist, path);
    let tag = etag(text.as_bytes());
    let modified = http_date(issued);
    let own = [
        (header::CONTENT_TYPE, media_type(path)),
        (header::CACHE_CONTROL, "public, max-age=60"),
        (header::ETAG, &tag),
        (header::LAST_MODIFIED, &modified),
    ];
    for (name, value) in own {
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| ProblemKind::Other)?);
    }
    if is_known(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, text).into_response())
}
