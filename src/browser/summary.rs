//! What stands in `localStorage`: the last summary, which `boot.js` paints before any WebAssembly runs, and three small
//! choices and marks. There, because the first paint cannot wait for a database.
//!
//! The summary is kept only on a phone whose owner asked to be remembered; it holds no consumer number.

use web_sys::Storage;

/// The keys in `localStorage`; `public/boot.js` reads the first two.
mod key {
    pub const LANGUAGE: &str = "diya.language";
    pub const SUMMARY: &str = "diya.summary";
    /// Whether amounts are hidden on the first screen.
    pub const HIDDEN: &str = "diya.hidden";
    /// That something was kept in the database. Where the mark is and the rest is not, the browser cleared it.
    pub const KEPT: &str = "diya.kept";
}

fn storage() -> Option<Storage> {
    // Throws where storage is forbidden.
    web_sys::window()?.local_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Full or forbidden: what was to be kept then lasts as long as the page.
#[inline(never)]
fn write(key: &str, text: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match text {
            Some(text) => storage.set_item(key, text),
            None => storage.remove_item(key),
        };
    }
}

/// Remembers the language.
pub fn keep_language(tag: &str) {
    write(key::LANGUAGE, Some(tag));
}

/// Remembers what to paint first: JSON as `public/boot.js` reads it.
pub fn keep(json: &str) {
    write(key::SUMMARY, Some(json));
}

/// Whether amounts are to be hidden on the first screen.
#[must_use]
pub fn hides_amounts() -> bool {
    read(key::HIDDEN).is_some()
}

/// Remembers whether amounts are to be hidden on the first screen.
pub fn hide_amounts(hide: bool) {
    write(key::HIDDEN, hide.then_some("yes"));
}

/// Whether something was kept in the database.
pub(super) fn is_marked() -> bool {
    read(key::KEPT).is_some()
}

/// Marks that something is kept in the database.
pub(super) fn mark() {
    write(key::KEPT, Some("yes"));
}

/// Forgets what was kept for a person; the choices stay.
pub(super) fn forget_person() {
    write(key::SUMMARY, None);
    write(key::KEPT, None);
}

/// Forgets all of it, the language too.
pub fn forget_all() {
    for key in [key::LANGUAGE, key::SUMMARY, key::HIDDEN, key::KEPT] {
        write(key, None);
    }
}
