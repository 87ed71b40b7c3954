//! `bulletin.jws`, as a static host would serve it: no fault of the API touches it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::ProblemKind;

use super::headers_file::headers_for;
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
    let mut headers = headers_for(&sandbox.dist, "/bulletin.jws");
    let tag = etag(published.jws.as_bytes());
    let modified = http_date(published.issued);
    let own = [
        (header::CONTENT_TYPE, "application/jose+json"),
        (header::CACHE_CONTROL, "public, max-age=60"),
        (header::ETAG, &tag),
        (header::LAST_MODIFIED, &modified),
    ];
    for (name, value) in own {
        headers.insert(name, HeaderValue::from_str(value).map_err(|_| ProblemKind::Other)?);
    }
    if is_known(&asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, published.jws).into_response())
}
