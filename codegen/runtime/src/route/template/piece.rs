//! The pieces of a template, with which a path is compared.
//!
//! In: characters and placeholders of a template. Out: pieces. Invariant: characters that a URI distinguishes (RFC 3986
//! §2.2) never match each other.

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
    /// Whether a byte means something else when it is percent-encoded, as `/` does, so that only the same spelling
    /// matches.
    pub(super) strict: bool,
}

impl Fixed {
    pub(super) fn is(self, symbol: Symbol) -> bool {
        self.symbol.byte.eq_ignore_ascii_case(&symbol.byte) && (!self.strict || self.symbol.plain == symbol.plain)
    }
}
