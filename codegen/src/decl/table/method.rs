//! Reads the tables of operations on a resource page.
//!
//! In: the tables of a page. Out: rows, each with its linked page and its return type. Invariant: a row whose cells are
//! interchanged is reported.

use crate::api::PageKind;
use crate::code;
use crate::decl::MethodRow;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{METHOD_COLUMNS, METHODS};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Table, Text};

/// The rows of all tables of methods.
pub(in crate::decl) fn read_all(reader: &mut PageReader<'_, '_>, kind: PageKind) -> Vec<MethodRow> {
    if kind == PageKind::Operation {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (block, place) in reader.blocks() {
        if let Block::Table(table) = block
            && is_table(table, place)
        {
            rows.extend(read(table, &mut reader.diagnostics));
            table.rows.iter().for_each(|row| reader.mark_used(row.span));
        }
    }
    rows
}

/// Whether a table lists operations.
pub(in crate::decl) fn is_table(table: &Table<'_>, place: &BlockPlace) -> bool {
    let first = table.header.first().map(|cell| cell.plain().to_lowercase()).unwrap_or_default();
    METHOD_COLUMNS.contains(&first.as_str())
        || METHODS.contains(&place.heading.as_str())
        || METHODS.contains(&place.section.as_str())
}

/// The rows of one table of methods.
pub(in crate::decl) fn read(table: &Table<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<MethodRow> {
    let titles: Vec<String> = table.header.iter().map(|cell| cell.plain().to_lowercase()).collect();
    let named = titles.iter().position(|title| METHOD_COLUMNS.contains(&title.as_str())).unwrap_or(0);
    let titled = titles.iter().position(|title| title.starts_with("return"));
    let returned = titled.unwrap_or(usize::from(named == 0));
    let before = diagnostics.len();
    let rows: Vec<MethodRow> = table
        .rows
        .iter()
        .filter_map(|row| {
            let result =
                row.cells.get(returned).filter(|_| titles.get(returned).is_none_or(|title| title != "description"));
            let (mut title, mut returns) = (row.cells.get(named)?, result);
            // Only a table with a column titled `Return type` is checked, because a list of use cases may have links to
            // operations in any column.
            let exchanged = |other: &&Text<'_>| leads_to_operation(other) && !leads_to_operation(title);
            if let Some(other) = returns.filter(exchanged).filter(|_| titled.is_some()) {
                diagnostics.push(
                    Diagnostic::new(
                        code::CELLS_EXCHANGED,
                        row.span,
                        "a link to the page of an operation stands in the column of returned types",
                    )
                    .help("exchange the contents of the two cells")
                    .fix_unsafely(Edit::Exchange(title.span, other.span)),
                );
                returns = Some(std::mem::replace(&mut title, other));
            }
            Some(MethodRow {
                target: title.links().next().map(|link| (&*link.destination).into()),
                title: title.plain().into(),
                name: title.span,
                returns: returns.map_or_else(|| type_expr::parse("", row.span), type_expr::read),
                span: row.span,
            })
        })
        .collect();
    // If most rows have a link to an operation below `Return type`, the titles are exchanged, not the cells.
    let exchanged = diagnostics.len() - before;
    if let Some(title) = table.header.get(named.min(returned)).filter(|_| exchanged > 1 && 2 * exchanged > rows.len()) {
        diagnostics.truncate(before);
        let other = table.header.get(named.max(returned)).map(Text::plain).unwrap_or_default();
        let message = format!("the column titles `{}` and `{other}` are exchanged", title.plain());
        diagnostics.push(
            Diagnostic::new(code::COLUMN_SLIP, title.span, message)
                .help("exchange the two column titles")
                .about(Subject::words(&title.plain())),
        );
    }
    rows
}

/// Whether a cell links to a page in a folder `api`, where the pages of operations are.
fn leads_to_operation(cell: &Text<'_>) -> bool {
    cell.links().any(|link| link.destination.split('/').rev().nth(1) == Some("api"))
}
