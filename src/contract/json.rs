//! One way to read JSON, for every border: bytes → tree → type.
//!
//! `serde_json` parses the bytes into a tree in which a member that stands twice is refused, wherever it stands, and
//! the tree is then read into the type. The detour is worth two things. No member of a signed text can be read in two
//! ways (RFC 8259 §4 leaves duplicates open; RFC 7515 §4 forbids them in headers). And each type's parser exists once
//! in the WebAssembly, without the parsing of text woven into it: 40 types are read here.

use core::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor, value::StrDeserializer,
};
use serde::forward_to_deserialize_any;

/// Why a text is not the JSON that was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JsonFault(String);

/// Reads JSON.
///
/// # Errors
/// [`JsonFault`] says what is wrong: the place in the text if it is no JSON, the member if it is another shape.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonFault> {
    let tree = serde_json::from_slice::<Tree>(bytes).map_err(|fault| JsonFault(fault.to_string()))?;
    T::deserialize(tree)
}

enum Tree {
    Null,
    Truth(bool),
    Whole(i64),
    Real(f64),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
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

impl de::Error for JsonFault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    // What stood there instead is left out: it may be anything, personal data included.
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(["expected ", &expected.to_string()].concat())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(["expected ", &expected.to_string()].concat())
    }

    fn missing_field(field: &'static str) -> Self {
        Self(["member '", field, "' is missing"].concat())
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self(["member '", field, "' is unknown; known are: ", &known.join(", ")].concat())
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self(["'", variant, "' is none of: ", &known.join(", ")].concat())
    }
}

impl JsonFault {
    #[inline(never)]
    fn in_member(self, name: &str) -> Self {
        Self([name, ": ", &self.0].concat())
    }

    #[inline(never)]
    fn expected(visitor: &dyn Expected) -> Self {
        de::Error::invalid_type(Unexpected::Unit, visitor)
    }
}

impl Tree {
    #[inline(never)]
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Whole(number) => visitor.visit_i64(number),
            _ => Err(JsonFault::expected(&visitor)),
        }
    }

    #[inline(never)]
    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            _ => Err(JsonFault::expected(&visitor)),
        }
    }

    #[inline(never)]
    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Object(members) => visitor.visit_map(Members { rest: members.into_iter(), value: None }),
            _ => Err(JsonFault::expected(&visitor)),
        }
    }
}

macro_rules! read_as {
    ($($method:ident => $how:ident,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
            self.$how(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Tree {
    type Error = JsonFault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Truth(truth) => visitor.visit_bool(truth),
            Self::Whole(number) => visitor.visit_i64(number),
            Self::Real(number) => visitor.visit_f64(number),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            Self::Object(_) => self.object(visitor),
        }
    }

    read_as! {
        deserialize_i8 => number,
        deserialize_i16 => number,
        deserialize_i32 => number,
        deserialize_i64 => number,
        deserialize_u8 => number,
        deserialize_u16 => number,
        deserialize_u32 => number,
        deserialize_u64 => number,
        deserialize_str => text,
        deserialize_string => text,
        deserialize_identifier => text,
        deserialize_map => object,
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Truth(truth) => visitor.visit_bool(truth),
            _ => Err(JsonFault::expected(&visitor)),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share or a lot; whole ones are 0 and 1")]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Whole(number) => visitor.visit_f64(number as f64),
            Self::Real(number) => visitor.visit_f64(number),
            _ => Err(JsonFault::expected(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        match self {
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            _ => Err(JsonFault::expected(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, JsonFault> {
        self.deserialize_seq(visitor)
    }

    /// A struct is an object, never a list: `visit_seq` of every struct stays out of the WebAssembly.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonFault> {
        self.object(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, JsonFault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonFault> {
        match self {
            Self::Text(name) => visitor.visit_enum(Variant { name, content: None }),
            Self::Object(members) => match <[(String, Self); 1]>::try_from(members) {
                Ok([(name, content)]) => visitor.visit_enum(Variant { name, content: Some(content) }),
                Err(_) => Err(JsonFault::expected(&visitor)),
            },
            _ => Err(JsonFault::expected(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonFault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct }
}

struct Items(std::vec::IntoIter<Tree>);

impl<'de> SeqAccess<'de> for Items {
    type Error = JsonFault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, JsonFault> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

struct Members {
    rest: std::vec::IntoIter<(String, Tree)>,
    value: Option<(String, Tree)>,
}

impl<'de> MapAccess<'de> for Members {
    type Error = JsonFault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, JsonFault> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        let key: StrDeserializer<'_, JsonFault> = name.as_str().into_deserializer();
        let key = seed.deserialize(key)?;
        self.value = Some((name, value));
        Ok(Some(key))
    }

    // One copy for each type of member, not one for each member.
    #[inline(never)]
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, JsonFault> {
        let (name, value) = self.value.take().unwrap_or((String::new(), Tree::Null));
        seed.deserialize(value).map_err(|fault| fault.in_member(&name))
    }
}

struct Variant {
    name: String,
    content: Option<Tree>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = JsonFault;
    type Variant = Content;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Content), JsonFault> {
        let name: StrDeserializer<'_, JsonFault> = self.name.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, Content(self.content)))
    }
}

struct Content(Option<Tree>);

impl<'de> VariantAccess<'de> for Content {
    type Error = JsonFault;

    fn unit_variant(self) -> Result<(), JsonFault> {
        match self.0 {
            None => Ok(()),
            Some(_) => Err(JsonFault("expected a name without a value".to_owned())),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, JsonFault> {
        seed.deserialize(self.0.unwrap_or(Tree::Null))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, JsonFault> {
        self.0.unwrap_or(Tree::Null).deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, JsonFault> {
        self.0.unwrap_or(Tree::Null).object(visitor)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Full { a: i64 },
        One(String),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        number: u16,
        share: f64,
        kinds: Vec<Kind>,
        #[serde(default)]
        note: Option<String>,
    }

    #[test]
    fn every_shape_of_the_contract_is_read() {
        let text = br#"{"number":7,"share":1,"kinds":["plain",{"full":{"a":-3}},{"one":"x"}],"note":null}"#;
        let kinds = vec![Kind::Plain, Kind::Full { a: -3 }, Kind::One("x".into())];
        assert_eq!(read(text), Ok(Thing { number: 7, share: 1.0, kinds, note: None }));
    }

    #[rstest]
    #[case(r#"{"number":70000,"share":0,"kinds":[]}"#, "number: expected u16")]
    #[case(r#"{"number":1.5,"share":0,"kinds":[]}"#, "number: expected u16")]
    #[case(r#"{"number":1,"share":"0","kinds":[]}"#, "share: expected f64")]
    #[case(r#"{"number":1,"share":0,"kinds":["plan"]}"#, "kinds: 'plan' is none of: plain, full, one")]
    #[case(r#"{"number":1,"share":0,"kinds":[{"full":{},"one":""}]}"#, "kinds: expected enum Kind")]
    #[case(r#"{"number":1,"share":0}"#, "member 'kinds' is missing")]
    #[case(
        r#"{"number":1,"share":0,"kinds":[],"x":1}"#,
        "member 'x' is unknown; known are: number, share, kinds, note"
    )]
    #[case(r#"[1,0,[]]"#, "expected struct Thing")]
    #[case(r#"{"number":1,"number":1}"#, "member 'number' stands twice at line 1 column 20")]
    #[case(r#"{"number":1,"note":{"a":1,"b":2,"a":3}}"#, "member 'a' stands twice at line 1 column 35")]
    #[case("<!DOCTYPE html>", "expected value at line 1 column 1")]
    #[case("", "EOF while parsing a value at line 1 column 0")]
    #[case(r#"{"number":1} x"#, "trailing characters at line 1 column 14")]
    fn what_is_wrong_is_named(#[case] text: &str, #[case] fault: &str) {
        assert_eq!(read::<Thing>(text.as_bytes()), Err(JsonFault(fault.to_owned())));
    }

    #[test]
    fn deep_nesting_and_endless_objects_are_refused() {
        assert!(read::<Thing>("[".repeat(100_000).as_bytes()).is_err());
        let members: Vec<String> = (0..10_000).map(|n| format!("\"m{n}\":0")).collect();
        assert!(read::<Thing>(format!("{{{}}}", members.join(",")).as_bytes()).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = read::<Thing>(&bytes);
        }
    }
}
