//! What one tab tells the others.
//!
//! Three lines: the era in which it holds, a name, a text. Any script of the origin can send anything on the same
//! channel, so what has another form is nothing.

use super::Key;

/// Longer than all that a tab has to tell: a year of days is 40 KB, a bulletin 256 KB at most.
const LONGEST: usize = 1 << 20;

const FORGOTTEN: &str = "forgotten";
const LEFT: &str = "left";
const REMEMBER: &str = "remember";

/// What one tab tells the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'text> {
    /// This is under that key now.
    Fact(Key, &'text str),
    /// The person is forgotten. `wholly`: the wishes to pay too.
    Over {
        /// Whether the wishes to pay are forgotten too.
        wholly: bool,
    },
    /// Whether the person is to be remembered on disk.
    Remember(bool),
}

impl<'text> Word<'text> {
    /// The era of a message, and what it says.
    #[must_use]
    pub fn read(message: &'text str) -> Option<(&'text str, Self)> {
        let mut lines = Some(message).filter(|message| message.len() <= LONGEST)?.splitn(3, '\n');
        let (era, name, text) = (lines.next()?, lines.next()?, lines.next()?);
        let word = match name {
            FORGOTTEN => Self::Over { wholly: true },
            LEFT => Self::Over { wholly: false },
            REMEMBER => Self::Remember(text == "true"),
            name => Self::Fact(Key::from_name(name).filter(|key| key.is_told())?, text),
        };
        Some((era, word))
    }

    /// The message that says it.
    #[must_use]
    pub fn written(self, era: &str) -> String {
        let (name, text) = match self {
            Self::Fact(key, text) => (key.name(), text),
            Self::Over { wholly: true } => (FORGOTTEN, ""),
            Self::Over { wholly: false } => (LEFT, ""),
            Self::Remember(remember) => (REMEMBER, if remember { "true" } else { "false" }),
        };
        [era, "\n", name, "\n", text].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let words = [
            Word::Fact(Key::Balance, "{\"value\":1}\n\n"),
            Word::Over { wholly: true },
            Word::Over { wholly: false },
            Word::Remember(true),
            Word::Remember(false),
        ];
        for word in words {
            assert_eq!(Word::read(&word.written("17")), Some(("17", word)));
            assert_eq!(Word::read(&word.written("")), Some(("", word)));
        }
    }

    #[test]
    fn what_has_another_form_is_nothing() {
        let huge = ["1\nbalance\n", &" ".repeat(LONGEST)].concat();
        let hostile =
            ["", "\n", "1\nbalance", "1\nbalances\n{}", "1\nera\n7", "1\nsign-out-owed\ntrue", "1\nadmission\n{}"];
        for message in hostile.into_iter().chain([huge.as_str()]) {
            assert_eq!(Word::read(message), None, "{}", &message[..message.len().min(40)]);
        }
    }
}
