//! Splits the path of a request into steps: `/users/7/messages/$count` into the name `users`, the key `7` and the name
//! `messages`, with the end [`PathEnd::Count`].
//!
//! In: the template that matches the path, and its arguments. Out: names and keys in order, and what the request asks
//! for at their end. Invariant: two spellings of a path have the same steps.

use super::schema::Schema;

/// A part of a path: a name such as `messages`, a key, or the path of a file below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Step {
    Name(String),
    /// The key of an entity, and the text of its placeholder in the template: `id | userPrincipalName`.
    Key(String, String),
    /// The names on the path from a folder to a file, as in `root:/a/b.txt:`.
    Item(Vec<String>),
}

/// What a request asks for at the end of its path: entities, their number, links to them, bytes, or a call of a
/// function.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum PathEnd {
    /// `/users` or `/users/7`: the entities of a list, or one entity.
    Values,
    /// `/users/$count`: the number of entities of a list.
    Count,
    /// `/members/$ref`: links to the entities instead of the entities.
    References,
    /// `/photo/$value` or `/items/7/content`: the bytes of a stream. The text is the last segment, such as `$value`.
    Stream(String),
    /// `/messages/7/send`: the name of an action or a function, which is called on what the path before it leads to.
    Call(String),
}

/// A path divided into names and keys, with what the request asks for at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct Steps {
    pub steps: Vec<Step>,
    pub end: PathEnd,
}

impl Steps {
    /// Divides a path into steps, given its template and arguments. `None` if there is a function call before the last
    /// segment, because the result of the call decides where the path leads. `is_call` says whether the route calls an
    /// action or a function.
    #[doc(hidden)]
    #[must_use]
    pub fn of(schema: &Schema, template: &str, arguments: &[String], is_call: bool) -> Option<Steps> {
        let (path, _) = template.split_once('?').unwrap_or((template, ""));
        let segments = segments(path);
        let mut arguments = arguments.iter();
        let mut steps = Vec::new();
        let mut end = PathEnd::Values;
        let mut by_path = false;
        let last = segments.len().checked_sub(1)?;
        for (at, segment) in segments.into_iter().enumerate() {
            let text = filled(segment, &mut arguments)?;
            let bare = text.trim_end_matches(':');
            let begins_with_key = segment.starts_with('{');
            let is_function = !begins_with_key && segment.contains('(') && segment.ends_with(')');
            if is_function && at < last {
                return None;
            }
            match text.as_str() {
                _ if is_function || at == last && is_call => {
                    end = PathEnd::Call(short(bare.split('(').next().unwrap_or(bare)).to_owned());
                }
                "$count" if at == last => end = PathEnd::Count,
                "$ref" if at == last => end = PathEnd::References,
                "content" if at == last => end = PathEnd::Stream(text.clone()),
                _ if at == last && text.starts_with('$') => end = PathEnd::Stream(text.clone()),
                _ if !begins_with_key && bare.contains('.') && schema.type_named(bare).is_some() => {}
                _ if by_path && !bare.is_empty() => {
                    steps.push(Step::Item(bare.split('/').map(str::to_owned).collect()));
                }
                _ if begins_with_key => steps.push(Step::Key(bare.to_owned(), placeholder(segment).to_owned())),
                _ => steps.push(Step::Name(bare.to_owned())),
            }
            // In `root:/a/b.txt:/content`, the path of a file follows after the first colon and ends with the second.
            by_path = text.ends_with(':') && !by_path;
        }
        Some(Steps { steps, end })
    }

    /// The path that has these steps, such as `/users/7/messages`.
    pub(super) fn path(steps: &[Step]) -> String {
        let mut path = String::new();
        for step in steps {
            match step {
                Step::Name(text) | Step::Key(text, _) => {
                    path.push('/');
                    path.push_str(&encoded(text));
                }
                Step::Item(names) => {
                    let names: Vec<String> = names.iter().map(|name| encoded(name)).collect();
                    path.push_str(":/");
                    path.push_str(&names.join("/"));
                }
            }
        }
        path
    }
}

/// The segments of a template. A slash within braces does not end one.
fn segments(path: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let at_end = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '/' && depth == 0
    };
    path.trim_start_matches('/').split(at_end).filter(|segment| !segment.is_empty()).collect()
}

/// The text of a segment in which each placeholder is replaced by the next argument; `None` if there are too few.
fn filled<'a>(segment: &str, arguments: &mut impl Iterator<Item = &'a String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let (_, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(arguments.next()?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// The text in the braces of a segment that is one placeholder: `id` of `{id}`. Empty for any other segment.
fn placeholder(segment: &str) -> &str {
    segment
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|name| !name.contains('{'))
        .unwrap_or_default()
}

/// A name without its namespace: `user` of `microsoft.graph.user`.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Percent-encodes an argument as a segment of a path.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@$()=',".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
