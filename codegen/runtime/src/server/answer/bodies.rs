//! Finds example bodies in a file that has many of them.
//!
//! In: the text of a JSON object with one member for each body. Out: the text of each body, by name. Invariant: a body
//! is returned unchanged. In a malformed file only the bodies before the first error are found; there is no panic.

use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// JSON bodies in a file: a JSON object with one member for each body.
///
/// The constructor does no work. The first look-up finds where each body begins and ends, without building JSON values.
///
/// ```
/// use graph_runtime::server::Bodies;
/// static BODIES: Bodies<'_> = Bodies::new(r#"{"book-get": {"id": "7"}, "book-count": 893}"#);
/// assert_eq!(BODIES.get("book-get"), Some(r#"{"id": "7"}"#));
/// assert_eq!(BODIES.get("book-list"), None);
/// ```
pub struct Bodies<'a> {
    text: &'a str,
    found: OnceLock<BTreeMap<String, &'a str>>,
}

impl<'a> Bodies<'a> {
    /// The bodies in the text of a file, up to the first place that is not JSON.
    ///
    /// ```
    /// use graph_runtime::server::Bodies;
    /// assert_eq!(Bodies::new(r#"{"a": 1, "b": }"#).names().collect::<Vec<_>>(), ["a"]);
    /// ```
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, found: OnceLock::new() }
    }

    /// The text of a body. If a name occurs twice, the last body counts.
    ///
    /// ```
    /// use graph_runtime::server::Bodies;
    /// assert_eq!(Bodies::new(r#"{"book-list": [ ]}"#).get("book-list"), Some("[ ]"));
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.found().get(name).copied()
    }

    /// The names of all bodies in the file, sorted.
    ///
    /// ```
    /// use graph_runtime::server::Bodies;
    /// assert_eq!(Bodies::new(r#"{"b": 1, "a": 2}"#).names().collect::<Vec<_>>(), ["a", "b"]);
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.found().keys().map(String::as_str)
    }

    fn found(&self) -> &BTreeMap<String, &'a str> {
        self.found.get_or_init(|| members(self.text).collect())
    }
}

impl fmt::Debug for Bodies<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.names()).finish()
    }
}

/// The members of an object with the texts of their values, up to the first place that is not JSON.
fn members(text: &str) -> impl Iterator<Item = (String, &str)> {
    let mut rest = text.trim_ascii_start().strip_prefix('{');
    std::iter::from_fn(move || {
        let (name, _, after) = value::<String>(rest.take()?)?;
        let (_, body, after) = value::<IgnoredAny>(after.strip_prefix(':')?)?;
        rest = after.strip_prefix(',');
        Some((name, body))
    })
}

/// The JSON value at the start of a text: the parsed value, its text, and the text after it.
fn value<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(T, &'a str, &'a str)> {
    let text = text.trim_ascii_start();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    let value = values.next()?.ok()?;
    let (own, after) = text.split_at_checked(values.byte_offset())?;
    Some((value, own, after.trim_ascii_start()))
}
