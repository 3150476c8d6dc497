//! Reads tables of status codes in the "Response" section: `Code | Description | Body`.
//!
//! In: a table. Out: its status codes of success, with what their rows say about the body. Invariant: a row without a
//! code is left to `decl::account`, which reports every row that was not used.

use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::response::{body, codes, is_about_failure};
use crate::decl::table::{member, type_expr};
use crate::decl::vocabulary::RETURNED_COLUMNS;
use crate::decl::{DocDecl, HeaderDecl, ResponseDecl, TypeExpr};
use crate::page::{Row, Table, Text};
use crate::source::Span;

/// What the column of types says if the response body is not JSON but the bytes of a file or other data.
const FILES: &[&str] = &["file", "stream", "binary", "string (binary)", "bytes"];

/// Adds the codes of success in a table of status codes. The returned type is taken from the column of types or bodies,
/// or else from the sentences of the row.
pub(super) fn read(reader: &mut PageReader<'_, '_>, table: &Table<'_>, decl: &mut ResponseDecl) {
    let titled = |title: &Text<'_>| RETURNED_COLUMNS.contains(&title.plain().trim().to_lowercase().as_str());
    let typed = member::type_column(table);
    let typed = typed.or_else(|| table.header.iter().skip(1).position(titled).map(|column| column + 1));
    for row in &table.rows {
        let Some((column, code)) = code(row) else {
            if is_no_success(row) {
                reader.mark_used(row.span);
            }
            continue;
        };
        reader.mark_used(row.span);
        if decl.span == Span::default() {
            decl.span = row.span;
        }
        if !decl.codes.contains(&code) {
            decl.codes.push(code);
        }
        let stated = typed.and_then(|column| row.cells.get(column)).map(type_expr::read);
        let stated = stated.filter(|stated| !stated.terms.is_empty());
        let is_file = |stated: &TypeExpr| FILES.iter().any(|word| stated.raw.eq_ignore_ascii_case(word));
        decl.stream |= stated.as_ref().is_some_and(is_file);
        let stated = stated.filter(|stated| !is_file(stated));
        decl.headers.extend(row.cells.iter().flat_map(headers));
        let is_stated = stated.is_some();
        decl.mentions.extend(stated);
        for (_, cell) in row.cells.iter().enumerate().filter(|(at, _)| *at != column) {
            if !is_stated {
                body(cell, &cell.plain().to_ascii_lowercase(), decl);
            }
        }
    }
}

/// The response headers in a cell such as `The box was made. Headers: Location: string`.
fn headers(cell: &Text<'_>) -> Vec<HeaderDecl> {
    let plain = cell.plain();
    let Some((_, list)) = plain.split_once("Headers") else { return Vec::new() };
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let names = list.split_whitespace().filter_map(|word| word.strip_suffix(':')).filter(is_name);
    let header =
        |name: &str| HeaderDecl { name: name.into(), required: None, doc: DocDecl::default(), span: cell.span };
    names.map(header).collect()
}

/// The status code at the start of the first or second cell of a row, and the index of that cell. `None` if neither
/// cell begins with one.
fn code(row: &Row<'_>) -> Option<(usize, u16)> {
    row.cells.iter().take(2).enumerate().find_map(|(column, cell)| {
        let cell = cell.plain().trim().to_ascii_lowercase();
        let cell = cell.strip_prefix("http ").unwrap_or(&cell);
        codes(cell).next().filter(|code| cell.starts_with(&code.to_string())).map(|code| (column, code))
    })
}

/// Words such as `default` for all statuses that have no row of their own in a table. These are statuses of failures.
const OTHERS: &[&str] = &["other status codes", "other statuses", "default", "unexpected response", "any other status"];

/// Whether a row begins with a status code that is no result of the operation: one of failure, such as 404, or 304 for an
/// unchanged item in the response to a conditional request.
fn is_no_success(row: &Row<'_>) -> bool {
    let words = row.plain(0).trim().to_ascii_lowercase();
    is_about_failure(&words) || words.starts_with("304") || OTHERS.contains(&words.as_str())
}
