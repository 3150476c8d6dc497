//! Decides which values a property can be compared with, by the types of both.
//!
//! In: a value of the type of a property, or one that converts to it. Out: its literal. Invariant: a string is not
//! accepted for other types: `received.ge("2021")` does not compile, but a `DateTimeOffset` made of that string does.

use super::Literal;
use crate::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Json, TimeOfDay, Write};
use std::borrow::Cow;

/// A value that a property of type `V` can be compared with: a `V`, a reference to one, an `Option`, whose `None` is
/// `null`, and types that convert to `V` without loss.
///
/// | property | takes |
/// |---|---|
/// | `String` | `&str`, `&String`, `Cow<str>` |
/// | integers, `f64`, [`Decimal`] | smaller integers |
/// | [`DateTimeOffset`] | [`Date`], which stands for its midnight in UTC |
/// | dates, times, durations, GUIDs | the types of `time`, `chrono`, `jiff` and `uuid`, with the features of these names |
/// | `Json`, and [raw](super::Property::raw) paths | every scalar and text |
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{DateTimeOffset, Model};
/// let m = Message::PROPERTIES;
/// let subject: Option<String> = None;
/// assert_eq!(m.subject.eq("a").or(m.subject.eq(subject)).to_string(), "subject eq 'a' or subject eq null");
/// assert_eq!(m.sent_date_time.ge(DateTimeOffset::from("2021-01-01T00:00:00Z")).to_string(), "sentDateTime ge 2021-01-01T00:00:00Z");
/// ```
///
/// ```
/// # #[cfg(all(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))] {
/// use graph_runtime::{Date, DateTimeOffset, Duration, Guid, query::{Filter, Property}};
/// fn at() -> Property<(), DateTimeOffset, String> { Property::raw("at").typed() }
/// let filter: Filter<()> = at().ge(jiff::Timestamp::UNIX_EPOCH).and(at().lt(chrono::DateTime::UNIX_EPOCH));
/// assert_eq!(filter.to_string(), "at ge 1970-01-01T00:00:00Z and at lt 1970-01-01T00:00:00Z");
/// let filter: Filter<()> = Property::raw("id").typed::<Guid>().eq(uuid::Uuid::nil());
/// assert_eq!(filter.to_string(), "id eq 00000000-0000-0000-0000-000000000000");
/// let filter: Filter<()> = Property::raw("on").typed::<Date>().eq(jiff::civil::date(2024, 2, 29));
/// assert_eq!(filter.to_string(), "on eq 2024-02-29");
/// let filter: Filter<()> = Property::raw("wait").typed::<Duration>().le(time::Duration::minutes(90));
/// assert_eq!(filter.to_string(), "wait le duration'PT1H30M'");
/// # }
/// ```
///
/// Other types are refused, because a service answers a comparison of a date with a string by an error or by an empty
/// result.
///
/// ```compile_fail
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Model;
/// Message::PROPERTIES.is_read.eq("yes");
/// ```
#[diagnostic::on_unimplemented(
    message = "a property of type `{V}` cannot be compared with `{Self}`",
    label = "expected a value of type `{V}`",
    note = "give a `{V}`, a reference to one, or an `Option`; convert other values first, for instance with `{V}::from(…)`"
)]
pub trait Operand<V> {
    /// The literal, not percent-encoded.
    ///
    /// ```
    /// use graph_runtime::query::Operand;
    /// assert_eq!(Operand::<String>::operand(&"it's"), "'it''s'");
    /// assert_eq!(Operand::<i64>::operand(&7_i32), "7");
    /// ```
    fn operand(&self) -> String;
}

// Because of `do_not_recommend`, rustc reports a value of the wrong type with the message of `Operand`, which says what
// to write. Otherwise it would list all implementations, which depend on the features of the crate.
#[diagnostic::do_not_recommend]
impl<V: Write> Operand<V> for V {
    fn operand(&self) -> String {
        self.literal()
    }
}

#[diagnostic::do_not_recommend]
impl<V: Write> Operand<V> for &V {
    fn operand(&self) -> String {
        (*self).literal()
    }
}

#[diagnostic::do_not_recommend]
impl<V: Write> Operand<V> for Option<V> {
    fn operand(&self) -> String {
        self.literal()
    }
}

#[diagnostic::do_not_recommend]
impl<V: Write> Operand<V> for Option<&V> {
    fn operand(&self) -> String {
        self.map_or_else(|| "null".to_owned(), Literal::literal)
    }
}

#[diagnostic::do_not_recommend]
impl Operand<String> for Option<&str> {
    fn operand(&self) -> String {
        self.map_or_else(|| "null".to_owned(), Literal::literal)
    }
}

macro_rules! written_alike {
    ($($property:ty: $($operand:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Operand<$property> for $operand {
            fn operand(&self) -> String {
                Literal::literal(self)
            }
        }
    )*)*};
}

written_alike! {
    String: &str;
    i32: i8 i16 u8;
    i64: i8 i16 i32 u8;
    f64: f32 i8 i16 i32 u8;
    Decimal: i8 i16 i32 i64 u8;
    DateTimeOffset: Date;
    Json: bool i8 i16 i32 i64 u8 f32 f64 &str String &String Binary Date DateTimeOffset Decimal Duration Guid TimeOfDay;
}

macro_rules! through_text {
    ($($property:ty: $($operand:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Operand<$property> for $operand {
            fn operand(&self) -> String {
                let text: &str = self.as_ref();
                text.literal()
            }
        }
    )*)*};
}

through_text! { String: &&str Cow<'_, str> Box<str>; }

/// Implements [`Operand`] for types of other crates, such as `uuid::Uuid`, which become scalars through `From`.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
macro_rules! converted {
    ($($feature:literal $property:ident: $($operand:ty)*;)*) => {$($(
        #[cfg(feature = $feature)]
        #[diagnostic::do_not_recommend]
        impl Operand<$property> for $operand {
            fn operand(&self) -> String {
                $property::from(*self).literal()
            }
        }
    )*)*};
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
converted! {
    "chrono" DateTimeOffset: chrono::DateTime<chrono::Utc> chrono::DateTime<chrono::FixedOffset>;
    "chrono" Date: chrono::NaiveDate;
    "chrono" TimeOfDay: chrono::NaiveTime;
    "chrono" Duration: chrono::TimeDelta;
    "jiff" DateTimeOffset: jiff::Timestamp;
    "jiff" Date: jiff::civil::Date;
    "jiff" TimeOfDay: jiff::civil::Time;
    "jiff" Duration: jiff::SignedDuration;
    "time" DateTimeOffset: time::OffsetDateTime;
    "time" Date: time::Date;
    "time" TimeOfDay: time::Time;
    "time" Duration: time::Duration;
    "uuid" Guid: uuid::Uuid;
}
