//! Icons, from the one sprite in `index.html`. They decorate; the word beside them says it.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "their names say it")]
pub enum Name {
    Home,
    Rupee,
    Chart,
    Bell,
    Phone,
    Person,
    Lamp,
    Shield,
    Clock,
    Warning,
    Plug,
    Question,
}

impl Name {
    const fn reference(self) -> &'static str {
        match self {
            Self::Home => "#i-home",
            Self::Rupee => "#i-rupee",
            Self::Chart => "#i-chart",
            Self::Bell => "#i-bell",
            Self::Phone => "#i-phone",
            Self::Person => "#i-person",
            Self::Lamp => "#i-lamp",
            Self::Shield => "#i-shield",
            Self::Clock => "#i-clock",
            Self::Warning => "#i-warning",
            Self::Plug => "#i-plug",
            Self::Question => "#i-question",
        }
    }
}

/// An icon.
#[component]
pub fn Icon(
    /// Which.
    name: Name,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=name.reference()></use></svg> }
}
