//! Requests that change something must come from the portal's own pages.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use diya::contract::problem::ProblemKind;

use super::Refusal;

/// Lets through what reads, and what comes from this origin or from no page at all.
pub async fn same_origin_only(request: Request<Body>, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    let refusal = Refusal::new(ProblemKind::Other).with_status(StatusCode::FORBIDDEN);
    refusal.because("a page of another origin may not do this").into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let site_fits = text("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let origin_fits = text("origin").is_none_or(|origin| {
        let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    });
    site_fits && origin_fits
}
