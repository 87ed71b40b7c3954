//! The utility's side of the bulletin, from the officer's words to the file that every portal believes.
//!
//! - [`workspace`] is the officer's directory; [`reading`], [`atomic`] and [`when`] are its borders.
//! - [`template`] and [`compose`] make notices, [`notice_check`] and [`rules_check`] say what is wrong with them.
//! - [`assemble`] makes the bulletin of them.
//! - [`keys`] makes, keeps and publishes P-256 key pairs; [`sign`] turns a bulletin into `bulletin.jws`.
//! - [`verify`] reads `bulletin.jws` by the very rules the browser follows, [`report`] tells each check.
//! - [`mod@preview`] says what a consumer will be told; [`mod@publish`] puts the file where portals fetch it.

pub mod assemble;
pub mod atomic;
pub mod compose;
pub mod keys;
pub mod notice_check;
pub mod preview;
pub mod publish;
pub mod reading;
pub mod report;
pub mod rules_check;
pub mod sign;
pub mod template;
pub mod verify;
pub mod when;
pub mod workspace;
