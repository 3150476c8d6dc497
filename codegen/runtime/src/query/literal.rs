//! Writes values as literals within a query option, such as `'Ann'`.
//!
//! In: a value. Out: its literal in the OData URL grammar (OData 4.01 ABNF, `primitiveLiteral`). Invariant: no text can
//! end its own literal early. Text is written in quotes, with the quotes in it doubled. Only dates, numbers and the
//! like are written without quotes, and only if they consist of letters, digits and `-+.:`.

use crate::{View, Write, json::number::text_of_float, object::LiteralForm};

/// A value that can be part of a query option.
///
/// ```
/// use graph_runtime::{Date, Duration, Guid, query::Literal};
///
/// assert_eq!("it's".literal(), "'it''s'");
/// assert_eq!(true.literal(), "true");
/// assert_eq!((-1_i64).literal(), "-1");
/// assert_eq!(f64::INFINITY.literal(), "INF");
/// assert_eq!(Date::from("2024-02-29").literal(), "2024-02-29");
/// assert_eq!(Duration::from("PT1H").literal(), "duration'PT1H'");
/// // A scalar keeps any text; one that is not a date is not a bare literal.
/// assert_eq!(Date::from("2024' or true").literal(), "'2024'' or true'");
/// assert_eq!(None::<Guid>.literal(), "null");
/// ```
pub trait Literal {
    /// The literal, not percent-encoded.
    ///
    /// ```
    /// use graph_runtime::{Binary, query::Literal};
    /// assert_eq!("a & b".literal(), "'a & b'");
    /// assert_eq!(1.5.literal(), "1.5");
    /// assert_eq!(Binary::encode("a").literal(), "binary'YQ=='");
    /// ```
    fn literal(&self) -> String;
}

impl<T: Write> Literal for T {
    fn literal(&self) -> String {
        match self.view() {
            View::Absent | View::Null => "null".to_owned(),
            View::Bool(value) => value.to_string(),
            View::Int(value) => value.to_string(),
            View::F32(value) if value.is_finite() => format!("{value:?}"),
            View::F32(value) => text_of_float(value.into()).to_owned(),
            View::F64(value) if value.is_finite() => format!("{value:?}"),
            View::F64(value) => text_of_float(value).to_owned(),
            View::Str(text) | View::Scalar(text, _) | View::Member(text) | View::Unrecognized(text) => {
                formed(text, T::LITERAL)
            }
            View::Number(text) => formed(text, LiteralForm::Bare),
            // Literals of objects and collections are JSON. A view can always be written as JSON, so the default is
            // never used.
            view @ (View::Object(_) | View::List(_)) => serde_json::to_string(&view).unwrap_or_default(),
            View::Untyped(serde_json::Value::String(text)) => quoted(text),
            View::Untyped(value) => value.to_string(),
        }
    }
}

macro_rules! text {
    ($($type:ty)*) => {$(
        impl Literal for $type {
            fn literal(&self) -> String {
                quoted(self)
            }
        }
    )*};
}

text! { str &str &String }

fn formed(text: &str, form: LiteralForm) -> String {
    match form {
        LiteralForm::Bare if is_bare(text) => text.to_owned(),
        LiteralForm::Bare | LiteralForm::Quoted => quoted(text),
        LiteralForm::Prefixed(prefix) => format!("{prefix}{}", quoted(text)),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-+.:".contains(&byte))
}
