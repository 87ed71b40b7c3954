//! The sandbox as its parts share it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::world::World;

/// What every request can reach.
pub struct Sandbox {
    world: Mutex<World>,
    /// Where the built portal lies.
    pub dist: PathBuf,
    /// Whether the control page is there.
    pub control: bool,
}

/// A handle to the sandbox.
pub type Shared = Arc<Sandbox>;

impl Sandbox {
    /// A sandbox of this world, which serves the portal in `dist`.
    #[must_use]
    pub const fn new(world: World, dist: PathBuf, control: bool) -> Self {
        Self { world: Mutex::new(world), dist, control }
    }

    /// The world, for one short piece of work. Never held while waiting.
    pub fn world(&self) -> MutexGuard<'_, World> {
        // What was half done when a thread panicked was rolled back by the database.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
