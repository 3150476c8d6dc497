//! How serious a finding is.

/// How serious a finding is, the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something that a page says is lost, or two pages contradict each other.
    Error,
    /// The page is unclear, and a documented rule decided what it means.
    Warning,
    /// The page was understood correctly. The finding only tells what could be better.
    Note,
}

impl Severity {
    /// The word for the severity, such as `warning`, in every output format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}
