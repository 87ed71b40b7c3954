//! A QR code on the screen: dark on white in every theme, because cameras expect it.

use leptos::prelude::*;

use crate::view::qr::Drawing;

/// A QR code.
#[component]
pub fn QrPicture(
    /// The code.
    drawing: Drawing,
    /// What it is for, for those who do not see it.
    label: String,
) -> impl IntoView {
    let side = drawing.side.to_string();
    let view_box = format!("0 0 {side} {side}");
    view! {
        <svg class="qr-code" viewBox=view_box role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=side.clone() height=side fill="#fff"></rect>
            <path d=drawing.path fill="#000"></path>
        </svg>
    }
}
