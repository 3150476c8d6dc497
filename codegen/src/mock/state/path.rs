//! Splits the path of a request into steps.
//!
//! In: the template that matches the path, and its arguments. Out: names and keys in order, and what the request asks
//! for at their end. Invariant: two spellings of a path have the same steps.

use crate::api::{Operation, Piece, Segment, Template};
use crate::mock::catalogue::Catalogue;
use crate::mock::catalogue::same_type;
use crate::mock::received::Received;

/// A step from an owner to a place, or from a list to one of its entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Name(String),
    /// A key, and the text of its placeholder: `id | userPrincipalName`.
    Key(String, String),
    /// The relative path of an item, as in `root:/a/b.txt:`.
    Item(Vec<String>),
}

/// What a request asks for at the end of its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The value, or the values of a list.
    Values,
    /// `$count`: the number of items.
    Count,
    /// References to the values.
    References,
    /// A stream: `$value` or `content`.
    Stream(String),
    /// An action or function, by its name.
    Call(String),
}

/// A path in steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    pub(super) steps: Vec<Step>,
    pub(super) asked: Asked,
}

/// The steps of the path of a request that an operation answers; `None` if no page documents the path.
pub(super) fn find(catalogue: &Catalogue, received: &Received<'_>, operation: usize) -> Option<Steps> {
    let of_operation = |uri: &str| {
        let mut found = catalogue.index.find(uri).into_iter();
        let (template, reading) = found.find(|(template, _)| catalogue.routes[*template].0 == operation)?;
        of_template(catalogue, template, &reading.arguments)
    };
    if let Some(steps) = of_operation(received.uri) {
        return Some(steps);
    }
    let has_method = |operation: &Operation| operation.method.as_str() == received.method;
    let instead = same_type::find(catalogue, received.uri, has_method)?;
    let Steps { steps: documented, asked } = of_operation(&instead.uri)?;
    let keys = vec![String::new(); catalogue.route(instead.other).template.placeholders.len()];
    let replaced = of_template(catalogue, instead.other, &keys)?.steps.len();
    let (template, reading) = instead.entity;
    let mut steps = of_template(catalogue, template, &reading.arguments)?.steps;
    steps.extend(documented.into_iter().skip(replaced));
    Some(Steps { steps, asked })
}

fn of_template(catalogue: &Catalogue, template: usize, arguments: &[String]) -> Option<Steps> {
    steps(catalogue.operation(template), &catalogue.route(template).template, arguments)
}

/// The steps of a path; `None` if a function in its middle decides where it leads.
pub(super) fn steps(operation: &Operation, template: &Template, arguments: &[String]) -> Option<Steps> {
    let mut steps = Vec::new();
    let mut asked = Asked::Values;
    let mut by_path = false;
    let last = template.segments.len().checked_sub(1)?;
    for (at, segment) in template.segments.iter().enumerate() {
        let text = text(segment, arguments)?;
        let bare = text.trim_end_matches(':');
        match segment {
            Segment::Cast(_) => continue,
            Segment::Call { name, .. } => {
                asked = Asked::Call(short(name).to_owned());
                if at < last {
                    return None;
                }
            }
            _ if at == last && operation.call.is_some() => asked = Asked::Call(short(bare).to_owned()),
            _ if at == last && text.starts_with('$') => {
                asked = match text.as_str() {
                    "$count" => Asked::Count,
                    "$ref" => Asked::References,
                    _ => Asked::Stream(text.clone()),
                };
            }
            _ if at == last && text == "content" => asked = Asked::Stream(text.clone()),
            _ if by_path && !bare.is_empty() => steps.push(Step::Item(bare.split('/').map(str::to_owned).collect())),
            Segment::Key(index) => {
                let name = template.placeholders.get(*index).map_or("", |placeholder| placeholder.raw.as_str());
                steps.push(Step::Key(bare.to_owned(), name.to_owned()));
            }
            Segment::Mixed(pieces) => {
                let is_key = matches!(pieces.first(), Some(Piece::Placeholder(_)));
                steps.push(if is_key {
                    Step::Key(bare.to_owned(), String::new())
                } else {
                    Step::Name(bare.to_owned())
                });
            }
            Segment::Literal(_) => steps.push(Step::Name(bare.to_owned())),
        }
        // After a colon the path of an item follows, up to the next colon.
        by_path = text.ends_with(':') && !by_path;
    }
    Some(Steps { steps, asked })
}

/// The text of a segment with its arguments.
fn text(segment: &Segment, arguments: &[String]) -> Option<String> {
    Some(match segment {
        Segment::Literal(text) | Segment::Cast(text) => text.to_string(),
        Segment::Key(index) => arguments.get(*index)?.clone(),
        Segment::Call { name, .. } => name.to_string(),
        Segment::Mixed(pieces) => {
            let piece = |piece: &Piece| match piece {
                Piece::Literal(text) => Some(text.to_string()),
                Piece::Placeholder(index) => arguments.get(*index).cloned(),
            };
            pieces.iter().map(piece).collect::<Option<String>>()?
        }
    })
}

/// A name without its namespace.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

impl Steps {
    /// The text of a path, as a client writes it.
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

/// Percent-encodes a segment.
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
