//! The utility's side of the bulletin, from the officer's words to the file that every portal believes.
//!
//! - [`workspace`] is the officer's directory; [`reading`], [`atomic`] and [`when`] are its borders.
//! - [`template`] and [`compose`] make notices, [`notice_check`] and [`rules_check`] say what is wrong with them.
//! - [`cap`] turns CAP 1.2 XML into notices and back; [`schema`] writes down, for machines, what a rule pack may say.
//! - [`assemble`] makes the bulletin of them.
//! - [`keys`] makes, keeps and publishes P-256 key pairs; [`sign`] turns a bulletin into `bulletin.jws`.
//! - [`verify`] reads `bulletin.jws` by the very rules the browser follows, [`report`] tells each check.
//! - [`leaflet`] writes `notices.html` and `notices.atom`: what is read without the portal. [`markup`] is the one way
//!   to write a text into HTML or XML.
//! - [`mod@preview`] says what a consumer will be told; [`mod@publish`] puts the files where portals fetch them.

pub mod assemble;
pub mod atomic;
pub mod cap;
pub mod compose;
pub mod keys;
pub mod leaflet;
pub mod markup;
pub mod notice_check;
pub mod preview;
pub mod publish;
pub mod reading;
pub mod report;
pub mod rules_check;
pub mod schema;
pub mod sign;
pub mod template;
pub mod verify;
pub mod when;
pub mod workspace;
