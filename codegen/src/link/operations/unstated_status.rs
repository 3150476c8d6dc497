//! Statuses that examples show and the response section does not state.

use crate::code;
use crate::decl::BodyDecl;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::Span;
use crate::text::reason::reason;

/// Adds the statuses of examples that the response section does not state.
pub(super) fn add(answers: &[&BodyDecl], status: &mut Vec<u16>, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let stated_alone = match status[..] {
        [stated] => Some(stated),
        _ => None,
    };
    let stated: Vec<String> = status.iter().map(|status| format!("`{status}`")).collect();
    let stated = stated.join(" or ");
    for body in answers {
        let Some(shown) = body.status.filter(|shown| !status.contains(shown)) else { continue };
        status.push(shown);
        let message = format!("an example response has the status `{shown}`, but the response section states {stated}");
        diagnostics.push(
            Diagnostic::new(code::EXAMPLE_STATUS, body.status_line.unwrap_or(body.span), message)
                .help(
                    "write the same status in the example and in the response section, or list both statuses in \
                the response section",
                )
                .about(Subject::words(&shown.to_string()))
                .note(span, "the response section")
                .fix_unsafely_if(stated_alone.and_then(|stated| status_line(body, stated))),
        );
    }
}

/// An edit that writes another status into the first line of a response, with its reason. `None` if the body has no
/// such line.
fn status_line(body: &BodyDecl, status: u16) -> Option<Edit> {
    Some(Edit::Replace(body.status_line?, format!("HTTP/1.1 {status} {}", reason(status)?)))
}
