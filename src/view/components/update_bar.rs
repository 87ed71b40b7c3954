//! The quiet word that a newer version is ready.

use leptos::prelude::*;

use super::super::route::Route;
use super::{button, element, live};
use crate::app::{App, Followed, Paying};
use crate::browser::worker::{self, Update};

/// Follows the newer version and the payment; shown only where it disturbs nobody.
pub fn update_bar(route: &'static Followed<Route>) -> AnyView {
    let app = App::here();
    live(move || {
        let paying = route.with(|route| app.is_paying(&paying(route)));
        worker::set_paying(paying);
        match app.update.get() {
            Update::None => ().into_any(),
            _ if paying => ().into_any(),
            shown => bar(app, shown),
        }
    })
}

/// Where a page is, as far as paying is concerned.
pub fn paying(route: &Route) -> Paying<'_> {
    match route {
        Route::Recharge => Paying::Choosing,
        Route::Order(id) => Paying::Order(id),
        _ => Paying::No,
    }
}

/// What it says and offers.
pub(in crate::view) fn bar(app: App, shown: Update) -> AnyView {
    let messages = app.speech.language.get().messages();
    let words = if shown == Update::Held { messages.update_held } else { messages.update_ready };
    element("div")
        .class("update")
        .child(element("p").with("role", "status").text(words))
        .child(button("button", messages.update_open, worker::open_update))
        .child(button("button", messages.update_later, move || app.update.set(Update::None)))
        .view()
}
