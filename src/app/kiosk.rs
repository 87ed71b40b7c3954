//! At a machine that many people share: the visit of one person, and its end.
//!
//! `public/kiosk.js` draws what is about the visit (the button to end it, the countdown) and says what happens; it reads how
//! the visit stands from three attributes of the root element.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, Paying};
use crate::browser::{clock, memory, page, place};
use crate::domain::keeping::Place;
use crate::domain::kiosk::{Doing, Event, Visit};
use crate::domain::recharge::Phase;

impl App {
    /// Whether nobody has begun a visit at this machine.
    #[must_use]
    pub fn attracts(&self) -> bool {
        self.visit.get() == Some(Visit::Attract)
    }

    /// Whether the portal stands where many people share a machine.
    #[must_use]
    pub fn is_kiosk(&self) -> bool {
        self.visit.with_untracked(Option::is_some)
    }

    /// Something happened at the machine; `at` is where the person is.
    pub fn visited(self, at: &Paying) {
        let Some(before) = self.visit.get_untracked() else { return };
        let event = match page::told("data-event").as_deref() {
            Some("begin") => Event::Begin,
            Some("touch") => Event::Touch,
            Some("leave") => Event::Leave,
            _ => Event::Pass,
        };
        let now = clock::device_now();
        let limits = self.config.with_value(|config| config.kiosk.limits());
        let doing = self.doing(at);
        let after = before.after(event, doing, &limits, now);
        if after != before {
            self.visit.set(Some(after));
            if after == Visit::Attract {
                spawn_local(async move { _ = self.forget().await });
            }
        }
        self.tell_visit(doing);
    }

    /// Says how the visit stands.
    pub(super) fn tell_visit(self, doing: Doing) {
        let Some(visit) = self.visit.get_untracked() else { return };
        let state = match visit {
            Visit::Attract => "attract",
            Visit::Busy(_) => "busy",
            Visit::Asking(_) => "asking",
        };
        let left = visit.seconds_left(clock::device_now()).map(|left| left.to_string());
        page::set_told("data-left", left.as_deref());
        page::set_told("data-open", (doing == Doing::Paying).then_some(""));
        page::set_told("data-visit", Some(state));
    }

    fn doing(self, at: &Paying) -> Doing {
        self.journal.with_untracked(|journal| {
            if journal.is_starting() {
                return Doing::Paying;
            }
            let Paying::Order(id) = at else { return Doing::Looking };
            match journal.entry_of(id).map(|entry| entry.phase(self.now_untracked())) {
                Some(Phase::Payable) => Doing::Paying,
                Some(Phase::Paid | Phase::Credited | Phase::Done | Phase::Over | Phase::Reversed) => Doing::Paid,
                _ => Doing::Looking,
            }
        })
    }
}

/// The visit at the start of the page; `None` where it is somebody's own device.
pub(super) fn at_start() -> Option<Visit> {
    (place::here() == Place::Kiosk).then(|| {
        memory::stock_up();
        Visit::Attract
    })
}
