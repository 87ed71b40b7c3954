//! A value with the time at which it was learnt. Nothing from the server is kept without it.

use serde::Serialize;

use crate::contract::json::{FromJson, JsonFault, Object, Tree};
use crate::domain::time::Instant;

/// What was learnt, and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// When the server told it.
    pub told_at: Instant,
}

impl<T: FromJson> FromJson for Known<T> {
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        let mut object = Object::of(tree)?;
        Ok(Self { value: object.take("value")?, told_at: object.take("told_at")? })
    }
}
