//! `notices.html` and `notices.atom`: copies of the bulletin, as the publisher lays them beside it.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use diya::contract::problem::ProblemKind;
use diya::domain::bulletin::Bulletin;
use publisher::leaflet::{self, Site};

use super::bulletin::kept;
use crate::api::Refusal;
use crate::sandbox::Shared;

/// The notices as a page.
pub async fn page(State(sandbox): State<Shared>, asked: HeaderMap) -> Result<Response, Refusal> {
    copied(&sandbox, &asked, "/notices.html", leaflet::html)
}

/// The notices as a feed.
pub async fn feed(State(sandbox): State<Shared>, asked: HeaderMap) -> Result<Response, Refusal> {
    copied(&sandbox, &asked, "/notices.atom", leaflet::atom)
}

fn copied(
    sandbox: &Shared,
    asked: &HeaderMap,
    path: &str,
    write: fn(&Bulletin, &Site) -> String,
) -> Result<Response, Refusal> {
    // The address stands in the QR code and in the feed's ids; the publisher is told it, the sandbox takes the one it was asked under.
    let host = asked.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let site = Site::parse(&format!("http://{host}")).map_err(|_| ProblemKind::Malformed)?;
    let newest = {
        let mut world = sandbox.world();
        world.now()?;
        world.publications()?.into_iter().next()
    };
    let (_, issued, _, bulletin) = newest.ok_or(ProblemKind::NotFound)?;
    kept(sandbox, asked, path, issued, write(&bulletin, &site))
}
