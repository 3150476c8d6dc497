//! The properties of types: the type that owns each row, and the type of the row's values.
//!
//! # Rule 7: Owner of a property
//!
//! A row belongs to the type of its page. `Inherited from X` gives it to `X` if `X` is a base type (D0604). A property
//! that a base type declares is not declared again. Of two rows the first counts (D0408). A base type also gets what
//! its JSON representation shows, and what all its derived types describe alike on pages that mark nothing as inherited
//! (D0607, `types/shared.rs`).

use compact_str::{CompactString, format_compact};
use rayon::prelude::*;

use crate::api::{
    EnumType, Evidence, ItemType, PageId, Primitive, Property, PropertyKind, StructuredType, TypeId, TypeKind, TypeRef,
    bases_of,
};
use crate::decl::table::member;
use crate::decl::vocabulary::primitive;
use crate::decl::{MemberDecl, ShapeHint, TypeDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::names::spelling::short_name;
use crate::link::pages::links::doc;
use crate::link::types::bases::claim::TypeDraft;
use crate::link::types::declarations::decls;
use crate::link::types::row_type::{Known, shape_of};
use crate::link::types::secrets::is_sensitive;
use crate::link::types::{new_row, repeated, row_type, shared};
use crate::text::identifier::is_identifier;
use crate::text::lowercase::with_lower;
use crate::{code, overrides};

/// Gives each type its properties, from the rows of all pages.
pub(in crate::link) fn link(
    cx: &Context<'_>,
    drafts: Vec<TypeDraft>,
    enums: &[EnumType],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<StructuredType> {
    let bases: Vec<Option<TypeId>> = drafts.iter().map(|draft| draft.base).collect();
    let known = Known { bases: &bases, enums };
    let shown: Vec<Vec<CompactString>> = drafts.iter().map(|draft| draft.shown.clone()).collect();
    // Own rows are about one type only, so types are distributed over threads. Inherited rows are assigned when all
    // types exist.
    let own = |(index, draft)| OwnMembers::of(cx, &known, TypeId::from_index(index), draft);
    let made: Vec<OwnMembers<'_>> = drafts.into_par_iter().enumerate().map(own).collect();
    let mut types: Vec<StructuredType> = Vec::with_capacity(made.len());
    let mut inherited: Vec<(TypeId, PageId, &MemberDecl)> = Vec::new();
    for mut own in made {
        types.push(own.ty);
        inherited.append(&mut own.inherited);
        diagnostics.append(&mut own.findings);
    }
    for (id, page, member) in inherited {
        hand_down(cx, &known, &mut types, id, page, member, diagnostics);
    }
    repeated::remove(cx, &mut types, diagnostics);
    shared::shown(cx, &shown, &mut types, diagnostics);
    repeated::remove(cx, &mut types, diagnostics);
    shared::repeated(cx, &mut types, diagnostics);
    for ty in &mut types {
        ty.is_any = ty.base.is_none()
            && ty.properties.is_empty()
            && !ty.pages.is_empty()
            && primitive(&ty.name.name) == Some(Primitive::Untyped);
    }
    for index in 0..types.len() {
        if let Some(base) = types[index].base {
            types[base.index()].derived.push(TypeId::from_index(index));
        }
    }
    types
}

/// A type with the members that its own pages declare, and the rows of these pages that are marked as inherited.
struct OwnMembers<'a> {
    ty: StructuredType,
    inherited: Vec<(TypeId, PageId, &'a MemberDecl)>,
    findings: Vec<Diagnostic>,
}

impl<'a> OwnMembers<'a> {
    fn of(cx: &Context<'a>, known: &Known<'_>, id: TypeId, draft: TypeDraft) -> OwnMembers<'a> {
        let mut own = OwnMembers { ty: start(cx, id, draft), inherited: Vec::new(), findings: Vec::new() };
        for (page, decl) in decls(cx, id) {
            for (position, member) in decl.members.iter().enumerate() {
                if member.name.value.contains(['@', '$', '.']) {
                    let message = format!("`{}` is an instance annotation, not a property", member.name.value);
                    own.findings.push(
                        Diagnostic::new(code::INSTANCE_ANNOTATION, member.name.span, message)
                            .help("remove the row; the generated types keep annotations without it")
                            .about(Subject::member(&own.ty.name.name, &member.name.value))
                            .fix_unsafely(Edit::RemoveLines(member.span)),
                    );
                    continue;
                }
                let told = own.findings.len();
                if member.inherited_from.is_some() {
                    own.inherited.push((id, page, member));
                } else {
                    let property = property(cx, known, page, decl, member, &mut own.findings);
                    declare(&mut own.ty, property, &mut own.findings);
                }
                let before = decl.members[..position].iter().find(|before| before.name.value == member.name.value);
                if let Some(before) = before.filter(|_| own.findings.len() == told) {
                    own.findings.push(member::repeated_name(&member.name.value, member.span, before.span));
                }
            }
            shape_only(cx, id, known, decl, &mut own.findings);
        }
        own
    }
}

fn start(cx: &Context<'_>, id: TypeId, draft: TypeDraft) -> StructuredType {
    let entry = &cx.names.types[id.index()];
    let mut ty = StructuredType {
        name: entry.name.clone(),
        kind: TypeKind::Complex,
        base: draft.base,
        derived: Vec::new(),
        undocumented_subtypes: draft.undocumented_subtypes,
        is_abstract: false,
        is_open: false,
        has_stream: false,
        is_any: false,
        key: Vec::new(),
        properties: Vec::new(),
        doc: crate::api::Doc::default(),
        deprecated: None,
        pages: Vec::new(),
        spans: entry.referred.into_iter().collect(),
        evidence: Vec::new(),
    };
    let mut best = 0;
    for (page, decl) in decls(cx, id) {
        let rank = rank(cx, page, &ty.name.name, &decl.doc.markdown);
        if rank > best {
            ty.doc = doc(cx, page, &decl.doc);
            best = rank;
        }
        ty.has_stream |= decl.has_stream;
        ty.deprecated = ty.deprecated.take().or_else(|| decl.deprecated.clone());
        ty.pages.push(page);
        ty.spans.push(decl.span);
        let name = decl.annotated.as_ref().or(decl.headed.as_ref());
        ty.evidence.push(Evidence {
            decision: format!("name = {}", entry.name),
            reason: if Some(page) == cx.tree.overrides() {
                overrides::PATH
            } else if decl.annotated.is_some() {
                "resource annotation"
            } else {
                "title"
            }
            .to_owned(),
            span: name.map(|name| name.span),
            overruled: false,
        });
    }
    ty.evidence.extend(draft.evidence);
    ty
}

/// How reliable a description of a type is: 0 if it is empty, 1 for a placeholder, 2 for any other text, and 3 if the
/// text stands on the page whose file has the name of the type.
fn rank(cx: &Context<'_>, page: PageId, name: &str, text: &str) -> u8 {
    let stem = cx.tree.path(page).rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    match text {
        "" => 0,
        text if is_placeholder(text) => 1,
        _ if stem.eq_ignore_ascii_case(name) => 3,
        _ => 2,
    }
}

/// Whether a text only asks the author for a description.
fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().trim_matches('*').to_lowercase();
    let starts = [
        "not yet documented",
        "todo",
        "to do:",
        "tbd",
        "to be documented",
        "to be added",
        "placeholder",
        "insert description",
        "coming soon",
    ];
    starts.iter().any(|start| lower.starts_with(start)) && lower.len() < 120
}

fn property(
    cx: &Context<'_>,
    known: &Known<'_>,
    page: PageId,
    decl: &TypeDecl,
    member: &MemberDecl,
    diagnostics: &mut Vec<Diagnostic>,
) -> Property {
    let shape = shape_of(decl, member);
    let mut ty = row_type::resolve(cx, known, page, decl, member, diagnostics);
    if let Some(shape) = shape
        && !matches!(shape.hint, ShapeHint::Nothing)
        && shape.collection != ty.collection
        && ty.item != ItemType::Primitive(Primitive::Untyped)
    {
        let (shown, stated) = if ty.collection { ("one value", "a collection") } else { ("an array", "one value") };
        let name = &member.name.value;
        let message = format!("`{name}` is {shown} in the JSON representation but {stated} in the table");
        diagnostics.push(
            Diagnostic::new(code::COLLECTION_CONFLICT, shape.name.span, message)
                .help(
                    "write the same in the JSON representation and in the table; until then a single value is assumed",
                )
                .about(Subject::member(
                    &short_name(decl.annotated.as_ref().or(decl.headed.as_ref()).map_or("", |known| &known.value)),
                    name,
                ))
                .note(member.ty.span, "the cell with the type"),
        );
        ty.collection = false;
    }
    let name = spelled(cx, member, ty.item, diagnostics);
    let soft = ty.item == ItemType::Primitive(Primitive::String);
    Property {
        aliases: Vec::new(),
        ty,
        kind: if member.relationship { PropertyKind::Navigation } else { PropertyKind::Structural },
        doc: doc(cx, page, &member.doc),
        read_only: member.remarks.read_only,
        immutable: member.remarks.immutable,
        required: member.remarks.required == Some(true),
        nullable: member.remarks.nullable,
        select_only: member.remarks.select_only,
        filterable: member.remarks.filterable,
        sensitive: is_sensitive(&name, ty.item),
        deprecated: member.remarks.deprecated.clone(),
        name,
        values: if soft && member.remarks.values.len() >= 2 {
            member.remarks.values.iter().map(|value| value.value.clone()).collect()
        } else {
            Vec::new()
        },
        page,
        span: member.span,
    }
}

/// The spelling of the name of a property. If the name is the plural of its item type entirely in lower case, such as
/// `calendargroups` for `calendarGroup`, it gets the letter case of the type: `calendarGroups`. A type whose name
/// begins with a capital letter does not count.
fn spelled(cx: &Context<'_>, member: &MemberDecl, item: ItemType, diagnostics: &mut Vec<Diagnostic>) -> CompactString {
    let written = &member.name.value;
    if let ItemType::Structured(id) = item
        && let plural = format_compact!("{}s", cx.names.types[id.index()].name.name)
        && plural != *written
        && plural.starts_with(char::is_lowercase)
        && with_lower(&plural, |plural| plural == written)
    {
        diagnostics.push(
            Diagnostic::new(
                code::MEMBER_CASE,
                member.name.span,
                format!("`{written}` is written in lower case, but the name of the type of the items is not"),
            )
            .help(format!("write `{plural}`, which is used until then"))
            .about(Subject::words(written))
            .fix_safely(Edit::Word(member.name.span, written.to_string(), plural.to_string())),
        );
        return plural;
    }
    written.clone()
}

/// Adds a property, unless the type has it. The first row counts, and a later row with another type is reported.
fn declare(ty: &mut StructuredType, property: Property, diagnostics: &mut Vec<Diagnostic>) {
    let known = ty.properties.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&property.name));
    let Some(known) = known else {
        ty.properties.push(property);
        return;
    };
    if known.name != property.name {
        let message = format!("the property `{}` is spelt `{}` here", known.name, property.name);
        diagnostics.push(
            Diagnostic::new(code::MEMBER_CASE, property.span, message)
                .help(format!("write `{}`, or keep only one row for the property", known.name))
                .about(Subject::member(&ty.name.name, &known.name))
                .note(known.span, "the first row for the property")
                .fix_unsafely(Edit::Word(property.span, property.name.to_string(), known.name.to_string())),
        );
    }
    let untyped = ItemType::Primitive(Primitive::Untyped);
    if known.ty.item == untyped && property.ty.item != untyped {
        known.ty = property.ty;
    } else if known.ty != property.ty && property.ty.item != untyped {
        let message =
            format!("this row gives `{}` another type than an earlier row for the same property", property.name);
        diagnostics.push(
            Diagnostic::new(code::MEMBER_CONFLICT, property.span, message)
                .help("write the same type in both rows, or keep only one row; until then the first row is used")
                .about(Subject::member(&ty.name.name, &property.name))
                .note(known.span, "the first row for the property"),
        );
    }
    let says_nothing = known.doc.markdown.is_empty() || is_placeholder(&known.doc.markdown);
    if says_nothing && !property.doc.markdown.is_empty() {
        known.doc = property.doc;
    }
    if property.kind == PropertyKind::Navigation {
        known.kind = PropertyKind::Navigation;
    }
}

/// Assigns an inherited row to the base that the row names, unless an ancestor has the property.
fn hand_down(
    cx: &Context<'_>,
    known: &Known<'_>,
    types: &mut [StructuredType],
    id: TypeId,
    page: PageId,
    member: &MemberDecl,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let bases: Vec<TypeId> = bases_of(types, id).collect();
    let is_it = |property: &Property| property.name.eq_ignore_ascii_case(&member.name.value);
    let inherited =
        bases.into_iter().find_map(|base| Some((base, types[base.index()].properties.iter().position(is_it)?)));
    if let Some((base, at)) = inherited {
        let owner = &types[base.index()];
        let inherited = &owner.properties[at];
        let is_other = |ty: &TypeRef| ty.item == inherited.ty.item && ty.collection != inherited.ty.collection;
        if let Some(ty) = cx.expr(&member.ty, page).filter(is_other) {
            diagnostics.push(repeated::conflict(cx, base, owner, inherited, member));
            types[base.index()].properties[at].ty.collection |= ty.collection;
        }
        return;
    }
    let stated = member.inherited_from.as_ref().and_then(|term| cx.structured(term, page));
    let owner = stated.filter(|owner| bases_of(types, id).any(|base| base == *owner)).unwrap_or(id);
    let Some((_, decl)) = decls(cx, id)
        .find(|(known, decl)| *known == page && decl.members.iter().any(|other| other.span == member.span))
    else {
        return;
    };
    let Some(row) = decl.members.iter().find(|other| other.span == member.span) else { return };
    if owner != id && !cx.names.types[owner.index()].decls.is_empty() {
        let (name, base) = (&member.name.value, &cx.names.types[owner.index()].name.name);
        let message =
            format!("the row says that `{name}` is inherited from `{base}`, but `{base}` has no such property");
        diagnostics.push(
            Diagnostic::new(code::INHERITED_ELSEWHERE, member.name.span, message)
                .help(format!("add a row for `{name}` to the page of `{base}`, or remove `Inherited from`"))
                .about(Subject::member(base, name))
                .fix_unsafely_if(new_row::property(cx, owner, name, &member.ty.raw)),
        );
    }
    let property = property(cx, known, page, decl, row, diagnostics);
    declare(&mut types[owner.index()], property, diagnostics);
}

/// Reports members of the JSON representation that no row declares.
fn shape_only(cx: &Context<'_>, id: TypeId, known: &Known<'_>, decl: &TypeDecl, diagnostics: &mut Vec<Diagnostic>) {
    let has_row = |name: &str| {
        let mut rows = known.line(id).flat_map(|owner| decls(cx, owner)).flat_map(|(_, decl)| &decl.members);
        rows.any(|member| member.name.value.eq_ignore_ascii_case(name))
    };
    // If a type is open, the members of its JSON representation that have no row are examples of names.
    let is_open = decls(cx, id).flat_map(|(_, decl)| &decl.is_open).any(|flag| flag.value);
    for shape in decl.shape.iter().filter(|_| !is_open) {
        // A member whose name is not an identifier is an example of a key in a dictionary, so it is not reported.
        let is_name = is_identifier(&shape.name.value);
        if is_name && !has_row(&shape.name.value) {
            let (name, owner) = (&shape.name.value, &cx.names.types[id.index()].name.name);
            let message =
                format!("the JSON representation shows `{name}`, for which the table of `{owner}` has no row");
            diagnostics.push(
                Diagnostic::new(code::SHAPE_ONLY, shape.name.span, message)
                    .help(format!(
                        "add a row for `{name}` to the table of properties, or remove `{name}` from the JSON"
                    ))
                    .about(Subject::member(owner, name))
                    .fix_unsafely_if(new_row::shown(shape).and_then(|ty| new_row::property(cx, id, name, &ty))),
            );
        }
    }
}
