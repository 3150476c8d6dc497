//! Groups routes by path.
//!
//! In: all routes (method and path template) of the operations. Out: the paths of the document, sorted, each with its
//! methods and the routes of each method.
//! Invariant: paths that differ only in the names of placeholders are one path, because OpenAPI considers them
//! identical.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::api::{Api, Method, Operation, OperationId, Route, Template};
use crate::plan::{Constructor, Plan, RouteModule, Stub};

/// All paths of the document, sorted.
pub(super) struct Paths<'a> {
    pub(super) items: Vec<PathItem<'a>>,
}

/// A path and, for each method, the routes with this path and method.
pub(super) struct PathItem<'a> {
    /// The path template from which the parameters of the path get their names.
    pub(super) template: &'a Template,
    pub(super) methods: BTreeMap<Method, Vec<Member<'a>>>,
}

/// One route (method and path template) with the operation that it belongs to, and the Rust struct (`stub`) and Rust
/// function (`constructor`) generated for it. Members with the same method and path are merged into one OpenAPI
/// operation.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) id: OperationId,
    pub(super) operation: &'a Operation,
    pub(super) module: &'a RouteModule,
    pub(super) stub: &'a Stub,
    pub(super) constructor: &'a Constructor,
}

impl<'a> Member<'a> {
    pub(super) fn route(&self) -> &'a Route {
        &self.operation.routes[self.constructor.route]
    }

    pub(super) fn template(&self) -> &'a Template {
        &self.route().template
    }

    /// The Rust names of the module, the struct and its constructor, such as `user.GetUser.users`.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.stub_name(), self.constructor.name.as_str())
    }

    /// The Rust names of the module and the struct, such as `user.GetUser`.
    pub(super) fn stub_name(&self) -> String {
        format!("{}.{}", self.module.word("."), self.stub.name.as_str())
    }
}

impl<'a> Paths<'a> {
    pub(super) fn new(api: &'a Api, plan: &'a Plan) -> Paths<'a> {
        let mut shapes: BTreeMap<String, Vec<Member<'a>>> = BTreeMap::new();
        for (index, (operation, stub)) in api.operations.iter().zip(&plan.stubs).enumerate() {
            let module = &plan.routes[stub.module];
            for constructor in &stub.constructors {
                let id = OperationId::from_index(index);
                let member = Member { id, operation, module, stub, constructor };
                shapes.entry(shape(&member.template().path)).or_default().push(member);
            }
        }
        Paths { items: shapes.into_values().filter_map(PathItem::of).collect() }
    }
}

impl<'a> PathItem<'a> {
    fn of(members: Vec<Member<'a>>) -> Option<PathItem<'a>> {
        let uses = |path: &str| members.iter().filter(|member| member.template().path == path).count();
        // The spelling of the path that most routes have. If several spellings are equally frequent, it is the first of
        // them.
        let template = members.iter().rev().map(Member::template).max_by_key(|template| uses(&template.path))?;
        let mut methods: BTreeMap<Method, Vec<Member<'a>>> = BTreeMap::new();
        for member in members {
            methods.entry(member.operation.method).or_default().push(member);
        }
        // Routes without a query come first, because the first route gives the merged operation its summary.
        methods.values_mut().for_each(|members| members.sort_by_key(|member| !member.template().query.is_empty()));
        Some(PathItem { template, methods })
    }

    /// The path as OpenAPI writes it: `/users/{user-id}`.
    pub(super) fn path(&self) -> String {
        escaped(&self.template.path)
    }
}

/// Keeps only the first route of each operation, because an operation may have several routes with the same method and
/// path.
pub(super) fn first_routes<'a>(members: &[Member<'a>]) -> Vec<Member<'a>> {
    let mut operations: Vec<Member<'a>> = Vec::with_capacity(members.len());
    for member in members {
        if !operations.iter().any(|known| known.id == member.id) {
            operations.push(*member);
        }
    }
    operations
}

/// A path in which each placeholder is `{}`.
fn shape(path: &str) -> String {
    texts_and_placeholders(path).map(|part| if part.starts_with('{') { "{}" } else { part }).collect()
}

/// The characters to percent-encode: all except those that a path may contain as they are (RFC 3986, section 3.3), and
/// except `%`, which begins a character that is encoded already.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'%');

/// The path with its fixed text percent-encoded where necessary, so that braces occur only around placeholders.
fn escaped(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for part in texts_and_placeholders(path) {
        match part.starts_with('{') {
            true => text.push_str(part),
            false => text.extend(utf8_percent_encode(part, ENCODED)),
        }
    }
    text
}

/// The fixed texts of a path and its placeholders with their braces, in order.
fn texts_and_placeholders(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        let end = match (rest.starts_with('{'), rest.find('{'), rest.find('}')) {
            (true, _, Some(end)) => end + 1,
            (false, Some(start), _) => start,
            (true, _, None) | (false, None, _) => rest.len(),
        };
        let (part, after) = rest.split_at(end);
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_differ_in_placeholder_names_are_one_path() {
        assert_eq!(shape("/users/{id}/range(a='{a}',b={b})"), "/users/{}/range(a='{}',b={})");
        assert_eq!(shape("/users/{id}/x"), shape("/users/{user}/x"));
    }

    #[test]
    fn fixed_text_is_percent_encoded() {
        assert_eq!(escaped("/root:/{path}:/a b(x='{x}')/$ref#ü%20"), "/root:/{path}:/a%20b(x='{x}')/$ref%23%C3%BC%20");
    }
}
