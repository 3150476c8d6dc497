//! Decides which operators a property has, by the type of its values.
//!
//! In: the type of the values of a property. Out: whether the property has operators such as `gt` and functions such as
//! `contains`, and the value that conditions on an element of a collection are built from. Invariant: the traits are
//! implemented here for scalars and structured types, and by `enumeration_in_queries!` for enumerations.

use super::Property;
use crate::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Json, Model, TimeOfDay};

/// A type with an order: numbers, texts, dates, times, durations and enumerations.
///
/// ```
/// use graph_runtime::query::{Filter, Operand, Ordered, Property};
///
/// /// At least this and at most that, for a property of any ordered type.
/// fn between<T, V: Ordered>(property: Property<T, V>, least: impl Operand<V>, most: impl Operand<V>) -> Filter<T> {
///     property.ge(least).and(property.le(most))
/// }
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # use graph_runtime::Model;
/// assert_eq!(between(Message::PROPERTIES.subject, "A", "C").to_string(), "subject ge 'A' and subject le 'C'");
/// ```
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` have no order",
    label = "`gt`, `ge`, `lt` and `le` need numbers, texts, dates, times, durations or members of an enumeration",
    note = "compare with `eq`, `ne` or `is_in`, or follow a structured value to one of its properties with `then`"
)]
pub trait Ordered {}

/// A type whose values are strings.
///
/// ```
/// use graph_runtime::query::{Filter, Property, Text};
///
/// fn mentions<T, V: Text>(property: Property<T, V>, words: &[&str]) -> Option<Filter<T>> {
///     words.iter().map(|word| property.contains(word)).reduce(Filter::and)
/// }
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # use graph_runtime::Model;
/// let filter = mentions(Message::PROPERTIES.subject, &["a", "b"]).unwrap();
/// assert_eq!(filter.to_string(), "contains(subject,'a') and contains(subject,'b')");
/// ```
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` are no texts",
    label = "`starts_with`, `ends_with` and `contains` need a text",
    note = "of a collection, ask for an element: `any(|element| …)`; of a structured value, for a property: `then(|value| …)`"
)]
pub trait Text {}

/// A type whose values can be elements of a collection. The closures of `any` and `all` build conditions on an element
/// from its [`Subject`](Element::Subject).
///
/// ```
/// use graph_runtime::{DateTimeOffset, Model, query::{Element, Filter, Property}};
///
/// /// Some element fulfils the condition.
/// fn some<T, V: Element>(list: Property<T, Vec<V>>, condition: fn(V::Subject) -> Filter<V>) -> Filter<T> {
///     list.any(condition)
/// }
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// let m = Message::PROPERTIES;
/// assert_eq!(some(m.categories, |c| c.eq("red")).to_string(), "categories/any(x:x eq 'red')");
/// assert_eq!(some(m.attachments, |a| a.name.eq("a")).to_string(), "attachments/any(x:x/name eq 'a')");
/// ```
#[diagnostic::on_unimplemented(
    message = "elements of type `{Self}` have no conditions",
    label = "`any` and `all` need elements that are structured values or scalars"
)]
pub trait Element: Sized {
    /// The type of what conditions on an element are built from: the properties of an object, or the scalar itself. A
    /// scalar is written as the variable of the lambda, `x` in `tags/any(x:x eq 'a')`, and outside of lambdas as `$it`.
    type Subject;
    /// Returns what the conditions inside `any` and `all` are built from: the properties of an element that is an
    /// object, or the element itself if it is a scalar.
    ///
    /// ```
    /// use graph_runtime::query::Element;
    /// assert_eq!(<i32 as Element>::subject().gt(3).to_string(), "$it gt 3");
    /// ```
    fn subject() -> Self::Subject;
}

impl<M: Model> Element for M {
    type Subject = &'static M::Properties;
    fn subject() -> Self::Subject {
        M::PROPERTIES
    }
}

macro_rules! elements {
    ($($scalar:ty)*) => {$(
        impl Element for $scalar {
            type Subject = Property<$scalar, $scalar>;
            fn subject() -> Self::Subject {
                Property::new("")
            }
        }
    )*};
}

macro_rules! marked {
    ($marker:ident: $($scalar:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl $marker for $scalar {}
    )*};
}

elements! { bool i8 i16 i32 i64 u8 f32 f64 String Json Binary Date DateTimeOffset Decimal Duration Guid TimeOfDay }
marked! { Ordered: i8 i16 i32 i64 u8 f32 f64 String Json Date DateTimeOffset Decimal Duration TimeOfDay }
marked! { Text: String Json }

/// Implements [`Ordered`](crate::query::Ordered) and [`Element`](crate::query::Element) for an enumeration, so that
/// properties of this type can be used in `$filter`.
#[doc(hidden)]
#[macro_export]
macro_rules! enumeration_in_queries {
    ($name:ident) => {
        #[doc(hidden)]
        impl $crate::query::Ordered for $name {}
        #[doc(hidden)]
        impl $crate::query::Element for $name {
            type Subject = $crate::query::Property<$name, $name>;
            fn subject() -> Self::Subject {
                $crate::query::Property::new("")
            }
        }
    };
}
