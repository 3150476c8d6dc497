//! The pieces of a template, with which a path is compared.
//!
//! In: characters and placeholders of a template. Out: pieces. Invariant: a reserved character (RFC 3986 §2.2) matches
//! only the same spelling, `/` but not `%2F`, unless it is in the query or in the parentheses of a function call.

use super::{parts::Place, symbols::Symbol};

/// A piece of a template: fixed text, or a placeholder. The path of a request is compared with these pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Vec<Fixed>),
    Placeholder(Place),
}

/// A byte of fixed text, with the way it may be written in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fixed {
    pub(super) symbol: Symbol,
    /// Whether only the same spelling matches, because the byte has another meaning when it is percent-encoded: `/`
    /// separates segments, and `%2F` does not.
    pub(super) strict: bool,
}

impl Fixed {
    pub(super) fn is(self, symbol: Symbol) -> bool {
        self.symbol.byte.eq_ignore_ascii_case(&symbol.byte) && (!self.strict || self.symbol.plain == symbol.plain)
    }
}
