//! The spelling of scalars in a URL.
//!
//! In: a scalar type. Out: the form of its literal. Invariant: the type decides the form; only [`query`](crate::query)
//! writes literals.

/// The form of a text scalar in a query option.
///
/// ```
/// use graph_runtime::{DateTimeOffset, Write, query::LiteralForm};
/// assert_eq!(DateTimeOffset::LITERAL, LiteralForm::Bare);
/// assert_eq!(String::LITERAL, LiteralForm::Quoted);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LiteralForm {
    /// In quotes: strings, and, as Graph expects, members of enumerations.
    Quoted,
    /// Without quotes: dates, times, GUIDs.
    Bare,
    /// In quotes with this word in front: durations, bytes.
    Prefixed(&'static str),
}
