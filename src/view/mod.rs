//! What people see.

pub mod i18n;
