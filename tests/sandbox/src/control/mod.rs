//! The control page `/sandbox` and its JSON twin `/sandbox/api/*`: only there when asked for.

mod actions;
mod page;
mod state;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use crate::api::{method_not_allowed, not_found, same_origin_only};
use crate::sandbox::Shared;

/// The routes.
pub fn routes() -> Router<Shared> {
    let twin = Router::new()
        .route("/state", get(state::state))
        .route("/clock", post(actions::clock))
        .route("/jump", post(actions::jump))
        .route("/faults", post(actions::faults))
        .route("/orders/{id}/{answer}", post(actions::answer))
        .route("/accounts/{number}/{change}", post(actions::account))
        .route("/otp/clear", post(actions::clear_otps))
        .route("/reset", post(actions::reset))
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
        .layer(from_fn(same_origin_only));
    Router::new()
        .route("/sandbox", get(page::page))
        .route("/sandbox/control.js", get(page::script))
        .route("/sandbox/control.css", get(page::style))
        .nest("/sandbox/api", twin)
}
