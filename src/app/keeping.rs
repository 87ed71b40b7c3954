//! What stays on this device, and what its tabs tell each other.

use leptos::task::spawn_local;

use super::{App, Followed, Known, Session};
use crate::browser::vault::{Key, News, Storage};
use crate::browser::{page, persistence, summary};
use crate::contract::json::{self, Fill, FromJson};
use crate::domain::account::Account;

impl App {
    /// Keeps what the next first paint shows, if the person asked to be remembered.
    pub fn keep_summary(&self, json: &str) {
        if self.remembered.get() {
            summary::keep(json);
        }
    }

    /// Whether a recharge on this device outlives the tab.
    #[must_use]
    pub fn has_storage(&self) -> bool {
        self.storage.get().is_on_disk()
    }

    /// Whether an account can be remembered on this device.
    #[must_use]
    pub fn can_remember(&self) -> bool {
        self.has_storage()
    }

    /// Whether the browser cleared what was remembered here before.
    #[must_use]
    pub fn was_cleared(&self) -> bool {
        // Follows the storage, because a database may be cleared under an open page.
        self.storage.with(|_| self.vault().was_cleared())
    }

    /// From now on the person is remembered on this device, or not.
    pub async fn set_remember(self, remember: bool) {
        let vault = self.vault();
        vault.set_remember(remember).await;
        self.remembered.set(vault.remembers());
        if remember {
            self.ask_to_keep();
        }
    }

    /// Hides amounts on the first screen, here and at the next start, or shows them.
    pub fn hide_amounts(self, hide: bool) {
        self.hides_amounts.set(hide);
        if self.storage.get_untracked() != Storage::Unwanted {
            summary::hide_amounts(hide);
        }
    }

    /// Asks the browser not to clear by itself what is kept here; once a visit, and only when the person has just said
    /// that something is to be kept.
    pub(super) fn ask_to_keep(self) {
        if self.has_storage() && self.promised.get_untracked().is_none() {
            // Whoever is asked at once again answers once.
            self.promised.set(Some(false));
            spawn_local(async move { self.promised.set(persistence::asked().await) });
        }
    }

    /// Follows what other tabs learn, and what becomes of the storage.
    pub(super) fn keep_with_other_tabs(self) {
        self.vault().listen(move |news| match news {
            News::Fact(key, text) => self.hear(key, text),
            News::Over => self.begin_again(),
            News::Storage => {
                self.storage.set(self.vault().storage());
                self.remembered.set(self.vault().remembers());
            }
        });
        page::on_visibility(move || {
            if !page::hidden() {
                spawn_local(async move { self.vault().look_again().await });
            }
        });
        spawn_local(async move { self.promised.set(persistence::promised().await.filter(|promised| *promised)) });
    }

    /// What another tab learnt. What cannot be read is nothing.
    fn hear(self, key: Key, text: &str) {
        match key {
            Key::Account if self.take(key, &self.account, text) => {
                let number = |known: &Known<Account>| known.value.consumer_number.clone();
                self.number.set(self.account.with_untracked(|known| known.as_ref().map(number)));
                self.session.set(Session::SignedIn);
                self.remembered.set(self.vault().remembers());
            }
            Key::Balance => _ = self.take(key, &self.balance, text),
            Key::Days => _ = self.take(key, &self.days, text),
            Key::Ledger => _ = self.take(key, &self.ledger, text),
            Key::Claims => {
                if let Ok(claims) = json::read(text.as_bytes()) {
                    self.vault().hear(key, text);
                    self.claims.set(claims);
                }
            }
            Key::Household => {
                if let Ok(household) = json::read(text.as_bytes()) {
                    self.vault().hear(key, text);
                    self.household.set(household);
                }
            }
            Key::Journal => {
                if let Ok(theirs) = json::read(text.as_bytes()) {
                    self.journal.update(|journal| *journal = core::mem::take(journal).merged(theirs));
                }
            }
            Key::Complaints => {
                if let Ok(theirs) = json::read(text.as_bytes()) {
                    self.hear_complaints(theirs);
                }
            }
            Key::Bulletin => {
                self.vault().hear(key, text);
                spawn_local(async move { self.recall_bulletin().await });
            }
            _ => {}
        }
    }

    fn take<T: FromJson>(self, key: Key, place: &Followed<Option<Known<T>>>, text: &str) -> bool {
        let mut known = Known::<T>::blank();
        let read = self.reads(key, text, &mut known);
        if read {
            place.set(Some(known));
        }
        read
    }

    #[inline(never)]
    fn reads(self, key: Key, text: &str, place: &mut dyn Fill) -> bool {
        let read = json::read_into(text.as_bytes(), place).is_ok();
        if read {
            self.vault().hear(key, text);
        }
        read
    }

    /// The person was forgotten by another tab, or another account is shown: what is shown is what the vault holds now. What was
    /// asked for before is over.
    pub(super) fn begin_again(self) {
        self.era.update(|era| *era = era.wrapping_add(1));
        let vault = self.vault();
        let account: Option<Known<Account>> = vault.get(Key::Account);
        self.session.set(if account.is_some() { Session::Unknown } else { Session::SignedOut });
        self.number.set(account.as_ref().map(|known| known.value.consumer_number.clone()));
        self.account.set(account);
        self.balance.set(vault.get(Key::Balance));
        self.days.set(vault.get(Key::Days));
        self.ledger.set(vault.get(Key::Ledger));
        self.claims.set(vault.get(Key::Claims).unwrap_or_default());
        self.household.set(vault.get(Key::Household).unwrap_or_default());
        self.journal.set(vault.get(Key::Journal).unwrap_or_default());
        self.outbox.set(vault.get(Key::Complaints).unwrap_or_default());
        self.forget_draft();
        self.owes_sign_out.set(vault.get(Key::SignOutOwed).unwrap_or_default());
        self.remembered.set(vault.remembers());
    }
}
