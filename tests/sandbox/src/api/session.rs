//! `/v1/session`: signing in and out.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::{Problem, ProblemKind};
use diya::contract::session::{OtpRequest, SessionRequest};

use super::{Refusal, Wire, cookie};
use crate::sandbox::Shared;
use crate::world::OtpVerdict;

/// Ask for an OTP by SMS. The answer is the same whether or not the number exists.
#[utoipa::path(post, path = "/v1/session/otp", tag = "session", operation_id = "askForOtp", request_body = OtpRequest, responses(
    (status = 202, description = "An OTP is on its way, if there is such an account"),
    (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too many; Retry-After says when", body = Problem, content_type = "application/problem+json"),
))]
pub async fn ask_for_otp(
    State(sandbox): State<Shared>,
    Extension(client): Extension<SocketAddr>,
    Wire(asked): Wire<OtpRequest>,
) -> Result<Response, Refusal> {
    let mut world = sandbox.world();
    let now = world.now()?;
    match world.send_otp(&asked.consumer_number, &client.ip().to_string(), now)? {
        OtpVerdict::Accepted => Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, "no-store")]).into_response()),
        OtpVerdict::TooMany(seconds) => {
            Err(Refusal::new(ProblemKind::TooManyRequests).with_header(header::RETRY_AFTER, seconds))
        }
    }
}

/// Sign in.
#[utoipa::path(post, path = "/v1/session", tag = "session", operation_id = "signIn", request_body = SessionRequest, responses(
    (status = 204, description = "Signed in", headers(("Set-Cookie" = String, description = "`__Host-` session cookie"))),
    (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "Wrong, used or too old: one answer for all", body = Problem, content_type = "application/problem+json"),
))]
pub async fn sign_in(State(sandbox): State<Shared>, Wire(asked): Wire<SessionRequest>) -> Result<Response, Refusal> {
    let mut world = sandbox.world();
    let now = world.now()?;
    let token = world.sign_in(&asked.consumer_number, &asked.otp, now)?.ok_or(ProblemKind::OtpRefused)?;
    Ok(cookie_only(cookie::set(&token)))
}

/// Sign out.
#[utoipa::path(delete, path = "/v1/session", tag = "session", operation_id = "signOut", responses(
    (status = 204, description = "Signed out, also if nobody was signed in"),
))]
pub async fn sign_out(State(sandbox): State<Shared>, headers: HeaderMap) -> Result<Response, Refusal> {
    if let Some(token) = cookie::token(&headers) {
        sandbox.world().sign_out(token)?;
    }
    Ok(cookie_only(cookie::clear()))
}

fn cookie_only(cookie: String) -> Response {
    let headers = [(header::SET_COOKIE, cookie), (header::CACHE_CONTROL, "no-store".to_owned())];
    (StatusCode::NO_CONTENT, headers).into_response()
}
