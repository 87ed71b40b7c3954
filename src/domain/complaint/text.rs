//! The words of a complaint.

use serde::{Deserialize, Serialize};

/// What a person complains of, in their own words: 1 to 2,000 characters without the blanks around them, counted as the
/// server counts, in Unicode scalar values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ComplaintText(String);

impl ComplaintText {
    /// The most characters.
    pub const LONGEST: usize = 2_000;

    /// A place to be read into; nobody sees it.
    pub(crate) const fn blank() -> Self {
        Self(String::new())
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many characters `typed` has beyond the most; negative: so many are left.
#[must_use]
pub fn surplus(typed: &str) -> isize {
    let count = typed.trim().chars().count();
    isize::try_from(count).unwrap_or(isize::MAX) - ComplaintText::LONGEST.cast_signed()
}

/// Why a text is no complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// No words.
    #[error("a complaint has words")]
    Empty,
    /// Too many of them.
    #[error("a complaint has at most 2000 characters")]
    TooLong,
}

impl TryFrom<String> for ComplaintText {
    type Error = TextFault;

    fn try_from(typed: String) -> Result<Self, TextFault> {
        match typed.trim() {
            "" => Err(TextFault::Empty),
            text if surplus(text) > 0 => Err(TextFault::TooLong),
            text if text.len() == typed.len() => Ok(Self(typed)),
            text => Ok(Self(text.to_owned())),
        }
    }
}

impl From<ComplaintText> for String {
    fn from(text: ComplaintText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", Err(TextFault::Empty))]
    #[case(" \n\t\u{3000}", Err(TextFault::Empty))]
    #[case("  मीटर बंद है \n", Ok("मीटर बंद है"))]
    #[case("a\nb", Ok("a\nb"))]
    fn blanks_around_the_words_do_not_count(#[case] typed: &str, #[case] text: Result<&str, TextFault>) {
        assert_eq!(
            ComplaintText::try_from(typed.to_owned()).as_ref().map(ComplaintText::as_str),
            text.as_ref().copied()
        );
    }

    #[rstest]
    #[case("a")]
    #[case("ब")]
    // Outside the basic plane: two units in JavaScript, one character here and on the server.
    #[case("🪔")]
    // A letter and its sign are two characters.
    #[case("कि")]
    fn characters_are_counted_as_the_server_counts_them(#[case] letter: &str) {
        let each = letter.chars().count();
        let full = letter.repeat(ComplaintText::LONGEST / each);
        assert_eq!(surplus(&full), 0);
        assert!(ComplaintText::try_from(format!("  {full}\n")).is_ok());
        assert_eq!(ComplaintText::try_from(format!("{full}x")), Err(TextFault::TooLong));
        assert_eq!(surplus(&format!("{full}xy")), 2);
    }

    #[test]
    fn a_huge_text_is_too_long() {
        assert_eq!(ComplaintText::try_from("x".repeat(10_000_000)), Err(TextFault::TooLong));
        assert_eq!(surplus(""), -2_000);
    }
}
