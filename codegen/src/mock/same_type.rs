//! Paths below an entity that pages document below another entity of the same type.
//!
//! In: a path that no page documents. Out: a documented path that ends the same and leads through an entity of the same
//! type: `/users/7/drive/recent` for `/drives/9/recent`. A type has the same properties and operations wherever its
//! entities are (OData 4.01 URL Conventions, section 4.3). Invariant: the names behind the entity are documented.

use std::collections::HashMap;

use graph_runtime::route::PathMatch;
use graph_runtime::server::TemplateIndex;

use super::catalogue::Catalogue;
use super::subject::Fit;
use crate::api::{Api, ItemType, Method, Operation, ResponseBody, Segment, TypeId, TypeKind};

/// The templates that lead to a single entity, by its type.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities(HashMap<TypeId, Vec<usize>>);

/// A documented path in place of an undocumented one.
#[derive(Clone, Debug)]
pub(super) struct Instead {
    /// The documented path, with the query of the request.
    pub(super) uri: String,
    /// The template that the beginning of the request's path matches, and its arguments.
    pub(super) entity: (usize, PathMatch),
    /// The template at the beginning of the documented path.
    pub(super) other: usize,
}

impl Entities {
    pub(super) fn of(api: &Api, routes: &[(usize, usize, Fit)]) -> Entities {
        let mut entities: HashMap<TypeId, Vec<usize>> = HashMap::new();
        for (template, (operation, route, _)) in routes.iter().enumerate() {
            let operation = &api.operations[*operation];
            // Behind a colon any text would be the path of an item.
            let is_plain = |segment: &Segment| match segment {
                Segment::Literal(text) => !text.ends_with(':'),
                Segment::Key(_) => true,
                Segment::Cast(_) | Segment::Call { .. } | Segment::Mixed(_) => false,
            };
            if let Some(id) = entity(api, operation)
                && operation.routes[*route].template.segments.iter().all(is_plain)
            {
                entities.entry(id).or_default().push(template);
            }
        }
        Entities(entities)
    }
}

/// The type of the single entity that an operation reads.
fn entity(api: &Api, operation: &Operation) -> Option<TypeId> {
    match operation.response.body {
        ResponseBody::Value(ty) if operation.method == Method::Get && operation.call.is_none() && !ty.collection => {
            match ty.item {
                ItemType::Structured(id) if api[id].kind == TypeKind::Entity => Some(id),
                ItemType::Structured(_) | ItemType::Primitive(_) | ItemType::Enum(_) => None,
            }
        }
        ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    }
}

/// A documented path with one of these methods in place of a path that no page documents. The longest beginning of the
/// path that leads to an entity decides.
pub(super) fn find(catalogue: &Catalogue, uri: &str, has: impl Fn(&Operation) -> bool) -> Option<Instead> {
    let (path, query) = uri.split_once('?').map_or((uri, String::new()), |(path, query)| (path, format!("?{query}")));
    let path = path.trim_end_matches('/');
    // Longer paths than any page documents lead nowhere, and would be looked up for each of their segments.
    if path.matches('/').count() > LONGEST {
        return None;
    }
    path.rmatch_indices('/').filter(|(at, _)| *at > 0).find_map(|(at, _)| {
        let (beginning, rest) = path.split_at(at);
        let mut leading = catalogue.index.find(beginning);
        leading.retain(|(template, _)| entity(&catalogue.api, catalogue.operation(*template)).is_some());
        let fit = |template: usize| catalogue.routes[template].2;
        let entity_template = leading.into_iter().rev().max_by_key(|(template, _)| fit(*template))?;
        let ty = entity(&catalogue.api, catalogue.operation(entity_template.0))?;
        let others = catalogue.entities.0.get(&ty)?;
        let (uri, other) = others.iter().find_map(|other| {
            let uri = format!("{}{rest}", sample(catalogue, *other));
            let is_documented = is_documented(&catalogue.index, &uri, |template| has(catalogue.operation(template)));
            is_documented.then_some((uri, *other))
        })?;
        Some(Instead { uri: format!("{uri}{query}"), entity: entity_template, other })
    })
}

const LONGEST: usize = 24;

fn is_documented(index: &TemplateIndex, uri: &str, has: impl Fn(usize) -> bool) -> bool {
    index.find(uri).iter().any(|(template, _)| has(*template))
}

/// The path of a template with a text for each key.
fn sample(catalogue: &Catalogue, template: usize) -> String {
    let segments = catalogue.route(template).template.segments.iter();
    let text = |segment: &Segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Key(_) | Segment::Cast(_) | Segment::Call { .. } | Segment::Mixed(_) => "/0".to_owned(),
    };
    segments.map(text).collect()
}
