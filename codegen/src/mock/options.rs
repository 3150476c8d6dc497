//! The demands of a mock.

/// The demands of a mock on requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the mock answers requests that the pages do not allow, with a warning.
    pub lenient: bool,
    /// Whether the mock demands a token with sufficient scopes.
    pub scopes: bool,
}
