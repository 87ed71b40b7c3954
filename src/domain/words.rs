//! Languages, and a text in all of them.

use serde::{Deserialize, Serialize};

/// The same text in Hindi and in English, as the utility wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Words {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
}

/// A language the portal speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Hindi, the first.
    Hindi,
    /// English.
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Hindi, Self::English];

    /// Its tag (RFC 5646), for `lang` and for storage.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Hindi => "hi",
            Self::English => "en",
        }
    }

    /// The language of a tag; `None` if it is none of ours.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// Its own name, for whoever looks for it among others.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Hindi => "हिन्दी",
            Self::English => "English",
        }
    }

    /// The other one of those two in which utilities write.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Hindi => Self::English,
            Self::English => Self::Hindi,
        }
    }

    /// What the utility wrote, in this language; in the other one if it left this empty.
    #[must_use]
    pub fn of(self, words: &Words) -> &str {
        let (own, other) = match self {
            Self::Hindi => (&words.hi, &words.en),
            Self::English => (&words.en, &words.hi),
        };
        if own.is_empty() { other } else { own }
    }
}
