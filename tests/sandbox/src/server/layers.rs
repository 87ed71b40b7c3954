//! What stands around every answer: the sandbox's own date, and what browsers must not do with it.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, DATE, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::http_date::http_date;
use crate::sandbox::Shared;

/// Adds the headers that every answer has.
pub async fn around(State(sandbox): State<Shared>, request: Request<Body>, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/v1");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let now = sandbox.world().now();
    // The portal corrects a wrong device clock with it, so it must be the sandbox's own time.
    if let Some(date) = now.ok().and_then(|now| HeaderValue::from_str(&http_date(now)).ok()) {
        headers.insert(DATE, date);
    }
    headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    if is_api {
        let policy = [
            (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
            (REFERRER_POLICY, "no-referrer"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (HeaderName::from_static("strict-transport-security"), "max-age=63072000; includeSubDomains"),
        ];
        for (name, value) in policy {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}
