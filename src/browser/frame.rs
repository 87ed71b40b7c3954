//! The page of somebody else that holds this one in a frame, as `public/frame.js` learns of it.

use super::page;

/// Who holds this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Nobody: it has a window of its own.
    Nobody,
    /// Somebody who has not said yet who they are.
    Awaited,
    /// A page of an origin that the configuration lists.
    Listed,
    /// A page that did not say in time that it is of such an origin.
    Stranger,
}

/// Who holds this page, as far as is known by now.
#[must_use]
pub fn host() -> Host {
    match page::told("data-host").as_deref() {
        None => Host::Nobody,
        Some("listed") => Host::Listed,
        Some("stranger") => Host::Stranger,
        Some(_) => Host::Awaited,
    }
}

/// The language that the page around wishes, if it just said so.
#[must_use]
pub fn language() -> Option<String> {
    page::told("data-language")
}

/// Calls `listener` whenever the page around said something new, for as long as the page lives.
pub fn on_news(listener: impl FnMut() + 'static) {
    page::on_window("diya:host", listener);
}
