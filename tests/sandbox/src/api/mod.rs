//! The contract under `/v1`, as `docs/api/openapi.json` describes it.

mod account;
mod complaints;
mod cookie;
mod idempotent;
mod origin;
mod problem;
mod query;
mod recharges;
mod session;
mod signed_in;
mod tagged;
mod upi;
mod wire;

pub mod openapi;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

pub use idempotent::Slowness;
pub use origin::same_origin_only;
pub use problem::{Refusal, method_not_allowed, not_found};
pub use tagged::{etag, is_known};
pub use wire::Wire;

use crate::sandbox::Shared;

/// The least that may be recharged, paise.
pub const LEAST: i64 = 10_000;
/// The most that may be recharged, paise.
pub const MOST: i64 = 1_000_000;

/// The routes.
pub fn routes() -> Router<Shared> {
    let contract = Router::new()
        .route("/session/otp", post(session::ask_for_otp))
        .route("/session/accounts", post(session::add_account))
        .route("/session", post(session::sign_in).delete(session::sign_out))
        .route("/account", get(account::facts))
        .route("/account/balance", get(account::balance))
        .route("/account/consumption", get(account::consumption))
        .route("/account/ledger", get(account::ledger))
        .route("/recharges", post(recharges::order).get(recharges::list))
        .route("/recharges/{id}", get(recharges::one))
        .route("/complaints", post(complaints::complain))
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
        .layer(from_fn(same_origin_only));
    Router::new().nest("/v1", contract)
}
