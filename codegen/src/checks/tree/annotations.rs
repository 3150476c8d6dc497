//! Annotations that name a property which their type does not have.

use crate::api::TypeId;
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Spanned;
use crate::text::near;

/// Compares `keyProperty` and `optionalProperties` with the properties of the type.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let api = linked.api;
    let mut found = Vec::new();
    for index in 0..api.types.len() {
        let id = TypeId::from_index(index);
        // If a type has no properties at all, its table may be missing. Another check reports that, so nothing is
        // reported here.
        if api.members(id).next().is_none() {
            continue;
        }
        for (_, decl) in linked.of_type(id) {
            for name in decl.key.iter().chain(&decl.optional) {
                let has = |name: &str| api.member_in_any_case(id, name).is_some() || name.contains(['@', '/', ',']);
                let spelt = api.member_in_any_case(id, name.value.as_str()).filter(|known| known.name != name.value);
                if let Some(known) = spelt.filter(|known| !known.aliases.contains(&name.value)) {
                    let message =
                        format!("the annotation spells the property `{}` differently from its row", known.name);
                    found.push(
                        Diagnostic::new(code::ANNOTATION_PROPERTY, name.span, message)
                            .help(format!("write `{}`", known.name))
                            .about(Subject::member(&api[id].name.name, &name.value))
                            .fix_unsafely(Edit::Word(name.span, name.value.to_string(), known.name.to_string())),
                    );
                }
                if !has(&name.value) && !decl.shape.iter().any(|shape| shape.name.value == name.value) {
                    let is_listed = decl.optional.iter().any(|listed| listed.span == name.span);
                    found.push(report(linked, id, name, is_listed));
                }
            }
        }
    }
    found
}

/// Creates the finding about a property name in an annotation for which the type has no row. `is_listed` is true if the
/// name is in `optionalProperties`, and false if it is in `keyProperty`.
fn report(linked: &Linked<'_>, id: TypeId, name: &Spanned<compact_str::CompactString>, is_listed: bool) -> Diagnostic {
    let owner = &linked.api[id].name.name;
    let near = near::slip(&name.value, linked.api.members(id).map(|member| member.name.as_str()));
    let help = match near {
        Some(near) => format!("write `{near}`"),
        None => format!("remove the name from the annotation, or add a row for `{}`", name.value),
    };
    let message = format!("the annotation names `{}`, for which `{owner}` has no row", name.value);
    Diagnostic::new(code::ANNOTATION_PROPERTY, name.span, message)
        .help(help)
        .about(Subject::member(owner, &name.value))
        .fix_unsafely_if(match near {
            Some(near) => Some(Edit::Word(name.span, name.value.to_string(), near.to_owned())),
            None => is_listed.then_some(Edit::RemoveElement(name.span)),
        })
}
