//! Matches an example request with a route of an operation.
//!
//! In: the templates of an operation, and a request line in parts. Out: the route with its arguments, and the
//! differences between the example and the request that the route builds. If several routes match, the one with the
//! fewest differences is taken; among these the one that shares the most query options with the request, then the one
//! with the most fixed text, and then the first.

use compact_str::CompactString;
use graph_runtime::route::{PathMatch, Pattern};

use crate::api::{Piece, Segment, ShownCall, Template};
use crate::code;
use crate::decl::body::target::RequestParts;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// An example request, read as a call of a route, and how the request differs from the one that this call would
/// build.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub(super) call: ShownCall,
    pub(super) differences: Vec<Difference>,
}

/// A difference between an example request and the request that a route builds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// The request has another letter case, or the arguments of a call in another order.
    Spelling,
    /// The quotes around an argument are wrong: it has quotes although its type takes none, or lacks the quotes that
    /// its type takes.
    Quotes {
        /// The name of the parameter to which the argument belongs.
        name: CompactString,
        /// Whether the type of the parameter takes quotes.
        quoted: bool,
    },
    /// The value of the argument with this name is a placeholder such as `{n}`. It has no quotes, so it is neither a
    /// string nor a value of another type.
    Placeholder(CompactString),
    /// The request lacks a query option of the request line.
    Query(CompactString),
}

/// The finding about an argument whose value is a placeholder.
pub(super) fn placeholder(name: &str, place: Span) -> Diagnostic {
    let message = format!("the example request has a placeholder as the value of the argument `{name}`");
    Diagnostic::new(code::EXAMPLE_PLACEHOLDER, place, message)
        .help("write a realistic value instead of the placeholder")
}

impl Fit {
    /// Removes the difference in spelling if the request line of the page has the same spelling as the example. Returns
    /// whether it removed one.
    pub(super) fn spelt_as(&mut self, line: &str, path: &str) -> bool {
        let line = line.split('?').next().unwrap_or_default();
        let count = self.differences.len();
        if has_words(path, line) {
            self.differences.retain(|difference| !matches!(difference, Difference::Spelling));
        }
        self.differences.len() < count
    }
}

/// The call of the template that a request fits best; `None` if the request fits no template.
pub(super) fn fit<'t>(templates: impl Iterator<Item = &'t Template>, target: &RequestParts<'_>) -> Option<Fit> {
    let query = query(target);
    let sent = target.sent_path();
    let candidates = templates.enumerate().filter_map(|(route, template)| {
        let (reading, fixed, mut differences) = path(template, &sent)?;
        let missing = template.query.iter().filter(|part| !part.optional && !is_given(&part.name, &query));
        differences.extend(missing.map(|part| Difference::Query(part.name.clone())));
        let given = template.query.iter().filter(|part| is_given(&part.name, &query)).count();
        let rank = (std::cmp::Reverse(differences.len()), given, fixed, std::cmp::Reverse(route));
        Some((rank, route, reading, differences))
    });
    let (_, route, reading, differences) = candidates.max_by_key(|(rank, ..)| *rank)?;
    Some(Fit { call: ShownCall { route, arguments: reading.arguments, query }, differences })
}

/// The query options of a request, decoded.
fn query(target: &RequestParts<'_>) -> Vec<(String, String)> {
    let text = ["/?", target.query].concat();
    Pattern::new("/").read(&text).map(|reading| reading.query).unwrap_or_default()
}

fn is_given(name: &str, query: &[(String, String)]) -> bool {
    query.iter().any(|(given, _)| given.eq_ignore_ascii_case(name))
}

/// The arguments that a path has for a template, the length of the template's fixed text, and the differences between
/// the two. `None` if the path does not match the template.
fn path(template: &Template, path: &str) -> Option<(PathMatch, usize, Vec<Difference>)> {
    let pattern = Pattern::new(&template.path);
    let reading = pattern.read(path).or_else(|| Pattern::new(&without_quotes(template)?).read(path))?;
    let mut differences = quotes(template, path, &reading);
    if !has_words(path, &template.path) {
        differences.push(Difference::Spelling);
    }
    Some((reading, pattern.fixed(), differences))
}

/// Whether the path contains the words of the template's fixed text, in the same order and in the same letter case.
fn has_words(path: &str, template: &str) -> bool {
    let mut rest = path;
    let fixed = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    let mut words =
        fixed.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())).filter(|word| !word.is_empty());
    words.all(|word| {
        let found = rest.find(word);
        rest = found.map_or("", |at| &rest[at + word.len()..]);
        found.is_some()
    })
}

/// The template without quotes around arguments, if it has any.
fn without_quotes(template: &Template) -> Option<String> {
    let is_quoted = template.path.contains('\'');
    is_quoted.then(|| template.path.replace("='{", "={").replace("}',", "},").replace("}')", "})").replace("('{", "({"))
}

/// The arguments of calls that are placeholders, or have wrong quotes: quoted although their type takes no quotes, or not
/// quoted although it takes quotes.
fn quotes(template: &Template, path: &str, reading: &PathMatch) -> Vec<Difference> {
    let mut found = Vec::new();
    for segment in &template.segments {
        let Segment::Call { name: called, arguments } = segment else { continue };
        for argument in arguments {
            let Piece::Placeholder(placeholder) = argument.value else { continue };
            let Some(given) = reading.arguments.get(placeholder) else { continue };
            let name = argument.name.as_ref().unwrap_or(&template.placeholders[placeholder].name);
            if !argument.quoted && !argument.list && given.starts_with('{') && given.ends_with('}') {
                found.push(Difference::Placeholder(name.clone()));
                continue;
            }
            if !argument.typed || argument.list || !argument.prefix.is_empty() {
                continue;
            }
            let shown = match &argument.name {
                Some(name) => written(path, name),
                None => in_brackets(path, called),
            };
            let shown = shown.unwrap_or(given);
            let is_alias = shown.starts_with(['@', '{', '<']);
            let is_quoted = shown.starts_with(['\'', '"']) || shown.to_ascii_lowercase().starts_with("%27");
            if !is_alias && is_quoted != argument.quoted {
                found.push(Difference::Quotes { name: name.clone(), quoted: argument.quoted });
            }
        }
    }
    found
}

/// The text after `name(` in a path, up to the end of the path; `None` if the path does not contain it.
fn in_brackets<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let open = path.match_indices('(').find(|(at, _)| path[..*at].ends_with(name))?;
    Some(&path[open.0 + 1..])
}

/// The text after `name=` in the parentheses of a path, up to the end of the path; `None` if the path has no argument
/// of this name.
fn written<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let is_start = |at: usize| path[..at].ends_with(['(', ',', ' ']);
    let (at, _) = path.match_indices(name).find(|(at, _)| is_start(*at) && path[at + name.len()..].starts_with('='))?;
    Some(&path[at + name.len() + 1..])
}

/// The path of a template with the values that an example has after the same segments: `/users/17/events` for
/// `/users/{id}/events` and `/users/17/messages`.
pub(super) fn with_values_of(template: &str, path: &str) -> String {
    let shown: Vec<&str> = path.split('/').collect();
    let segments: Vec<&str> = template.split('/').collect();
    let value_behind = |segment: &str| {
        let at = shown.iter().position(|shown| shown.eq_ignore_ascii_case(segment))?;
        let value = *shown.get(at + 1)?;
        let is_value = !value.is_empty() && !value.starts_with('$') && !segments.contains(&value);
        is_value.then_some(value)
    };
    let segment = |at: usize| {
        let is_placeholder = segments[at].starts_with('{') && segments[at].ends_with('}');
        let before = at.checked_sub(1).map(|before| segments[before]).filter(|before| !before.is_empty());
        before.filter(|_| is_placeholder).and_then(value_behind).unwrap_or(segments[at])
    };
    (0..segments.len()).map(segment).collect::<Vec<_>>().join("/")
}
