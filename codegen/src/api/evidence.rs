//! The statements behind a decision, and whether each was overruled.

use crate::source::Span;

/// A statement that decided a fact of the model, or was overruled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The decision, e.g. `kind = entity`.
    pub decision: String,
    /// The reason, e.g. `annotation states keyProperty`.
    pub reason: String,
    /// The place of the statement; `None` if the decision follows from no text, for instance from a default.
    pub span: Option<Span>,
    /// Whether another statement outranks this one, so that the decision differs from what this one says.
    pub overruled: bool,
}
