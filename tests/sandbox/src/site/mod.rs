//! The portal's files, its configuration, the bulletin and what is read beside it: what any static host would serve.

mod bulletin;
mod config;
mod encoding;
mod files;
mod headers_file;
mod leaflet;
mod media;

use axum::Router;
use axum::routing::get;

use crate::sandbox::Shared;

/// The routes; every path that is nobody else's is a file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/config.json", get(config::config))
        .route("/bulletin.jws", get(bulletin::bulletin))
        .route("/notices.html", get(leaflet::page))
        .route("/notices.atom", get(leaflet::feed))
        .fallback(files::file)
}
