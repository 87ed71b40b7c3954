//! The language that is spoken, and the switch to another, which is spoken once its file is there.

use leptos::task::spawn_local;

use super::Followed;
use crate::browser::{summary, words};
use crate::domain::words::Language;

/// The language that is spoken.
pub struct Speech {
    /// The language shown.
    pub language: Followed<Language>,
    /// The one that was asked for last and could not be had.
    pub missing: Followed<Option<Language>>,
    wanted: Followed<Language>,
}

impl Speech {
    /// Speaks a language that was taken in.
    #[must_use]
    pub fn new(language: Language) -> &'static Self {
        let speech =
            Self { language: Followed::new(language), missing: Followed::new(None), wanted: Followed::new(language) };
        Box::leak(Box::new(speech))
    }

    /// Changes the language, here and for the next first paint. `take_in` says whether the file is one of this version;
    /// without it the present language stays.
    pub fn choose(&'static self, language: Language, take_in: fn(Language, String) -> bool) {
        self.wanted.set(language);
        spawn_local(async move {
            let file = words::file(language.tag()).await;
            if self.wanted.get_untracked() != language {
                // Another one was tapped meanwhile.
                return;
            }
            let is_there = file.is_some_and(|file| take_in(language, file));
            self.missing.set((!is_there).then_some(language));
            if is_there {
                self.language.set(language);
                summary::keep_language(language.tag());
            }
        });
    }
}
