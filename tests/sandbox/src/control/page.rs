//! The page itself: HTML, one script, one style, under a policy of their own.

use axum::http::header;
use axum::response::{IntoResponse, Response};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

fn part(media: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, text).into_response()
}

/// The page.
pub async fn page() -> Response {
    part("text/html; charset=utf-8", include_str!("control.html"))
}

/// Its script.
pub async fn script() -> Response {
    part("text/javascript; charset=utf-8", include_str!("control.js"))
}

/// Its style.
pub async fn style() -> Response {
    part("text/css; charset=utf-8", include_str!("control.css"))
}
