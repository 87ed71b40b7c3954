//! A QR code on the screen: dark on white in every theme, because cameras expect it.

use super::{Element, element};
use crate::view::qr::Drawing;

/// A QR code. `label` says what it is for, to those who do not see it.
pub fn qr_picture(drawing: &Drawing, label: &str) -> Element {
    let side = drawing.side.to_string();
    let paper = element("rect").with("width", &side).with("height", &side).with("fill", "#fff");
    let ink = element("path").with("d", &drawing.path).with("fill", "#000");
    element("svg")
        .class("qr-code")
        .with("viewBox", ["0 0 ", &side, " ", &side].concat())
        .with("role", "img")
        .with("aria-label", label)
        .with("shape-rendering", "crispEdges")
        .child(paper)
        .child(ink)
}
