//! Icons, from the one sprite in `index.html`. They decorate; the word beside them says it.

use super::{Element, element};

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
#[must_use]
#[inline(never)]
pub fn icon(name: Name) -> Element {
    let part = element("use").with("href", name.reference());
    element("svg").class("icon").with("aria-hidden", "true").with("focusable", "false").child(part)
}
