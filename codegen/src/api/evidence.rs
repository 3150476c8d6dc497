//! The statements behind a decision, and whether each was overruled.

use crate::source::Span;

/// A statement that decided a fact of the model, or was overruled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The decision, e.g. `kind = entity`.
    pub decision: String,
    /// The reason, e.g. `annotation states keyProperty`.
    pub reason: String,
    /// The place of the statement.
    pub span: Option<Span>,
    /// Whether a statement of higher rank overruled it.
    pub overruled: bool,
}
