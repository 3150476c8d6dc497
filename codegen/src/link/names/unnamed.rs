//! Names for enumerations whose type cell names no type.
//!
//! In: a row whose cell says `Enumeration`. Out: the name in the JSON representation, or else a name made of the names
//! of the type and the property. Invariant: a cell that names a type is not changed.

use crate::api::QualifiedName;
use crate::decl::vocabulary::is_nameless;
use crate::decl::{MemberDecl, ShapeHint, TypeDecl, TypeTerm};
use crate::link::names::spelling::{capitalised, qualify, short_name};

/// The name of the enumeration in a row whose cell says only `Enumeration`. `None` if the cell names a type.
pub(super) fn name(decl: &TypeDecl, member: &MemberDecl, term: &TypeTerm, namespace: &str) -> Option<QualifiedName> {
    if !is_nameless(&term.text) {
        return None;
    }
    let shape = decl.shape.iter().find(|shape| shape.name.value == member.name.value);
    let shown = shape.and_then(|shape| match &shape.hint {
        ShapeHint::Named(name) => Some(name.clone()),
        ShapeHint::Text
        | ShapeHint::Placeholder(_)
        | ShapeHint::Boolean
        | ShapeHint::Integer
        | ShapeHint::Fraction
        | ShapeHint::Object
        | ShapeHint::Nothing => None,
    });
    let owner = decl.annotated.as_ref().or(decl.headed.as_ref()).map_or("", |name| &name.value);
    let made = || compact_str::format_compact!("{}{}", short_name(owner), capitalised(&member.name.value));
    Some(qualify(&shown.unwrap_or_else(made), namespace))
}
