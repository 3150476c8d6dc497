//! Checks that nothing on a page is lost: every table row, request line, JSON body and annotation is used, or a finding
//! reports it.

use std::collections::BTreeSet;

use crate::code;
use crate::decl::annotation;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation;
use crate::decl::table::titles;
use crate::decl::vocabulary::MEMBER_COLUMNS;
use crate::diagnostic::{Diagnostic, Subject};
use crate::ledger::{Ledger, PieceKind};
use crate::page::{Block, Table};
use crate::source::{SourceId, Span};
use crate::text::phrase::Phrase;

static TABLE: Phrase = Phrase::new("<table");

/// Counts how many table rows, request lines, bodies and annotations of the page were used, and how many were not used
/// but have a finding. Reports each table with a row that was neither used nor has a finding, except tables that the
/// generator does not need.
pub(super) fn account(reader: &mut PageReader<'_, '_>) -> Ledger {
    // All sections of the page have been read, so nothing is added to `used` (the places of the used rows, request
    // lines and bodies) after this point. It can be sorted for binary search.
    reader.used.sort_unstable();
    let mut ledger = Ledger::default();
    ledger.read(PieceKind::Page);
    ledger.used(PieceKind::Page);
    for (block, place) in reader.blocks() {
        match block {
            Block::Table(table) => account_table(reader, table, place, &mut ledger),
            Block::Annotation(annotation) => {
                annotation::check(annotation, &mut reader.diagnostics);
                ledger.read(PieceKind::Annotation);
                if annotation.json.is_some() {
                    ledger.used(PieceKind::Annotation)
                } else {
                    ledger.diagnosed(PieceKind::Annotation)
                }
            }
            Block::Heading(_)
            | Block::Tab(_)
            | Block::TabEnd(_)
            | Block::Paragraph(_)
            | Block::Item(_)
            | Block::Quote(_)
            | Block::Fence(_)
            | Block::Comment(_)
            | Block::Include(_)
            | Block::Rule(_) => {}
            Block::Html(span) => {
                if reader.source.text.get(span.range()).is_some_and(|html| TABLE.is_in(&html.to_ascii_lowercase())) {
                    let message = format!("the table under `{}` is written in HTML, which is not read", place.text);
                    reader.diagnostics.push(
                        Diagnostic::new(code::TABLE_UNKNOWN, *span, message)
                            .help("write the table in markdown, with `|` between its cells")
                            .about(Subject::words(&place.text)),
                    );
                }
            }
        }
    }
    missing_includes(reader);
    // A page may include one file twice.
    let request_lines: BTreeSet<Span> = reader.request_lines.iter().copied().collect();
    for span in &request_lines {
        ledger.read(PieceKind::RequestLine);
        let told = reader.diagnostics.iter().any(|known| operation::is_no_route(known.code) && known.span == *span);
        if reader.is_used(span) {
            ledger.used(PieceKind::RequestLine);
        } else if told {
            ledger.diagnosed(PieceKind::RequestLine);
        }
    }
    let invalid = reader.diagnostics.iter().filter(|known| known.code == code::INVALID_JSON);
    let invalid: BTreeSet<(SourceId, u32)> = invalid.map(|known| (known.span.source, known.span.start)).collect();
    for span in &reader.bodies_read {
        ledger.read(PieceKind::JsonBody);
        let told = invalid.range((span.source, span.start)..=(span.source, span.end)).next().is_some();
        if reader.is_used(span) {
            ledger.used(PieceKind::JsonBody);
        } else if told {
            ledger.diagnosed(PieceKind::JsonBody);
        }
    }
    ledger
}

/// Reports the included files of a page that do not exist, all in one finding. An include that already has a finding of
/// its own, such as a missing file with a permission table, is left out.
fn missing_includes(reader: &mut PageReader<'_, '_>) {
    let is_told = |span: Span| reader.diagnostics.iter().any(|known| known.span == span);
    let missing = reader.page.blocks.iter().filter_map(|block| match block {
        Block::Include(include) if !is_told(include.span) => Some(include),
        _ => None,
    });
    let mut missing = missing.collect::<Vec<_>>().into_iter();
    let Some(first) = missing.next() else { return };
    let message = format!("the included file `{}` does not exist in the docs folder", first.path);
    let mut diagnostic = Diagnostic::new(code::INCLUDE_MISSING, first.span, message)
        .help("correct the path of the included file, or add the file")
        .about(Subject::path(first.path));
    for include in missing {
        diagnostic.also_at(include.span, format!("the included file `{}` does not exist either", include.path));
    }
    reader.diagnostics.push(diagnostic);
}

fn account_table(reader: &mut PageReader<'_, '_>, table: &Table<'_>, place: &BlockPlace, ledger: &mut Ledger) {
    let unused: Vec<Span> = table.rows.iter().map(|row| row.span).filter(|span| !reader.is_used(span)).collect();
    if titles::is_known(table, place) && unused.len() == table.rows.len() {
        ledger.count(PieceKind::TableRow, table.rows.len(), table.rows.len());
        return;
    }
    if !table.rows.is_empty() {
        ledger.count(PieceKind::TableRow, table.rows.len(), table.rows.len() - unused.len());
    }
    // A table without a header is not reported again, because the page parser has reported it.
    let told = table.header.is_empty()
        || unused.iter().all(|span| {
            reader.diagnostics.iter().any(|known| {
                known.span.source == span.source && known.span.start >= span.start && known.span.end <= span.end
            })
        });
    if !told {
        let columns: Vec<String> = table.columns();
        let help = if MEMBER_COLUMNS
            .contains(&columns.first().map(|column| column.to_lowercase()).unwrap_or_default().as_str())
        {
            "name the enumeration whose members these are in the heading, such as `colour values`"
        } else {
            "if the rows describe properties, parameters or values, give the heading and the columns their usual \
            names, such as `Properties` and `Property | Type | Description`"
        };
        let titles = columns.join(" | ");
        let message =
            format!("the table `{titles}` under `{}` is not understood, so nothing is read from it", place.text);
        let span = table.header.first().map_or(table.span, |first| first.span);
        reader.diagnostics.push(
            Diagnostic::new(code::TABLE_UNKNOWN, span, message)
                .help(help)
                .about(Subject::words(&format!("{}: {titles}", place.text))),
        );
    }
}
