//! From a tree to a type.

use super::tree::{JsonFault, Tree};

/// A place that is filled from JSON.
///
/// Filled in place, and through one pointer for all types: to hand every value up by itself, and to clean up at every
/// fault, costs three times the code. What is filled in part is thrown away by [`FromJson::from_json`].
pub trait Fill {
    /// Reads a tree into the place.
    ///
    /// # Errors
    /// [`JsonFault`] names the member.
    fn fill(&mut self, tree: Tree) -> Result<(), JsonFault>;

    /// Whether the member may be left out: the place stays blank then.
    fn may_be_absent(&self) -> bool {
        false
    }
}

/// A type that is read from JSON.
pub trait FromJson: Fill + Sized {
    /// A place to be filled. Nobody sees it unfilled, so that it may break the type's own rules.
    fn blank() -> Self;

    /// Reads a tree.
    ///
    /// # Errors
    /// [`JsonFault`] names the member.
    fn from_json(tree: Tree) -> Result<Self, JsonFault> {
        let mut value = Self::blank();
        value.fill(tree)?;
        Ok(value)
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

    /// Fills a place with a member, which must be there unless its type may be absent.
    #[inline(never)]
    pub fn member(&mut self, name: &'static str, place: &mut dyn Fill) {
        if !self.optional(name, place) && !place.may_be_absent() {
            self.keep(missing(name));
        }
    }

    /// Fills a place with a member, if it is there; whether it is.
    #[inline(never)]
    pub fn optional(&mut self, name: &'static str, place: &mut dyn Fill) -> bool {
        let Some(at) = self.members.iter().position(|(known, _)| known == name) else { return false };
        let (_, tree) = self.members.remove(at);
        if let Err(fault) = place.fill(tree) {
            self.keep(fault.inside(name));
        }
        true
    }

    /// Takes a member out.
    ///
    /// # Errors
    /// The first fault of the object.
    pub fn take<T: FromJson>(&mut self, name: &'static str) -> Result<T, JsonFault> {
        let mut value = T::blank();
        self.member(name, &mut value);
        self.fault.take().map_or(Ok(value), Err)
    }

    /// Ends the reading; members that nobody took do not matter.
    ///
    /// # Errors
    /// The first fault that was met.
    #[inline(never)]
    pub fn end(self) -> Result<(), JsonFault> {
        self.fault.map_or(Ok(()), Err)
    }

    /// Ends the reading; nothing unknown may be left: a misspelt rule is refused rather than ignored.
    ///
    /// # Errors
    /// The first fault that was met, else the first unknown member.
    #[inline(never)]
    pub fn end_strictly(mut self) -> Result<(), JsonFault> {
        if let Some((name, _)) = self.members.first() {
            let unknown = JsonFault(["member '", name, "' is unknown"].concat());
            self.keep(unknown);
        }
        self.end()
    }

    #[inline(never)]
    fn keep(&mut self, fault: JsonFault) {
        self.fault.get_or_insert(fault);
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

/// A type that is one kind of tree.
macro_rules! plain {
    ($($type:ty = $blank:expr, $expected:literal, $tree:ident => $read:expr;)*) => {
        $(impl Fill for $type {
            fn fill(&mut self, $tree: Tree) -> Result<(), JsonFault> {
                *self = $read.ok_or_else(|| JsonFault::expected($expected))?;
                Ok(())
            }
        }

        impl FromJson for $type {
            fn blank() -> Self {
                $blank
            }
        })*
    };
}

plain! {
    String = Self::new(), "text", tree => match tree { Tree::Text(text) => Some(text), _ => None };
    bool = false, "true or false", tree => match tree { Tree::Truth(truth) => Some(truth), _ => None };
    i64 = 0, "a whole number", tree => match tree { Tree::Whole(number) => Some(number), _ => None };
    f64 = 0.0, "a number", tree => real(&tree);
}

/// Whole numbers of a narrower range.
macro_rules! whole_numbers {
    ($($type:ty => $range:literal;)*) => {
        $(impl Fill for $type {
            fn fill(&mut self, tree: Tree) -> Result<(), JsonFault> {
                *self = i64::from_json(tree)?.try_into().map_err(|_| JsonFault::expected($range))?;
                Ok(())
            }
        }

        impl FromJson for $type {
            fn blank() -> Self {
                0
            }
        })*
    };
}

whole_numbers! {
    u8 => "a whole number from 0 to 255";
    u16 => "a whole number from 0 to 65535";
    u32 => "a whole number from 0 to 4294967295";
    u64 => "a whole number from 0 up";
    usize => "a whole number from 0 up";
    i32 => "a whole number from -2147483648 to 2147483647";
}

#[expect(clippy::cast_precision_loss, reason = "a share or a lot; whole ones are 0 and 1")]
fn real(tree: &Tree) -> Option<f64> {
    match tree {
        Tree::Whole(number) => Some(*number as f64),
        Tree::Real(number) => Some(*number),
        _ => None,
    }
}

impl<T: FromJson> Fill for Option<T> {
    fn fill(&mut self, tree: Tree) -> Result<(), JsonFault> {
        match tree {
            Tree::Null => Ok(()),
            tree => self.insert(T::blank()).fill(tree),
        }
    }

    fn may_be_absent(&self) -> bool {
        true
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn blank() -> Self {
        None
    }
}

/// A list that grows by a blank place.
trait Places {
    fn next(&mut self) -> Option<&mut dyn Fill>;
}

impl<T: FromJson> Places for Vec<T> {
    fn next(&mut self) -> Option<&mut dyn Fill> {
        self.push(T::blank());
        self.last_mut().map(|place| place as _)
    }
}

#[inline(never)]
fn fill_all(places: &mut dyn Places, tree: Tree) -> Result<(), JsonFault> {
    let Tree::List(items) = tree else { return Err(JsonFault::expected("a list")) };
    for item in items {
        if let Some(place) = places.next() {
            place.fill(item)?;
        }
    }
    Ok(())
}

impl<T: FromJson> Fill for Vec<T> {
    fn fill(&mut self, tree: Tree) -> Result<(), JsonFault> {
        fill_all(self, tree)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

/// Reads a struct from an object. `name` must be there unless its type can be absent; `name?` has a default.
/// `strict` refuses unknown members.
macro_rules! object_from_json {
    (strict $type:ty { $($members:tt)* }) => {
        object_from_json!(@ $type, end_strictly, [], $($members)*,);
    };
    ($type:ty { $($members:tt)* }) => {
        object_from_json!(@ $type, end, [], $($members)*,);
    };
    (@ $type:ty, $end:ident, [$($done:tt)*], $field:ident = $name:literal?, $($rest:tt)*) => {
        object_from_json!(@ $type, $end, [$($done)* $field: optional($name) or (Default::default()),], $($rest)*);
    };
    (@ $type:ty, $end:ident, [$($done:tt)*], $field:ident = $name:literal, $($rest:tt)*) => {
        object_from_json!(@ $type, $end, [$($done)* $field: member($name) or ($crate::contract::json::FromJson::blank()),], $($rest)*);
    };
    (@ $type:ty, $end:ident, [$($done:tt)*], $field:ident?, $($rest:tt)*) => {
        object_from_json!(@ $type, $end, [$($done)* $field: optional(stringify!($field)) or (Default::default()),], $($rest)*);
    };
    (@ $type:ty, $end:ident, [$($done:tt)*], $field:ident, $($rest:tt)*) => {
        object_from_json!(@ $type, $end, [$($done)* $field: member(stringify!($field)) or ($crate::contract::json::FromJson::blank()),], $($rest)*);
    };
    (@ $type:ty, $end:ident, [$($field:ident: $take:ident($name:expr) or ($blank:expr),)*], $(,)?) => {
        impl $crate::contract::json::Fill for $type {
            fn fill(&mut self, tree: $crate::contract::json::Tree) -> Result<(), $crate::contract::json::JsonFault> {
                let mut object = $crate::contract::json::Object::of(tree)?;
                $(object.$take($name, &mut self.$field);)*
                object.$end()
            }
        }

        impl $crate::contract::json::FromJson for $type {
            fn blank() -> Self {
                Self { $($field: $blank),* }
            }
        }
    };
}

/// Reads an enum without data from its names. The first is its blank.
macro_rules! names_from_json {
    ($type:ty { $first:ident = $($rest:tt)* }) => {
        names_from_json!(@ $type, $first, { $first = $($rest)* });
    };
    (@ $type:ty, $first:ident, { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $crate::contract::json::Fill for $type {
            fn fill(&mut self, tree: $crate::contract::json::Tree) -> Result<(), $crate::contract::json::JsonFault> {
                const VARIANTS: &[$type] = &[$(<$type>::$variant),*];
                *self = VARIANTS[$crate::contract::json::variant(&tree, &[$($name),*])?];
                Ok(())
            }
        }

        impl $crate::contract::json::FromJson for $type {
            fn blank() -> Self {
                Self::$first
            }
        }
    };
}

/// Reads a type that checks itself (`TryFrom`) from the simpler value it is written as. Its blank stands behind `or`.
macro_rules! text_from_json {
    ($($type:ty: $from:ty, or $blank:expr;)*) => {
        $(impl $crate::contract::json::Fill for $type {
            fn fill(&mut self, tree: $crate::contract::json::Tree) -> Result<(), $crate::contract::json::JsonFault> {
                let simple = <$from as $crate::contract::json::FromJson>::from_json(tree)?;
                *self = Self::try_from(simple).map_err(|fault| $crate::contract::json::refused(&fault))?;
                Ok(())
            }
        }

        impl $crate::contract::json::FromJson for $type {
            fn blank() -> Self {
                $blank
            }
        })*
    };
}

/// Reads a type by a function of its own.
macro_rules! read_by {
    ($($type:ty: $read:path, or $blank:expr;)*) => {
        $(impl $crate::contract::json::Fill for $type {
            fn fill(&mut self, tree: $crate::contract::json::Tree) -> Result<(), $crate::contract::json::JsonFault> {
                *self = $read(tree)?;
                Ok(())
            }
        }

        impl $crate::contract::json::FromJson for $type {
            fn blank() -> Self {
                $blank
            }
        })*
    };
}

/// A value that does not pass its own check.
#[inline(never)]
pub(crate) fn refused(fault: &dyn core::fmt::Display) -> JsonFault {
    JsonFault(fault.to_string())
}

pub(crate) use {names_from_json, object_from_json, read_by, text_from_json};
