//! Patterns of routes and of types.
//!
//! In: `METHOD /path` or a qualified name, with `*` and `**`. Out: a [`Pattern`], and what it matches. Invariant:
//! letter case and names of placeholders are ignored; a pattern is one line of plain characters.

use std::fmt;
use std::str::FromStr;

use crate::api::{Method, QualifiedName};

/// A pattern of routes, of types and enumerations, or of everything.
///
/// `METHOD /path` matches routes; `*`, or no method, means any method. In a path `**` matches any number of segments,
/// `*` any part of one, and `{…}` a placeholder with any name. A pattern without a slash matches types and
/// enumerations: `*` matches any part of one word of the qualified name, `**` any number of words. `**` alone matches
/// everything.
///
/// ```
/// use graph_codegen::select::Pattern;
///
/// let messages: Pattern = "get /me/messages/**".parse()?;
/// assert_eq!(messages.to_string(), "GET /me/messages/**");
/// assert!("microsoft.graph.calendar*".parse::<Pattern>().is_ok());
/// assert!("GET me".parse::<Pattern>().is_err());
/// # Ok::<(), graph_codegen::select::InvalidPattern>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    kind: PatternKind,
    /// The segments of a path or the words of a name, in lower case.
    parts: Vec<PatternPart>,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum PatternKind {
    Everything,
    /// Matches routes with this method; with any method if it is `None`.
    Routes(Option<Method>),
    Types,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum PatternPart {
    /// The part `**`, which matches any number of segments or words.
    Any,
    /// Text for one segment or word, in which each `*` matches any characters: `calendar*`.
    One(String),
}

/// Why a text is not a pattern, as a part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InvalidPattern {
    reason: String,
}

impl fmt::Display for InvalidPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for InvalidPattern {}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

const METHODS: [Method; 7] =
    [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Head, Method::Options];

impl FromStr for Pattern {
    type Err = InvalidPattern;

    fn from_str(text: &str) -> Result<Pattern, InvalidPattern> {
        let text = text.trim();
        if let Some(char) = text.chars().find(|char| !matches!(char, ' '..='~')) {
            return invalid(format!("{char:?} is in no path and no name of a type"));
        }
        if text == "**" {
            return Ok(Pattern { kind: PatternKind::Everything, parts: Vec::new(), text: text.to_owned() });
        }
        let (method, rest) = match text.split_once(' ') {
            Some((method, rest)) => (Some(method), rest.trim_start()),
            None if text.starts_with('/') => (Some("*"), text),
            None => (None, text),
        };
        match method {
            Some(method) => route(method, rest),
            None => types(text),
        }
    }
}

fn route(word: &str, path: &str) -> Result<Pattern, InvalidPattern> {
    let method = METHODS.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(word));
    if method.is_none() && word != "*" {
        return invalid(format!("`{word}` is no HTTP method; `*` is any"));
    }
    if !path.starts_with('/') || path.contains(' ') {
        return invalid("a path starts with `/` and has no blanks".to_owned());
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    let parts = segments(path).map(|segment| PatternPart::of(&segment)).collect();
    Ok(Pattern {
        kind: PatternKind::Routes(method),
        parts,
        text: format!("{} {path}", method.map_or("*", Method::as_str)),
    })
}

fn types(text: &str) -> Result<Pattern, InvalidPattern> {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '*' | '.');
    if text.is_empty() || !text.chars().all(is_plain) {
        return invalid("expected `METHOD /path` or the qualified name of a type".to_owned());
    }
    let parts = text.to_ascii_lowercase().split('.').map(PatternPart::of).collect();
    Ok(Pattern { kind: PatternKind::Types, parts, text: text.to_owned() })
}

fn invalid(reason: String) -> Result<Pattern, InvalidPattern> {
    Err(InvalidPattern { reason })
}

impl Pattern {
    /// Whether the pattern is `**`.
    #[must_use]
    pub(crate) fn is_everything(&self) -> bool {
        self.kind == PatternKind::Everything
    }

    /// Whether the pattern matches only routes.
    #[must_use]
    pub(crate) fn is_of_routes(&self) -> bool {
        matches!(self.kind, PatternKind::Routes(_))
    }

    /// Whether the pattern matches a route, given as a method in upper case and the path of a template.
    #[must_use]
    pub(crate) fn matches_route(&self, method: &str, path: &str) -> bool {
        match self.kind {
            PatternKind::Everything => true,
            PatternKind::Types => false,
            PatternKind::Routes(wanted) => {
                wanted.is_none_or(|wanted| wanted.as_str() == method)
                    && match_parts(&self.parts, &segments(path).collect::<Vec<_>>())
            }
        }
    }

    /// Whether the pattern matches the name of a type or enumeration.
    #[must_use]
    pub(crate) fn matches_type(&self, name: &QualifiedName) -> bool {
        match self.kind {
            PatternKind::Everything => true,
            PatternKind::Routes(_) => false,
            PatternKind::Types => {
                let name = name.to_string().to_ascii_lowercase();
                match_parts(&self.parts, &name.split('.').map(str::to_owned).collect::<Vec<_>>())
            }
        }
    }
}

impl PatternPart {
    fn of(text: &str) -> PatternPart {
        if text == "**" { PatternPart::Any } else { PatternPart::One(text.to_owned()) }
    }
}

/// The segments of a path in lower case, with unnamed placeholders.
pub(super) fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split('/').skip(1).map(|segment| {
        let mut text = String::with_capacity(segment.len());
        let mut rest = segment;
        while let Some((before, name)) = rest.split_once('{') {
            let Some((_, after)) = name.split_once('}') else { break };
            text.push_str(before);
            text.push_str("{}");
            rest = after;
        }
        text.push_str(rest);
        text.make_ascii_lowercase();
        text
    })
}

fn match_parts(pattern: &[PatternPart], parts: &[String]) -> bool {
    let fits = |part: &PatternPart, text: &String| match part {
        PatternPart::Any => false,
        PatternPart::One(glob) => matches(glob.as_bytes(), text.as_bytes(), |byte| *byte == b'*', |a, b| a == b),
    };
    matches(pattern, parts, |part| *part == PatternPart::Any, fits)
}

/// Whether `items` match the parts of `pattern` in order. A part for which `is_any` holds, such as `**`, matches any
/// number of items; any other part matches one item that fits it.
///
/// If a later part does not fit, the latest `**` takes one more item and the comparison continues from there. An
/// earlier `**` is never tried again, so the number of steps is at most the product of the two lengths.
fn matches<P, T>(pattern: &[P], items: &[T], is_any: impl Fn(&P) -> bool, fits: impl Fn(&P, &T) -> bool) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while item < items.len() {
        if pattern.get(at).is_some_and(&is_any) {
            again = Some((at, item));
            at += 1;
        } else if pattern.get(at).is_some_and(|part| fits(part, &items[item])) {
            at += 1;
            item += 1;
        } else if let Some((any, from)) = again {
            again = Some((any, from + 1));
            at = any + 1;
            item = from + 1;
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(is_any)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_star_in_a_pattern_matches_segments_of_a_path() {
        let cases = [
            ("GET /**", "/a/b", true),
            ("GET /**/b", "/b", true),
            ("GET /**/b/**", "/a/b/c/b", true),
            ("GET /a/*", "/a/{id}", true),
            ("GET /a/*", "/a/{id}/b", false),
            ("GET /a/{x}", "/a/{id}", true),
            ("GET /a/{x}", "/a/b", false),
            ("GET /A/dEl*", "/a/delta", true),
            ("GET /a/f(x={x})", "/a/f(x={other})", true),
            ("GET /a/*:", "/a/{path}:", true),
            ("POST /a", "/a", false),
            ("* /a/", "/a", true),
            ("/a", "/a", true),
            ("a.b", "/a", false),
        ];
        for (text, path, expected) in cases {
            assert_eq!(pattern(text).matches_route("GET", path), expected, "{text} {path}");
        }
    }

    #[test]
    fn a_star_in_a_pattern_matches_parts_of_a_name() {
        let cases = [
            ("a.b.c", "a.b", "c", true),
            ("A.b.C", "a.b", "c", true),
            ("a.b.*", "a.b", "c", true),
            ("a.b.*", "a.b.c", "d", false),
            ("a.**", "a.b.c", "d", true),
            ("a.b.c*", "a.b", "card", true),
            ("a.b.*r*", "a.b", "card", true),
            ("b.c", "a.b", "c", false),
            ("**", "a.b", "c", true),
            ("* /**", "a.b", "c", false),
        ];
        for (text, namespace, name, expected) in cases {
            assert_eq!(pattern(text).matches_type(&QualifiedName::new(namespace, name)), expected, "{text} {name}");
        }
    }

    #[test]
    fn invalid_patterns_are_refused() {
        for wrong in ["", " ", "FETCH /me", "GET me", "GET /a b", "me/messages", "a\nb", "naïve", "a-b"] {
            assert!(wrong.parse::<Pattern>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn patterns_with_many_stars_are_matched_fast() {
        let path = format!("/{}", "a/".repeat(2_000));
        assert!(!pattern(&format!("GET /{}b", "**/a/".repeat(1_000))).matches_route("GET", &path));
        assert!(
            !pattern(&format!("x.{}b", "*a".repeat(1_000))).matches_type(&QualifiedName::new("x", "a".repeat(2_000)))
        );
    }
}
