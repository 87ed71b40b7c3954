//! JSON as a tree without duplicate members.

use core::fmt;

use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

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
    /// [`JsonFault`] says where.
    pub fn parse(bytes: &[u8]) -> Result<Self, JsonFault> {
        serde_json::from_slice(bytes).map_err(|fault| JsonFault(fault.to_string()))
    }
}

impl<'de> de::Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Whole(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "whole numbers beyond i64 fit no type that is read here")]
    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(i64::try_from(number).map_or(Tree::Real(number as f64), Tree::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Real(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut members: Vec<(String, Tree)> = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            if members.len() >= MOST_MEMBERS {
                return Err(de::Error::custom("an object has too many members"));
            }
            if members.iter().any(|(known, _)| *known == name) {
                return Err(de::Error::custom(["member '", &name, "' stands twice"].concat()));
            }
            members.push((name, entries.next_value()?));
        }
        Ok(Tree::Object(members))
    }
}

/// No object of the contract has nearly as many; more would make the search for duplicates slow.
const MOST_MEMBERS: usize = 256;
