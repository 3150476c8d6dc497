//! Rows for inherited properties that do not say `Inherited from`.
//!
//! In: the types with all their rows. Out: the types with their own properties. Invariant: the base that declares a
//! property keeps it, and each row that repeats it is reported.

use crate::api::{Property, StructuredType, TypeId, bases_of};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::source::relative;

/// Removes properties that an ancestor declares, and reports their rows.
pub(super) fn remove(cx: &Context<'_>, types: &mut [StructuredType], diagnostics: &mut Vec<Diagnostic>) {
    for index in 0..types.len() {
        let above: Vec<TypeId> = bases_of(types, TypeId::from_index(index)).collect();
        let mut properties = std::mem::take(&mut types[index].properties);
        properties.retain(|property| {
            let owners = above.iter().map(|base| &types[base.index()]);
            let known = |base: &StructuredType| {
                base.properties.iter().position(|known| known.name.eq_ignore_ascii_case(&property.name))
            };
            let inherited = owners.into_iter().find_map(|base| Some((base, &base.properties[known(base)?])));
            if let Some((base, known)) = inherited {
                diagnostics.push(again(cx, property, base, known));
            }
            inherited.is_none()
        });
        types[index].properties = properties;
    }
}

/// The finding about a row for an inherited property.
fn again(cx: &Context<'_>, property: &Property, base: &StructuredType, known: &Property) -> Diagnostic {
    let name = &property.name;
    let (code, message, help) = if property.ty == known.ty {
        (
            code::INHERITED_AGAIN,
            format!("the row of `{name}` does not say that it is inherited"),
            "write `Inherited from` and the base in the description, or remove the row",
        )
    } else {
        (
            code::MEMBER_CONFLICT,
            format!("this row gives `{name}` another type than the base it is inherited from"),
            "write the type of the base's row, which counts",
        )
    };
    let finding = Diagnostic::new(code, property.span, message)
        .help(help)
        .about(Subject::words(name))
        .note(known.span, "the row of the base");
    // If only derived types declare the property, it is missing in the base: that is another finding.
    if code == code::MEMBER_CONFLICT || !base.pages.contains(&known.page) {
        return finding;
    }
    let target = relative(cx.tree.path(property.page), cx.tree.path(known.page));
    finding.fix_safely(Edit::RowEnd(property.span, format!("Inherited from [{}]({target}).", base.name.name)))
}
