//! A value with the time at which it was learnt. Nothing from the server is kept without it.

use serde::Serialize;

use crate::contract::json::{Fill, FromJson, JsonFault, Object, Tree};
use crate::domain::time::Instant;

/// What was learnt, and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// When the server told it.
    pub told_at: Instant,
}

impl<T: FromJson> Fill for Known<T> {
    fn fill(&mut self, tree: Tree) -> Result<(), JsonFault> {
        let mut object = Object::of(tree)?;
        object.member("value", &mut self.value);
        object.member("told_at", &mut self.told_at);
        object.end()
    }
}

impl<T: FromJson> FromJson for Known<T> {
    fn blank() -> Self {
        Self { value: T::blank(), told_at: Instant::MIN }
    }
}
