//! Suggestions for a pattern without a match.
//!
//! In: a pattern. Out: patterns of the same kind that have a match, the nearest first.

use std::collections::BTreeSet;

use super::Pattern;
use super::pattern::segments;
use crate::api::Api;
use crate::text::near;

/// The highest number of suggestions for one pattern.
const TOLD: usize = 3;

/// The pattern, and similar patterns that match something; `None` if the pattern itself matches something.
pub(super) fn unmatched(api: &Api, pattern: &Pattern) -> Option<Unmatched> {
    let mut routes = api.operations.iter().flat_map(|operation| {
        let method = operation.method.as_str();
        operation.routes.iter().map(move |route| (method, &route.template.path))
    });
    let mut names = api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name));
    if routes.any(|(method, path)| pattern.matches_route(method, path)) || names.any(|name| pattern.matches_type(name))
    {
        return None;
    }
    let text = pattern.to_string();
    let near = if pattern.is_of_routes() { near_routes(api, &text) } else { near_names(api, &text) };
    Some(Unmatched { pattern: pattern.clone(), near })
}

/// The patterns of routes that are most similar to `text`. Each is a route of the API, or, if `text` ends with `/**`,
/// the start of a route with as many segments as `text` has before `/**`.
fn near_routes(api: &Api, text: &str) -> Vec<String> {
    let (method, path) = text.split_once(' ').unwrap_or(("*", text));
    let (start, end) = match path.strip_suffix("/**") {
        Some(start) => (start, "/**"),
        None => (path, ""),
    };
    let length = segments(start).count();
    let mut known = BTreeSet::new();
    for operation in &api.operations {
        let method = if method == "*" { "*" } else { operation.method.as_str() };
        for route in &operation.routes {
            let mut path: String =
                route.template.path.split('/').skip(1).take(length).map(|segment| format!("/{segment}")).collect();
            // Without `/**` at its end, a pattern only matches a whole route, so a mere start of a route is not
            // suggested.
            path.push_str(end);
            if end.is_empty() && path != route.template.path {
                continue;
            }
            known.insert(format!("{method} {path}"));
        }
    }
    nearest(&known, text)
}

fn near_names(api: &Api, text: &str) -> Vec<String> {
    let names = api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name));
    let wanted = text.to_ascii_lowercase();
    // If the user left out the namespace, all types with this short name are suggested.
    let short: Vec<String> =
        names.clone().filter(|name| name.name.to_ascii_lowercase() == wanted).map(ToString::to_string).collect();
    if short.is_empty() { nearest(&names.map(ToString::to_string).collect(), text) } else { short }
}

/// The known names that are most similar to `text`. A name that differs in more than half of the letters is not
/// suggested.
fn nearest(known: &BTreeSet<String>, text: &str) -> Vec<String> {
    let near = near::nearest(text, known.iter().map(String::as_str), text.len() / 2);
    near.into_iter().take(TOLD).map(str::to_owned).collect()
}

/// A pattern that matches nothing, with suggestions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unmatched {
    /// The pattern that matches nothing.
    pub pattern: Pattern,
    /// The patterns of the same kind that match something and are similar to `pattern`, the most similar first.
    pub near: Vec<String>,
}
