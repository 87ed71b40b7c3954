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

/// A card.
#[component]
pub fn Card(
    /// What it feels like.
    #[prop(optional, into)]
    tone: Option<Signal<Tone>>,
    /// Its heading.
    title: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let class = move || tone.map_or(Tone::Plain, |tone| tone.get()).class();
    view! { <section class=class aria-label=title><h2 class="card-title">{title}</h2>{children()}</section> }
}

/// A card that feels like nothing special, labelled for those who do not see it.
///
/// A function and not a component: many places share one copy of it.
#[inline(never)]
pub fn card(label: &'static str, content: AnyView) -> AnyView {
    view! { <section class="card" aria-label=label>{content}</section> }.into_any()
}
