//! Words: every message in every language, and the one way to write money, dates and ages.
//!
//! A language is one file. A message that is missing in it does not compile; one that nobody uses is dead code, which
//! the build refuses; a placeholder that one language has and another lacks fails a test.
//!
//! The files are compiled natively only. The build writes of each what [`Messages::lines`] gives, and whoever opens the
//! portal loads the chosen one beside the WebAssembly, which takes it in here before anything is shown.

#[cfg(not(target_arch = "wasm32"))]
mod en;
mod estimate;
mod format;
#[cfg(not(target_arch = "wasm32"))]
mod hi;
#[cfg(not(target_arch = "wasm32"))]
mod kiosk;
#[cfg(target_arch = "wasm32")]
mod loaded;
mod messages;
mod outlook;
#[cfg(not(target_arch = "wasm32"))]
mod ur;

pub use estimate::{cannot_tell, estimated, widened};
pub use format::{Age, fill, grouped_as_typed};
#[cfg(not(target_arch = "wasm32"))]
pub use kiosk::{kiosk_json, kiosk_words};
pub use messages::Messages;
pub use outlook::{Sentence, outlook_sentence, reason_words};

pub use crate::domain::words::Language;

#[cfg(not(target_arch = "wasm32"))]
impl Language {
    /// Its messages.
    #[must_use]
    pub const fn messages(self) -> &'static Messages {
        match self {
            Self::Hindi => &hi::MESSAGES,
            Self::English => &en::MESSAGES,
            Self::Urdu => &ur::MESSAGES,
        }
    }
}
