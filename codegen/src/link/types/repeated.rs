//! Rows for inherited properties that do not say `Inherited from`.
//!
//! In: the types with all their rows. Out: the types with their own properties. Invariant: the base that declares a
//! property keeps it, and each row that repeats it is reported.

use crate::api::{PageId, Property, StructuredType, TypeId, TypeRef, bases_of};
use crate::code;
use crate::decl::MemberDecl;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::types::declarations::decls;
use crate::link::types::new_row;
use crate::source::{Span, relative};

/// Removes properties that an ancestor declares, and reports their rows.
pub(super) fn remove(cx: &Context<'_>, types: &mut [StructuredType], diagnostics: &mut Vec<Diagnostic>) {
    for index in 0..types.len() {
        let id = TypeId::from_index(index);
        let above: Vec<TypeId> = bases_of(types, id).collect();
        let mut properties = std::mem::take(&mut types[index].properties);
        properties.retain(|property| {
            let owners = above.iter().map(|base| &types[base.index()]);
            let known = |base: &StructuredType| {
                base.properties.iter().position(|known| known.name.eq_ignore_ascii_case(&property.name))
            };
            let inherited = owners.into_iter().find_map(|base| Some((base, &base.properties[known(base)?])));
            if let Some((base, known)) = inherited {
                report(cx, id, property, base, known, diagnostics);
            }
            inherited.is_none()
        });
        types[index].properties = properties;
    }
}

/// Reports each row of an inherited property that does not say `Inherited from`, on any page of the type.
fn report(
    cx: &Context<'_>,
    id: TypeId,
    property: &Property,
    base: &StructuredType,
    known: &Property,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = &property.name;
    if property.ty != known.ty {
        let own = decls(cx, id).flat_map(|(_, decl)| &decl.members).find(|row| row.span == property.span);
        diagnostics.extend(own.map(|row| other_type(cx, base, known, row)));
        return;
    }
    let rows = decls(cx, id).flat_map(|(page, decl)| decl.members.iter().map(move |row| (page, row)));
    let rows: Vec<(PageId, &MemberDecl)> = rows.filter(|(_, row)| row.name.value.eq_ignore_ascii_case(name)).collect();
    let own = rows.iter().find(|(_, row)| row.span == property.span);
    diagnostics.push(repeated_row(cx, property, own.and_then(|(_, row)| row.described), base, known));
    for (page, row) in rows.iter().filter(|(page, row)| *page != property.page && row.inherited_from.is_none()) {
        let further = Property { page: *page, span: row.span, ..property.clone() };
        diagnostics.push(repeated_row(cx, &further, row.described, base, known));
    }
}

/// The finding about a row of an inherited property that has another type than the row of the base.
fn other_type(cx: &Context<'_>, base: &StructuredType, known: &Property, row: &MemberDecl) -> Diagnostic {
    let name = &known.name;
    let message =
        format!("this row gives `{name}` another type than the row of the base type from which it is inherited");
    Diagnostic::new(code::MEMBER_CONFLICT, row.span, message)
        .help("write the type that the row of the base has; until then the row of the base is used")
        .about(Subject::member(&base.name.name, name))
        .note(known.span, "the row of the base")
        .fix_unsafely(new_row::other_type(cx, &row.ty, known.ty))
}

/// The finding that a row marked as inherited and the row of the base disagree on whether the property is a
/// collection. Nobody writes `collection` by accident, so the finding proposes to add the word to the other row.
pub(super) fn conflict(
    cx: &Context<'_>,
    id: TypeId,
    base: &StructuredType,
    known: &Property,
    row: &MemberDecl,
) -> Diagnostic {
    if known.ty.collection {
        return other_type(cx, base, known, row);
    }
    let own = decls(cx, id).flat_map(|(_, decl)| &decl.members).find(|own| own.span == known.span);
    let several = TypeRef { collection: true, ..known.ty };
    let message =
        format!("`{}` is a single item in this row, but a collection in the row of a derived type", known.name);
    Diagnostic::new(code::MEMBER_CONFLICT, known.span, message)
        .help("write `collection` after the type")
        .about(Subject::member(&base.name.name, &known.name))
        .note(row.span, "the row of the derived type")
        .fix_unsafely_if(own.map(|own| new_row::other_type(cx, &own.ty, several)))
}

/// The finding about a row of an inherited property. `description` is the place of the description in the row.
fn repeated_row(
    cx: &Context<'_>,
    row: &Property,
    description: Option<Span>,
    base: &StructuredType,
    known: &Property,
) -> Diagnostic {
    let message = format!("the row of `{}` does not say that the property is inherited", row.name);
    let finding = Diagnostic::new(code::INHERITED_AGAIN, row.span, message)
        .help("write `Inherited from` and a link to the base in the description, or remove the row")
        .about(Subject::words(&row.name))
        .note(known.span, "the row of the base");
    // If no page of the base has a row for the property, another finding says that the row is missing there.
    let Some(description) = description.filter(|_| base.pages.contains(&known.page)) else { return finding };
    let target = relative(cx.tree.path(row.page), cx.tree.path(known.page));
    finding.fix_safely(Edit::Sentence(description, format!("Inherited from [{}]({target}).", base.name.name)))
}
