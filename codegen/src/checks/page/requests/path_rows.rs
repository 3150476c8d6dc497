//! Rows of `Path parameters` tables whose parameter is in no request line of the page.
//!
//! In: the tables of a page below `Path parameters`, and its request lines. Out: a finding for each row whose name is
//! in no request line. If a placeholder of a request line has no row, nothing is reported, because a row may describe
//! that placeholder under another name.

use std::collections::BTreeSet;

use crate::code;
use crate::decl::OperationsDecl;
use crate::decl::outline::{self, BlockPlace};
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::{Block, Page, Row};
use crate::text::letters::letters;

/// Headings of tables that list only path parameters.
const HEADINGS: &[&str] = &["path parameters", "path parameter"];

pub(super) fn check(
    page: &Page<'_>,
    places: &[BlockPlace],
    operations: &OperationsDecl,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(first) = operations.routes.first() else { return };
    let lines: String =
        operations.routes.iter().map(|route| letters(&route.raw).chain([' ']).collect::<String>()).collect();
    let placeholders = operations.routes.iter().flat_map(|route| &route.template.placeholders);
    let placeholders: BTreeSet<String> = placeholders.map(|placeholder| letters(&placeholder.raw).collect()).collect();
    let tables = outline::blocks(page, places).filter_map(|(block, place)| match block {
        Block::Table(table) if HEADINGS.contains(&place.heading.as_str()) => Some(table),
        _ => None,
    });
    let rows: Vec<&Row<'_>> = tables.flat_map(|table| &table.rows).filter(|row| row.cells.len() > 1).collect();
    let names: BTreeSet<String> = rows.iter().map(|row| letters(&row.plain(0)).collect()).collect();
    if !placeholders.iter().all(|placeholder| names.contains(placeholder)) {
        return;
    }
    for row in rows {
        let name = row.plain(0);
        let key: String = letters(&name).collect();
        let Some(cell) = row.cells.first().filter(|_| !key.is_empty() && !lines.contains(&key)) else { continue };
        diagnostics.push(
            Diagnostic::new(
                code::PARAMETER_MISSING,
                cell.span,
                format!(
                    "no request line has the parameter `{name}` \
            that this row describes"
                ),
            )
            .help("remove the row, or write the parameter in the request line")
            .about(Subject::words(&name))
            .note(first.span, "the request line"),
        );
    }
}
