//! The severity of a finding.

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A statement of a page could not be represented, or two pages contradict each other.
    Error,
    /// The page is unclear, and a documented rule decided.
    Warning,
    /// The result is right. The finding is for information.
    Note,
}

impl Severity {
    /// The word for the severity in every output format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}
