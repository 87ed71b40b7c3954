//! The only rooms that touch the browser.

pub mod clock;
pub mod crypto;
pub mod database;
pub mod frame;
pub mod http;
pub mod lock;
pub mod memory;
pub mod page;
pub mod persistence;
pub mod place;
pub mod random;
pub mod rest;
pub mod share;
pub mod summary;
mod tabs;
pub mod vault;
pub mod words;
pub mod worker;
