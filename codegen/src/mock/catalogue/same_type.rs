//! Finds a documented path for a request whose path is documented only below another entity of the same type.
//!
//! In: a path that no page documents. Out: a documented path with the same end that leads through an entity of the same
//! type: for `/drives/9/recent` the path `/users/0/drive/recent`, because `/drives/9` and `/users/0/drive` both lead to
//! a drive. A type has the same properties and operations wherever its entities are (OData 4.01 URL Conventions,
//! section 4.3). Invariant: the segments after the entity are documented.

use graph_runtime::route::PathMatch;

use crate::api::{Operation, Segment};
use crate::mock::catalogue::Catalogue;
use crate::mock::catalogue::entities::entity;

/// A documented path that can stand for the path of a request that no page documents.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Instead {
    /// This documented path, followed by the query of the request.
    pub(in crate::mock) uri: String,
    /// The template that matches the beginning of the requested path (`/drives/{id}` for `/drives/9/recent`), and the
    /// values of its placeholders.
    pub(in crate::mock) entity: (usize, PathMatch),
    /// The index of the template at the beginning of the documented path (`/users/{id}/drive`), which leads to an
    /// entity of the same type.
    pub(in crate::mock) other: usize,
}

/// Finds a documented path for a requested path that no page documents. Only paths with an operation that `has` accepts
/// count. If several beginnings of the requested path lead to an entity, the longest one is used.
pub(in crate::mock) fn find(catalogue: &Catalogue, uri: &str, has: impl Fn(&Operation) -> bool) -> Option<Instead> {
    let (path, query) = uri.split_once('?').map_or((uri, String::new()), |(path, query)| (path, format!("?{query}")));
    let path = path.trim_end_matches('/');
    // No documented path has this many segments, and the time of the search grows with their number.
    if path.matches('/').count() > MAX_SEGMENTS {
        return None;
    }
    path.rmatch_indices('/').filter(|(at, _)| *at > 0).find_map(|(at, _)| {
        let (beginning, rest) = path.split_at(at);
        // A segment that occurs in no documented path cannot lead anywhere. Without this check, the search below would
        // try all paths of the type for it.
        if !catalogue.entities.has_name(rest[1..].split('/').next().unwrap_or_default()) {
            return None;
        }
        let mut leading = catalogue.index.find(beginning);
        leading.retain(|(template, _)| entity(&catalogue.api, catalogue.operation(*template)).is_some());
        let fit = |template: usize| catalogue.routes[template].2;
        let entity_template = leading.into_iter().rev().max_by_key(|(template, _)| fit(*template))?;
        let ty = entity(&catalogue.api, catalogue.operation(entity_template.0))?;
        let others = catalogue.entities.of_type(ty);
        let (uri, other) = others.iter().find_map(|other| {
            let uri = format!("{}{rest}", sample(catalogue, *other));
            let is_documented =
                catalogue.index.find(&uri).iter().any(|(template, _)| has(catalogue.operation(*template)));
            is_documented.then_some((uri, *other))
        })?;
        Some(Instead { uri: format!("{uri}{query}"), entity: entity_template, other })
    })
}

const MAX_SEGMENTS: usize = 24;

/// A path that matches a template: each placeholder is replaced by `0`.
fn sample(catalogue: &Catalogue, template: usize) -> String {
    let segments = catalogue.route(template).template.segments.iter();
    let text = |segment: &Segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Key(_) | Segment::Cast(_) | Segment::Call { .. } | Segment::Mixed(_) => "/0".to_owned(),
    };
    segments.map(text).collect()
}
