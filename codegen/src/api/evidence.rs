//! What pages state about a type, and which of these statements the model follows.

use crate::source::Span;

/// A statement about a type, for instance that it is an entity. The model follows the statement, or a more reliable one
/// has overruled it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// What the statement says about the type, e.g. `kind = entity`.
    pub decision: String,
    /// Why it says so, e.g. `annotation states keyProperty`.
    pub reason: String,
    /// The place of the statement; `None` if it has no single place, for instance if it is a default.
    pub span: Option<Span>,
    /// Whether a more reliable statement contradicts this one. The model then does not contain what `decision` says.
    pub overruled: bool,
}
