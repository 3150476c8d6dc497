//! The statements behind a decision, and whether each was overruled.

use crate::source::Span;

/// One statement that decided, or was overruled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// What was decided, e.g. `kind = entity`.
    pub decision: String,
    /// Why, e.g. `annotation states keyProperty`.
    pub reason: String,
    /// Where it is stated.
    pub span: Option<Span>,
    /// Whether a statement of higher rank overruled it.
    pub overruled: bool,
}
