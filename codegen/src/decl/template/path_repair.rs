//! Repairs of a path, and reasons why a text is not a path.

/// The reason why a text is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAPath {
    /// Words where a path should be, e.g. `** Collection URI for x not found`.
    Words,
    /// `...` stands for omitted parts.
    Elided,
    /// A segment has no name: `..`, or braces around nothing.
    Nameless,
    /// The text is empty.
    Empty,
}

/// A repair of a path; each is a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathRepair {
    /// The path has a scheme and a host.
    AbsoluteUrl,
    /// The path does not start with a slash.
    MissingSlash,
    /// The path has two consecutive slashes.
    EmptySegment,
    /// A GUID is in the place of a placeholder.
    LiteralId,
    /// A parenthesis is unmatched.
    Parenthesis,
    /// There are spaces outside placeholders.
    Blank,
    /// A brace is unmatched or doubled.
    Brace,
    /// A placeholder has another notation: `:id`, `[id]`, `(id)`.
    Notation,
    /// A word directly follows a placeholder.
    Joined,
}
