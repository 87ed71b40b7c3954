//! The utility's side of the bulletin: keys that sign it, the signing, and the check that any portal will make.
pub mod atomic;
pub mod compose;
pub mod keys;
pub mod notice_check;
pub mod reading;
pub mod sign;
pub mod template;
pub mod verify;
pub mod when;
pub mod workspace;
