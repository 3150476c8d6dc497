//! An edit of one page, and the changes that `diff` has to list for it.
//!
//! The code that makes an edit states the expected changes from the text of the page, and never from the output of
//! `diff`.

use crate::random_edits::page::Page;

/// An edit of one page, and the changes that `diff` has to list or may list for it.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    /// What the edit does, in words for failure messages.
    pub(crate) kind: &'static str,
    /// The page after the edit; `None` if the edit removes the page.
    pub(crate) after: Option<Page>,
    pub(crate) path: String,
    /// The type and the name of the property that the edit changes, if any.
    pub(crate) property: Option<(String, String)>,
    /// The changes that `diff` has to list, as `KIND SUBJECT`. `|` separates alternatives, one of which suffices, and
    /// `*` matches any start or end of a text: for example `member-added|property-value-added *.zebra`.
    pub(crate) told: Vec<String>,
    /// Changes that `diff` may list as well, but need not.
    pub(crate) follows: Vec<String>,
}

impl Edit {
    pub(crate) fn new(kind: &'static str, after: Page) -> Edit {
        let path = after.path.clone();
        Edit { kind, after: Some(after), path, property: None, told: Vec::new(), follows: Vec::new() }
    }

    pub(crate) fn tells(mut self, line: impl Into<String>) -> Edit {
        self.told.push(line.into());
        self
    }

    /// Adds one expected change for each route, of one of the `kinds` (separated by `|`). The subject is the route,
    /// followed by `name` if it is not empty: for example `header-added GET /lamps/{} Zebra-Colour`.
    pub(crate) fn tells_each(mut self, kinds: &str, routes: &[String], name: &str) -> Edit {
        self.told.extend(routes.iter().map(|route| format!("{kinds} {route} {name}").trim_end().to_owned()));
        self
    }

    pub(crate) fn about(mut self, owner: &str, property: &str) -> Edit {
        self.property = Some((owner.to_owned(), property.to_owned()));
        self
    }

    pub(crate) fn permits(mut self, lines: &[&str]) -> Edit {
        self.follows.extend(lines.iter().map(|line| (*line).to_owned()));
        self
    }
}

/// Whether the listed change `told`, written `KIND SUBJECT`, is the change `expected`.
pub(crate) fn is_told(expected: &str, told: &str) -> bool {
    let (Some((kinds, subject)), Some((kind, of))) = (expected.split_once(' '), told.split_once(' ')) else {
        return false;
    };
    let is_kind = |pattern: &str| matches(pattern, kind);
    kinds.split('|').any(is_kind) && subject.split('|').any(|subject| matches(subject, of))
}

/// Whether a text matches a pattern, which may begin or end with `*`.
fn matches(pattern: &str, text: &str) -> bool {
    // Letter case is ignored, because an example decides how a name is spelt, and may differ from the edited line.
    let (pattern, text) = (&pattern.to_lowercase()[..], &text.to_lowercase()[..]);
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}
