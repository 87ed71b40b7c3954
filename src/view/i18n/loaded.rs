//! The languages that were loaded: at the start the chosen one, and each other when somebody switches to it.

use std::sync::OnceLock;

use super::{Language, Messages};

static LOADED: [OnceLock<&Messages>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];

impl Language {
    /// Takes in the language's file; says whether it can be spoken now.
    pub fn take_in(self, file: String) -> bool {
        let loaded = &LOADED[self as usize];
        if loaded.get().is_none()
            && let Some(messages) = Messages::read(file.leak())
        {
            // Nobody else can have set it since.
            let _ = loaded.set(messages);
        }
        loaded.get().is_some()
    }

    /// Its messages.
    ///
    /// # Panics
    /// Before the language was taken in: the door does so before it shows anything, the switch before it switches.
    #[must_use]
    #[inline(never)]
    pub fn messages(self) -> &'static Messages {
        LOADED[self as usize].get().unwrap_or_else(|| unreachable!("a language is taken in before it is spoken"))
    }
}
