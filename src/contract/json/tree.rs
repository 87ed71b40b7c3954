//! JSON as a tree without duplicate members.

use super::text::Text;

/// What makes a text no JSON, and where: behind the byte that was read last.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} at line {line} column {column}")]
pub struct SyntaxFault {
    /// What is wrong.
    pub what: String,
    /// The line, from 1 on.
    pub line: usize,
    /// How many bytes of the line were read.
    pub column: usize,
}

impl From<SyntaxFault> for JsonFault {
    fn from(fault: SyntaxFault) -> Self {
        Self(fault.to_string())
    }
}

/// Why a text is not the JSON that was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JsonFault(pub(super) String);

impl JsonFault {
    /// Something else was expected. What stood there is left out: it may be anything, personal data included.
    #[must_use]
    pub fn expected(what: &str) -> Self {
        Self(["expected ", what].concat())
    }

    /// The fault, with the member it stands in.
    #[must_use]
    pub fn inside(self, name: &str) -> Self {
        Self([name, ": ", &self.0].concat())
    }
}

/// JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true` or `false`
    Truth(bool),
    /// A whole number within `i64`.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Tree>),
    /// An object, its members in the order they stand.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// Parses JSON (RFC 8259), at most 128 levels deep, without duplicate members.
    ///
    /// # Errors
    /// [`SyntaxFault`] says where.
    pub fn parse(bytes: &[u8]) -> Result<Self, SyntaxFault> {
        Text::of(bytes).whole()
    }
}
