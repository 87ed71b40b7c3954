//! The portal's files, its configuration, the bulletin and what is read beside it: what any static host would serve.

mod bulletin;
mod config;
mod encoding;
mod files;
mod headers_file;
mod leaflet;
mod media;
mod service_worker;

use axum::Router;
use axum::routing::get;

use crate::sandbox::Shared;

/// The routes; every path that is nobody else's is a file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/config.json", get(config::config))
        .route("/service-worker.js", get(service_worker::service_worker))
        .route("/bulletin.jws", get(bulletin::bulletin))
        .route("/notices.html", get(leaflet::page))
        .route("/notices.atom", get(leaflet::feed))
        .fallback(files::file)
}
