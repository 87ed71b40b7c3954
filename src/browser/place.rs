//! Where the portal is used, as `public/boot.js` found it.

use super::page;
use crate::domain::keeping::Place;

/// Where this page is used.
#[must_use]
pub fn here() -> Place {
    Place::from_name(&page::told("data-place").unwrap_or_default())
}
