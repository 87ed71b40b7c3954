//! The rest of the program: the pages that nobody sees first. `public/boot.js` brings it once the first load is done
//! (docs/decisions/0017-the-rest-comes-later.md), and tells how that went by an attribute of the root element.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::page;

/// Is told on the window when that changes.
const EVENT: &str = "diya:rest";

/// What has become of the rest of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// It is on its way.
    Coming,
    /// It is here: what it holds may be called.
    Here,
    /// It could not be had.
    Missing,
}

/// What has become of it by now.
#[must_use]
pub fn rest() -> Rest {
    match page::told("data-rest").as_deref() {
        Some("here") => Rest::Here,
        Some("missing") => Rest::Missing,
        _ => Rest::Coming,
    }
}

/// Calls `listener` whenever that changes, for as long as the page lives.
pub fn on_rest(listener: impl FnMut() + 'static) {
    page::on_window(EVENT, listener);
}

/// Waits until it is here, or could not be had.
pub async fn came() -> bool {
    while rest() == Rest::Coming {
        // Told twice, a promise stays what it is.
        let told = Promise::new(&mut |resolve, _| page::call_on_window(EVENT, &resolve));
        _ = JsFuture::from(told).await;
    }
    rest() == Rest::Here
}

/// Tries again to bring it.
pub fn bring() {
    page::tell("diya:bring");
}
