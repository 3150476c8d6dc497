//! What a mock demands.

/// What a mock demands of requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Answer what the pages do not allow as if they did, with a warning.
    pub lenient: bool,
    /// Demand a token whose scopes suffice.
    pub scopes: bool,
}
