//! Repairs of a path, and reasons why a text is not a path.

/// The reason why a text is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAPath {
    /// Words where a path should be, e.g. `** Collection URI for x not found`.
    Words,
    /// `...` stands for parts that are left out.
    Elided,
    /// No text.
    Empty,
}

/// A repair of a path; each is a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathRepair {
    /// Scheme and host.
    AbsoluteUrl,
    /// No slash at the start.
    MissingSlash,
    /// Two slashes in a row.
    EmptySegment,
    /// A GUID where a placeholder belongs.
    LiteralId,
    /// A parenthesis that is not closed, or closed twice.
    Parenthesis,
    /// Blanks outside placeholders.
    Blank,
    /// A brace that nothing closes or opens, or two in a row.
    Brace,
    /// A placeholder as other notations have it: `:id`, `[id]`, `(id)`.
    Notation,
    /// A word directly behind a placeholder.
    Joined,
}
