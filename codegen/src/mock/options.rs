//! What a mock requires of requests.

/// How strict a mock is with requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// If true, the mock also answers requests that the pages do not allow, with a warning in place of an error.
    pub lenient: bool,
    /// If true, the mock refuses a token without a permission that the page lists. Otherwise it accepts any token.
    pub scopes: bool,
}
