//! One call at a time over all tabs of a device.

use core::cell::Cell;
use core::time::Duration;

use leptos::task::spawn_local;

use super::App;
use crate::browser::clock;
use crate::browser::lock::{Hold, hold};
use crate::browser::vault::Key;
use crate::contract::json;
use crate::domain::admission::Flight;

/// The name that is held meanwhile, over all tabs.
const NAME: &str = "diya-flight";
/// How often is looked whether the other tab has landed, where the browser has no locks.
const LOOK: Duration = Duration::from_secs(1);

/// The right to call; given back when dropped.
pub(super) enum Flying {
    /// The browser keeps the other tabs waiting.
    Held { _hold: Hold },
    /// A note in the vault does.
    Noted(App),
}

impl Drop for Flying {
    fn drop(&mut self) {
        if let Self::Noted(app) = *self {
            spawn_local(async move {
                app.note_flight(|noted| noted.filter(|noted| !noted.is_by(app.tab))).await;
            });
        }
    }
}

impl App {
    /// Waits until no other tab of this device calls the server.
    pub(super) async fn fly(self) -> Flying {
        if let Some(hold) = hold(NAME, Flight::LONGEST.to_std().unwrap_or(LOOK)).await {
            return Flying::Held { _hold: hold };
        }
        let flies = Cell::new(false);
        loop {
            let now = self.now_untracked();
            self.note_flight(|noted| {
                let begun = Flight::begun(noted, self.tab, now);
                flies.set(begun.is_some());
                begun.or(noted)
            })
            .await;
            if flies.get() {
                return Flying::Noted(self);
            }
            clock::sleep(LOOK).await;
        }
    }

    async fn note_flight(self, change: impl Fn(Option<Flight>) -> Option<Flight>) {
        let change = |noted: Option<String>| {
            let noted = noted.and_then(|text| json::read::<Flight>(text.as_bytes()).ok());
            serde_json::to_string(&change(noted)).unwrap_or_default()
        };
        self.vault().change(Key::Flight, &change).await;
    }
}
