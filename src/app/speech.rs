//! The language that is spoken, and the switch to another, which is spoken once its file is there.

use leptos::task::spawn_local;

use super::Followed;
use crate::browser::{place, summary, words};
use crate::domain::keeping::Place;
use crate::domain::words::Language;

/// The language that is spoken.
pub struct Speech {
    /// The languages to choose from.
    pub offered: Vec<Language>,
    /// The language shown.
    pub language: Followed<Language>,
    /// The one that was asked for last and could not be had.
    pub missing: Followed<Option<Language>>,
    wanted: Followed<Language>,
    take_in: fn(Language, String) -> bool,
}

impl Speech {
    /// Speaks a language that was taken in. `take_in` takes in another one's file and says whether it is of this version.
    #[must_use]
    pub fn new(language: Language, offered: Vec<Language>, take_in: fn(Language, String) -> bool) -> &'static Self {
        let (spoken, wanted) = (Followed::new(language), Followed::new(language));
        Box::leak(Box::new(Self { offered, language: spoken, missing: Followed::new(None), wanted, take_in }))
    }

    /// Changes the language as a person chose, here and, on a device of their own, for the next first paint.
    pub fn choose(&'static self, language: Language) {
        self.speak(language, place::here() != Place::Kiosk);
    }

    /// Changes the language to another that is offered; without its file the present one stays. It is `kept` for the next
    /// first paint if a person chose it, and not if the page around wished it.
    pub(super) fn speak(&'static self, language: Language, kept: bool) {
        if !self.offered.contains(&language) {
            return;
        }
        self.wanted.set(language);
        spawn_local(async move {
            let file = words::file(language.tag()).await;
            if self.wanted.get_untracked() != language {
                // Another one was tapped meanwhile.
                return;
            }
            let is_there = file.is_some_and(|file| (self.take_in)(language, file));
            self.missing.set((!is_there).then_some(language));
            if is_there {
                self.language.set(language);
                if kept {
                    summary::keep_language(language.tag());
                }
            }
        });
    }
}
