//! Asking the browser not to clear by itself what is kept here.

use wasm_bindgen_futures::JsFuture;

/// Whether the browser promises it; it may ask the person. `None` where it cannot be asked.
pub async fn asked() -> Option<bool> {
    let storage = web_sys::window()?.navigator().storage();
    // Throws where there is none.
    JsFuture::from(storage.persist().ok()?).await.ok()?.as_bool()
}

/// Whether the browser has promised it already. Asks nobody.
pub async fn promised() -> Option<bool> {
    let storage = web_sys::window()?.navigator().storage();
    JsFuture::from(storage.persisted().ok()?).await.ok()?.as_bool()
}
