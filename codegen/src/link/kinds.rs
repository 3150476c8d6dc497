//! Entity or complex, abstract, open, property or navigation: decided once, by stated evidence in a fixed order.
//!
//! A chain of bases is of one kind (CSDL 4.01 §6.2, §9.2), so evidence for one type counts for its whole family:
//! 1. an annotation with `keyProperty`; 2. an operation page that reads, changes or deletes one item of the type;
//! 3. another type's `Relationships` row that leads to it; 4. an `id` property together with relationships of its own.

use crate::api::{Api, Evidence, ItemType, PropertyKind, TypeId, TypeKind};
use crate::decl::Flag;
use crate::diagnostic::Diagnostic;
use crate::link::inherit::decls;
use crate::link::resolve::Context;
use crate::source::Span;

/// Decides the kinds.
pub(super) fn link(cx: &Context<'_>, api: &mut Api, _diagnostics: &mut Vec<Diagnostic>) {
    let count = api.types.len();
    let mut reasons: Vec<Vec<(&'static str, Option<Span>)>> = vec![Vec::new(); count];
    for index in 0..count {
        let id = TypeId::from_index(index);
        for (_, decl) in decls(cx, id) {
            if let Some(key) = &decl.key {
                reasons[index].push(("annotation states keyProperty", Some(key.span)));
            }
        }
        let ty = &api.types[index];
        for property in ty.properties.iter().filter(|property| property.kind == PropertyKind::Navigation) {
            if let ItemType::Structured(target) = property.ty.item {
                reasons[target.index()].push(("a Relationships row leads to it", Some(property.span)));
            }
        }
        let identified = ty.properties.iter().any(|property| property.name == "id");
        let related = ty.properties.iter().any(|property| property.kind == PropertyKind::Navigation);
        if identified && related {
            reasons[index].push(("it has an `id` and relationships", ty.spans.first().copied()));
        }
    }
    served(cx, &mut reasons);
    let root: Vec<usize> = (0..count).map(|index| api.bases(TypeId::from_index(index)).last().map_or(index, TypeId::index)).collect();
    let mut entity = vec![false; count];
    for index in 0..count {
        entity[root[index]] |= !reasons[index].is_empty();
    }
    for index in 0..count {
        let kind = if entity[root[index]] { TypeKind::Entity } else { TypeKind::Complex };
        let ty = &mut api.types[index];
        ty.kind = kind;
        let decision = if kind == TypeKind::Entity { "kind = entity" } else { "kind = complex" };
        let stated = std::mem::take(&mut reasons[index]);
        if stated.is_empty() {
            let reason = if kind == TypeKind::Entity { "a type of its inheritance chain is an entity" } else { "nothing says that it has identity" };
            ty.evidence.push(Evidence { decision: decision.to_owned(), reason: reason.to_owned(), span: None, overruled: false });
        }
        for (reason, span) in stated.into_iter().take(4) {
            ty.evidence.push(Evidence { decision: decision.to_owned(), reason: reason.to_owned(), span, overruled: false });
        }
    }
    keys(cx, api);
    flags(cx, api);
    navigation(api);
}

/// Operation pages whose request lines end in a key and that speak of one type read, change or delete an entity.
fn served(cx: &Context<'_>, reasons: &mut [Vec<(&'static str, Option<Span>)>]) {
    for (index, page) in cx.decls.iter().enumerate() {
        let Some(operations) = &page.operations else { continue };
        let page = crate::api::PageId::from_index(index);
        let keyed = operations.routes.iter().any(|route| matches!(route.template.segments.last(), Some(crate::api::Segment::Key(_))));
        if !keyed {
            continue;
        }
        if let Some(id) = crate::link::operations::subject(cx, page)
            && operations.routes.iter().any(|route| matches!(route.method, crate::api::Method::Get | crate::api::Method::Patch | crate::api::Method::Delete))
            && operations.response.mentions.iter().flat_map(|mention| &mention.terms).filter_map(|term| cx.structured(term, page)).any(|mentioned| mentioned == id)
        {
            reasons[id.index()].push(("an operation addresses one item by its key", Some(operations.span)));
        }
    }
}

/// The key stands at the type that declares the property.
fn keys(cx: &Context<'_>, api: &mut Api) {
    for index in 0..api.types.len() {
        let id = TypeId::from_index(index);
        if api.types[index].kind != TypeKind::Entity || api.types[index].base.is_some_and(|base| !api.types[base.index()].pages.is_empty()) {
            continue;
        }
        let stated = decls(cx, id).find_map(|(_, decl)| decl.key.as_ref().map(|key| key.value.clone()));
        let key = stated.unwrap_or_else(|| "id".to_owned());
        if let Some(property) = api.types[index].properties.iter().find(|property| property.name.eq_ignore_ascii_case(&key)) {
            api.types[index].key = vec![property.name.clone()];
        }
    }
}

fn flags(cx: &Context<'_>, api: &mut Api) {
    for index in 0..api.types.len() {
        let id = TypeId::from_index(index);
        let ty = &mut api.types[index];
        let abstracts: Vec<&Flag> = decls(cx, id).flat_map(|(_, decl)| &decl.is_abstract).collect();
        let opens: Vec<&Flag> = decls(cx, id).flat_map(|(_, decl)| &decl.is_open).collect();
        ty.is_abstract = decide(&abstracts, "abstract", &mut ty.evidence);
        ty.is_open = decide(&opens, "open", &mut ty.evidence);
    }
}

/// Annotations before prose; of several, any that says yes.
fn decide(flags: &[&Flag], what: &str, evidence: &mut Vec<Evidence>) -> bool {
    let value = flags.iter().any(|flag| flag.value);
    for flag in flags {
        evidence.push(Evidence {
            decision: format!("{what} = {}", flag.value),
            reason: flag.by.to_owned(),
            span: Some(flag.span),
            overruled: flag.value != value,
        });
    }
    value
}

/// A member of an entity type is a navigation property, whatever table it stands in; any other is structural.
fn navigation(api: &mut Api) {
    for index in 0..api.types.len() {
        for position in 0..api.types[index].properties.len() {
            let entity = match api.types[index].properties[position].ty.item {
                ItemType::Structured(target) => api[target].kind == TypeKind::Entity,
                ItemType::Primitive(_) | ItemType::Enum(_) => false,
            };
            api.types[index].properties[position].kind = if entity { PropertyKind::Navigation } else { PropertyKind::Structural };
        }
    }
}
