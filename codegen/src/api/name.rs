//! Names that include their namespace.

use compact_str::CompactString;
use std::fmt;

/// A name with its namespace, e.g. `microsoft.graph.user`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// The namespace, without a trailing dot: `microsoft.graph`.
    pub namespace: CompactString,
    /// The part of the name after the last dot: `user`.
    pub name: CompactString,
}

impl QualifiedName {
    /// Joins a namespace and a short name.
    #[must_use]
    pub fn new(namespace: impl Into<CompactString>, name: impl Into<CompactString>) -> QualifiedName {
        QualifiedName { namespace: namespace.into(), name: name.into() }
    }

    /// The name in the form that pages use. `usual` is the namespace that most pages state, such as `microsoft.graph`.
    /// A name in this namespace is written without it: `user`. Any other name keeps its namespace:
    /// `microsoft.graph.security.alert`.
    #[must_use]
    pub(crate) fn as_pages_write(&self, usual: &str) -> String {
        if self.namespace == usual { self.name.to_string() } else { self.to_string() }
    }

    /// Whether a text is the whole name, including the namespace, in any letter case.
    #[must_use]
    pub(crate) fn is_named(&self, text: &str) -> bool {
        // Compares the lengths first, because they differ most often; then the short names.
        if text.len() != self.namespace.len() + 1 + self.name.len() {
            return false;
        }
        let is_short = |(namespace, name): (&str, &str)| {
            name.eq_ignore_ascii_case(&self.name) && namespace.eq_ignore_ascii_case(&self.namespace)
        };
        let at = text.len().checked_sub(self.name.len() + 1);
        at.and_then(|at| Some((text.get(..at)?, text[at..].strip_prefix('.')?))).is_some_and(is_short)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}
