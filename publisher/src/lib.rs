//! The utility's side of the bulletin: keys that sign it, the signing, and the check that any portal will make.

pub mod atomic;
pub mod keys;
pub mod reading;
pub mod sign;
pub mod verify;
pub mod when;
