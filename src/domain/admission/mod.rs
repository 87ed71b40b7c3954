//! May the portal call the utility's server now? Mercy for a server that is getting up.
//!
//! The bulletin comes first: its status and its admitted share decide, and it is asked anew before every call that is
//! not sure of it. Then the server's own word (`Retry-After`), then a circuit for each group of routes, then a budget of
//! two retries for the whole device. A person's tap goes past the portal's own patience, not past the utility's word.
//! `docs/admission.md` gives the reasons and the figures; `cargo xtask herd` lets 62 lakh clients live by these rules.
//!
//! - `ask`: who wants to call what, and what the verdict can be.
//! - `lot`: the share that the bulletin admits, and when a client's turn comes.
//! - `circuit`: what failures teach about a group of routes, or about the connection.
//! - `gate`: the rules in their order.
//! - `flight`: one call at a time over all tabs, where the browser has no locks.
//! - `poll`: when to ask for the bulletin again.
//! - `retry_after`: what a server says about time in its headers.

mod ask;
mod circuit;
mod flight;
mod gate;
mod lot;
mod poll;
mod retry_after;
#[cfg(test)]
mod tests;

pub use ask::{Ask, Cause, Failure, Presence, Route, Verdict, Why};
pub use circuit::Circuit;
pub use flight::Flight;
pub use gate::Admission;
pub use lot::Lot;
pub use poll::{BulletinAnswer, next_poll};
pub use retry_after::{http_date, retry_after};
