//! Recharges: the server's orders, and the journal in which an intent stands before the first byte leaves.

mod journal;
mod key;
mod order;
mod polling;

pub use journal::{Entry, Journal, JournalEvent, Stage};
pub use key::{IdempotencyKey, KeyFault};
pub use order::{Order, OrderState, Phase, StateChange, UpiRequest};
pub use polling::next_check;
