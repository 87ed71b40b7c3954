//! One way to read JSON, for every border: bytes → tree → type.
//!
//! The bytes are parsed into a [`Tree`] in which a member that stands twice is refused, wherever it stands;
//! [`FromJson`] then reads the tree into the type. The detour is worth two things. No member of a signed text can be
//! read in two ways (RFC 8259 §4 leaves duplicates open; RFC 7515 §4 forbids them in headers). And it is small:
//! what serde derives for the fifty types that are read here takes a third of the WebAssembly, this a twentieth.
//! The types still derive `Deserialize`, for tools that read other formats; a test holds the two readings together.

mod read;
mod rule_shapes;
mod shapes;
mod text;
mod tree;

pub use read::{Fill, FromJson, Object};
pub(crate) use read::{names_from_json, object_from_json, read_by, refused, text_from_json, variant};
pub use tree::{JsonFault, SyntaxFault, Tree};

/// Reads JSON.
///
/// # Errors
/// [`JsonFault`] says what is wrong: the place in the text if it is no JSON, the member if it is another shape.
pub fn read<T: FromJson>(bytes: &[u8]) -> Result<T, JsonFault> {
    let mut value = T::blank();
    read_into(bytes, &mut value)?;
    Ok(value)
}

/// Reads JSON into a place. At a fault it is filled in part, and to be thrown away.
///
/// # Errors
/// As [`read`].
#[inline(never)]
pub fn read_into(bytes: &[u8], place: &mut dyn Fill) -> Result<(), JsonFault> {
    place.fill(Tree::parse(bytes)?)
}

#[cfg(test)]
mod tests;
