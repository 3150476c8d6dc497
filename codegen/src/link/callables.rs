//! Actions and functions: a last segment that is no member of the type before it is called, not read.

use crate::api::{
    Api, Callable, CallableKind, ItemType, Method, Operation, Parameter, RequestBody, ResponseBody, Route, Segment,
    TypeRef,
};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::link::paths::{Roots, member};
use crate::link::resolve::Context;

/// Finds what every operation calls, and mends the letter case of path segments.
pub(super) fn link(cx: &Context<'_>, api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let roots = Roots::new(api);
    let mut calls = Vec::with_capacity(api.operations.len());
    for operation in &api.operations {
        calls.push(operation.routes.iter().find_map(|route| call(cx, api, &roots, operation, route)));
    }
    let cases = cases(api, &roots, diagnostics);
    for (operation, call) in api.operations.iter_mut().zip(calls) {
        operation.call = call;
    }
    for (operation, route, segment, spelling) in cases {
        respell(&mut api.operations[operation].routes[route], segment, &spelling);
    }
}

fn call(cx: &Context<'_>, api: &Api, roots: &Roots, operation: &Operation, route: &Route) -> Option<Callable> {
    let segments = &route.template.segments;
    let last =
        segments.iter().rposition(|segment| !matches!(segment, Segment::Literal(word) if word.starts_with('$')))?;
    let name = match &segments[last] {
        Segment::Literal(word) => word.clone(),
        Segment::Call { name, .. } => name.clone(),
        Segment::Cast(name) if api.types.iter().all(|ty| !ty.name.to_string().eq_ignore_ascii_case(name)) => {
            name.clone()
        }
        Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => return None,
    };
    if last + 1 < segments.len() || !matches!(operation.method, Method::Get | Method::Post) {
        return None;
    }
    let name = name.rsplit('.').next().unwrap_or(&name).to_owned();
    let kind = if operation.method == Method::Get { CallableKind::Function } else { CallableKind::Action };
    let states = roots.walk(api, segments);
    let before = last.checked_sub(1).and_then(|index| states[index]);
    let binding = match before {
        Some(TypeRef { item: ItemType::Structured(id), .. }) => {
            if member(api, id, &name).is_some() {
                return None;
            }
            before?
        }
        Some(_) => return None,
        None if last == 0 => return None,
        None => by_page(cx, operation, &name)?,
    };
    let parameters = parameters(operation, &segments[last]);
    let returns = match operation.response.body {
        ResponseBody::Value(ty) => Some(ty),
        ResponseBody::Stream => {
            Some(TypeRef { item: ItemType::Primitive(crate::api::Primitive::Stream), collection: false })
        }
        ResponseBody::None | ResponseBody::Redirect => None,
    };
    let namespace = match binding.item {
        ItemType::Structured(id) => api[id].name.namespace.clone(),
        ItemType::Enum(_) | ItemType::Primitive(_) => cx.tree.default_namespace.clone(),
    };
    Some(Callable { kind, name, namespace, binding: Some(binding), parameters, returns })
}

/// Where the path is not understood: the file is named after the type and the call.
fn by_page(cx: &Context<'_>, operation: &Operation, name: &str) -> Option<TypeRef> {
    let subject = operation.subject?;
    let path = cx.tree.path(operation.page).to_lowercase();
    let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let squeezed: String = stem.split('-').skip(1).collect();
    squeezed
        .ends_with(&name.to_lowercase())
        .then_some(TypeRef { item: ItemType::Structured(subject), collection: false })
}

/// Parameters of the body (action) or of the path (function), with what the tables say of them.
fn parameters(operation: &Operation, segment: &Segment) -> Vec<Parameter> {
    if let RequestBody::Parameters(rows) = &operation.request {
        return rows.clone();
    }
    let Segment::Call { arguments, .. } = segment else { return Vec::new() };
    arguments
        .iter()
        .filter_map(|argument| {
            let name = argument.name.clone()?;
            let known = operation.parameters.iter().find(|row| row.name.eq_ignore_ascii_case(&name));
            Some(known.cloned().map_or_else(
                || Parameter {
                    name: name.clone(),
                    ty: None,
                    required: Some(true),
                    doc: crate::api::Doc::default(),
                    span: operation.span,
                },
                |row| Parameter { name: name.clone(), ..row },
            ))
        })
        .collect()
}

/// Segments that differ from the member they address only in letter case: operation, route, segment, the member's spelling.
fn cases(api: &Api, roots: &Roots, diagnostics: &mut Vec<Diagnostic>) -> Vec<(usize, usize, usize, String)> {
    let mut found = Vec::new();
    for (operation_index, operation) in api.operations.iter().enumerate() {
        for (route_index, route) in operation.routes.iter().enumerate() {
            let states = roots.walk(api, &route.template.segments);
            for (index, segment) in route.template.segments.iter().enumerate().skip(1) {
                let Segment::Literal(word) = segment else { continue };
                let Some(TypeRef { item: ItemType::Structured(id), .. }) = states[index - 1] else { continue };
                let Some(member) = api.members(id).find(|member| member.name.eq_ignore_ascii_case(word)) else {
                    continue;
                };
                if member.name != *word {
                    let message = format!("`{word}` for `{}`", member.name);
                    diagnostics.push(
                        Diagnostic::new(code::ROUTE_CASE, route.span, message)
                            .expected("the property's spelling")
                            .note(member.span, "the property"),
                    );
                    found.push((operation_index, route_index, index, member.name.clone()));
                }
            }
        }
    }
    found
}

fn respell(route: &mut Route, segment: usize, spelling: &str) {
    let mut parts: Vec<String> = route.template.path.split('/').map(str::to_owned).collect();
    let aligned = parts.len() == route.template.segments.len() + 1;
    if let Some(Segment::Literal(word)) = route.template.segments.get_mut(segment) {
        // The path starts with a slash, so part 0 is empty; parts and segments agree as long as no part holds a slash itself.
        if aligned && parts[segment + 1] == *word {
            parts[segment + 1] = spelling.to_owned();
            route.template.path = parts.join("/");
        }
        *word = spelling.to_owned();
    }
}
