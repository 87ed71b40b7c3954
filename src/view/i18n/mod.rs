//! Words: every message in Hindi and in English, and the one way to write money, dates and ages.
//!
//! A language is one file. A message that is missing in it does not compile; one that nobody uses is dead code, which
//! the build refuses; a placeholder that one language has and the other lacks fails a test.

mod en;
mod estimate;
mod format;
mod hi;
mod messages;
mod outlook;

pub use estimate::{cannot_tell, estimated, widened};
pub use format::{Age, fill, grouped_as_typed};
pub use messages::Messages;
pub use outlook::{Sentence, outlook_sentence, reason_words};

pub use crate::domain::words::Language;

impl Language {
    /// Its messages.
    #[must_use]
    pub const fn messages(self) -> &'static Messages {
        match self {
            Self::Hindi => &hi::MESSAGES,
            Self::English => &en::MESSAGES,
        }
    }
}
