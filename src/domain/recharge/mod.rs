//! Recharges: the server's orders, and the journal in which an intent stands before the first byte leaves.

mod elsewhere;
mod entry;
mod evidence;
mod inflows;
mod journal;
mod key;
mod machine;
mod order;
mod phase;
mod polling;

pub use elsewhere::{PaidElsewhere, Standing, find, record};
pub use entry::{Entry, Stage};
pub use evidence::Evidence;
pub use inflows::inflows;
pub use journal::Journal;
pub use key::{IdempotencyKey, KeyFault};
pub use machine::{Command, Event, LIST_SPAN, Listing, Policy, Wish, step};
pub use order::{Order, OrderState, StateChange, UpiRequest};
pub use phase::Phase;
pub use polling::Checks;
