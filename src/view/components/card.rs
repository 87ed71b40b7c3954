//! A card: one thing a person wants to know, under its heading.

use leptos::prelude::*;

use super::{Element, element};

/// What a card feels like. Never the only sign of its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// All is well, by a rule.
    Safe,
    /// Something has to be watched.
    Watch,
    /// Something has to be done.
    Urgent,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "card",
            Self::Safe => "card card-safe",
            Self::Watch => "card card-watch",
            Self::Urgent => "card card-urgent",
        }
    }
}

/// A card that feels like something. What follows signals makes the whole card anew: only what differs is changed.
pub fn toned_card(tone: Tone, title: &str, content: AnyView) -> AnyView {
    titled(tone, title).child(content).view()
}

/// A card that is still to be filled.
#[must_use]
#[inline(never)]
pub fn titled(tone: Tone, title: &str) -> Element {
    labelled(tone, title).child(element("h2").class("card-title").text(title))
}

/// A card without a heading, labelled for those who do not see it.
pub fn card(label: &str, content: AnyView) -> AnyView {
    labelled(Tone::Plain, label).child(content).view()
}

#[inline(never)]
fn labelled(tone: Tone, label: &str) -> Element {
    element("section").class(tone.class()).with("aria-label", label)
}
