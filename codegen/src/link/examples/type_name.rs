//! Names of types in examples: unknown, in another namespace, or in another letter case.

use crate::api::{Api, ItemType};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::spelling;
use crate::link::names::suggestion;
use crate::source::Span;
use crate::text::identifier::once;

/// The namespace of type names that annotations give to the parameters of an action as a whole. No page describes these
/// types, so their names are not reported.
const BODY_OF_ACTION: &str = "requestBodyResourceFor.";

/// Reports the name of a type in an example if it is unknown, in another namespace, or in another letter case.
pub(super) fn check_type_name(
    api: &Api,
    item: Option<ItemType>,
    written: &str,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let written = written.trim().trim_start_matches('#');
    let documented = match item {
        Some(ItemType::Structured(id)) => &api[id].name,
        Some(ItemType::Enum(id)) => &api[id].name,
        Some(ItemType::Primitive(_)) => return,
        None => {
            let is_name = !written.to_lowercase().starts_with("collection") && written.contains('.');
            if is_name && !written.starts_with(BODY_OF_ACTION) {
                let near = suggestion::similar_type(written, api.types.iter().map(|ty| &ty.name));
                let edit = near.as_ref().map(|near| Edit::Word(span, written.to_owned(), near.clone()));
                let help = match near {
                    Some(near) => format!("write `{near}`"),
                    None => "write the name of a documented type".to_owned(),
                };
                diagnostics.push(
                    Diagnostic::new(
                        code::EXAMPLE_TYPE_UNKNOWN,
                        span,
                        format!("the type `{written}` of an example is not documented"),
                    )
                    .help(help)
                    .about(Subject::ty(written))
                    .fix_unsafely_if(edit),
                );
            }
            return;
        }
    };
    // Thousands of bodies name their type exactly, so this check avoids building the qualified name.
    let is_documented = |(namespace, name)| documented.namespace == namespace && documented.name == name;
    if written.rsplit_once('.').is_none_or(is_documented) {
        return;
    }
    // A name with the alias of the namespace, such as `graph.user` for `microsoft.graph.user`, is right (OData JSON
    // Format 4.01, section 4.6.3).
    let is_doubled = written.rsplit_once('.').is_some_and(|(namespace, _)| once(namespace) != namespace);
    if !is_doubled && spelling::qualify(written, &documented.namespace) == *documented {
        return;
    }
    // The type has two names, because the title of its page differs from the annotation there. The example uses the
    // other name. This is not reported here, because a finding on that page reports the difference.
    if written.rsplit_once('.').is_some_and(|(_, short)| !short.eq_ignore_ascii_case(&documented.name)) {
        return;
    }
    let documented = documented.to_string();
    let code =
        if written.eq_ignore_ascii_case(&documented) { code::EXAMPLE_TYPE_CASE } else { code::EXAMPLE_NAMESPACE };
    let edit = Edit::Word(span, written.to_owned(), documented.clone());
    let finding = Diagnostic::new(code, span, format!("an example names the type `{documented}` as `{written}`"))
        .help(format!("write `{documented}`"))
        .about(Subject::ty(written));
    diagnostics.push(match code == code::EXAMPLE_TYPE_CASE {
        true => finding.fix_safely(edit),
        false => finding.fix_unsafely(edit),
    });
}
