//! Every journal that occurs, once. States share them, so that a state is small and two journals are compared by place.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use diya::domain::recharge::Journal;

/// A journal on the shelf.
#[derive(Clone, Copy, Debug)]
pub struct Page(&'static Leaf);

#[derive(Debug)]
struct Leaf {
    journal: Journal,
    print: u64,
}

const BOARDS: usize = 64;

type Board = Mutex<HashMap<u64, Vec<&'static Leaf>>>;

static SHELF: LazyLock<[Board; BOARDS]> = LazyLock::new(|| core::array::from_fn(|_| Mutex::default()));

impl Page {
    /// The page of this journal.
    #[must_use]
    pub fn of(journal: Journal) -> Self {
        let mut hasher = DefaultHasher::new();
        journal.hash(&mut hasher);
        let print = hasher.finish();
        let board = &SHELF[usize::try_from(print % BOARDS as u64).unwrap_or_default()];
        let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
        let leaves = board.entry(print).or_default();
        if let Some(leaf) = leaves.iter().find(|leaf| leaf.journal == journal) {
            return Self(leaf);
        }
        // Never taken down: an exploration ends with its process.
        let leaf = Box::leak(Box::new(Leaf { journal, print }));
        leaves.push(leaf);
        Self(leaf)
    }

    /// A journal of nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(Journal::default())
    }

    /// What stands on it.
    #[must_use]
    pub const fn journal(self) -> &'static Journal {
        &self.0.journal
    }

    /// As another tab or the disk would learn it.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        if self == other { self } else { Self::of(self.journal().clone().merged(other.journal().clone())) }
    }

    /// The same, with no memory of a list. Only for a tab that is about nothing.
    #[must_use]
    pub fn without_list(self) -> Self {
        if self.journal().is_starting() {
            return self;
        }
        Self::of(Journal::from_entries(self.journal().entries().to_vec()))
    }

    /// What of it may be written down.
    #[must_use]
    pub fn to_keep(self) -> Self {
        Self::of(self.journal().to_keep())
    }
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Page {}

impl Hash for Page {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.print.hash(hasher);
    }
}
