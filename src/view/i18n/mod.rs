//! Words: every message in Hindi and in English, and the one way to write money, dates and ages.
//!
//! A language is one file. A message that is missing in it does not compile; one that nobody uses is dead code, which
//! the build refuses; a placeholder that one language has and the other lacks fails a test.

mod en;
mod format;
mod hi;
mod messages;
mod outlook;

pub use format::{Age, fill};
pub use messages::Messages;
pub use outlook::{Sentence, outlook_sentence, reason_words};

use crate::domain::words::Words;

/// A language the portal speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Hindi, the first.
    Hindi,
    /// English.
    English,
}

impl Language {
    /// Its tag (RFC 5646), for `lang` and for storage.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Hindi => "hi",
            Self::English => "en",
        }
    }

    /// The language of a stored tag; Hindi if it is none of ours.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag.starts_with("en") { Self::English } else { Self::Hindi }
    }

    /// The one a tap on the switch leads to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Hindi => Self::English,
            Self::English => Self::Hindi,
        }
    }

    /// Its messages.
    #[must_use]
    pub const fn messages(self) -> &'static Messages {
        match self {
            Self::Hindi => &hi::MESSAGES,
            Self::English => &en::MESSAGES,
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
