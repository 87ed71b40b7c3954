//! In a frame: whom the portal stands with, and what follows from it. An account is shown only to the pages that the
//! deployment lists, and nothing is paid or signed in anywhere but in a window of its own.

use super::{App, Session};
use crate::browser::frame::{self, Host};
use crate::domain::words::Language;

impl App {
    /// Hears of the page around from now on.
    pub(super) fn follow_host(self) {
        self.hear_host();
        frame::on_news(move || self.hear_host());
    }

    fn hear_host(self) {
        self.is_astray.set(frame::host() == Host::Stranger);
        if let Some(language) = frame::language().and_then(|tag| Language::from_tag(&tag)) {
            self.speech.speak(language, false);
        }
    }

    /// Whether the account may be asked for where the page stands.
    pub(super) fn may_show_account(self) -> bool {
        matches!(frame::host(), Host::Nobody | Host::Listed)
    }

    /// Somebody comes back to a frame, perhaps from having signed in elsewhere. Returns whether the server is to be asked.
    pub(super) fn comes_back(self) -> bool {
        let asks = frame::host() == Host::Listed && self.session.get_untracked() == Session::SignedOut;
        if asks {
            self.session.set(Session::Unknown);
        }
        asks
    }
}
