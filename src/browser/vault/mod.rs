//! What this device remembers, in one place. [`Key`] lists it.
//!
//! All of it lives in memory. The bulletin and its version, the journal, the complaints and the admission are also written to
//! IndexedDB, where there is one; the person's own data only if the person asked to be remembered; in a kiosk nothing is
//! written. Every call can fail: losing storage loses comfort, never money, because the server knows every order.
//!
//! **Tabs.** Each has a vault of its own on the same database, and tells the others what it learnt. Whoever forgets a
//! person begins another era, in the same transaction that removes what is kept; a tab that has not heard of it yet can
//! write nothing, because every write looks at the era first.

mod others;

use core::pin::Pin;
use core::time::Duration;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use serde::Serialize;
use wasm_bindgen_futures::spawn_local;

use super::database::{Closed, Store};
use super::tabs::Tabs;
use super::{clock, summary};
use crate::contract::json::{self, Fill, FromJson};
pub use crate::domain::keeping::{Key, Storage};
use crate::domain::keeping::{Place, Step, Word};
use crate::domain::recharge::Journal;

const DATABASE: &str = "diya";
/// What leads from the form of one release to that of the next. The present form is that of the first release; a change
/// adds a step here and the file of the form before it to `tests/vault`.
const STEPS: &[Step] = &[];

/// How long a browser may need to wipe a database.
const WIPING: Duration = Duration::from_secs(1);

/// Where a value is after it was put away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// On disk: it survives the tab, the browser and the battery.
    OnDisk,
    /// In memory: it goes with the tab.
    InMemory,
}

/// What the vault learnt by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<'text> {
    /// Another tab learnt this. It is no more than a claim: what can be read of it is to be handed to [`Vault::hear`].
    Fact(Key, &'text str),
    /// A person was forgotten by another tab; what is still known was read anew.
    Over,
    /// The vault keeps better or worse than before.
    Storage,
}

type Listener = Box<dyn Fn(News<'_>)>;

/// What this device remembers.
pub struct Vault {
    me: Weak<Self>,
    database: RefCell<Option<Rc<Store>>>,
    tabs: Option<Tabs>,
    memory: RefCell<[Option<String>; Key::ALL.len()]>,
    remember: Cell<bool>,
    storage: Cell<Storage>,
    cleared: Cell<bool>,
    leaving: Cell<bool>,
    listener: RefCell<Option<Listener>>,
}

impl Vault {
    /// Opens the vault and reads all of it. Without a database it starts empty, in memory.
    pub async fn open(place: Place) -> Rc<Self> {
        let vault = Rc::new_cyclic(|me: &Weak<Self>| Self {
            me: me.clone(),
            database: RefCell::new(None),
            tabs: place.may_keep().then(|| Self::listening(me.clone())).flatten(),
            memory: RefCell::new([const { None }; Key::ALL.len()]),
            remember: Cell::new(false),
            storage: Cell::new(Storage::Unwanted),
            cleared: Cell::new(false),
            leaving: Cell::new(false),
            listener: RefCell::new(None),
        });
        if place.may_keep() {
            vault.storage.set(vault.connect().await);
            let read = vault.read_anew().await;
            vault.remember.set(vault.holds(Key::Account));
            vault.set_aside().await;
            let nothing = ![Key::Account, Key::Journal, Key::Complaints].into_iter().any(|key| vault.holds(key));
            if read && nothing && summary::is_marked() {
                // Said once.
                summary::forget_person();
                vault.cleared.set(true);
            }
        }
        vault
    }

    fn listening(me: Weak<Self>) -> Option<Tabs> {
        Tabs::open(move |message| {
            if let (Some(vault), Some((era, word))) = (me.upgrade(), Word::read(&message)) {
                vault.heard(era, word);
            }
        })
    }

    /// Connects to the database, and stays connected if the browser gives it up while the tab is open.
    async fn connect(&self) -> Storage {
        let store = match Store::open(DATABASE, STEPS).await {
            Ok(store) => Rc::new(store),
            Err(storage) => return storage,
        };
        let me = self.me.clone();
        store.on_closed(move |closed| {
            if let Some(vault) = me.upgrade() {
                vault.database.take();
                match closed {
                    Closed::LetGo => vault.set_storage(Storage::LetGo),
                    Closed::Wiped => spawn_local(vault.reconnect()),
                }
            }
        });
        self.database.replace(Some(store));
        Storage::OnDisk
    }

    /// The database was wiped under an open tab, most likely by the person, in the browser's settings. So the account
    /// is remembered no more; but the wishes to pay, which are open on the screen, are written down again.
    async fn reconnect(self: Rc<Self>) {
        self.remember.set(false);
        self.cleared.set(true);
        summary::forget_person();
        // At once it would be refused: the browser is not done yet.
        clock::sleep(WIPING).await;
        let storage = self.connect().await;
        if let Some(database) = self.database() {
            let _ = database.write(&[(Key::Era.name(), Some(&self.era()))]).await;
        }
        self.set_storage(storage);
        self.tell(News::Storage);
        self.write_memory(|key| !key.is_personal()).await;
    }

    /// Reads all that is on disk. Returns whether that went well.
    async fn read_anew(&self) -> bool {
        let Some(database) = self.database() else { return false };
        let Ok(texts) = database.all().await else {
            // Broken: it is left alone.
            self.database.take();
            self.set_storage(Storage::Missing);
            return false;
        };
        let mut memory = self.memory.borrow_mut();
        for (name, text) in texts {
            if let Some(key) = Key::from_name(&name) {
                memory[key as usize] = Some(text);
            }
        }
        true
    }

    /// A journal that cannot be read is put aside before anything is written over it. What the server knows of it the
    /// list brings back.
    async fn set_aside(&self) {
        let broken = self.memory.borrow_mut()[Key::Journal as usize]
            .take_if(|text| json::read::<Journal>(text.as_bytes()).is_err());
        if let Some(text) = broken {
            if let Some(database) = self.database() {
                let _ = database.write(&[(Key::JournalUnreadable.name(), Some(&text))]).await;
            }
            self.memory.borrow_mut()[Key::JournalUnreadable as usize] = Some(text);
        }
    }

    /// From now on `listener` is told what the vault learns by itself.
    pub fn listen(&self, listener: impl Fn(News<'_>) + 'static) {
        self.listener.replace(Some(Box::new(listener)));
    }

    fn tell(&self, news: News<'_>) {
        if let Some(listener) = self.listener.borrow().as_ref() {
            listener(news);
        }
    }

    fn database(&self) -> Option<Rc<Store>> {
        self.database.borrow().clone()
    }

    fn holds(&self, key: Key) -> bool {
        self.memory.borrow()[key as usize].is_some()
    }

    fn era(&self) -> String {
        self.memory.borrow()[Key::Era as usize].clone().unwrap_or_default()
    }

    /// How well this device keeps what it is given.
    #[must_use]
    pub fn storage(&self) -> Storage {
        self.storage.get()
    }

    fn set_storage(&self, storage: Storage) {
        if self.storage.replace(storage) != storage {
            self.tell(News::Storage);
        }
    }

    /// Whether the browser cleared what was remembered here before.
    #[must_use]
    pub fn was_cleared(&self) -> bool {
        self.cleared.get()
    }

    /// Whether the person asked to be remembered on this device, and it can.
    #[must_use]
    pub fn remembers(&self) -> bool {
        self.remember.get() && self.storage.get().is_on_disk()
    }

    /// From now on the person's own data is written to disk, or not; then what is there already is removed.
    pub async fn set_remember(&self, remember: bool) {
        self.remember.set(remember);
        self.say(Word::Remember(remember));
        if remember {
            self.write_memory(Key::is_personal).await;
        } else {
            summary::forget_person();
            self.remove(Key::is_personal).await;
        }
    }

    /// What is kept under `key`; `None` also if it cannot be read any more.
    #[must_use]
    pub fn get<T: FromJson>(&self, key: Key) -> Option<T> {
        let mut value = T::blank();
        self.is_filled(key, &mut value).then_some(value)
    }

    /// What is kept under `key`, as it is written.
    #[must_use]
    pub fn text(&self, key: Key) -> Option<String> {
        self.memory.borrow()[key as usize].clone()
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
        let vault = Rc::clone(self);
        Box::pin(async move {
            let kept = vault.write(key, &|_| text.clone()).await;
            vault.say_fact(key);
            kept
        })
    }

    /// Joins the journal with what other tabs wrote meanwhile, and writes it down with none of them in between.
    ///
    /// Returns the whole journal, and where it is.
    pub async fn put_journal(&self, journal: Journal) -> (Journal, Kept) {
        let joined = RefCell::new(journal);
        let join = |stored: Option<String>| {
            let theirs = stored.and_then(|text| json::read::<Journal>(text.as_bytes()).ok()).unwrap_or_default();
            let whole = theirs.merged(joined.take());
            let text = serde_json::to_string(&whole).ok();
            joined.replace(whole);
            text
        };
        let kept = self.join(Key::Journal, &join).await;
        (joined.into_inner(), kept)
    }

    /// Changes what all tabs of this device share under `key`, with none of them in between. It is told what is kept now;
    /// in memory, where there is no disk to keep it.
    pub async fn change(&self, key: Key, change: &dyn Fn(Option<String>) -> String) {
        self.join(key, &|stored| Some(change(stored))).await;
    }

    /// Raises a number to `value`, unless this tab or another raised it higher. Returns how high it is.
    pub async fn raise(&self, key: Key, value: u64) -> u64 {
        let highest = Cell::new(value.max(self.get(key).unwrap_or_default()));
        // On a disk that is full the memory is left.
        self.join(key, &|stored| {
            let theirs = stored.and_then(|text| text.parse().ok()).unwrap_or_default();
            highest.set(highest.get().max(theirs));
            Some(highest.get().to_string())
        })
        .await;
        highest.get()
    }

    /// Writes what `change` makes of what is on disk, there and into the memory.
    #[inline(never)]
    fn join<'a>(
        &'a self,
        key: Key,
        change: &'a dyn Fn(Option<String>) -> Option<String>,
    ) -> Pin<Box<dyn Future<Output = Kept> + 'a>> {
        Box::pin(async move {
            let era = self.era();
            let text = RefCell::new(None);
            let noted = |stored| {
                let new = change(stored);
                text.borrow_mut().clone_from(&new);
                new
            };
            let kept = self.write(key, &noted).await;
            let mut text = text.take();
            if kept == Kept::InMemory {
                let known = self.memory.borrow()[key as usize].clone();
                text = change(known);
            }
            // What is of an era that ended meanwhile is not remembered.
            if self.era() == era {
                self.memory.borrow_mut()[key as usize] = text;
            }
            self.say_fact(key);
            kept
        })
    }

    async fn write(&self, key: Key, change: &dyn Fn(Option<String>) -> Option<String>) -> Kept {
        let unwanted =
            key.is_personal() && !self.remember.get() || key.is_comfort() && self.storage.get() == Storage::Tight;
        let Some(database) = self.database().filter(|_| !unwanted) else { return Kept::InMemory };
        let era = self.era();
        let guard = (Key::Era.name(), era.as_str());
        let mut outcome = database.change(key.name(), guard, change).await;
        if outcome.is_err() && self.make_room(&database).await && !key.is_comfort() {
            outcome = database.change(key.name(), guard, change).await;
        }
        match outcome {
            Ok(true) => {
                if self.storage.get() == Storage::Full {
                    self.set_storage(Storage::Tight);
                }
                if !key.is_public() && !matches!(key, Key::Admission | Key::Flight) {
                    summary::mark();
                }
                Kept::OnDisk
            }
            Ok(false) => {
                // Unless it is this tab that ends an era right now, and the disk may yet refuse the new one.
                if !self.leaving.get() && self.era() == era {
                    self.find_over().await;
                }
                Kept::InMemory
            }
            Err(_) => {
                let gave_way = key.is_comfort() && self.storage.get() == Storage::Tight;
                if self.storage.get().is_on_disk() && !gave_way {
                    self.set_storage(Storage::Full);
                }
                Kept::InMemory
            }
        }
    }

    /// Drops from disk what is only comfort. Returns whether that went well.
    async fn make_room(&self, database: &Store) -> bool {
        let comfort = [(Key::Days.name(), None), (Key::Ledger.name(), None)];
        let made = database.write(&comfort).await.is_ok();
        if made {
            self.set_storage(Storage::Tight);
        }
        made
    }
}
