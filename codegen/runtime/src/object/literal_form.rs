//! How the text of a scalar is written in a URL: in quotes, without quotes, or with a prefix.
//!
//! In: a scalar type. Out: the form of its literals. Invariant: the form is a property of the type; the literals
//! themselves are written only by [`query`](crate::query).

/// How a query option writes a scalar whose JSON form is a string.
///
/// ```
/// use graph_runtime::{DateTimeOffset, Write, query::LiteralForm};
/// assert_eq!(DateTimeOffset::LITERAL, LiteralForm::Bare);
/// assert_eq!(String::LITERAL, LiteralForm::Quoted);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LiteralForm {
    /// In quotes, such as `'Ann'`: strings, and, as Graph expects, members of enumerations.
    Quoted,
    /// Without quotes, such as `2024-02-29`: dates, times, GUIDs.
    Bare,
    /// In quotes with this word in front, such as `duration'PT1H'`: durations, bytes.
    Prefixed(&'static str),
}
