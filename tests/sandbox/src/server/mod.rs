//! Listening: connections that can be broken on purpose, and the layers around all routes.

mod layers;
mod line;
mod listen;
mod strike;

use axum::Router;
use axum::middleware::from_fn_with_state;

pub use listen::{Running, bind, serve};

use crate::sandbox::Shared;
use crate::{api, control, site};

/// All routes, with faults within and the clock's date around them.
pub fn application(sandbox: &Shared) -> Router {
    let mut routes = api::routes();
    if sandbox.control {
        routes = routes.merge(control::routes());
    }
    routes
        .merge(site::routes())
        .layer(from_fn_with_state(sandbox.clone(), strike::strike))
        .layer(from_fn_with_state(sandbox.clone(), layers::around))
        .with_state(sandbox.clone())
}
