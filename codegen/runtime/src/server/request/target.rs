//! Divides the path and query of a request into parts.
//!
//! In: the path and query of a request. Out: the version, the path and the query options, decoded. Invariant: a
//! malformed percent escape, or one that does not decode to UTF-8, gives `None`.

use crate::route::{options, symbols, text_of};
use crate::server::request::spelling::without_version;

/// Path and query of a request, decoded.
///
/// ```
/// use graph_runtime::server::RequestTarget;
///
/// let target = RequestTarget::parse("/V1.0/users/a%40b/messages/?$top=5&$search=%22a+b%22").expect("it is text");
/// assert_eq!((&target.version[..], &target.path[..]), ("/V1.0", "/users/a@b/messages"));
/// assert_eq!(target.query[1], ("$search".to_owned(), "\"a b\"".to_owned()));
/// assert_eq!(RequestTarget::parse("/users?$top=%FF"), None);
/// assert_eq!(RequestTarget::parse("/users/%zz"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestTarget {
    /// The version of the API with its slash, such as `/v1.0`; empty if the path does not begin with one.
    pub version: String,
    /// The path after the version, without a slash at the end.
    pub path: String,
    /// The names and values of the query options, in order.
    pub query: Vec<(String, String)>,
}

impl RequestTarget {
    /// Divides a path and query into these parts. `None` if a percent escape is malformed or the decoded bytes are not
    /// UTF-8.
    ///
    /// ```
    /// use graph_runtime::server::RequestTarget;
    /// assert_eq!(RequestTarget::parse("/").map(|target| target.path), Some(String::new()));
    /// ```
    #[must_use]
    pub fn parse(path_and_query: &str) -> Option<Self> {
        let rest = without_version(path_and_query).unwrap_or(path_and_query);
        let version = path_and_query.strip_suffix(rest).unwrap_or_default().trim_end_matches('/').to_owned();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = decoded(path.trim_end_matches('/'))?;
        let mut pairs = Vec::new();
        for (name, value) in options(query) {
            pairs.push((text_of(&name)?, text_of(&value)?));
        }
        has_escapes_only(query).then_some(Self { version, path, query: pairs })
    }
}

fn decoded(text: &str) -> Option<String> {
    let symbols: Vec<_> = symbols(text.as_bytes()).collect();
    text_of(&symbols).filter(|_| has_escapes_only(text))
}

/// Whether every percent sign begins a valid escape.
fn has_escapes_only(text: &str) -> bool {
    let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    text.split('%').skip(1).all(is_escape)
}
