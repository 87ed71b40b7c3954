//! Leaving, and what the tabs of a device tell each other about it and about what they learn.

use std::rc::Rc;

use super::{Key, News, Vault};
use crate::browser::{random, summary};
use crate::domain::keeping::Word;

impl Vault {
    /// Signs a person out of this device: what the server told is forgotten, the wishes to pay stay.
    pub async fn leave(&self) {
        self.end_era(Key::is_personal, Vec::new()).await;
        self.say(Word::Over { wholly: false });
    }

    /// Another account of the household takes the place of the one shown: what was kept of that one is removed, and
    /// `kept` stands there instead, on disk in the same transaction. Other tabs follow.
    pub async fn exchange(&self, kept: Vec<(Key, String)>) {
        let remember = self.remember.get();
        let keys: Vec<_> = kept.iter().map(|(key, _)| *key).collect();
        self.end_era(Key::is_personal, kept).await;
        self.remember.set(remember);
        self.say(Word::Over { wholly: false });
        self.say(Word::Remember(remember));
        for key in keys {
            self.say_fact(key);
        }
    }

    /// Forgets the person: everything but what belongs to nobody, in memory and on disk.
    pub async fn forget(&self) {
        self.end_era(|key| !key.is_public(), Vec::new()).await;
        self.say(Word::Over { wholly: true });
    }

    /// Removes what is of the person, and puts `instead` there.
    async fn end_era(&self, which: fn(Key) -> bool, instead: Vec<(Key, String)>) {
        let remember = self.remember.replace(false);
        summary::forget_person();
        self.drop_from_memory(which);
        for (key, text) in &instead {
            self.memory.borrow_mut()[*key as usize] = Some(text.clone());
        }
        let [a, b, c, d, e, f, g, h, ..] = random::bytes();
        let era = u64::from_le_bytes([a, b, c, d, e, f, g, h]).to_string();
        let before = self.memory.borrow_mut()[Key::Era as usize].replace(era.clone());
        let Some(database) = self.database() else { return };
        let on_disk = |key| instead.iter().find(|(one, _)| remember && *one == key).map(|(_, text)| text.as_str());
        let gone = Key::ALL.into_iter().filter(|key| which(*key)).map(|key| (key.name(), on_disk(key)));
        let all: Vec<_> = gone.chain([(Key::Era.name(), Some(era.as_str()))]).collect();
        self.leaving.set(true);
        if database.write(&all).await.is_err() {
            // On a disk that is full one can still remove. The era stays the one that stands there: else whatever is
            // learnt from now on would seem to be of a person whom another tab forgot.
            self.remove(which).await;
            self.memory.borrow_mut()[Key::Era as usize] = before;
        }
        self.leaving.set(false);
    }

    fn drop_from_memory(&self, which: fn(Key) -> bool) {
        for key in Key::ALL.into_iter().filter(|key| which(*key)) {
            self.memory.borrow_mut()[key as usize] = None;
        }
    }

    pub(super) async fn remove(&self, which: fn(Key) -> bool) {
        let Some(database) = self.database() else { return };
        let gone: Vec<_> = Key::ALL.into_iter().filter(|key| which(*key)).map(|key| (key.name(), None)).collect();
        // A database that cannot be written to any more cannot be read at the next start either.
        let _ = database.write(&gone).await;
    }

    pub(super) async fn write_memory(&self, which: fn(Key) -> bool) {
        for key in Key::ALL.into_iter().filter(|key| which(*key)) {
            let text = self.memory.borrow()[key as usize].clone();
            if text.is_some() {
                self.write(key, &|_| text.clone()).await;
            }
        }
    }

    pub(super) fn say(&self, word: Word<'_>) {
        if let Some(tabs) = &self.tabs {
            tabs.say(&word.written(&self.era()));
        }
    }

    pub(super) fn say_fact(&self, key: Key) {
        let text = self.memory.borrow()[key as usize].clone();
        if let Some(text) = text.filter(|_| key.is_told()) {
            self.say(Word::Fact(key, &text));
        }
    }

    pub(super) fn heard(self: Rc<Self>, era: &str, word: Word<'_>) {
        match word {
            Word::Fact(key, text) if era == self.era() => self.tell(News::Fact(key, text)),
            Word::Remember(remember) if era == self.era() => self.remember.set(remember),
            Word::Over { wholly } => {
                self.remember.set(false);
                self.drop_from_memory(if wholly { |key| !key.is_public() } else { Key::is_personal });
                self.memory.borrow_mut()[Key::Era as usize] = Some(era.to_owned());
                self.tell(News::Over);
            }
            // Said in an era that is over, or has not begun here.
            _ => {}
        }
    }

    /// Takes over what another tab said, which the app could read.
    pub fn hear(&self, key: Key, text: &str) {
        self.memory.borrow_mut()[key as usize] = Some(text.to_owned());
    }

    /// Another tab forgot the person, and this one did not hear of it.
    pub(super) async fn find_over(&self) {
        self.remember.set(false);
        self.drop_from_memory(|key| key == Key::Era || !key.is_public());
        self.read_anew().await;
        self.tell(News::Over);
    }

    /// Looks what other tabs did while this one was not looked at.
    pub async fn look_again(&self) {
        let Some(database) = self.database() else { return };
        let Ok(texts) = database.all().await else { return };
        let era = texts.iter().find(|(name, _)| name == Key::Era.name()).map(|(_, era)| era.as_str());
        if era.unwrap_or_default() != self.era() {
            return self.find_over().await;
        }
        for (name, text) in &texts {
            let Some(key) = Key::from_name(name).filter(|key| key.is_told()) else { continue };
            let other = self.memory.borrow()[key as usize].as_ref() != Some(text);
            if other {
                self.tell(News::Fact(key, text));
            }
        }
    }
}
