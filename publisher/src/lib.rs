//! The utility's side of the bulletin: keys that sign it, the signing, and the check that any portal will make.
//!
//! - [`keys`] makes, keeps and publishes P-256 key pairs.
//! - [`schema`] writes down, for machines, what a rule pack may say.
//! - [`sign`] turns a bulletin into `bulletin.jws`.
//! - [`verify`] reads `bulletin.jws` by the very rules the browser follows.

pub mod keys;
pub mod schema;
pub mod sign;
pub mod verify;
