//! The last summary, which `boot.js` paints before any WebAssembly runs, and the language it is painted in.
//!
//! Kept in `localStorage`, because the first paint cannot wait for a database. Only on a phone whose owner asked to
//! be remembered; the summary holds no consumer number.

use web_sys::Storage;

/// The keys in `localStorage`; `public/boot.js` reads the same.
mod key {
    pub const LANGUAGE: &str = "diya.language";
    pub const SUMMARY: &str = "diya.summary";
}

fn storage() -> Option<Storage> {
    // Throws where storage is forbidden.
    web_sys::window()?.local_storage().ok()?
}

/// The language chosen on this device.
#[must_use]
pub fn language() -> Option<String> {
    storage()?.get_item(key::LANGUAGE).ok()?
}

/// Remembers the language.
pub fn keep_language(tag: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: the choice then lasts as long as the page.
        let _ = storage.set_item(key::LANGUAGE, tag);
    }
}

/// Remembers what to paint first: JSON as `public/boot.js` reads it.
pub fn keep(json: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key::SUMMARY, json);
    }
}

/// Forgets all of it but the language.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key::SUMMARY);
    }
}
