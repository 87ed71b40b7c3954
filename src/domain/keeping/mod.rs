//! What a device keeps: of whom, where, in which form, and what tabs tell each other of it.

mod key;
mod migration;
mod place;
mod word;

pub use key::Key;
pub use migration::{Step, Texts, migrated};
pub use place::Place;
pub use word::Word;

/// How well a device keeps what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// On disk.
    OnDisk,
    /// On disk, but for what is only comfort: there was no room for all of it.
    Tight,
    /// In memory; the disk takes nothing more.
    Full,
    /// In memory; there is no storage, it is forbidden, or it is broken.
    Missing,
    /// In memory; what lies on the disk was written by a newer version of the portal, and is left alone.
    Newer,
    /// In memory; the disk was left to a newer version in another tab.
    LetGo,
    /// In memory, because many people share the machine.
    Unwanted,
}

impl Storage {
    /// Whether a recharge survives the tab.
    #[must_use]
    pub const fn is_on_disk(self) -> bool {
        matches!(self, Self::OnDisk | Self::Tight)
    }
}
