//! A value with the time at which it was learnt. Nothing from the server is kept without it.

use serde::{Deserialize, Serialize};

use crate::domain::time::Instant;

/// What was learnt, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// When the server told it.
    pub told_at: Instant,
}
