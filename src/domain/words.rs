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

/// Stands before and after words of another language within a text. An element gives them an element of their own, so
/// that they are spoken in their language and keep their direction.
pub const QUOTED: char = '\u{2068}';

/// A language the portal speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Hindi, the first.
    Hindi,
    /// English.
    English,
    /// Urdu, the second official language of Bihar; written from right to left.
    Urdu,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Hindi, Self::English, Self::Urdu];
    /// Those in which utilities write, and which are offered where a deployment says nothing else.
    pub const FIRST: [Self; 2] = [Self::Hindi, Self::English];

    /// Its tag (RFC 5646), for `lang` and for storage.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Hindi => "hi",
            Self::English => "en",
            Self::Urdu => "ur",
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
            Self::Urdu => "اردو",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Urdu)
    }

    /// How it is written, for `dir`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// What the utility wrote, in this language; in another one if it left this empty or does not write it.
    #[must_use]
    pub fn of(self, words: &Words) -> &str {
        self.found(words).1
    }

    /// What [`Self::of`] gives, to stand among words of this language: marked where it is in another one.
    #[must_use]
    #[inline(never)]
    pub fn quote(self, words: &Words) -> String {
        let (found, text) = self.found(words);
        self.quote_of(found.tag(), text)
    }

    /// What somebody wrote in the language of a tag, marked likewise.
    #[must_use]
    #[inline(never)]
    pub fn quote_of(self, tag: &str, text: &str) -> String {
        if tag.starts_with(self.tag()) { text.to_owned() } else { ["\u{2068}", text, "\u{2068}"].concat() }
    }

    /// What [`Self::of`] gives, and the language that it is in.
    #[must_use]
    pub fn found(self, words: &Words) -> (Self, &str) {
        let (hindi, english) = ((Self::Hindi, words.hi.as_str()), (Self::English, words.en.as_str()));
        let (first, second) = if self == Self::English { (english, hindi) } else { (hindi, english) };
        if first.1.is_empty() { second } else { first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag_alone() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        for tag in ["", "xx", "EN", "en-IN", "hi ", "__proto__"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn what_is_in_another_language_is_marked_and_nothing_else_is() {
        let words = |hi: &str, en: &str| Words { hi: hi.to_owned(), en: en.to_owned() };
        assert_eq!(Language::Urdu.quote(&words("बिजली", "power")), "\u{2068}बिजली\u{2068}");
        assert_eq!(Language::English.quote(&words("बिजली", "")), "\u{2068}बिजली\u{2068}");
        assert_eq!(Language::English.quote(&words("बिजली", "power")), "power");
        assert_eq!(Language::Hindi.quote_of("hi-IN", "बिजली"), "बिजली");
        assert_eq!(Language::Hindi.quote_of("en-IN", "power"), "\u{2068}power\u{2068}");
    }

    #[test]
    fn where_the_utility_wrote_nothing_another_language_stands_in_and_is_named() {
        let words = |hi: &str, en: &str| Words { hi: hi.to_owned(), en: en.to_owned() };
        let both = words("बिजली", "power");
        assert_eq!(Language::Hindi.found(&both), (Language::Hindi, "बिजली"));
        assert_eq!(Language::English.found(&both), (Language::English, "power"));
        assert_eq!(Language::Urdu.found(&both), (Language::Hindi, "बिजली"));
        assert_eq!(Language::Urdu.found(&words("", "power")), (Language::English, "power"));
        assert_eq!(Language::Hindi.found(&words("", "power")), (Language::English, "power"));
        assert_eq!(Language::English.of(&words("", "")), "");
    }
}
