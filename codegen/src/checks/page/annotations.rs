//! Types in a wrong form in the annotations of examples.

use crate::api::ExampleRole;
use crate::code;
use crate::decl::vocabulary::primitive;
use crate::decl::{BodyDecl, PageDecls};
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::Source;
use crate::text::near;

/// Reports types in annotations that cannot be the name of a documented type.
pub(super) fn check(decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for body in decls.bodies.iter().filter(|body| body.span.source == decls.source) {
        diagnostics.extend(form(body, source));
    }
}

/// Reports an unclosed parenthesis (`Collection(microsoft.graph.user`), a missing namespace, and a misspelling
/// (`steam`).
fn form(body: &BodyDecl, source: &Source) -> Option<Diagnostic> {
    let ty = body.ty.as_ref()?;
    // The place of the type may leave out a parenthesis that has no counterpart, so the rest of the line on the page is
    // read.
    let start = ty.span.start as usize;
    let start = start + usize::from(source.text.get(start..)?.starts_with('"'));
    let line = source.text.get(start..)?.lines().next()?;
    let before = source.text.get(..start)?.rsplit(['"', '\n']).next()?;
    let whole = format!("{before}{}", line.split('"').next().unwrap_or_default());
    let is_open = whole.to_ascii_lowercase().starts_with("collection(") && !whole.trim_end().ends_with(')');
    let (message, help) = if is_open {
        (format!("the parenthesis of the type `{whole}` is not closed"), format!("write `{whole})`"))
    } else if body.role != ExampleRole::Resource && is_bare(&ty.value) {
        (format!("the type `{}` has no namespace", ty.value), format!("write `microsoft.graph.{}`", ty.value))
    } else {
        let near =
            near::slip(&ty.value, ["stream"].into_iter()).filter(|near| !near.eq_ignore_ascii_case(&ty.value))?;
        (format!("no type is called `{}`", ty.value), format!("write `{near}`"))
    };
    Some(Diagnostic::new(code::EXAMPLE_TYPE_UNKNOWN, ty.span, message).help(help).about(Subject::words(&whole)))
}

/// Whether a name is a type name without its namespace. Primitive types and streams need no namespace.
fn is_bare(name: &str) -> bool {
    name.len() > 1
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && primitive(name).is_none()
        && near::slip(name, ["stream", "none", "null"].into_iter()).is_none()
}
