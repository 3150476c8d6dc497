//! Conversions of wire scalars to and from the types of other crates, one feature for each crate.
//!
//! In: the text of a scalar, or a value of another crate's type. Out: the value for the text, or the text for the
//! value. Invariant: a value that is converted to text and back is unchanged, as far as the text can represent it.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

use std::fmt;

/// The text is malformed, or its value is out of the range of the target type.
///
/// ```
/// # #[cfg(feature = "chrono")] {
/// use graph_runtime::{Date, scalar::ConversionError};
/// let error: ConversionError = chrono::NaiveDate::try_from(&Date::from("2024-02-30")).unwrap_err();
/// assert_eq!((error.expected, error.to_string()), ("a date", "the text is not a date, or it is out of range".to_owned()));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConversionError {
    /// The form that the text should have, such as "a date".
    pub expected: &'static str,
}

impl fmt::Display for ConversionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the text is not {}, or it is out of range", self.expected)
    }
}

impl std::error::Error for ConversionError {}

/// Implements the conversions between a scalar and a type of another crate, in both directions. Both go through the
/// type `$parts`, which has the scalar as numbers, such as year, month and day.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! conversion {
    (
        $scalar:ident, $expected:literal, $parts:ident, $other:ty,
        from |$read:ident| $from:expr, into |$write:ident| $into:expr
    ) => {
        impl TryFrom<&$scalar> for $other {
            type Error = ConversionError;

            fn try_from(scalar: &$scalar) -> Result<Self, ConversionError> {
                let error = ConversionError { expected: $expected };
                let from = |$read: $parts| -> Option<Self> { $from };
                $parts::parse(scalar.as_str()).and_then(from).ok_or(error)
            }
        }
        impl From<$other> for $scalar {
            fn from($write: $other) -> Self {
                let parts: $parts = $into;
                parts.to_string().into()
            }
        }
    };
}
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use conversion;
