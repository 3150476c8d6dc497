//! One trait for JSON values of pages and of `serde_json`, so that both are compared by the same code.
//!
//! In: a value of `serde_json`, or of a page. Out: what it is, its parts, and whether it can be a value of a primitive
//! type. Invariant: the same JSON gives the same result, whether it comes from a page or from a client.

use std::borrow::Cow;

use serde_json::Value;

use crate::api::Primitive;

/// A JSON value, from a page or from a client.
pub(crate) trait Json<'j>: Copy + 'j {
    /// What the value is: an object, an array, a string and so on.
    fn kind(self) -> Kind<'j>;
    /// The items of an array; nothing for any other value.
    fn items(self) -> impl Iterator<Item = Self>;
    /// The names and values of an object; nothing for any other value.
    fn members(self) -> impl Iterator<Item = (&'j str, Self)>;
    /// The text of `@odata.type` in an object (OData JSON Format 4.01, section 4.6.3). `None` if there is no such
    /// member.
    fn stated_type(self) -> Option<&'j str>;
}

/// The kind of a JSON value, with its content if it is a number or a string. The contents of arrays and objects are
/// not included.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'j> {
    Null,
    Boolean,
    /// A number, with the digits that the text of the JSON has.
    Number(Cow<'j, str>),
    String(&'j str),
    Array,
    Object,
}

impl Kind<'_> {
    /// What the value is, in words for messages, such as `an array`.
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

/// Whether a JSON value can be one of a primitive type: a number has to be in the range of the type, and may be in a
/// string where OData allows it (OData JSON Format 4.01, section 7.1). The texts of dates and similar types are not
/// checked.
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
