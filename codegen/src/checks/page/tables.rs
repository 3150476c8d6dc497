//! Tables with two columns of one title, with two rows for one kind of account, or with half a value of `Authorization`.

use crate::code;
use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::permission;
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::{Block, Page, Table};

/// Reports titles and kinds of account that a table has twice.
pub(super) fn check(page: &Page<'_>, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    for (block, _) in outline::blocks(page, places) {
        let Block::Table(table) = block else { continue };
        if table.span.source != page.source {
            continue;
        }
        diagnostics.extend(columns(table));
        diagnostics.extend(authorization(table));
        if permission::is_table(table) {
            diagnostics.extend(accounts(table));
        }
    }
}

fn columns(table: &Table<'_>) -> Option<Diagnostic> {
    let titles = table.columns();
    let known = |at: usize, title: &str| titles[..at].iter().any(|known| known == title);
    let (at, title) = titles.iter().enumerate().find(|(at, title)| !title.is_empty() && known(*at, title))?;
    let cell = table.header.get(at)?;
    Some(
        Diagnostic::new(code::COLUMN_SLIP, cell.span, format!("two columns have the title `{title}`"))
            .help("write what the column has")
            .about(Subject::words(title)),
    )
}

/// Reports a token without the scheme `Bearer` (RFC 6750) before it.
fn authorization(table: &Table<'_>) -> Option<Diagnostic> {
    let row = table.rows.iter().find(|row| row.plain(0).eq_ignore_ascii_case("authorization"))?;
    let (cell, words) = (1..row.cells.len()).find_map(|at| {
        let words = row.plain(at);
        words.trim_start().starts_with("{token}").then(|| (&row.cells[at], words))
    })?;
    Some(
        Diagnostic::new(code::HEADER_SLIP, cell.span, "the value of `Authorization` has no scheme")
            .help("write `Bearer {token}`")
            .about(Subject::words(&words)),
    )
}

fn accounts(table: &Table<'_>) -> Option<Diagnostic> {
    let title = |row: usize| table.rows[row].plain(0).to_lowercase();
    let (row, first) = (0..table.rows.len()).find_map(|row| {
        let first = (0..row).find(|first| !title(row).is_empty() && title(*first) == title(row))?;
        Some((&table.rows[row], &table.rows[first]))
    })?;
    Some(
        Diagnostic::new(code::ROW_TWICE, row.span, format!("`{}` has a second row", row.plain(0)))
            .help("keep one row for it")
            .about(Subject::words(&row.plain(0)))
            .note(first.span, "the first row"),
    )
}
