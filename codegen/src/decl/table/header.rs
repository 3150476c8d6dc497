//! Reads tables of request headers.
//!
//! In: a table under the heading of request headers. Out: the headers, with what the other cells say about them.
//! Invariant: a row without the name of a header is reported, and so is a row whose cells are interchanged.

use compact_str::CompactString;

use crate::code;
use crate::decl::page_reader::PageReader;
use crate::decl::table::member;
use crate::decl::vocabulary::{FIELDS, HEADER_COLUMNS, PLACE_COLUMNS, demand};
use crate::decl::{DocDecl, HeaderDecl};
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::{Row, Table, Text};

/// Reads the rows of a table of headers.
pub(in crate::decl) fn read(reader: &mut PageReader<'_, '_>, table: &Table<'_>, headers: &mut Vec<HeaderDecl>) {
    let titled = |cell: &Text<'_>| HEADER_COLUMNS.contains(&cell.plain().to_lowercase().as_str());
    let named = table.header.iter().position(titled).unwrap_or(0);
    let before = headers.len();
    for row in &table.rows {
        let column = exchanged(row, named).unwrap_or(named);
        let Some(header) = field(row, column, &table.header) else {
            if row.cells.iter().all(Text::is_empty) {
                reader.mark_used(row.span);
            } else {
                let span = row.cells.get(column).map_or(row.span, |cell| cell.span);
                reader.diagnostics.push(
                    Diagnostic::new(
                        code::NAME_IS_NO_IDENTIFIER,
                        span,
                        "this row of a table of headers does not begin with the name of a header",
                    )
                    .help("write the name of a header in the first cell of the row; until then the row is not read"),
                );
            }
            continue;
        };
        if column != named {
            let name = row.cells.get(column).map_or_else(String::new, |cell| cell.plain().into_owned());
            reader.diagnostics.push(
                Diagnostic::new(
                    code::CELLS_EXCHANGED,
                    row.span,
                    format!("the name of the header `{name}` stands in another column than that of names"),
                )
                .help("write the name of the header in the column of names")
                .about(Subject::words(&name)),
            );
        }
        let same = |known: &&HeaderDecl| known.name.eq_ignore_ascii_case(&header.name) && known.doc == header.doc;
        let names = alternatives(row, column);
        if names.len() > 1 {
            headers.extend(names.into_iter().map(|name| HeaderDecl { name, required: None, ..header.clone() }));
            reader.mark_used(row.span);
            continue;
        }
        match headers[before..].iter().find(same) {
            Some(first) => reader.diagnostics.push(member::repeated_name(&header.name, row.span, first.span)),
            None => {
                headers.push(header);
                reader.mark_used(row.span);
            }
        }
    }
}

/// The index of the cell with the name of the header, if it is not in the column of names, whose index is `named`: the
/// first cell that consists of the name of a known header, such as `Prefer`. `None` if the cell in the column of names
/// has such a name itself, or if no cell has one.
fn exchanged(row: &Row<'_>, named: usize) -> Option<usize> {
    let is_field = |column: usize| {
        let cell = row.cells.get(column).map(Text::plain).unwrap_or_default();
        let word = word(&cell);
        FIELDS.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    let alone = |column: &usize| is_field(*column) && !row.cells[*column].plain().trim().contains(' ');
    if is_field(named) { None } else { (0..row.cells.len()).find(alone) }
}

/// The names in a cell such as `Date or x-ms-date`, of which a request has one. For any other cell, the result has
/// fewer than two names.
fn alternatives(row: &Row<'_>, column: usize) -> Vec<CompactString> {
    let cell = row.plain(column);
    let names = cell.split(" or ").map(|name| name.trim_matches(['*', '_', '`', ' ']));
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if names.clone().all(is_name) { names.map(CompactString::from).collect() } else { Vec::new() }
}

/// The first word of a cell, without a colon after it. A cell such as `Prefer: outlook.timezone` contains a value
/// after the name.
fn word(cell: &str) -> &str {
    let bare = cell.trim_matches(['*', '_', '`', ' ']);
    bare.split([':', ' ', '(']).next().unwrap_or_default().trim_matches(['*', '_', '`'])
}

/// The header that a row describes: its name is in the cell at `column`, its description in the others.
pub(in crate::decl) fn field(row: &Row<'_>, column: usize, titles: &[Text<'_>]) -> Option<HeaderDecl> {
    let cell = row.cells.get(column)?.plain();
    let name = word(&cell);
    if name.is_empty() {
        return None;
    }
    let mut doc = DocDecl::default();
    let mut required = cell.split_once('(').and_then(|(_, note)| demand::exact(note));
    for (at, cell) in row.cells.iter().enumerate().filter(|(index, _)| *index != column) {
        let plain = cell.plain();
        let title = titles.get(at).map(Text::plain).unwrap_or_default();
        if PLACE_COLUMNS.contains(&title.trim().to_lowercase().as_str()) {
            continue;
        }
        if let Some(answer) = demand::answer(&title, &plain) {
            required = answer.required();
            // A short cell such as `Yes` or `No` is left out of the description, because it means nothing without the
            // title of its column.
            if plain.trim_end_matches('.').len() > "always".len() {
                doc.push(cell);
            }
            continue;
        }
        let lower = plain.to_lowercase();
        if let Some(told) = demand::of_header(&lower) {
            required = told.required();
        }
        doc.push(cell);
    }
    Some(HeaderDecl { name: name.into(), required, doc, span: row.span })
}
