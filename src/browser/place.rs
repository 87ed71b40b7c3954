//! Where the portal is used, as `public/boot.js` found it.

use crate::domain::keeping::Place;

/// Where this page is used.
#[must_use]
pub fn here() -> Place {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    let name = root.and_then(|root| root.get_attribute("data-place")).unwrap_or_default();
    Place::from_name(&name)
}
