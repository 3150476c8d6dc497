//! Divides the request line of an example.
//!
//! In: a request line of a page. Out: the method, the version, the path without host and version, and the query.
//! Invariant: path and query are slices of the line; a path starts with a slash.

use std::borrow::Cow;

use crate::decl::template;

/// The parts of a request line such as `GET https://graph.microsoft.com/v1.0/users?$top=5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestParts<'t> {
    /// The method as the page writes it.
    pub method: &'t str,
    /// The host, if the target is an absolute URL, such as `graph.microsoft.com`; `None` for a path.
    pub host: Option<&'t str>,
    /// The version at the start of the path, such as `v1.0`; `None` if there is none.
    pub version: Option<&'t str>,
    /// The path below the service root, without a trailing slash.
    pub path: &'t str,
    /// The text after the question mark; empty if the target has no query.
    pub query: &'t str,
}

impl<'t> RequestParts<'t> {
    /// Divides a request line. `None` if there is no path after the method.
    #[must_use]
    pub(crate) fn parse(line: &'t str) -> Option<RequestParts<'t>> {
        let (method, target) = line.trim().split_once(|c: char| c.is_whitespace())?;
        let target = target.trim().trim_end_matches('\\').trim_end();
        let (host, target) = match target.find("://") {
            Some(at) if !target[..at].contains('/') => {
                let rest = &target[at + 3..];
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            _ => (None, behind_placeholder(target).unwrap_or(target)),
        };
        let found = match host {
            // In a URL, a few segments may precede the version: `https://host/api/v2/users`.
            Some(_) => version(target).or_else(|| template::from_version(target).and_then(version)),
            None => version(target),
        };
        let (version, target) = found.map_or((None, target), |(version, rest)| (Some(version), rest));
        let (path, query) = split_query(target);
        // Some pages write an optional query in brackets, as in `/users[?x=1]`. The brackets are removed.
        let (path, query) = match path.strip_suffix('[') {
            Some(path) => (path, query.trim_end().trim_end_matches(']')),
            None => (path, query),
        };
        let path = path.trim_end().trim_end_matches('/');
        let is_path = path.starts_with('/') || path.is_empty() && (version.is_some() || host.is_some());
        is_path.then_some(RequestParts { method, host, version, path, query })
    }

    /// The path as a client sends it: without the blanks behind the commas of a call, as in `f(a=1, b=2)`. Blanks within
    /// quotes belong to a value.
    pub(crate) fn sent_path(&self) -> Cow<'t, str> {
        if !self.path.contains(", ") {
            return self.path.into();
        }
        let mut is_quoted = false;
        let mut sent = String::with_capacity(self.path.len());
        for character in self.path.chars() {
            is_quoted ^= character == '\'';
            if character != ' ' || is_quoted || !sent.ends_with(',') {
                sent.push(character);
            }
        }
        sent.into()
    }

    /// The path as a client sends it, with the query.
    pub(crate) fn sent_target(&self) -> String {
        let path = self.sent_path();
        if self.query.is_empty() { path.into_owned() } else { format!("{path}?{}", self.query) }
    }
}

/// The text after a placeholder that stands for scheme, host and version: `/boxes` in `{serviceRoot}/boxes`. `None` if
/// the target does not begin with such a placeholder.
fn behind_placeholder(target: &str) -> Option<&str> {
    let (name, rest) = target.strip_prefix('{')?.split_once('}')?;
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' '));
    (is_plain && rest.starts_with('/')).then_some(rest)
}

/// The version at the start of a path (`/v1.0`, `/v2`, `/beta`), and the text after it. `None` if the path does not
/// begin with a version.
fn version(path: &str) -> Option<(&str, &str)> {
    let rest = path.strip_prefix('/')?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let word = &rest[..end];
    let numbers = word.strip_prefix(['v', 'V']).is_some_and(|numbers| {
        let mut parts = numbers.split('.');
        parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    (numbers || word.eq_ignore_ascii_case("beta")).then(|| (word, &rest[end..]))
}

/// Divides a target into path and query. A question mark within quotes belongs to the argument of a function.
fn split_query(target: &str) -> (&str, &str) {
    let mut quoted = false;
    let mut depth = 0_usize;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'\'' if depth > 0 => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b'?' if !quoted => return (&target[..at], &target[at + 1..]),
            _ => {}
        }
    }
    // If a quote is not closed, quotes are ignored, and the first question mark of the whole target counts.
    target.split_once('?').filter(|_| quoted).unwrap_or((target, ""))
}

#[cfg(test)]
mod tests {
    use super::RequestParts;

    #[test]
    fn a_request_line_is_split_into_method_version_path_and_query() {
        for (line, expected) in [
            ("GET https://x.com/v1.0/me/messages?$top=1", Some(("GET", Some("v1.0"), "/me/messages", "$top=1"))),
            ("GET /me/", Some(("GET", None, "/me", ""))),
            ("GET https://x.com/beta/me", Some(("GET", Some("beta"), "/me", ""))),
            ("POST {root-url}/me", Some(("POST", None, "/me", ""))),
            ("GET /d/search(q='a?b')?x=1", Some(("GET", None, "/d/search(q='a?b')", "x=1"))),
            ("GET /me/x[?a=1]", Some(("GET", None, "/me/x", "a=1"))),
            ("GET https://x.com/api/depot/v3/lanes/4", Some(("GET", Some("v3"), "/lanes/4", ""))),
            ("GET https://x.com/lanes/4/v3", Some(("GET", None, "/lanes/4/v3", ""))),
            ("GET /vaults/1", Some(("GET", None, "/vaults/1", ""))),
            ("GET words", None),
            ("GET", None),
        ] {
            let parsed =
                RequestParts::parse(line).map(|target| (target.method, target.version, target.path, target.query));
            assert_eq!(parsed, expected, "{line}");
        }
    }

    #[test]
    fn blanks_between_arguments_are_not_sent() {
        for (line, sent) in [
            ("GET /a/f(x=1, y=2)", "/a/f(x=1,y=2)"),
            ("GET /a/f(x='1, 2',  y=2)?$top=1, 2", "/a/f(x='1, 2',y=2)?$top=1, 2"),
            ("GET /a b", "/a b"),
        ] {
            assert_eq!(RequestParts::parse(line).map(|parts| parts.sent_target()).as_deref(), Some(sent), "{line}");
        }
    }
}
