//! Diya.
pub mod contract;
pub mod domain;
