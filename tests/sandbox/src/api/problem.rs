//! Refusals: problem details (RFC 9457) as answers.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::{MEDIA_TYPE, Problem, ProblemKind};

/// A request that is refused.
#[derive(Debug)]
pub struct Refusal {
    problem: Box<Problem>,
    headers: HeaderMap,
}

impl Refusal {
    /// A refusal of this kind.
    #[must_use]
    pub fn new(kind: ProblemKind) -> Self {
        Self { problem: Box::new(Problem::new(kind, None)), headers: HeaderMap::new() }
    }

    /// With what happened this time, for engineers.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = Some(detail.into());
        self
    }

    /// With another status than its kind's, and the title that belongs to it.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.problem.status = status.as_u16();
        self.problem.title = status.canonical_reason().unwrap_or_default().to_owned();
        self
    }

    /// With a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.insert(name, value.into());
        self
    }

    /// Malformed, in this way.
    #[must_use]
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::Malformed).because(detail)
    }
}

impl From<ProblemKind> for Refusal {
    fn from(kind: ProblemKind) -> Self {
        Self::new(kind)
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(fault: rusqlite::Error) -> Self {
        eprintln!("sandbox: the database said: {fault}");
        Self::new(ProblemKind::Other)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let fixed = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
        (status, self.headers, fixed, Json(self.problem)).into_response()
    }
}

/// There is nothing at this path.
pub async fn not_found(uri: Uri) -> Refusal {
    Refusal::new(ProblemKind::NotFound).because(format!("there is nothing at {}", uri.path()))
}

/// Something is at this path, but not for this method.
pub async fn method_not_allowed() -> Refusal {
    Refusal::new(ProblemKind::Other).with_status(StatusCode::METHOD_NOT_ALLOWED).because("see docs/api/openapi.json")
}
