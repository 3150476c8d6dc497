//! The patterns by which a user says which part of an API to keep.

use crate::api::{QualifiedName, Route};
use crate::select::pattern::Pattern;

/// Which part of an API to keep, as the flags `--include` and `--exclude` say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Patterns to include. Without any, everything is included.
    pub include: Vec<Pattern>,
    /// Patterns to exclude, even from the included items.
    pub exclude: Vec<Pattern>,
}

impl Choice {
    /// Whether neither list has a pattern, so that everything is kept.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.exclude.is_empty() && (self.include.is_empty() || self.include.iter().any(Pattern::is_everything))
    }

    pub(crate) fn takes_type(&self, name: &QualifiedName) -> bool {
        self.includes(|pattern| pattern.matches_type(name)) && !self.excludes_type(name)
    }

    pub(crate) fn takes_route(&self, method: &str, route: &Route) -> bool {
        let matches = |pattern: &Pattern| pattern.matches_route(method, &route.template.path);
        self.includes(matches) && !self.exclude.iter().any(matches)
    }

    fn includes(&self, matches: impl Fn(&Pattern) -> bool) -> bool {
        self.include.is_empty() || self.include.iter().any(matches)
    }

    pub(crate) fn excludes_type(&self, name: &QualifiedName) -> bool {
        self.exclude.iter().any(|pattern| pattern.matches_type(name))
    }
}
