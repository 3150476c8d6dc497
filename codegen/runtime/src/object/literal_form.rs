//! How the text of a scalar is written in a URL.
//!
//! In: a scalar type. Out: its form of literal.
//! Invariant: the form belongs to the type; [`query`](crate::query) alone writes literals.

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
    /// In quotes: strings, and members of enumerations, as Graph reads them.
    Quoted,
    /// Without quotes: dates, times, GUIDs.
    Bare,
    /// In quotes with this word in front: durations, bytes.
    Prefixed(&'static str),
}
