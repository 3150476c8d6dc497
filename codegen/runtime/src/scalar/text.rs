//! Defines the scalars that JSON writes as strings.
//!
//! In: the name of a type and the form of its literals. Out: a type that keeps its text. Invariant: every text is
//! accepted and written back. Only conversions and comparisons check its form.

use super::{compare::compared_by_value, value};
use crate::object::LiteralForm;

macro_rules! text_scalar {
    ($(#[$documentation:meta])* $name:ident: $form:expr, $view:ident $(($kind:ident))?, $value:path) => {
        $(#[$documentation])*
        #[derive(Clone, Debug, Default)]
        pub struct $name(String);

        compared_by_value! { $name, 0, $value }

        impl $name {
            /// The text as it was received.
            ///
            /// ```
            #[doc = concat!("use graph_runtime::", stringify!($name), ";")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from(\"any text\").as_str(), \"any text\");")]
            /// ```
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<$name> for String {
            #[inline]
            fn from(scalar: $name) -> Self {
                scalar.0
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl crate::Write for $name {
            const LITERAL: crate::query::LiteralForm = $form;

            #[inline]
            fn view(&self) -> crate::View<'_> {
                crate::View::$view(&self.0 $(, crate::ScalarKind::$kind)?)
            }
        }

        impl crate::Scalar for $name {
            fn from_text(text: &str) -> Option<Self> {
                Some(text.into())
            }
        }

        scalar_value! { $name }
    };
}
pub(super) use text_scalar;

text_scalar! {
    /// `Edm.DateTimeOffset`: a point in time, such as `2024-02-29T12:30:00Z`.
    ///
    /// ```
    /// use graph_runtime::DateTimeOffset;
    /// let time = DateTimeOffset::from("2024-02-29T12:30:00.1234567Z");
    /// assert_eq!(time.as_str(), "2024-02-29T12:30:00.1234567Z");
    /// // One point in time may be written in several ways.
    /// assert_eq!(DateTimeOffset::from("2024-02-29T12:00:00+02:00"), DateTimeOffset::from("2024-02-29T10:00:00.000Z"));
    /// assert!(DateTimeOffset::from("2024-02-29T12:00:00+02:00") < DateTimeOffset::from("2024-02-29T11:00:00Z"));
    /// ```
    ///
    /// The features `time`, `chrono` and `jiff` add conversions. Text without a zone counts as UTC.
    DateTimeOffset: LiteralForm::Bare, Scalar(PointInTime), value::point_in_time
}
text_scalar! {
    /// `Edm.Date`: a day, such as `2024-02-29`.
    ///
    /// ```
    /// assert_eq!(graph_runtime::Date::from("2024-02-29").to_string(), "2024-02-29");
    /// ```
    Date: LiteralForm::Bare, Scalar(Day), value::day
}
text_scalar! {
    /// `Edm.TimeOfDay`: a time without a day, such as `12:30:00.5`.
    ///
    /// ```
    /// assert_eq!(graph_runtime::TimeOfDay::from("12:30:00").to_string(), "12:30:00");
    /// ```
    TimeOfDay: LiteralForm::Bare, Scalar(TimeOfDay), value::time_of_day
}
text_scalar! {
    /// `Edm.Duration`: a length of time, such as `PT1H30M`.
    ///
    /// ```
    /// assert_eq!(graph_runtime::Duration::from("PT1H30M").to_string(), "PT1H30M");
    /// ```
    Duration: LiteralForm::Prefixed("duration"), Scalar(LengthOfTime), value::length_of_time
}
text_scalar! {
    /// `Edm.Guid`: a UUID, in the spelling in which it was received.
    ///
    /// ```
    /// let guid = graph_runtime::Guid::from("02bd9fd6-8f93-4758-87c3-1fb73740a315");
    /// assert_eq!(guid.as_str().len(), 36);
    /// assert_eq!(guid, graph_runtime::Guid::from("{02BD9FD6-8F93-4758-87C3-1FB73740A315}"));
    /// ```
    Guid: LiteralForm::Bare, Scalar(Guid), value::guid
}
