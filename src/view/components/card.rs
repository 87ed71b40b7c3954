//! A card: one thing a person wants to know, under its heading.

use leptos::prelude::*;

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

/// A card with its heading.
#[component]
pub fn Card(
    /// Its heading.
    title: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    toned_card(Tone::Plain, title, children())
}

/// A card that feels like something. What follows signals makes the whole card anew: Leptos changes only what differs.
#[inline(never)]
pub fn toned_card(tone: Tone, title: &'static str, content: AnyView) -> AnyView {
    labelled(tone.class(), title, view! { <h2 class="card-title">{title}</h2>{content} }.into_any())
}

/// A card without a heading, labelled for those who do not see it.
pub fn card(label: &'static str, content: AnyView) -> AnyView {
    labelled(Tone::Plain.class(), label, content)
}

#[inline(never)]
fn labelled(class: &'static str, label: &'static str, content: AnyView) -> AnyView {
    view! { <section class=class aria-label=label>{content}</section> }.into_any()
}
