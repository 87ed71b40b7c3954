//! The rest of the program, for which some pages wait.

use super::App;
use crate::browser::{page, rest};

impl App {
    /// Hears of it from now on.
    pub(super) fn follow_rest(self) {
        rest::on_rest(move || {
            let waited_for = page::heading_has_focus();
            self.rest.set(rest::rest());
            if waited_for {
                // The page that was waited for has a heading of its own.
                leptos::prelude::request_animation_frame(page::focus_heading);
            }
        });
    }

    /// Tries again to bring it, because a person wants a page of it.
    pub fn bring_rest(self) {
        rest::bring();
    }
}
