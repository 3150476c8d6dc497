//! Recognises rows that have a type in the column of names and a name in the column of types, and tables in which the
//! titles of these two columns are exchanged.
//!
//! In: the columns of names and types. Out: whether names and types are exchanged. Invariant: every exchange is
//! reported, and an exchanged pair of titles only once for the whole table.

use crate::code;
use crate::decl::vocabulary::primitive;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Row, Table, Text};
use crate::text::identifier::is_identifier;

/// Whether most rows of a table have a type in the column of names and a name in the column of types.
pub(crate) fn table(name: usize, ty: Option<usize>, table: &Table<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let count = table.rows.iter().filter(|row| name_in_type_column(name, ty, row).is_some()).count();
    let typed = ty.and_then(|ty| table.header.get(ty));
    let (Some(named), Some(typed)) = (table.header.get(name), typed) else { return false };
    if count < 2 || 2 * count <= table.rows.len() {
        return false;
    }
    let message = format!("the column titles `{}` and `{}` are exchanged", typed.plain(), named.plain());
    diagnostics.push(
        Diagnostic::new(code::COLUMN_SLIP, typed.span.min(named.span), message)
            .help("exchange the two column titles")
            .about(Subject::words(&named.plain())),
    );
    true
}

/// Whether the name and the type of a row are exchanged.
pub(crate) fn row(name: usize, ty: Option<usize>, row: &Row<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let (Some(found), Some(cell)) = (name_in_type_column(name, ty, row), row.cells.get(name)) else { return false };
    let message = format!(
        "the name `{found}` stands in the column of types, and the type `{}` in the column of names",
        cell.plain()
    );
    diagnostics.push(
        Diagnostic::new(code::CELLS_EXCHANGED, cell.span, message)
            .help("exchange the contents of the two cells")
            .about(Subject::words(&found))
            .fix_unsafely_if(ty.and_then(|ty| row.cells.get(ty)).map(|other| Edit::Exchange(cell.span, other.span))),
    );
    true
}

/// The finding about a colon or other mark after the name in a row: `displayName:`.
pub(crate) fn mark_behind(cell: &Text<'_>) -> Option<Diagnostic> {
    let words = cell.plain();
    let name = words.trim().strip_suffix([':', ',', ';', '.'])?;
    is_identifier(name).then(|| {
        Diagnostic::new(code::ROW_NAME, cell.span, format!("a punctuation mark follows the name `{name}`"))
            .help(format!("write `{name}`"))
            .about(Subject::words(name))
            .fix_safely(Edit::Word(cell.span, words.trim().to_owned(), name.to_owned()))
    })
}

/// The name that stands in the column of types, if the column of names has a type instead: a primitive type or a link
/// to a page. `None` for an ordinary row.
fn name_in_type_column(name: usize, ty: Option<usize>, row: &Row<'_>) -> Option<String> {
    let (named, typed) = (row.cells.get(name)?, row.cells.get(ty?)?);
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
    // If both cells have the same word, nothing is exchanged: a navigation property may have the name of its type.
    let is_same = words.trim().eq_ignore_ascii_case(name);
    (is_type && is_name && !is_same).then(|| name.to_owned())
}
