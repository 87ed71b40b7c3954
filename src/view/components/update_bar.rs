//! The quiet word that a newer version is ready.

use leptos::prelude::*;

use super::super::route::Route;
use super::{button, element, live};
use crate::app::{App, Paying};
use crate::browser::worker::{self, Update};

/// Follows the newer version and the payment; shown only where it disturbs nobody.
pub fn update_bar(route: RwSignal<Route>) -> AnyView {
    let app = App::here();
    let paying = Memo::new(move |_| {
        route.with(|route| {
            app.is_paying(&match route {
                Route::Recharge => Paying::Choosing,
                Route::Order(id) => Paying::Order(id),
                _ => Paying::No,
            })
        })
    });
    Effect::new(move |_| worker::set_paying(paying.get()));
    live(move || match app.update.get() {
        shown @ (Update::Ready | Update::Held) if !paying.get() => bar(app, shown),
        _ => ().into_any(),
    })
}

fn bar(app: App, shown: Update) -> AnyView {
    let messages = app.language.get().messages();
    let words = if shown == Update::Held { messages.update_held } else { messages.update_ready };
    element("div")
        .class("update")
        .child(element("p").with("role", "status").text(words))
        .child(button("button", messages.update_open, worker::open_update))
        .child(button("button", messages.update_later, move || app.update.set(Update::None)))
        .view()
}
