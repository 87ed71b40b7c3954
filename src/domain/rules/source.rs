//! Where a rule is written, and how much that weighs.

use serde::{Deserialize, Serialize};

use crate::domain::time::Date;
use crate::domain::words::Words;

/// Where a rule is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: Words,
    /// How much it weighs.
    pub kind: SourceKind,
    /// Its date.
    pub date: Date,
    /// Where to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How much a source weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// An order or regulation.
    Order,
    /// Only reported; labelled so on the screen.
    Press,
    /// Said by the utility or the government.
    Statement,
}

/// A rule by its name, and where it is written: what an explanation points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id within the pack.
    pub id: String,
    /// Where it is written.
    pub source: Source,
}
