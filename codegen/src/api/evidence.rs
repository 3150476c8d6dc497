//! What pages state about a type, and which of these statements decided.

use crate::source::Span;

/// A statement from which a part of the model follows, or that another statement outranked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The decision, e.g. `kind = entity`.
    pub decision: String,
    /// The reason, e.g. `annotation states keyProperty`.
    pub reason: String,
    /// The place of the statement; `None` if the decision follows from no text, for instance from a default.
    pub span: Option<Span>,
    /// Whether a more reliable statement decided against this one: `decision` is then not what the model contains.
    pub overruled: bool,
}
