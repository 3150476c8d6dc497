//! Rows and headers that have a name where a type belongs, and the reverse.
//!
//! In: the columns of a table of members. Out: the columns of what the cells contain. Invariant: what is read otherwise than
//! the titles say is reported, once for a whole table.

use crate::code;
use crate::decl::table::member::Columns;
use crate::decl::vocabulary::primitive;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Row, Table, Text};
use crate::text::identifier::is_identifier;

/// The columns of a whole table. They are exchanged if most rows have a type in the column of names.
pub(crate) fn table<'t, 's>(
    columns: Columns<'t, 's>,
    table: &Table<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Columns<'t, 's> {
    let Some(ty) = columns.ty else { return columns };
    let count = table.rows.iter().filter(|row| names(columns, row).is_some()).count();
    let (Some(named), Some(typed)) = (table.header.get(columns.name), table.header.get(ty)) else { return columns };
    if count < 2 || 2 * count <= table.rows.len() {
        return columns;
    }
    let message = format!("the titles `{}` and `{}` are exchanged", typed.plain(), named.plain());
    diagnostics.push(
        Diagnostic::new(code::COLUMN_SLIP, typed.span.min(named.span), message)
            .help("write the title of each column above it")
            .about(Subject::words(&named.plain())),
    );
    columns.exchanged()
}

/// The columns of a row whose name and type are exchanged.
pub(crate) fn row<'t, 's>(
    columns: Columns<'t, 's>,
    row: &Row<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Columns<'t, 's>> {
    let name = names(columns, row)?;
    let cell = row.cells.get(columns.name)?;
    let message = format!("the name `{name}` stands in the column of types, and `{}` in that of names", cell.plain());
    diagnostics.push(
        Diagnostic::new(code::CELLS_EXCHANGED, cell.span, message)
            .help("exchange the two cells")
            .about(Subject::words(&name)),
    );
    Some(columns.exchanged())
}

/// The finding about a mark behind the name of a row.
pub(crate) fn mark_behind(cell: &Text<'_>) -> Option<Diagnostic> {
    let words = cell.plain();
    let name = words.trim().strip_suffix([':', ',', ';', '.'])?;
    is_identifier(name).then(|| {
        Diagnostic::new(code::ROW_NAME, cell.span, format!("a mark stands behind the name `{name}`"))
            .help(format!("write `{name}`"))
            .about(Subject::words(name))
            .fix_safely(Edit::Word(cell.span, words.trim().to_owned(), name.to_owned()))
    })
}

/// The name in the column of types, if the column of names has a type: a primitive or a link to a page.
fn names(columns: Columns<'_, '_>, row: &Row<'_>) -> Option<String> {
    let (named, typed) = (row.cells.get(columns.name)?, row.cells.get(columns.ty?)?);
    let (words, name) = (named.plain(), typed.plain());
    let is_primitive = |words: &str| {
        let word = words.split(' ').next().unwrap_or_default();
        word.starts_with(|c: char| c.is_ascii_uppercase()) && primitive(word).is_some()
    };
    let is_type = is_primitive(&words) || named.links().any(|link| link.destination.contains(".md"));
    let name = name.trim();
    let is_name = is_identifier(name)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && typed.links().next().is_none()
        && primitive(name).is_none();
    (is_type && is_name).then(|| name.to_owned())
}
