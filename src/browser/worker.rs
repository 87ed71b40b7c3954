//! The service worker, as far as the portal has to do with it: a newer version that waits, and the person's consent to it.
//!
//! `public/worker.js` does the work. It speaks with the portal through attributes of the root element and events of the
//! window, so that the WebAssembly brings none of the browser's interfaces for it.

use super::page;

/// What has become of a newer version of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// There is none, as far as this page knows.
    None,
    /// It is here whole, and opens when the person says so.
    Ready,
    /// The person said so, but a payment is open in another tab.
    Held,
}

/// What has become of a newer version by now.
#[must_use]
pub fn update() -> Update {
    match page::told("data-update").as_deref() {
        None => Update::None,
        Some("held") => Update::Held,
        Some(_) => Update::Ready,
    }
}

/// Calls `listener` whenever that changes, for as long as the page lives.
pub fn on_update(listener: impl FnMut() + 'static) {
    page::on_window("diya:update", listener);
}

/// Opens the newer version: this page is loaded anew, unless a payment is open in another tab.
pub fn open_update() {
    page::tell("diya:open");
}

/// Says whether a payment is open in this tab, so that no other one brings in a newer version meanwhile.
pub fn set_paying(paying: bool) {
    page::set_told("data-paying", paying.then_some("1"));
    page::tell("diya:paying");
}
