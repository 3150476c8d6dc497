//! Headings of request lines that differ from those of nearly all other pages.

use crate::code;
use crate::decl::outline::key;
use crate::decl::vocabulary::requests::announces_requests;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;

/// Reports request lines under a heading such as `Endpoint`, if most pages of the tree use the usual heading.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let headed = || {
        linked
            .pages()
            .filter_map(|(_, decls)| decls.operations.as_deref())
            .filter_map(|operations| Some((operations.heading.as_deref()?, operations.span)))
    };
    let is_usual = |heading: &str| announces_requests(&key(heading));
    let usual = headed().filter(|(heading, _)| is_usual(heading)).count();
    if 2 * usual <= headed().count() {
        return Vec::new();
    }
    let others = headed().filter(|(heading, _)| !is_usual(heading));
    let finding = |(heading, span)| {
        Diagnostic::new(code::HEADING_UNUSUAL, span, format!("the request lines stand under `{heading}`"))
            .help("write the heading `HTTP request`")
            .about(Subject::words(heading))
            .fix_unsafely(Edit::Replace(span, "HTTP request".to_owned()))
    };
    others.map(finding).collect()
}
