//! A value that views follow.

use std::sync::{PoisonError, RwLock};

use leptos::prelude::{ArcTrigger, Notify, Track, on_cleanup};
use leptos::reactive::graph::{Observer, Source};

/// A value that lives as long as the page; whoever read it in a view is told when it changes.
///
/// In place of a signal with a type of its own: Leptos' code for one is compiled anew for each type, and is mostly
/// about signals that come and go. Here the telling has no type, and the value is a plain one.
pub struct Followed<T> {
    value: RwLock<T>,
    changed: ArcTrigger,
}

impl<T> Followed<T> {
    /// With this value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { value: RwLock::new(value), changed: ArcTrigger::new() }
    }

    /// Looks at the value; views follow it.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        follow(&self.changed);
        self.with_untracked(look)
    }

    /// Looks at the value once.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another value in its place.
    pub fn set(&self, value: T) {
        self.update(|old| *old = value);
    }

    /// Changes the value.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let outcome = change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify();
        outcome
    }
}

/// Lets the view that is being made follow a value for as long as there is this view.
///
/// Leptos strikes a view off when it is made anew, but not when it goes. A value that never changes would hold on to a
/// piece of every view that there ever was.
fn follow(changed: &ArcTrigger) {
    changed.track();
    if let Some(view) = Observer::get() {
        let changed = changed.clone();
        on_cleanup(move || changed.remove_subscriber(&view));
    }
}

impl<T: Clone> Followed<T> {
    /// The value; views follow it.
    #[must_use]
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value now.
    #[must_use]
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}
