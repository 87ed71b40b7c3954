//! Where faults meet requests.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use chrono::TimeDelta;
use diya::contract::problem::ProblemKind;

use super::line::{End, Line};
use crate::api::{Refusal, Slowness};
use crate::faults::{Harm, RetryAfter};
use crate::http_date::http_date;
use crate::sandbox::Shared;

/// A hanging request is given up at last, so that a forgotten one holds nothing for ever.
const HANGS_FOR: Duration = Duration::from_secs(15 * 60);
/// No answer of ours is larger.
const LARGEST: usize = 64 * 1024 * 1024;

/// Lets the faults that are on strike the request.
pub async fn strike(State(sandbox): State<Shared>, mut request: Request<Body>, next: Next) -> Response {
    let deed = {
        let mut world = sandbox.world();
        // The timeline may turn faults on and off up to this very instant.
        if let Err(fault) = world.now() {
            return Refusal::from(fault).into_response();
        }
        world.meet(request.method().as_str(), request.uri().path())
    };
    let line = request.extensions().get::<Line>().cloned().unwrap_or_default();
    let delay = Duration::from_millis(deed.delay_ms);
    // Where a key is reserved before the work, it is the work that is slow: a second request meets the first.
    let keyed = *request.method() == Method::POST && matches!(request.uri().path(), "/v1/recharges" | "/v1/complaints");
    request.extensions_mut().insert(Slowness(if keyed { delay } else { Duration::ZERO }));
    if !keyed {
        tokio::time::sleep(delay).await;
    }
    match deed.harm {
        None => done(next, request).await,
        Some(Harm::Refuse) => end(&line, End::Reset).await,
        Some(Harm::Hang) => {
            tokio::time::sleep(HANGS_FOR).await;
            end(&line, End::Closed).await
        }
        Some(Harm::InternalError) => Refusal::new(ProblemKind::Other).into_response(),
        Some(Harm::BadGateway) => (StatusCode::BAD_GATEWAY, Html(BAD_GATEWAY)).into_response(),
        Some(Harm::Unavailable(after)) => later(&sandbox, ProblemKind::Unavailable, after),
        Some(Harm::TooManyRequests(after)) => later(&sandbox, ProblemKind::TooManyRequests, Some(after)),
        Some(Harm::CutAfterWork) => {
            done(next, request).await;
            end(&line, End::Closed).await
        }
        Some(Harm::TruncatedJson) => with_body(done(next, request).await, |whole| whole.slice(..whole.len() / 2)).await,
        Some(Harm::HtmlInstead) => Html(CAPTIVE_PORTAL).into_response(),
        Some(Harm::OtherJson) => {
            with_body(done(next, request).await, |_| Bytes::from_static(br#"{"data":[{"value":"42","unit":null}]}"#))
                .await
        }
    }
}

/// A server finishes what it began, whether or not anybody still waits for the answer.
async fn done(next: Next, request: Request<Body>) -> Response {
    let work = tokio::spawn(next.run(request)).await;
    work.unwrap_or_else(|_| Refusal::new(ProblemKind::Other).into_response())
}

/// Ends the connection; no answer is ever given.
async fn end(line: &Line, end: End) -> Response {
    line.end(end);
    std::future::pending().await
}

fn later(sandbox: &Shared, kind: ProblemKind, after: Option<RetryAfter>) -> Response {
    let refusal = Refusal::new(kind);
    let value = match after {
        None => return refusal.into_response(),
        Some(RetryAfter::Seconds(seconds)) => HeaderValue::from(seconds),
        Some(RetryAfter::Date(seconds)) => {
            let now = sandbox.world().now().unwrap_or(diya::domain::time::Instant::MIN);
            let date = http_date(now + TimeDelta::seconds(i64::from(seconds)));
            HeaderValue::from_str(&date).unwrap_or(HeaderValue::from_static("0"))
        }
    };
    refusal.with_header(header::RETRY_AFTER, value).into_response()
}

async fn with_body(response: Response, change: impl FnOnce(Bytes) -> Bytes) -> Response {
    let (mut head, body) = response.into_parts();
    let whole = to_bytes(body, LARGEST).await.unwrap_or_default();
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::ETAG);
    Response::from_parts(head, Body::from(change(whole)))
}

/// What a proxy says whose server is gone.
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n\
    <hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";

/// What a public network says before somebody signs in to it.
const CAPTIVE_PORTAL: &str =
    "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Sign in to Free Wi-Fi</h1></body></html>";
