//! The scalar `Edm.Decimal`: a number of any precision.
//!
//! In: a JSON number or a JSON string. Out: the same number or string. Invariant: a decimal read from a number is
//! written as that number, one read from a string as that string.

use super::{compare::compared_by_value, value};
use crate::{Scalar, ScalarKind, View, Write, object::LiteralForm};
use serde_json::Number;
use std::fmt;

/// `Edm.Decimal`: a number of any precision, as text.
///
/// ```
/// use graph_runtime::Decimal;
///
/// let number: Decimal = serde_json::from_str("12.5")?;
/// assert_eq!(number.as_str(), "12.5");
/// assert_eq!(serde_json::to_string(&number)?, "12.5");
/// let text: Decimal = serde_json::from_str(r#""12.50""#)?;
/// assert_eq!(serde_json::to_string(&text)?, r#""12.50""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Decimals are compared as numbers: `1.10` is `1.1`, and `9` is less than `10`.
///
/// A JSON number has the precision of a double, unless the feature `arbitrary_precision` of `serde_json` is on.
#[derive(Clone, Debug, Default)]
pub struct Decimal {
    text: String,
    /// Whether the decimal is written as a JSON number.
    number: bool,
}

impl Decimal {
    /// The text as it was received.
    ///
    /// ```
    /// use graph_runtime::Decimal;
    /// assert_eq!(Decimal::from("12.50").as_str(), "12.50");
    /// assert_eq!(Decimal::from(12).as_str(), "12");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

compared_by_value! { Decimal, text, value::decimal }

/// A decimal made of a text is written as a JSON string.
impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self { text, number: false }
    }
}

/// A decimal made of a text is written as a JSON string.
impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A decimal made of a number is written as a JSON number.
impl From<Number> for Decimal {
    fn from(number: Number) -> Self {
        Self { text: number.to_string(), number: true }
    }
}

/// A decimal made of a number is written as a JSON number.
impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Number::from(number).into()
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl Write for Decimal {
    const LITERAL: LiteralForm = LiteralForm::Bare;

    fn view(&self) -> View<'_> {
        if self.number { View::Number(&self.text) } else { View::Scalar(&self.text, ScalarKind::Decimal) }
    }
}

impl Scalar for Decimal {
    fn from_text(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn from_number(number: &Number) -> Option<Self> {
        Some(number.clone().into())
    }
}

scalar_value! { Decimal }
