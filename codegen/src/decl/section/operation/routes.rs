//! Reads the paths of an operation page: its request lines in code blocks, in tables and in prose.
//!
//! In: a block of the section of request lines. Out: its routes. Invariant: a line with a method becomes a route or is
//! reported.

use std::sync::Arc;

use crate::api::{Method, RouteOrigin};
use crate::code;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::request_lines::{METHODS, lines};
use crate::decl::template::{self, NotAPath, PathRepair};
use crate::decl::vocabulary::REQUEST_COLUMNS;
use crate::decl::{OperationsDecl, RouteDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Fence, Inline, Table, Text};
use crate::source::Span;

/// Reads the request lines of a code block.
pub(super) fn in_fence(reader: &mut PageReader<'_, '_>, fence: &Fence<'_>, decl: &mut OperationsDecl) {
    for line in lines(fence) {
        let base = fence.body_span.start as usize;
        let span = Span::new(fence.body_span.source, base + line.range.start..base + line.range.end);
        let raw = line.target;
        let words = fence.body.get(line.range.clone()).unwrap_or_default();
        if line.odd {
            let written = line.method.map(|method| Edit::Replace(span, format!("{} {raw}", method.as_str())));
            let finding = Diagnostic::new(
                code::ROUTE_METHOD,
                span,
                format!("the request line `{words}` does not begin with an HTTP method in upper case and a space"),
            )
            .help("write the method in upper case, a space, and the path")
            .about(Subject::words(words));
            reader.diagnostics.push(match written {
                Some(edit) => finding.fix_safely(edit),
                None => finding,
            });
        }
        route(reader, line.method, raw, words, span, decl);
    }
}

/// Reads a table with a column of methods and one of paths. Each line of a cell of paths is a request line. Returns
/// false for any other table, which is not read.
pub(super) fn in_table(reader: &mut PageReader<'_, '_>, table: &Table<'_>, decl: &mut OperationsDecl) -> bool {
    let Some((method, path)) = request_columns(table) else { return false };
    for row in &table.rows {
        let word = row.plain(method).trim().to_owned();
        let known = METHODS.iter().find(|(known, _)| *known == word).map(|(_, method)| *method);
        let lines = row.cells.get(path).map(lines_of).unwrap_or_default();
        for raw in if lines.is_empty() { vec![String::new()] } else { lines } {
            route(reader, known, &raw, &format!("{word} {raw}"), row.span, decl);
        }
        reader.mark_used(row.span);
    }
    true
}

/// Whether a table has a column of methods and one of paths, and each row has an HTTP method in the first of them.
pub(super) fn are_in_table(table: &Table<'_>) -> bool {
    let Some((method, _)) = request_columns(table) else { return false };
    let is_method = |word: &str| METHODS.iter().any(|(known, _)| *known == word);
    !table.rows.is_empty() && table.rows.iter().all(|row| is_method(row.plain(method).trim()))
}

/// The indexes of the columns of methods and of paths; `None` if a table does not have both.
fn request_columns(table: &Table<'_>) -> Option<(usize, usize)> {
    let titled = |words: &[&str]| {
        table.header.iter().position(|title| words.contains(&title.plain().trim().to_lowercase().as_str()))
    };
    titled(REQUEST_COLUMNS.0).zip(titled(REQUEST_COLUMNS.1))
}

/// The lines of a cell that are not empty.
fn lines_of(cell: &Text<'_>) -> Vec<String> {
    let lines = cell.inlines.split(|inline| matches!(inline, Inline::Break));
    let lines = lines.map(|line| Text { span: cell.span, inlines: line.to_vec() }.plain().trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// Reads request lines in code within prose, such as the items of a list.
pub(super) fn in_prose(reader: &mut PageReader<'_, '_>, text: &Text<'_>, decl: &mut OperationsDecl) {
    let mut from = text.span.start as usize;
    for inline in &text.inlines {
        let Inline::Code(code) = inline else { continue };
        let Some((word, target)) = code.trim().split_once(' ') else { continue };
        let Some((_, method)) = METHODS.iter().find(|(known, _)| *known == word) else { continue };
        let target = target.trim();
        let page = &reader.source.text;
        if !target.starts_with(['/', '{', 'h']) {
            continue;
        }
        let Some(at) = page.get(from..text.span.end as usize).and_then(|rest| rest.find(code.as_ref())) else {
            continue;
        };
        let span = Span::new(text.span.source, from + at..from + at + code.len());
        from += at + code.len();
        route(reader, Some(*method), target, code, span, decl);
    }
}

/// Adds the path of a request line. If a part of the path is in square brackets, as in `/users[/{id}]`, two paths are
/// added: one with and one without that part.
fn route(
    reader: &mut PageReader<'_, '_>,
    method: Option<Method>,
    raw: &str,
    words: &str,
    span: Span,
    decl: &mut OperationsDecl,
) {
    reader.request_lines.push(span);
    let Some((whole, short)) = template::without_optional(raw) else {
        return one_route(reader, method, raw, words, span, decl);
    };
    let before = reader.diagnostics.len();
    one_route(reader, method, &whole, words, span, decl);
    let told = reader.diagnostics.len();
    one_route(reader, method, &short, words, span, decl);
    if told > before {
        // A mistake that both paths have is reported once, for the longer path. Findings about the shorter path are
        // dropped.
        reader.diagnostics.truncate(told);
    }
}

/// Adds a path, or reports why the line has none. `words` is the whole line, as the page writes it.
fn one_route(
    reader: &mut PageReader<'_, '_>,
    method: Option<Method>,
    raw: &str,
    words: &str,
    span: Span,
    decl: &mut OperationsDecl,
) {
    let wrong = |why| (code::ROUTE_IS_NO_PATH, why);
    let parsed = method.ok_or(wrong("does not begin with an HTTP method")).and_then(|method| {
        let (template, repairs) = template::parse(raw).map_err(|why| match why {
            NotAPath::Words => wrong("has words where a path is expected"),
            NotAPath::Elided => (code::ROUTE_ELIDED, "leaves out a part of its path"),
            NotAPath::Nameless => wrong("has a segment without a name"),
            NotAPath::Empty => wrong("has no path"),
        })?;
        Ok((method, template, repairs))
    });
    match parsed {
        Ok((method, template, repairs)) => {
            // Whether an absolute URL is a mistake depends on how other pages write their request lines. So it is
            // decided later, in the module `link`, which knows all pages.
            let slips = repairs.into_iter().filter(|what| *what != PathRepair::AbsoluteUrl);
            slips.for_each(|what| reader.diagnostics.push(report(what, raw, &template.path, span)));
            reader.mark_used(span);
            let (template, raw, origin) = (Arc::new(template), raw.to_owned(), RouteOrigin::RequestLine);
            decl.routes.push(RouteDecl { method, template, raw, origin, span });
        }
        Err((code, why)) => {
            let diagnostic = Diagnostic::new(code, span, format!("the request line `{words}` {why}"))
                .help("write a method and a path such as `GET /users/{id}`; until then the line is not read")
                .about(Subject::words(words));
            reader.diagnostics.push(diagnostic);
        }
    }
}

/// Whether findings with this code say that a request line has no usable path.
pub(in crate::decl) fn is_no_route(code: code::Code) -> bool {
    [code::ROUTE_IS_NO_PATH, code::ROUTE_ELIDED].contains(&code)
}

fn report(what: PathRepair, raw: &str, taken: &str, span: Span) -> Diagnostic {
    let (code, message, help) = match what {
        PathRepair::AbsoluteUrl => {
            (code::ROUTE_ABSOLUTE, "a request line has a whole URL", "write the path alone, without host and version")
        }
        PathRepair::MissingSlash => {
            (code::ROUTE_SLASH, "a path has no slash at its start", "write `/` before the first segment")
        }
        PathRepair::EmptySegment => {
            (code::ROUTE_SLASH, "a path has an empty segment", "write one slash between two segments")
        }
        PathRepair::LiteralId => (
            code::ROUTE_LITERAL_ID,
            "a request line has the key of an example where a placeholder is expected",
            "write a placeholder such as `{id}`",
        ),
        PathRepair::Parenthesis => {
            (code::ROUTE_PARENTHESIS, "the parentheses of a path do not match", "close each parenthesis once")
        }
        PathRepair::Joined => (
            code::ROUTE_SLASH,
            "a word follows a placeholder without `/` between them",
            "write `/` between the placeholder and the word",
        ),
        PathRepair::Blank => {
            (code::ROUTE_BLANK, "words follow the path of a request line", "remove the words after the path")
        }
        PathRepair::Notation => {
            let message = format!("a placeholder has no braces: `{raw}`");
            return braces(what, message, raw, taken, span);
        }
        PathRepair::Brace => {
            let message = format!("the braces of a path do not match: `{raw}`");
            return braces(what, message, raw, taken, span);
        }
    };
    let finding = Diagnostic::new(code, span, format!("{message}: `{raw}`")).help(help).about(Subject::words(raw));
    mended(finding, what, raw, taken)
}

fn braces(what: PathRepair, message: String, raw: &str, taken: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(code::ROUTE_BRACE, span, message)
        .help(format!("write `{}`", template::with_sound_parts(raw, taken)))
        .about(Subject::words(raw));
    mended(finding, what, raw, taken)
}

/// Adds the edit that corrects the path to a finding about it, if there is one. Segments without a mistake keep their
/// spelling.
fn mended(finding: Diagnostic, what: PathRepair, raw: &str, taken: &str) -> Diagnostic {
    let span = finding.span;
    match what {
        PathRepair::AbsoluteUrl | PathRepair::Blank => finding,
        PathRepair::Parenthesis => match template::with_parentheses(raw) {
            Some(closed) => finding.fix_safely(Edit::Word(span, raw.to_owned(), closed)),
            None => finding,
        },
        PathRepair::MissingSlash => finding.fix_safely(Edit::Word(span, raw.to_owned(), format!("/{raw}"))),
        PathRepair::EmptySegment => {
            let parts: Vec<&str> = raw.split('/').filter(|part| !part.trim().is_empty()).collect();
            finding.fix_safely(Edit::Word(span, raw.to_owned(), format!("/{}", parts.join("/"))))
        }
        PathRepair::LiteralId | PathRepair::Brace | PathRepair::Notation | PathRepair::Joined => {
            finding.fix_safely(Edit::Word(span, raw.to_owned(), template::with_sound_parts(raw, taken)))
        }
    }
}
