//! Paths that occur only in examples.
//!
//! In: an example request that matches no request line of its page. Out: the template of its path, if the path leads to
//! the subject of the page. Invariant: every segment of the path is known: a property, a key of a collection, or a call
//! that the page documents. A misspelling therefore never becomes a route.

use crate::api::{Api, ItemType, Operation, Part, Segment, Template, TypeRef};
use crate::decl::body::target::RequestParts;
use crate::decl::template;
use crate::link::exchanges::fit::fit;
use crate::link::paths::Roots;

/// A path that an example adds to an operation.
pub(super) struct Alternative {
    pub(super) template: Template,
    /// What the path leads to: the items themselves, their number (`$count`) or the bytes of one (`$value`). Paths to
    /// the number or to bytes belong to operations of their own.
    pub(super) part: Part,
}

/// The template that the path of an example request adds to an operation, if the path leads to the target of a route
/// of the operation, or to a part of this target: the number of its items (`…/$count`), the bytes of its item
/// (`…/$value`), or the items of one derived type. `None` if the path leads to anything else.
pub(super) fn of_example(
    api: &Api,
    roots: &Roots,
    operation: &Operation,
    target: &RequestParts<'_>,
) -> Option<Alternative> {
    let (items, tail) = tail(api, roots, target.path);
    if tail.is_empty() {
        let (template, _) = template::parse(&path(api, roots, operation, target.path)?).ok()?;
        let is_new = operation.routes.iter().all(|route| route.template.path != template.path);
        let is_one = is_new && leads_alike(api, roots, operation, &template);
        return is_one.then_some(Alternative { template, part: Part::Whole });
    }
    let known = fit(operation.routes.iter().map(|route| &*route.template), &RequestParts { path: items, ..*target });
    let path = match &known {
        Some(fit) => operation.routes[fit.call.route].template.path.clone(),
        None => path(api, roots, operation, items)?,
    };
    let (shorter, _) = template::parse(&path).ok()?;
    let (template, _) = template::parse(&[&path, tail].concat()).ok()?;
    let part = Part::of_path(tail);
    let state = roots.walk(api, &shorter.segments).last().copied().flatten();
    let is_form = state.is_none_or(|ty| ty.collection == (part != Part::Content));
    let is_alike = known.is_some() || leads_alike(api, roots, operation, &shorter);
    (is_form && is_alike).then_some(Alternative { template, part })
}

/// Splits a path in two: the path of the items, and the last segments, if these ask for the number of items, for
/// bytes, or for the items of one derived type. `/groups/1/members/$count` gives `/groups/1/members` and `/$count`.
/// Otherwise the second part is empty.
fn tail<'p>(api: &Api, roots: &Roots, path: &'p str) -> (&'p str, &'p str) {
    let last = |path: &'p str| path.rfind('/').map_or((path, ""), |at| path.split_at(at));
    let (mut items, tail) = last(path);
    if !matches!(tail, "/$count" | "/$value") {
        items = path;
    }
    let (before, name) = last(items);
    if roots.is_type(api, name.trim_start_matches('/')) {
        items = before;
    }
    path.split_at(items.len())
}

/// The path of a request with placeholders for its keys and arguments. `None` if one of its segments is unknown.
fn path(api: &Api, roots: &Roots, operation: &Operation, path: &str) -> Option<String> {
    let mut text = String::new();
    let mut segments = path.split('/').skip(1).peekable();
    let mut opened = false;
    while let Some(segment) = segments.next() {
        if segment.is_empty() {
            return None;
        }
        // After `root:` the path of an item follows, up to a segment that ends with a colon.
        let was_opened = opened;
        opened = segment.ends_with(':') && !was_opened;
        if was_opened {
            let mut end = segment;
            while !end.ends_with(':') && segments.peek().is_some() {
                end = segments.next()?;
            }
            text.push_str(if end.ends_with(':') { "/{item-path}:" } else { "/{item-path}" });
            continue;
        }
        let state = if text.is_empty() { None } else { state(api, roots, &text) };
        text.push('/');
        match state {
            Some(TypeRef { item: ItemType::Structured(id), collection: true }) if is_key(operation, segment) => {
                let (key, colon) = segment.strip_suffix(':').map_or((segment, ""), |key| (key, ":"));
                match key.starts_with('{') {
                    true => text.push_str(key),
                    false => text.push_str(&format!("{{{}-id}}", api[id].name.name)),
                }
                text.push_str(colon);
            }
            _ => text.push_str(&call(segment)),
        }
    }
    Some(text)
}

/// The type of the value to which a path leads; `None` if one of its segments is unknown.
fn state(api: &Api, roots: &Roots, path: &str) -> Option<TypeRef> {
    let (template, _) = template::parse(path).ok()?;
    roots.walk(api, &template.segments).last().copied().flatten()
}

/// Whether a segment after a collection is a key. It is not if it is a call, a cast to a type, `$count` or the like, or
/// equal to the last word of a request line of the page.
fn is_key(operation: &Operation, segment: &str) -> bool {
    let is_called = operation.routes.iter().any(|route| {
        route.template.segments.last().and_then(name).is_some_and(|name| name.eq_ignore_ascii_case(segment))
    });
    !is_called && !segment.starts_with('$') && !segment.contains('(') && !segment.starts_with("microsoft.graph.")
}

/// A segment in which placeholders replace the arguments of a call.
fn call(segment: &str) -> String {
    let Some((name, arguments)) =
        segment.split_once('(').and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)))
    else {
        return segment.to_owned();
    };
    let mut quoted = false;
    let arguments = arguments.split(|char| {
        quoted ^= char == '\'';
        char == ',' && !quoted
    });
    let placeholder = |argument: &str| match argument.split_once('=') {
        Some((name, value)) if value.starts_with('\'') => format!("{name}='{{{name}}}'"),
        Some((name, _)) => format!("{name}={{{name}}}"),
        None => argument.to_owned(),
    };
    format!("{name}({})", arguments.map(placeholder).collect::<Vec<_>>().join(","))
}

/// The name in a segment, such as `messages`, or the name of the call in it; `None` for a key.
fn name(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(name) | Segment::Call { name, .. } | Segment::Cast(name) => Some(name),
        Segment::Key(_) | Segment::Mixed(_) => None,
    }
}

/// Whether a path leads to the same type as a path of the operation, or ends in the same call (such as
/// `microsoft.graph.delta()`) on the same type.
fn leads_alike(api: &Api, roots: &Roots, operation: &Operation, template: &Template) -> bool {
    let states = roots.walk(api, &template.segments);
    let short = |segment: &Segment| name(segment).map(|name| name.rsplit('.').next().unwrap_or(name).to_lowercase());
    let related = |one: Option<TypeRef>, other: Option<TypeRef>| match (one, other) {
        (
            Some(TypeRef { item: ItemType::Structured(one), collection }),
            Some(TypeRef { item: ItemType::Structured(other), collection: several }),
        ) => {
            let is_base = |below, above| below == above || api.bases(below).any(|base| base == above);
            collection == several && (is_base(one, other) || is_base(other, one))
        }
        _ => false,
    };
    operation.routes.iter().any(|route| {
        let known = &route.template.segments;
        let others = roots.walk(api, known);
        let (Some(last), Some(other)) = (template.segments.last(), known.last()) else { return false };
        let (end, other_end) = (states.last().copied().flatten(), others.last().copied().flatten());
        if end.is_some() && other_end.is_some() {
            return related(end, other_end);
        }
        if ends_alike(&template.segments, &states, known, &others, related) {
            return true;
        }
        let before = states.iter().rev().nth(1).copied().flatten();
        let other_before = others.iter().rev().nth(1).copied().flatten();
        let called = short(last).filter(|name| *name != "$ref" || end.is_none());
        // Behind the same segments the same call is meant, even if it is unknown to which type they lead.
        let is_beside = || {
            let pair = (template.segments.split_last(), known.split_last());
            matches!(pair, (Some((Segment::Call { .. }, one)), Some((_, other))) if one == other)
        };
        called.is_some()
            && called == short(other)
            && end.is_none()
            && other_end.is_none()
            && (related(before, other_before) || is_beside())
    })
}

/// Whether two paths end with the same segments, and the values before these segments are of the same type. If all
/// segments of `other` are shared, any single value may stand before them in `one`.
fn ends_alike(
    one: &[Segment],
    states: &[Option<TypeRef>],
    other: &[Segment],
    other_states: &[Option<TypeRef>],
    related: impl Fn(Option<TypeRef>, Option<TypeRef>) -> bool,
) -> bool {
    let same = |(a, b): &(&Segment, &Segment)| match (a, b) {
        (Segment::Key(_), Segment::Key(_)) => true,
        (Segment::Call { arguments, .. }, Segment::Call { arguments: others, .. }) => {
            name(a) == name(b) && arguments.len() == others.len()
        }
        _ => name(a).is_some_and(|word| name(b).is_some_and(|other| word.eq_ignore_ascii_case(other))),
    };
    let shared = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    (1..=shared).any(|count| {
        let behind = one.len().checked_sub(count + 1).and_then(|at| states.get(at).copied().flatten());
        match other.len().checked_sub(count + 1) {
            Some(at) => related(behind, other_states.get(at).copied().flatten()),
            None => behind.is_some_and(|ty| !ty.collection),
        }
    })
}
