//! Request lines that are repeated, or have a space within their path.

use crate::code;
use crate::decl::PageDecls;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::Source;

/// Reports repeated request lines, and spaces within a path.
pub(super) fn check(decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let Some(operations) = &decls.operations else { return };
    let mut run = 0;
    for (position, route) in operations.routes.iter().enumerate() {
        // Lines of one code block have nothing between them.
        let before = position.checked_sub(1).map(|before| &operations.routes[before]);
        let between = before.and_then(|before| source.text.get(before.span.end as usize..route.span.start as usize));
        if between.is_none_or(|between| !between.trim().is_empty()) {
            run = position;
        }
        let same = operations.routes[run..position]
            .iter()
            .find(|other| other.method == route.method && other.raw == route.raw);
        if let Some(first) = same {
            diagnostics.push(
                Diagnostic::new(
                    code::ROUTE_TWICE,
                    route.span,
                    format!("the request line `{}` stands twice", route.raw),
                )
                .help("remove one of the two lines")
                .about(Subject::words(&route.raw))
                .note(first.span, "the first one")
                .fix_safely(Edit::RemoveLines(route.span)),
            );
        }
        if has_blank(&route.raw) {
            diagnostics.push(
                Diagnostic::new(
                    code::ROUTE_BLANK,
                    route.span,
                    format!("a blank stands within the path `{}`", route.raw),
                )
                .help(format!("write `{}`", without_blanks(&route.raw)))
                .about(Subject::words(&route.raw))
                .fix_unsafely(Edit::Word(
                    route.span,
                    route.raw.trim().to_owned(),
                    without_blanks(&route.raw),
                )),
            );
        }
    }
}

/// Whether there is a space beside a slash, outside of braces, parentheses and the query.
fn has_blank(path: &str) -> bool {
    let mut depth = 0_usize;
    let mut before = '/';
    for c in path.trim().chars() {
        match c {
            '{' | '(' | '<' => depth += 1,
            '}' | ')' | '>' => depth = depth.saturating_sub(1),
            '?' => return false,
            ' ' if depth == 0 && before == '/' => return true,
            '/' if depth == 0 && before == ' ' => return true,
            _ => {}
        }
        before = c;
    }
    false
}

fn without_blanks(path: &str) -> String {
    path.trim().replace("/ ", "/").replace(" /", "/")
}
