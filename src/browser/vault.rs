//! What this device remembers, in one place.
//!
//! | key | what | why |
//! |---|---|---|
//! | `account`, `balance`, `days` | the last answers of the server, each with its time | to say what is known while the server is down |
//! | `bulletin` | the last verified bulletin, as signed | notices and rules without a network |
//! | `bulletin-version` | the highest version of it ever believed | no rollback |
//! | `ledger` | what the utility booked, the newest 50 | to say where money went |
//! | `claims` | recharges made elsewhere, as the person told | to find them in the ledger |
//! | `journal` | the wishes to pay | no payment is lost or made twice |
//! | `journal-unreadable` | a journal that could not be read | it may be all that is known of a payment |
//! | `admission` | failures and lots | a reload is not a new retry budget |
//! | `flight` | which tab calls the server, where the browser has no locks | one call at a time |
//!
//! All of it lives in memory. The bulletin and its version, the journal and the admission are also written to IndexedDB, where there
//! is one; the person's own data only if the person asked to be remembered. Every call can fail: losing storage loses
//! comfort, never money, because the server knows every order.

use core::pin::Pin;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::Serialize;

use super::database::Store;
use crate::contract::json::{self, Fill, FromJson};
use crate::domain::recharge::Journal;

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table above says it")]
pub enum Key {
    Account,
    Balance,
    Days,
    Ledger,
    Claims,
    Bulletin,
    BulletinVersion,
    Journal,
    JournalUnreadable,
    Admission,
    Flight,
}

impl Key {
    const ALL: [Self; 11] = [
        Self::Account,
        Self::Balance,
        Self::Days,
        Self::Ledger,
        Self::Claims,
        Self::Bulletin,
        Self::BulletinVersion,
        Self::Journal,
        Self::JournalUnreadable,
        Self::Admission,
        Self::Flight,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Balance => "balance",
            Self::Days => "days",
            Self::Ledger => "ledger",
            Self::Claims => "claims",
            Self::Bulletin => "bulletin",
            Self::BulletinVersion => "bulletin-version",
            Self::Journal => "journal",
            Self::JournalUnreadable => "journal-unreadable",
            Self::Admission => "admission",
            Self::Flight => "flight",
        }
    }

    /// Whether it belongs to a person, and is written to disk only if that person asked to be remembered.
    const fn is_personal(self) -> bool {
        matches!(self, Self::Account | Self::Balance | Self::Days | Self::Ledger | Self::Claims)
    }

    /// Whether it is public, and stays when a person is forgotten.
    const fn is_public(self) -> bool {
        matches!(self, Self::Bulletin | Self::BulletinVersion)
    }
}

const DATABASE: &str = "diya";
const VERSION: u32 = 1;

/// Where a value is after it was put away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// On disk: it survives the tab, the browser and the battery.
    OnDisk,
    /// In memory: it goes with the tab.
    InMemory,
}

/// What this device remembers.
pub struct Vault {
    database: Option<Store>,
    memory: RefCell<[Option<String>; Key::ALL.len()]>,
    remember: Cell<bool>,
}

impl Vault {
    /// Opens the vault and reads all of it. Without a database it starts empty, in memory.
    pub async fn open() -> Rc<Self> {
        let database = Store::open(DATABASE, VERSION).await.ok();
        let mut memory = [const { None }; Key::ALL.len()];
        if let Some(database) = &database {
            for key in Key::ALL {
                memory[key as usize] = database.get(key.name()).await.ok().flatten();
            }
        }
        // It is put aside before anything is written over it. What the server knows of it the list brings back.
        let broken = memory[Key::Journal as usize].take_if(|text| json::read::<Journal>(text.as_bytes()).is_err());
        if let Some((database, text)) = database.as_ref().zip(broken) {
            let _ = database.put(Key::JournalUnreadable.name(), Some(&text)).await;
            memory[Key::JournalUnreadable as usize] = Some(text);
        }
        let remember = memory[Key::Account as usize].is_some();
        Rc::new(Self { database, memory: RefCell::new(memory), remember: Cell::new(remember) })
    }

    /// Whether there is a database behind it.
    #[must_use]
    pub const fn is_on_disk(&self) -> bool {
        self.database.is_some()
    }

    /// Whether the person asked to be remembered on this device, and it can.
    #[must_use]
    pub fn remembers(&self) -> bool {
        self.remember.get() && self.database.is_some()
    }

    /// From now on the person's own data is written to disk, or not; then what is there already is removed.
    pub async fn set_remember(&self, remember: bool) {
        self.remember.set(remember);
        if !remember {
            self.remove(Key::is_personal).await;
        }
    }

    /// What is kept under `key`; `None` also if it cannot be read any more.
    #[must_use]
    pub fn get<T: FromJson>(&self, key: Key) -> Option<T> {
        let mut value = T::blank();
        self.is_filled(key, &mut value).then_some(value)
    }

    #[inline(never)]
    fn is_filled(&self, key: Key, place: &mut dyn Fill) -> bool {
        let memory = self.memory.borrow();
        memory[key as usize].as_ref().is_some_and(|text| json::read_into(text.as_bytes(), place).is_ok())
    }

    /// Keeps `value`, and says where it is when it is safe there. In memory it is at once.
    pub fn put<T: Serialize>(self: &Rc<Self>, key: Key, value: &T) -> Pin<Box<dyn Future<Output = Kept>>> {
        self.put_text(key, serde_json::to_string(value).ok())
    }

    #[inline(never)]
    fn put_text(self: &Rc<Self>, key: Key, text: Option<String>) -> Pin<Box<dyn Future<Output = Kept>>> {
        self.memory.borrow_mut()[key as usize].clone_from(&text);
        Box::pin(Rc::clone(self).write_down(key, text))
    }

    /// Joins the journal with what other tabs wrote meanwhile, and writes it down with none of them in between.
    ///
    /// Returns the whole journal, and where it is.
    pub async fn put_journal(&self, journal: Journal) -> (Journal, Kept) {
        let joined = RefCell::new(journal);
        let join = |stored: Option<String>| {
            let theirs = stored.and_then(|text| json::read::<Journal>(text.as_bytes()).ok()).unwrap_or_default();
            let whole = theirs.merged(joined.take());
            let text = serde_json::to_string(&whole).unwrap_or_default();
            joined.replace(whole);
            text
        };
        let kept = match &self.database {
            Some(database) if database.update(Key::Journal.name(), &join).await.is_ok() => Kept::OnDisk,
            _ => Kept::InMemory,
        };
        let whole = joined.into_inner();
        self.memory.borrow_mut()[Key::Journal as usize] = serde_json::to_string(&whole).ok();
        (whole, kept)
    }

    /// Changes what all tabs of this device share under `key`, with none of them in between. It is told what is kept now;
    /// in memory, where there is no disk to keep it.
    pub async fn change(&self, key: Key, change: &dyn Fn(Option<String>) -> String) {
        let written = match &self.database {
            Some(database) => database.update(key.name(), change).await.is_ok(),
            None => false,
        };
        if !written {
            let kept = self.memory.borrow()[key as usize].clone();
            let text = change(kept);
            self.memory.borrow_mut()[key as usize] = Some(text);
        }
    }

    /// Raises a number to `value`, unless this tab or another raised it higher. Returns how high it is.
    pub async fn raise(&self, key: Key, value: u64) -> u64 {
        let highest = Cell::new(value.max(self.get(key).unwrap_or_default()));
        let rise = |stored: Option<String>| {
            let theirs = stored.and_then(|text| text.parse().ok()).unwrap_or_default();
            highest.set(highest.get().max(theirs));
            highest.get().to_string()
        };
        if let Some(database) = &self.database {
            // On a disk that is full the memory is left.
            let _ = database.update(key.name(), &rise).await;
        }
        self.memory.borrow_mut()[key as usize] = Some(highest.get().to_string());
        highest.get()
    }

    async fn write_down(self: Rc<Self>, key: Key, text: Option<String>) -> Kept {
        let on_disk = !key.is_personal() || self.remember.get();
        let Some((database, text)) = self.database.as_ref().zip(text).filter(|_| on_disk) else {
            return Kept::InMemory;
        };
        match database.put(key.name(), Some(&text)).await {
            Ok(()) => Kept::OnDisk,
            Err(_) => Kept::InMemory,
        }
    }

    /// Forgets the person: everything but the bulletin and its version, which are public, in memory and on disk.
    pub async fn forget(&self) {
        self.remember.set(false);
        for key in Key::ALL.into_iter().filter(|key| !key.is_public()) {
            self.memory.borrow_mut()[key as usize] = None;
        }
        self.remove(|key| !key.is_public()).await;
    }

    async fn remove(&self, which: impl Fn(Key) -> bool) {
        let Some(database) = &self.database else { return };
        for key in Key::ALL.into_iter().filter(|key| which(*key)) {
            // A database that cannot be written to any more cannot be read at the next start either.
            let _ = database.put(key.name(), None).await;
        }
    }
}
