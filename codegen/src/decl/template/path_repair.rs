//! The mistakes in paths that are corrected, and the reasons why a text is not a path.

/// The reason why a text is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAPath {
    /// There are words where the path should be, e.g. `** Collection URI for x not found`.
    Words,
    /// The path contains `...` for omitted segments.
    Elided,
    /// A segment has no name: `..`, or braces around nothing.
    Nameless,
    /// The text is empty.
    Empty,
}

/// A mistake in a path that was corrected. Each becomes a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathRepair {
    /// The path has a scheme and a host.
    AbsoluteUrl,
    /// The path does not start with a slash.
    MissingSlash,
    /// The path has two consecutive slashes.
    EmptySegment,
    /// A GUID stands where a placeholder belongs.
    LiteralId,
    /// A parenthesis is unmatched.
    Parenthesis,
    /// There is a space outside of a placeholder.
    Blank,
    /// A brace is unmatched or doubled.
    Brace,
    /// A placeholder has another notation: `:id`, `[id]`, `(id)`.
    Notation,
    /// A word follows a placeholder without a slash: `/a/{id}b`.
    Joined,
}
