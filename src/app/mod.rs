//! State and use cases: what happens when a person signs in, refreshes, recharges, or wants to be forgotten. No markup.
//!
//! One [`App`] holds everything that views follow. It is `Copy`, lives as long as the page, and is handed to views through the context.

mod admission;
mod api;
mod bulletin;
mod clock;
mod complaint;
mod errands;
mod flight;
mod followed;
mod frame;
mod household;
mod keeping;
mod kiosk;
mod known;
mod ledger;
mod recharge;
mod refresh;
mod rest;
mod session;
mod speech;
mod state;
mod trouble;
mod update;
mod watch;

pub use followed::Followed;
pub use known::Known;
pub use recharge::StartFault;
pub use session::SignInFault;
pub use speech::Speech;
pub use state::{App, Session, State};
pub use trouble::{HeldBack, Trouble};
pub use update::Paying;

pub use crate::domain::mirrors::{BulletinState, Notices};
