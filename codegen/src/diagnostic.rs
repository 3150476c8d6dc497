//! What a run has to say about the pages: a stable code, a place, what was found and what was expected.

use serde::{Deserialize, Serialize};

use crate::code::Code;
pub use crate::severity::Severity;
use crate::source::Span;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which rule speaks; its severity and its manual page belong to the code.
    pub code: Code,
    /// The place on the page.
    pub span: Span,
    /// What was found: lower case, names in backticks, no full stop.
    pub found: String,
    /// What was expected or what the generator did instead, in the same style; may be empty.
    pub expected: String,
    /// Other places that belong to it, e.g. the first of two conflicting statements.
    pub notes: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding at `span`.
    #[must_use]
    pub fn new(code: Code, span: Span, found: impl Into<String>) -> Diagnostic {
        Diagnostic { code, span, found: found.into(), expected: String::new(), notes: Vec::new() }
    }

    /// Says what was expected, or what was done instead.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Diagnostic {
        self.expected = expected.into();
        self
    }

    /// Points to another place.
    #[must_use]
    pub fn note(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.notes.push((span, text.into()));
        self
    }

    /// The severity of the code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// `found; expected` on one line, for formats without room for two.
    #[must_use]
    pub fn message(&self) -> String {
        if self.expected.is_empty() { self.found.clone() } else { format!("{}; {}", self.found, self.expected) }
    }
}

/// Sorts findings by place, those of one place by code and text, and removes duplicates: what two methods of a page share
/// is reported once. The only order of findings.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| (a.span, a.code.id(), &a.found).cmp(&(b.span, b.code.id(), &b.found)));
    findings.dedup();
}
