//! `/v1/session`: signing in and out.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diya::contract::problem::{Problem, ProblemKind};
use diya::contract::session::{OtpRequest, SessionRequest};

use super::signed_in::Somebody;
use super::{Refusal, Wire, cookie};
use crate::sandbox::Shared;
use crate::world::{Added, OtpVerdict};

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

/// Add an account to the open session: a family's, a shop's. Each call says by the header `Diya-Account` which of the session's
/// accounts it is for. Offered where `api.accounts` of the portal's configuration is more than one.
#[utoipa::path(post, path = "/v1/session/accounts", tag = "session", operation_id = "addAccount", request_body = SessionRequest, responses(
    (status = 204, description = "The session holds the account"),
    (status = 400, description = "Malformed, or the session holds as many accounts as it may", body = Problem, content_type = "application/problem+json"),
    (status = 401, description = "No session, and the OTP is not used up; or the OTP is wrong, used or too old", body = Problem, content_type = "application/problem+json"),
))]
pub async fn add_account(
    State(sandbox): State<Shared>,
    Somebody(session): Somebody,
    Wire(asked): Wire<SessionRequest>,
) -> Result<Response, Refusal> {
    if session.account.is_none() {
        return Err(ProblemKind::NotSignedIn.into());
    }
    let mut world = sandbox.world();
    let now = world.now()?;
    match world.add_account(&session, &asked.consumer_number, &asked.otp, now)? {
        Added::Yes => Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response()),
        Added::OtpRefused => Err(ProblemKind::OtpRefused.into()),
        Added::Full => Err(Refusal::malformed("the session holds as many accounts as it may")),
    }
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
