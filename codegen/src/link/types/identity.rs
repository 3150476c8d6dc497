//! Evidence that a type has identity, before bases and members are known.
//!
//! # Rule 5: Identity
//!
//! A type has identity, so that it is an entity type, for one of these reasons, the strongest first:
//!
//! 1. an operation page that is named after the type reads, changes or deletes one item and returns it, unless it only reads
//!    the value of another type's property;
//! 2. a `Relationships` row of another type leads to it, unless its own pages name no key, base, relationship or
//!    operation, and it has no `id` or is the value of more properties than relationships;
//! 3. its annotation has a `keyProperty`, or its introduction or a row names a key, and it has that property or operations of its own, unless an annotation alone
//!    says so of a type that the pages use as the value of a property only;
//! 4. it has relationships of its own, together with an `id` property or without being the value of a property;
//! 5. it has an `id` property and no base, and is not the value of a property, unless only actions and functions return it.

use crate::api::{Method, PageId, Segment, TypeId};
use crate::decl::{MemberDecl, ShapeHint, TypeDecl};
use crate::link::names::resolve::Context;
use crate::link::operations::callables::is_crud;
use crate::link::types::declarations::decls;
use crate::source::Span;
use crate::text::singular::singular;

/// For each type the reasons for its identity, the strongest first: a sentence, and the place on the page that shows
/// it. A type without identity has no reasons.
pub(in crate::link) type Reasons = Vec<Vec<(&'static str, Option<Span>)>>;

/// Collects the reasons for the identity of every type.
pub(in crate::link) fn collect(cx: &Context<'_>) -> Reasons {
    let count = cx.names.types.len();
    let mut reasons: Reasons = vec![Vec::new(); count];
    let mut valued = vec![0_usize; count];
    let mut related: Reasons = vec![Vec::new(); count];
    for index in 0..count {
        let id = TypeId::from_index(index);
        for (page, decl) in decls(cx, id) {
            for member in &decl.members {
                let Some(target) = cx.row(decl, member, page) else { continue };
                if member.relationship {
                    related[target.index()]
                        .push(("a `Relationships` row of another type leads to the type", Some(member.span)));
                } else if target != id {
                    valued[target.index()] += 1;
                }
            }
        }
    }
    served(cx, &valued, &mut reasons);
    let called = called(cx);
    for (index, related) in related.into_iter().enumerate() {
        if !reasons[index].is_empty() || !is_mere_value(cx, TypeId::from_index(index), valued[index], related.len()) {
            reasons[index].extend(related);
        }
    }
    for index in 0..count {
        add_own_reasons(cx, TypeId::from_index(index), valued[index] > 0, called[index], &mut reasons[index]);
        // A type that is only described by rows in the table of another type, such as `address.city`, is the type of
        // a value.
        if decls(cx, TypeId::from_index(index)).any(|(_, decl)| decl.is_nested) {
            reasons[index].clear();
        }
    }
    reasons
}

/// Whether the type clearly has no identity, so that a row in the `Relationships` table of another type does not make
/// it an entity type. Its pages name no key, base, relationship or operation. In addition, it has no `id`, or more
/// properties than relationships have it as their type.
fn is_mere_value(cx: &Context<'_>, id: TypeId, valued: usize, related: usize) -> bool {
    let mut members = decls(cx, id).flat_map(|(_, decl)| &decl.members).peekable();
    // A page without properties may only be unfinished, unless an annotation says what the type is.
    if members.peek().is_none() && decls(cx, id).all(|(_, decl)| decl.annotated.is_none()) {
        return false;
    }
    let claims = |decl: &TypeDecl| decl.key.is_some() || !decl.bases.is_empty();
    let has_methods =
        cx.names.types[id.index()].decls.iter().any(|(page, _)| !cx.decls[page.index()].methods.is_empty());
    if has_methods || decls(cx, id).any(|(_, decl)| claims(decl)) {
        return false;
    }
    let (mut has_id, mut relates) = (false, false);
    for member in members {
        has_id |= member.name.value.eq_ignore_ascii_case("id");
        relates |= member.relationship;
    }
    !relates && (!has_id || valued > related)
}

/// Adds the reasons that the pages of the type itself state.
fn add_own_reasons(
    cx: &Context<'_>,
    id: TypeId,
    valued: bool,
    called: bool,
    reasons: &mut Vec<(&'static str, Option<Span>)>,
) {
    let members = || decls(cx, id).flat_map(|(_, decl)| &decl.members);
    let named = |name: &str| {
        members().find(|member: &&MemberDecl| member.name.value.eq_ignore_ascii_case(name) && !member.relationship)
    };
    let derives = decls(cx, id).any(|(_, decl)| !decl.bases.is_empty());
    let stated = decls(cx, id).find_map(|(_, decl)| decl.key.as_ref());
    // If the type has no annotation, its key is stated in words. An annotation is often written by habit, but such
    // words are not, so they count as a reason.
    let told = decls(cx, id).any(|(_, decl)| decl.key.is_some() && decl.annotated.is_none());
    let has_methods =
        cx.names.types[id.index()].decls.iter().any(|(page, _)| !cx.decls[page.index()].methods.is_empty());
    if let Some(key) = stated
        && (named(&key.value).is_some() || members().next().is_none() || has_methods || !reasons.is_empty())
        && (!valued || has_methods || !reasons.is_empty() || derives || told)
    {
        reasons.push(("its page states its key", Some(key.span)));
    }
    // Without an annotation, only the JSON representation can state the key.
    let shown = decls(cx, id).filter(|(_, decl)| decl.annotated.is_none()).flat_map(|(_, decl)| &decl.shape);
    let calls_identifier =
        |hint: &ShapeHint| matches!(hint, ShapeHint::Placeholder(words) if words.contains("identifier"));
    let shown = shown.into_iter().find(|shape| shape.name.value == "id" && calls_identifier(&shape.hint));
    if let Some(shape) = shown.filter(|_| !valued && !derives) {
        reasons.push(("its representation calls the `id` an identifier", Some(shape.name.span)));
    }
    let identifier = named("id");
    let related = members().find(|member| member.relationship && member.inherited_from.is_none());
    match (related, identifier) {
        (Some(_), Some(identifier)) => reasons.push(("it has an `id` and relationships", Some(identifier.span))),
        (Some(related), None) if !valued => {
            reasons.push(("the type has relationships, and no property has it as a value", Some(related.span)))
        }
        (None, Some(identifier)) if !valued && !derives && !called => {
            reasons.push(("the type has an `id`, and no property has it as a value", Some(identifier.span)))
        }
        (Some(_) | None, Some(_) | None) => {}
    }
}

/// Adds a reason for each type that an operation page is named after, if the page reads, changes or deletes an item of
/// the type and returns it.
fn served(cx: &Context<'_>, valued: &[usize], reasons: &mut Reasons) {
    for (index, page) in cx.decls.iter().enumerate() {
        let Some(operations) = &page.operations else { continue };
        let page = PageId::from_index(index);
        let Some(id) = cx.subjects[index] else { continue };
        let read =
            operations.routes.iter().any(|route| matches!(route.method, Method::Get | Method::Patch | Method::Delete));
        // The path to a property ends with the name of the property. The path to an item ends with its key or the name
        // of its type.
        let last = operations.routes.iter().filter_map(|route| route.template.segments.last());
        let addressed = last.into_iter().any(|segment| match segment {
            Segment::Key(_) => true,
            Segment::Literal(word) => word.eq_ignore_ascii_case(&cx.names.types[id.index()].name.name),
            // A key in parentheses after the plural of the type's name, such as `users(id='{id}')`.
            Segment::Call { name, arguments } => {
                !arguments.is_empty() && singular(name).eq_ignore_ascii_case(&cx.names.types[id.index()].name.name)
            }
            Segment::Cast(_) | Segment::Mixed(_) => false,
        });
        let mentions = operations.response.mentions.iter().flat_map(|mention| &mention.terms);
        let answers = || mentions.filter_map(|term| cx.structured(term, page)).any(|mentioned| mentioned == id);
        if read && (addressed || valued[id.index()] == 0) && answers() {
            reasons[id.index()].push(("an operation addresses a single item of the type", Some(operations.span)));
        }
    }
}

/// For each type whether only actions and functions return it: no operation lists, gets, creates or changes items of
/// the type.
fn called(cx: &Context<'_>) -> Vec<bool> {
    let mut answered = vec![(false, false); cx.names.types.len()];
    for (index, page) in cx.decls.iter().enumerate() {
        let Some(operations) = &page.operations else { continue };
        let page = PageId::from_index(index);
        let crud = is_crud(cx, page, "");
        for term in operations.response.mentions.iter().flat_map(|mention| &mention.terms) {
            if let Some(id) = cx.structured(term, page) {
                let (called, served) = &mut answered[id.index()];
                *called |= !crud;
                *served |= crud;
            }
        }
    }
    answered.into_iter().map(|(called, served)| called && !served).collect()
}
