//! Relationships that a table declares as one item although operations read several: the operations decide.

use rayon::prelude::*;

use crate::api::{Api, ItemType, Method, Operation, PropertyKind, ResponseBody, Segment, TypeId, TypeRef};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::overrides::OverridePass;
use crate::link::paths::Roots;
use crate::link::types::declarations::decls;
use crate::source::Span;
use crate::text::lowercase::lower;

/// Makes a navigation property a collection if operations list its items or address them by key.
pub(in crate::link) fn link(
    cx: &Context<'_>,
    api: &mut Api,
    roots: &Roots,
    overrides: &OverridePass<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let found: Vec<Vec<(TypeId, usize, Span)>> =
        api.operations.par_iter().map(|operation| plurals(api, roots, overrides, operation)).collect();
    for (owner, position, span) in found.into_iter().flatten() {
        let property = &mut api.types[owner.index()].properties[position];
        if !property.ty.collection {
            property.ty.collection = true;
            let message = format!(
                "the table says that `{}` is a single item, but a request treats it as a collection",
                property.name
            );
            let (name, row) = (property.name.clone(), property.span);
            let row = decls(cx, owner).flat_map(|(_, decl)| &decl.members).find(|member| member.span == row);
            let edit = row.filter(|row| row.ty.terms.len() == 1).map(|row| {
                let end = Span { start: row.ty.span.end, ..row.ty.span };
                Edit::Replace(end, " collection".to_owned())
            });
            diagnostics.push(
                Diagnostic::new(code::COLLECTION_BY_ROUTE, property.span, message)
                    .help("write `collection` after the type")
                    .about(Subject::member(&api.types[owner.index()].name.name, &name))
                    .note(span, "the request")
                    .fix_unsafely_if(edit),
            );
        }
    }
}

/// The navigation properties of which the operation reads several items: for each its owner, its index, and the place
/// of the evidence.
fn plurals(
    api: &Api,
    roots: &Roots,
    overrides: &OverridePass<'_>,
    operation: &Operation,
) -> Vec<(TypeId, usize, Span)> {
    let mut found = Vec::new();
    let answered = match operation.response.body {
        ResponseBody::Value(ty) if operation.method == Method::Get && ty.collection => Some(ty.item),
        ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    };
    let path = lower(&api[operation.page].path);
    let lists = path.rsplit('/').next().is_some_and(|file| file.contains("-list"));
    for route in &operation.routes {
        let segments = &route.template.segments;
        let states = roots.walk(api, segments);
        for index in 1..segments.len() {
            let Segment::Literal(word) = &segments[index] else { continue };
            let Some(TypeRef { item: ItemType::Structured(id), collection: false }) = states[index - 1] else {
                continue;
            };
            let Some((owner, position)) = declared(api, roots, id, word) else { continue };
            let property = &api[owner].properties[position];
            let listed = lists && index + 1 == segments.len() && answered == Some(property.ty.item);
            let keyed = matches!(segments.get(index + 1), Some(Segment::Key(_)));
            if property.kind == PropertyKind::Navigation
                && !property.ty.collection
                && (listed || keyed)
                && !overrides.fixes(owner, &property.name)
            {
                found.push((owner, position, route.span));
            }
        }
    }
    found
}

/// The type that declares a member: the type itself or one of its bases.
fn declared(api: &Api, roots: &Roots, id: TypeId, name: &str) -> Option<(TypeId, usize)> {
    api.with_bases(id).find_map(|owner| Some((owner, roots.members.own_member(owner, name)?)))
}
