//! Who asks.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use diya::contract::problem::ProblemKind;
use diya::contract::session::ACCOUNT;

use super::{Refusal, cookie};
use crate::sandbox::Shared;
use crate::world::Session;

/// A consumer who is signed in.
pub struct SignedIn(pub String);

/// An open session, a guest's included.
pub struct Somebody(pub Session);

impl FromRequestParts<Shared> for Somebody {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Shared) -> Result<Self, Refusal> {
        let session = find(parts, sandbox)?.filter(|session| !session.astray);
        session.map(Self).ok_or_else(|| ProblemKind::NotSignedIn.into())
    }
}

impl OptionalFromRequestParts<Shared> for Somebody {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Shared) -> Result<Option<Self>, Refusal> {
        Ok(find(parts, sandbox)?.map(Self))
    }
}

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Shared) -> Result<Self, Refusal> {
        let account = find(parts, sandbox)?.and_then(|session| session.account);
        account.map(Self).ok_or_else(|| ProblemKind::NotSignedIn.into())
    }
}

fn find(parts: &Parts, sandbox: &Shared) -> Result<Option<Session>, Refusal> {
    let Some(token) = cookie::token(&parts.headers) else { return Ok(None) };
    let mut world = sandbox.world();
    let now = world.now()?;
    let asked = parts.headers.get(ACCOUNT).map(|value| value.to_str().unwrap_or_default());
    Ok(world.session(token, asked, now)?)
}
