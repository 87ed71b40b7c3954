//! The only rooms that touch the browser.

pub mod clock;
pub mod crypto;
mod database;
pub mod http;
pub mod lock;
pub mod page;
pub mod random;
pub mod share;
pub mod summary;
pub mod vault;
pub mod worker;
