//! From a tree to a type.

use super::tree::{JsonFault, Tree};

/// A type that is read from JSON.
pub trait FromJson: Sized {
    /// Reads a tree.
    ///
    /// # Errors
    /// [`JsonFault`] names the member.
    fn from_json(tree: Tree) -> Result<Self, JsonFault>;

    /// What stands where a member is left out; `None`: it must be there.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// An object whose members are taken out one by one.
pub struct Object(Vec<(String, Tree)>);

impl Object {
    /// The tree as an object.
    ///
    /// # Errors
    /// [`JsonFault`] if it is none.
    pub fn of(tree: Tree) -> Result<Self, JsonFault> {
        match tree {
            Tree::Object(members) => Ok(Self(members)),
            _ => Err(JsonFault::expected("an object")),
        }
    }

    /// Takes a member out.
    ///
    /// # Errors
    /// [`JsonFault`] if it must be there and is not, or is of another shape.
    #[inline(never)]
    pub fn take<T: FromJson>(&mut self, name: &'static str) -> Result<T, JsonFault> {
        match self.remove(name) {
            Some(tree) => T::from_json(tree).map_err(|fault| fault.inside(name)),
            None => T::absent().ok_or_else(|| missing(name)),
        }
    }

    /// Takes a member out; its default stands for one that is left out.
    ///
    /// # Errors
    /// [`JsonFault`] if it is of another shape.
    #[inline(never)]
    pub fn take_or_default<T: FromJson + Default>(&mut self, name: &'static str) -> Result<T, JsonFault> {
        match self.remove(name) {
            Some(tree) => T::from_json(tree).map_err(|fault| fault.inside(name)),
            None => Ok(T::default()),
        }
    }

    /// Nothing unknown may be left: a misspelt rule is refused rather than ignored.
    ///
    /// # Errors
    /// [`JsonFault`] names the first unknown member.
    #[inline(never)]
    pub fn end(&self) -> Result<(), JsonFault> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(JsonFault(["member '", name, "' is unknown"].concat())),
        }
    }

    /// The one member of an object that names a variant.
    ///
    /// # Errors
    /// [`JsonFault`] if it has none or several.
    pub fn only(self) -> Result<(String, Tree), JsonFault> {
        match <[(String, Tree); 1]>::try_from(self.0) {
            Ok([member]) => Ok(member),
            Err(_) => Err(JsonFault::expected("an object with one member")),
        }
    }

    fn remove(&mut self, name: &str) -> Option<Tree> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }
}

#[inline(never)]
fn missing(name: &str) -> JsonFault {
    JsonFault(["member '", name, "' is missing"].concat())
}

/// The names of variants, and the one that stands there.
#[inline(never)]
pub(crate) fn variant(tree: &Tree, names: &[&str]) -> Result<usize, JsonFault> {
    let Tree::Text(text) = tree else { return Err(JsonFault::expected("a name")) };
    let place = names.iter().position(|name| name == text);
    place.ok_or_else(|| JsonFault(["'", text, "' is none of: ", &names.join(", ")].concat()))
}

#[inline(never)]
fn text(tree: Tree) -> Result<String, JsonFault> {
    match tree {
        Tree::Text(text) => Ok(text),
        _ => Err(JsonFault::expected("text")),
    }
}

impl FromJson for String {
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        text(tree)
    }
}

impl FromJson for bool {
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        match tree {
            Tree::Truth(truth) => Ok(truth),
            _ => Err(JsonFault::expected("true or false")),
        }
    }
}

impl FromJson for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share or a lot; whole ones are 0 and 1")]
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        match tree {
            Tree::Whole(number) => Ok(number as Self),
            Tree::Real(number) => Ok(number),
            _ => Err(JsonFault::expected("a number")),
        }
    }
}

impl FromJson for i64 {
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        match tree {
            Tree::Whole(number) => Ok(number),
            _ => Err(JsonFault::expected("a whole number")),
        }
    }
}

macro_rules! whole_numbers {
    ($($type:ty => $range:literal,)*) => {
        $(impl FromJson for $type {
            fn from_json(tree: Tree) -> Result<Self, JsonFault> {
                i64::from_json(tree)?.try_into().map_err(|_| JsonFault::expected($range))
            }
        })*
    };
}

whole_numbers! {
    u8 => "a whole number from 0 to 255",
    u16 => "a whole number from 0 to 65535",
    u32 => "a whole number from 0 to 4294967295",
    u64 => "a whole number from 0 up",
    usize => "a whole number from 0 up",
    i32 => "a whole number from -2147483648 to 2147483647",
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        match tree {
            Tree::Null => Ok(None),
            tree => T::from_json(tree).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        let Tree::List(items) = tree else { return Err(JsonFault::expected("a list")) };
        let mut list = Self::with_capacity(items.len());
        for item in items {
            list.push(T::from_json(item)?);
        }
        Ok(list)
    }
}

/// Reads a struct from an object. `name` must be there unless its type can be absent; `name?` has a default.
/// `strict` refuses unknown members.
macro_rules! object_from_json {
    (strict $type:ty { $($members:tt)* }) => {
        object_from_json!(@ $type, object, { object.end()?; }, [], $($members)*,);
    };
    ($type:ty { $($members:tt)* }) => {
        object_from_json!(@ $type, object, {}, [], $($members)*,);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident = $name:literal?, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: $object.take_or_default($name)?,], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident = $name:literal, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: $object.take($name)?,], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident?, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: $object.take_or_default(stringify!($field))?,], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: $object.take(stringify!($field))?,], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $(,)?) => {
        impl $crate::contract::json::FromJson for $type {
            fn from_json(tree: $crate::contract::json::Tree) -> Result<Self, $crate::contract::json::JsonFault> {
                #[allow(unused_mut, reason = "an empty object takes nothing")]
                let mut $object = $crate::contract::json::Object::of(tree)?;
                let value = Self { $($done)* };
                $end
                Ok(value)
            }
        }
    };
}

/// Reads an enum without data from its names.
macro_rules! names_from_json {
    ($type:ty { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $crate::contract::json::FromJson for $type {
            fn from_json(tree: $crate::contract::json::Tree) -> Result<Self, $crate::contract::json::JsonFault> {
                const VARIANTS: &[$type] = &[$(<$type>::$variant),*];
                $crate::contract::json::variant(&tree, &[$($name),*]).map(|place| VARIANTS[place])
            }
        }
    };
}

/// Reads a type that checks itself (`TryFrom`) from the simpler value it is written as.
macro_rules! text_from_json {
    ($($type:ty: $from:ty),* $(,)?) => {
        $(impl $crate::contract::json::FromJson for $type {
            fn from_json(tree: $crate::contract::json::Tree) -> Result<Self, $crate::contract::json::JsonFault> {
                let simple = <$from as $crate::contract::json::FromJson>::from_json(tree)?;
                Self::try_from(simple).map_err(|fault| $crate::contract::json::refused(&fault))
            }
        })*
    };
}

/// A value that does not pass its own check.
#[inline(never)]
pub(crate) fn refused(fault: &dyn core::fmt::Display) -> JsonFault {
    JsonFault(fault.to_string())
}

pub(crate) use {names_from_json, object_from_json, text_from_json};
