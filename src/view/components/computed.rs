//! A value computed from signals, which tells of itself only when it differs.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A [`Memo`] of one type, whatever it holds: Leptos' code for one is compiled anew for each type.
pub struct Computed<T> {
    memo: Memo<Held>,
    holds: PhantomData<fn() -> T>,
}

/// What is computed. `computing` makes it, and shall do nothing else.
pub fn computed<T: PartialEq + Send + Sync + 'static>(
    computing: impl Fn() -> T + Send + Sync + 'static,
) -> Computed<T> {
    Computed { memo: memo(Box::new(move || Held(Arc::new(computing())))), holds: PhantomData }
}

#[inline(never)]
fn memo(computing: Box<dyn Fn() -> Held + Send + Sync>) -> Memo<Held> {
    Memo::new(move |_| computing())
}

impl<T: Clone + Send + Sync + 'static> Computed<T> {
    /// The value; views follow it.
    #[must_use]
    pub fn get(&self) -> T {
        let held = self.memo.get().0;
        // Only `computed` puts something in, and what it puts in is of this type.
        held.value().downcast_ref::<T>().unwrap_or_else(|| unreachable!()).clone()
    }
}

impl<T> Clone for Computed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Computed<T> {}

#[derive(Clone)]
struct Held(Arc<dyn Same>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.0.value())
    }
}

/// What can be compared though its type is not known.
trait Same: Send + Sync {
    fn value(&self) -> &dyn Any;
    fn same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Same for T {
    fn value(&self) -> &dyn Any {
        self
    }

    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }
}
