//! Makes types for values whose members have rows of their own: rows such as `address.city` below the row `address`.
//!
//! In: rows with members, and the name of the type or the page to which the rows belong, such as `order`. Out: a type
//! for each row with members whose type cell names no type; it becomes the type of the row. Invariant: the name of such
//! a type consists of the name of the type or page and that of the row: `order_address`. So it depends on this page
//! alone, and is not the name of a type that has a page.

use compact_str::CompactString;

use crate::api::Primitive;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::primitive;
use crate::decl::{MemberDecl, ParameterDecl, Remarks, TypeDecl, TypeExpr};
use crate::source::Spanned;

/// Words in type cells that name no type, but say that the value has members.
const WORDS: &[&str] = &["array", "list", "collection", "struct", "structure", "complex", "complex type", "objects"];

/// Whether a type cell does not say which members a value has, because it names no type or only a word such as `array`.
pub(crate) fn is_open(ty: Option<&TypeExpr>) -> bool {
    ty.and_then(|ty| ty.terms.first()).is_none_or(|term| {
        term.target.is_none()
            && (primitive(&term.text) == Some(Primitive::Untyped)
                || WORDS.iter().any(|word| term.text.eq_ignore_ascii_case(word)))
    })
}

/// Adds a type to `types` for each row that has members but names no type, and does the same for the members of these
/// rows. The name of the new type becomes the type of the row.
pub(crate) fn of_rows(rows: &mut [ParameterDecl], owner: &str, types: &mut Vec<TypeDecl>) {
    for row in rows.iter_mut().filter(|row| !row.members.is_empty() && is_open(row.ty.as_ref())) {
        if let Some(ty) = of_row(row, owner, types) {
            row.ty = Some(ty);
        }
    }
}

/// Makes the type for a row with members. Returns a [`TypeExpr`] as if the type cell of the row named this type. `None`
/// if a type with this name was already made for another row.
pub(crate) fn of_row(row: &mut ParameterDecl, owner: &str, types: &mut Vec<TypeDecl>) -> Option<TypeExpr> {
    let name = CompactString::from(format!("{owner}_{}", row.name.value));
    let is_named = |known: &&TypeDecl| known.headed.as_ref().is_some_and(|headed| headed.value == name);
    match types.iter().find(is_named) {
        Some(known) if known.span != row.span => return None,
        Some(_) => {}
        None => {
            of_rows(&mut row.members, &name, types);
            types.push(TypeDecl {
                headed: Some(Spanned { value: name.clone(), span: row.name.span }),
                members: row.members.iter().cloned().map(to_member).collect(),
                is_nested: true,
                span: row.span,
                ..TypeDecl::default()
            });
        }
    }
    let stated = row.ty.as_ref();
    let is_several = |ty: &TypeExpr| {
        ty.collection || ["array", "list", "collection"].iter().any(|word| ty.raw.eq_ignore_ascii_case(word))
    };
    let span = stated.map_or(row.name.span, |ty| ty.span);
    Some(TypeExpr {
        terms: type_expr::term(&name, None, span).into_iter().collect(),
        collection: stated.is_some_and(is_several),
        raw: stated.map(|ty| ty.raw.clone()).unwrap_or_default(),
        span,
    })
}

/// Converts a row about a member of a value to a property of the type of this value.
fn to_member(row: ParameterDecl) -> MemberDecl {
    let nothing = TypeExpr { terms: Vec::new(), collection: false, raw: CompactString::default(), span: row.span };
    MemberDecl {
        name: row.name,
        ty: row.ty.unwrap_or(nothing),
        relationship: false,
        inherited_from: row.inherited_from,
        remarks: row.remarks,
        doc: row.doc,
        described: None,
        span: row.span,
    }
}

/// Converts a property to a row to which members can be added.
pub(crate) fn to_row(member: &MemberDecl) -> ParameterDecl {
    ParameterDecl {
        name: member.name.clone(),
        ty: Some(member.ty.clone()),
        inherited_from: None,
        remarks: Remarks::default(),
        members: Vec::new(),
        of_function: false,
        doc: member.doc.clone(),
        span: member.span,
    }
}
