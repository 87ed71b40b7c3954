//! The utility's side of the bulletin: keys that sign it, the signing, and the check that any portal will make.
//!
//! - [`cap`] turns CAP 1.2 XML into notices and back.
//! - [`leaflet`] writes `notices.html` and `notices.atom`: what is read without the portal.
//! - [`markup`] is the one way to write a text into HTML or XML.
//! - [`keys`] makes, keeps and publishes P-256 key pairs.
//! - [`schema`] writes down, for machines, what a rule pack may say.
//! - [`sign`] turns a bulletin into `bulletin.jws`.
//! - [`verify`] reads `bulletin.jws` by the very rules the browser follows.

pub mod cap;
pub mod keys;
pub mod leaflet;
pub mod markup;
pub mod schema;
pub mod sign;
pub mod verify;
