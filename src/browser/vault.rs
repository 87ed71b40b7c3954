//! What this device remembers, in one place.
//!
//! | key | what | why |
//! |---|---|---|
//! | `account`, `balance`, `days`, `ledger` | the last answers of the server, each with its time | to say what is known while the server is down |
//! | `bulletin` | the last verified bulletin, as signed, and the highest version seen | notices and rules without a network; no rollback |
//! | `journal` | the wishes to pay | no payment is lost or made twice |
//! | `admission` | failures and lots | a reload is not a new retry budget |
//!
//! IndexedDB where there is one and the person asked to be remembered, memory otherwise. Every call can fail: losing
//! storage loses comfort, never money, because the server knows every order.

use std::cell::RefCell;
use std::collections::HashMap;

use indexed_db_futures::database::{Database, VersionChangeEvent};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use serde::Serialize;

use crate::contract::json::{self, FromJson};

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table above says it")]
pub enum Key {
    Account,
    Balance,
    Days,
    Ledger,
    Bulletin,
    Journal,
    Admission,
}

impl Key {
    const ALL: [Self; 7] =
        [Self::Account, Self::Balance, Self::Days, Self::Ledger, Self::Bulletin, Self::Journal, Self::Admission];

    const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Balance => "balance",
            Self::Days => "days",
            Self::Ledger => "ledger",
            Self::Bulletin => "bulletin",
            Self::Journal => "journal",
            Self::Admission => "admission",
        }
    }

    /// Whether it belongs to a person, and is written to disk only if that person asked to be remembered.
    const fn is_personal(self) -> bool {
        matches!(self, Self::Account | Self::Balance | Self::Days | Self::Ledger)
    }
}

const DATABASE: &str = "diya";
const STORE: &str = "kept";
const VERSION: u8 = 1;

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
    database: Option<Database>,
    memory: RefCell<HashMap<Key, String>>,
    remember: core::cell::Cell<bool>,
}

impl Vault {
    /// Opens the vault and reads all of it. Without a database it starts empty, in memory.
    pub async fn open() -> Self {
        let database = open_database().await;
        let mut memory = HashMap::new();
        if let Some(database) = &database {
            for key in Key::ALL {
                if let Some(text) = read(database, key).await {
                    memory.insert(key, text);
                }
            }
        }
        let remember = memory.contains_key(&Key::Account);
        Self { database, memory: RefCell::new(memory), remember: core::cell::Cell::new(remember) }
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

    /// From now on the person's own data is written to disk, or not.
    pub fn set_remember(&self, remember: bool) {
        self.remember.set(remember);
    }

    /// What is kept under `key`; `None` also if it cannot be read any more.
    #[must_use]
    pub fn get<T: FromJson>(&self, key: Key) -> Option<T> {
        json::read(self.memory.borrow().get(&key)?.as_bytes()).ok()
    }

    /// Keeps `value`, and says where it is when it is safe there.
    pub async fn put<T: Serialize>(&self, key: Key, value: &T) -> Kept {
        let Ok(text) = serde_json::to_string(value) else { return Kept::InMemory };
        self.memory.borrow_mut().insert(key, text.clone());
        let on_disk = !key.is_personal() || self.remember.get();
        match &self.database {
            Some(database) if on_disk && write(database, key, text).await.is_some() => Kept::OnDisk,
            _ => Kept::InMemory,
        }
    }

    /// Forgets the person: everything but the bulletin, which is public, in memory and on disk.
    pub async fn forget(&self) {
        self.remember.set(false);
        self.memory.borrow_mut().retain(|key, _| *key == Key::Bulletin);
        if let Some(database) = &self.database {
            for key in Key::ALL.into_iter().filter(|key| *key != Key::Bulletin) {
                // A database that cannot be written to any more cannot be read at the next start either.
                let _ = remove(database, key).await;
            }
        }
    }
}

async fn open_database() -> Option<Database> {
    let request = Database::open(DATABASE)
        .with_version(VERSION)
        .with_on_upgrade_needed(|event: VersionChangeEvent, database: Database| {
            if event.old_version() < 1.0 {
                database.create_object_store(STORE).build()?;
            }
            Ok(())
        })
        .build()
        .ok()?;
    request.await.ok()
}

async fn read(database: &Database, key: Key) -> Option<String> {
    let transaction = database.transaction(STORE).build().ok()?;
    let store = transaction.object_store(STORE).ok()?;
    store.get(key.name()).primitive().ok()?.await.ok()?
}

/// Writes with strict durability: the promise resolves when the value is on the medium, not in a buffer.
async fn write(database: &Database, key: Key, text: String) -> Option<()> {
    let transaction = writing(database)?;
    let store = transaction.object_store(STORE).ok()?;
    store.put(text).with_key(key.name()).primitive().ok()?.await.ok()?;
    transaction.commit().await.ok()
}

async fn remove(database: &Database, key: Key) -> Option<()> {
    let transaction = writing(database)?;
    let store = transaction.object_store(STORE).ok()?;
    store.delete(key.name()).primitive().ok()?.await.ok()?;
    transaction.commit().await.ok()
}

fn writing(database: &Database) -> Option<indexed_db_futures::transaction::Transaction<'_>> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    database.transaction(STORE).with_mode(TransactionMode::Readwrite).with_options(options).build().ok()
}
