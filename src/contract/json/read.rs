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

/// An object whose members are taken out one by one. It keeps the first fault.
pub struct Object {
    members: Vec<(String, Tree)>,
    fault: Option<JsonFault>,
}

impl Object {
    /// The tree as an object.
    ///
    /// # Errors
    /// [`JsonFault`] if it is none.
    pub fn of(tree: Tree) -> Result<Self, JsonFault> {
        match tree {
            Tree::Object(members) => Ok(Self { members, fault: None }),
            _ => Err(JsonFault::expected("an object")),
        }
    }

    /// Takes a member out; `None`, with the fault kept, if it must be there and is not, or is of another shape.
    #[inline(never)]
    pub fn member<T: FromJson>(&mut self, name: &'static str) -> Option<T> {
        match self.remove(name) {
            Some(tree) => self.read(name, tree),
            None => T::absent().or_else(|| self.keep(missing(name))),
        }
    }

    /// Takes a member out, and leaves at once if it is at fault: for objects of one member or two.
    ///
    /// # Errors
    /// [`JsonFault`] if it must be there and is not, or is of another shape.
    pub fn take<T: FromJson>(&mut self, name: &'static str) -> Result<T, JsonFault> {
        self.member(name).ok_or_else(|| self.fault.take().unwrap_or_else(|| missing(name)))
    }

    /// Takes a member out; its default stands for one that is left out.
    #[inline(never)]
    pub fn or_default<T: FromJson + Default>(&mut self, name: &'static str) -> Option<T> {
        match self.remove(name) {
            Some(tree) => self.read(name, tree),
            None => Some(T::default()),
        }
    }

    /// Nothing unknown may be left: a misspelt rule is refused rather than ignored.
    #[inline(never)]
    pub fn end(&mut self) {
        if let Some((name, _)) = self.members.first() {
            let unknown = JsonFault(["member '", name, "' is unknown"].concat());
            self.keep::<()>(unknown);
        }
    }

    /// Whether no fault was met.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.fault.is_none()
    }

    /// The first fault that was met.
    #[must_use]
    pub fn fault(self) -> JsonFault {
        // Asked only after a member was refused, which kept its fault.
        self.fault.unwrap_or_else(|| JsonFault::expected("something else"))
    }

    fn read<T: FromJson>(&mut self, name: &'static str, tree: Tree) -> Option<T> {
        match T::from_json(tree) {
            Ok(value) => Some(value),
            Err(fault) => self.keep(fault.inside(name)),
        }
    }

    #[inline(never)]
    fn keep<T>(&mut self, fault: JsonFault) -> Option<T> {
        self.fault.get_or_insert(fault);
        None
    }

    /// The one member of an object that names a variant.
    ///
    /// # Errors
    /// [`JsonFault`] if it has none or several.
    pub fn only(self) -> Result<(String, Tree), JsonFault> {
        match <[(String, Tree); 1]>::try_from(self.members) {
            Ok([member]) => Ok(member),
            Err(_) => Err(JsonFault::expected("an object with one member")),
        }
    }

    fn remove(&mut self, name: &str) -> Option<Tree> {
        let place = self.members.iter().position(|(known, _)| known == name)?;
        Some(self.members.remove(place).1)
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
///
/// All members are taken before any is looked at: to leave at the first fault would cost a clean-up of its own at each.
macro_rules! object_from_json {
    (strict $type:ty { $($members:tt)* }) => {
        object_from_json!(@ $type, object, { object.end(); }, [], $($members)*,);
    };
    ($type:ty { $($members:tt)* }) => {
        object_from_json!(@ $type, object, {}, [], $($members)*,);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident = $name:literal?, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: or_default($name),], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident = $name:literal, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: member($name),], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident?, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: or_default(stringify!($field)),], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($done:tt)*], $field:ident, $($rest:tt)*) => {
        object_from_json!(@ $type, $object, $end, [$($done)* $field: member(stringify!($field)),], $($rest)*);
    };
    (@ $type:ty, $object:ident, $end:block, [$($field:ident: $take:ident($name:expr),)*], $(,)?) => {
        impl $crate::contract::json::FromJson for $type {
            fn from_json(tree: $crate::contract::json::Tree) -> Result<Self, $crate::contract::json::JsonFault> {
                let mut $object = $crate::contract::json::Object::of(tree)?;
                $(let $field = $object.$take($name);)*
                $end
                match ($($field,)*) {
                    ($(Some($field),)*) if $object.is_sound() => Ok(Self { $($field),* }),
                    _ => Err($object.fault()),
                }
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
