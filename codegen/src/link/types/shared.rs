//! Properties of a base that only the pages of its derived types declare.
//!
//! In: types with their own properties. Out: the base gets the properties in its JSON representation. It also gets
//! the properties that all derived types describe in the same words, but only if the pages of the derived types
//! repeat rows of the base without `Inherited from`, because own and inherited rows can then not be distinguished.
//! Invariant: each type still declares or inherits all its properties.

use std::collections::BTreeSet;

use compact_str::CompactString;

use crate::api::{Property, StructuredType, TypeId, bases_of};
use crate::code;
use crate::diagnostic::{Diagnostic, Safety, Subject};
use crate::link::names::resolve::Context;
use crate::link::types::declarations::decls;
use crate::link::types::new_row;
use crate::source::SourceId;

/// The number of rows of the base that a page has to repeat without `Inherited from` before its other rows may be
/// inherited too.
const REPEATED: usize = 3;

/// If only a derived type has a row for a property that its base also has, moves the property to the base. The base
/// has the property if its JSON representation shows it, or an example in `besides` does. Of several derived types
/// with a row, the property of the first one is moved.
pub(in crate::link) fn shown(
    cx: &Context<'_>,
    besides: &[Vec<CompactString>],
    types: &mut [StructuredType],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for index in 0..types.len() {
        let bases = bases_of(types, TypeId::from_index(index));
        for base in bases.collect::<Vec<_>>() {
            let shape = decls(cx, base).flat_map(|(_, decl)| &decl.shape).map(|shape| shape.name.value.as_str());
            let shape: Vec<&str> = shape.chain(besides[base.index()].iter().map(CompactString::as_str)).collect();
            let owner = &types[base.index()];
            let known = |name: &str| owner.properties.iter().any(|known| known.name.eq_ignore_ascii_case(name));
            let is_theirs = |name: &str| shape.contains(&name) && !known(name);
            let properties = &types[index].properties;
            let theirs = (0..properties.len()).rev().filter(|&place| is_theirs(&properties[place].name));
            // The properties are removed from the last to the first, because removing one changes the later indexes.
            let places: Vec<usize> = theirs.collect();
            let mut theirs: Vec<Property> =
                places.into_iter().map(|place| types[index].properties.remove(place)).collect();
            theirs.reverse();
            for property in theirs {
                let place = decls(cx, base).next().map_or(property.span, |(_, decl)| decl.span);
                let owner = &mut types[base.index()];
                let by_example = besides[base.index()].contains(&property.name);
                let what = if by_example { "an example" } else { "the JSON representation" };
                let message = format!(
                    "the table of `{}` has no row for `{}`, which {what} shows; only a derived type has such a row",
                    owner.name.name, property.name
                );
                diagnostics.push(
                    Diagnostic::new(code::INHERITED_BY_ALL, place, message)
                        .help(format!("move the row for `{}` to this page", property.name))
                        .about(Subject::member(&owner.name.name, &property.name))
                        .note(property.span, "the row of a derived type")
                        .fix_unsafely_if(new_row::property(cx, base, &property.name, &new_row::cell(cx, property.ty))),
                );
                owner.properties.push(property);
            }
        }
    }
}

/// Moves to a base the properties that all types derived from it describe alike.
pub(in crate::link) fn repeated(cx: &Context<'_>, types: &mut [StructuredType], diagnostics: &mut Vec<Diagnostic>) {
    let mut all_derived: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut in_doubt_pages: BTreeSet<SourceId> = BTreeSet::new();
    for (index, ty) in types.iter().enumerate() {
        ty.base.into_iter().for_each(|base| all_derived[base.index()].push(index));
    }
    for (index, derived) in all_derived.into_iter().enumerate() {
        let Some((first, others)) = derived.split_first().filter(|(_, others)| !others.is_empty()) else { continue };
        if types[index].pages.is_empty() || !derived.iter().all(|id| in_doubt(cx, types, TypeId::from_index(*id))) {
            continue;
        }
        let alike = |position: &usize| {
            let property = &types[*first].properties[*position];
            others.iter().all(|other| {
                types[*other].properties.iter().any(|other| {
                    other.name == property.name
                        && other.ty == property.ty
                        && other.doc.markdown == property.doc.markdown
                })
            })
        };
        let shared: Vec<usize> = (0..types[*first].properties.len()).filter(alike).collect();
        if !shared.is_empty() {
            let pages = derived.iter().flat_map(|id| decls(cx, TypeId::from_index(*id)));
            in_doubt_pages.extend(pages.map(|(_, decl)| decl.span.source));
        }
        for position in shared.into_iter().rev() {
            let property = types[*first].properties.remove(position);
            for other in others {
                types[*other].properties.retain(|other| other.name != property.name);
            }
            let base = &types[index].name.name;
            let message = format!(
                "the table of `{base}` has no row for `{}`, which all types derived from it have",
                property.name
            );
            let place = decls(cx, TypeId::from_index(index)).next().map_or(property.span, |(_, decl)| decl.span);
            diagnostics.push(
                Diagnostic::new(code::INHERITED_BY_ALL, place, message)
                    .help(format!("move the rows for `{}` to this page", property.name))
                    .about(Subject::member(base, &property.name))
                    .note(property.span, "the row of a derived type")
                    .fix_unsafely_if(new_row::property(
                        cx,
                        TypeId::from_index(index),
                        &property.name,
                        &new_row::cell(cx, property.ty),
                    )),
            );
            types[index].properties.push(property);
        }
    }
    // Once a page marks any row as inherited, its other rows count as its own and stay with their type. A fix that
    // marks a row can therefore change the model, so it is not safe.
    let of_page = |found: &&mut Diagnostic| in_doubt_pages.contains(&found.span.source);
    for found in diagnostics.iter_mut().filter(|found| found.code == code::INHERITED_AGAIN).filter(of_page) {
        found.fix.iter_mut().for_each(|fix| fix.safety = Safety::Unsafe);
    }
}

/// Whether a type's pages repeat rows of its bases and mark none as inherited.
fn in_doubt(cx: &Context<'_>, types: &[StructuredType], id: TypeId) -> bool {
    let rows = || decls(cx, id).flat_map(|(_, decl)| &decl.members);
    let inherited = |name: &str| {
        let bases = bases_of(types, id);
        let mut properties = bases.flat_map(|base| &types[base.index()].properties);
        properties.any(|property| property.name.eq_ignore_ascii_case(name) && property.name != "id")
    };
    rows().all(|row| row.inherited_from.is_none())
        && rows().filter(|row| inherited(&row.name.value)).count() >= REPEATED
}
