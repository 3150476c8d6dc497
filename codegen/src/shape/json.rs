//! A common view of JSON values of pages and of `serde_json`.
//!
//! In: a value of `serde_json`, or of a page. Out: its kind, its parts, and whether it has the form of a primitive
//! type. Invariant: the same JSON gives the same result, whether it comes from a page or from a client.

use std::borrow::Cow;

use serde_json::Value;

use crate::api::Primitive;

/// A JSON value.
pub(crate) trait Json<'j>: Copy + 'j {
    /// The kind of the value, without its items and members.
    fn kind(self) -> Kind<'j>;
    /// The items of an array; no items for any other value.
    fn items(self) -> impl Iterator<Item = Self>;
    /// The members of an object; no members for any other value.
    fn members(self) -> impl Iterator<Item = (&'j str, Self)>;
    /// The `@odata.type` of an object (OData JSON Format 4.01, section 4.6.3).
    fn stated_type(self) -> Option<&'j str>;
}

/// The kind of a JSON value, without its items and members.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'j> {
    Null,
    Boolean,
    /// The text of a number.
    Number(Cow<'j, str>),
    String(&'j str),
    Array,
    Object,
}

impl Kind<'_> {
    /// The kind in words.
    #[must_use]
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }
}

impl<'j> Json<'j> for &'j Value {
    fn kind(self) -> Kind<'j> {
        match self {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(number) => Kind::Number(Cow::Owned(number.to_string())),
            Value::String(text) => Kind::String(text),
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        }
    }

    fn items(self) -> impl Iterator<Item = Self> {
        self.as_array().into_iter().flatten()
    }

    fn members(self) -> impl Iterator<Item = (&'j str, Self)> {
        self.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
    }

    fn stated_type(self) -> Option<&'j str> {
        self.get("@odata.type").and_then(Value::as_str)
    }
}

/// Whether JSON has the form of a primitive type: a number in the range of its type, a number in a string where OData
/// allows it (OData JSON Format 4.01, section 7.1). The texts of dates and similar types are not checked.
#[must_use]
pub(crate) fn fits(kind: &Kind<'_>, primitive: Primitive) -> bool {
    match (kind, primitive) {
        (_, Primitive::Untyped | Primitive::Stream) | (Kind::Null, _) => true,
        (Kind::Boolean, Primitive::Boolean) => true,
        (Kind::Number(text), Primitive::Byte) => text.parse::<u8>().is_ok(),
        (Kind::Number(text), Primitive::SByte) => text.parse::<i8>().is_ok(),
        (Kind::Number(text), Primitive::Int16) => text.parse::<i16>().is_ok(),
        (Kind::Number(text), Primitive::Int32) => text.parse::<i32>().is_ok(),
        (Kind::Number(text), Primitive::Int64) => text.parse::<i64>().is_ok(),
        (Kind::String(text), Primitive::Int64) => text.parse::<i64>().is_ok(),
        (Kind::Number(_), Primitive::Double | Primitive::Single | Primitive::Decimal) => true,
        (Kind::String(text), Primitive::Double | Primitive::Single) => matches!(*text, "NaN" | "INF" | "-INF"),
        (Kind::String(text), Primitive::Decimal) => text.parse::<f64>().is_ok_and(f64::is_finite),
        (
            Kind::String(_),
            Primitive::String
            | Primitive::DateTimeOffset
            | Primitive::Date
            | Primitive::TimeOfDay
            | Primitive::Duration
            | Primitive::Guid
            | Primitive::Binary,
        ) => true,
        _ => false,
    }
}
