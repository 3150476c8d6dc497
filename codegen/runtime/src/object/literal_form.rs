//! How scalars are written in a URL.
//!
//! In: a scalar type. Out: the form of its literal. Invariant: the type decides the form; only [`query`](crate::query)
//! writes literals.

/// How a scalar that JSON writes as a string is written in a query option.
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
