//! One HTTP client: a time limit for every request, and an error a person can act on.

use core::time::Duration;

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestCredentials};

/// No wait lasts longer than this; no spinner either.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// A request.
pub struct Call<'call> {
    /// The method.
    pub method: Method,
    /// A path or an absolute URL.
    pub url: &'call str,
    /// JSON to send.
    pub body: Option<String>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// Whether cookies go along.
    pub credentials: RequestCredentials,
    /// How the browser's cache is used.
    pub cache: RequestCache,
    /// How long to wait for the whole answer.
    pub patience: Duration,
}

impl<'call> Call<'call> {
    /// A `GET` without cookies that asks the server whether what the cache holds is still good.
    #[must_use]
    pub fn file(url: &'call str) -> Self {
        Self {
            method: Method::GET,
            url,
            body: None,
            headers: Vec::new(),
            credentials: RequestCredentials::Omit,
            cache: RequestCache::NoCache,
            patience: PATIENCE,
        }
    }

    /// A call of the contract, with the session's cookie.
    #[must_use]
    pub fn api(method: Method, url: &'call str, body: Option<String>) -> Self {
        Self { method, body, credentials: RequestCredentials::Include, cache: RequestCache::NoStore, ..Self::file(url) }
    }
}

/// An answer, whole.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    headers: gloo_net::http::Headers,
}

impl Reply {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name)
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReply {
    /// It did not come in time.
    TimedOut,
    /// The connection failed: no network, refused, cut.
    Unreachable,
}

/// Sends a request and waits for the whole answer, but no longer than its patience.
///
/// # Errors
/// [`NoReply`]. An answer with an error status is an answer.
pub async fn send(call: Call<'_>) -> Result<Reply, NoReply> {
    let controller = AbortController::new().map_err(|_| NoReply::Unreachable)?;
    let signal = controller.signal();
    // Aborting ends the wait for the head and for the body alike.
    let limit = Timeout::new(u32::try_from(call.patience.as_millis()).unwrap_or(u32::MAX), move || controller.abort());
    let answer = exchange(call, &signal).await;
    limit.cancel();
    answer.ok_or(if signal.aborted() { NoReply::TimedOut } else { NoReply::Unreachable })
}

async fn exchange(call: Call<'_>, signal: &AbortSignal) -> Option<Reply> {
    let mut request = RequestBuilder::new(call.url)
        .method(call.method)
        .credentials(call.credentials)
        .cache(call.cache)
        .abort_signal(Some(signal));
    for (name, value) in &call.headers {
        request = request.header(name, value);
    }
    let request = match call.body {
        Some(body) => request.header("Content-Type", "application/json").body(body),
        None => request.build(),
    };
    let response: Response = request.ok()?.send().await.ok()?;
    let body = response.binary().await.ok()?;
    Some(Reply { status: response.status(), body, headers: response.headers() })
}
