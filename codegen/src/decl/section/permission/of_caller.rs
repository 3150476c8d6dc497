//! Reads tables with the permissions of a single kind of caller, which the heading above names, such as
//! `Application permissions`.
//!
//! In: a table with a permission in each row. Out: the permissions of that kind of caller, added to the [`Permissions`]
//! that earlier tables of the page have filled. The permissions of a kind of caller that has no table are unknown.

use crate::api::{Caller, Permissions};
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::permission::accounts::{callers, is_usual, slice_of};
use crate::decl::section::permission::cell;
use crate::decl::section::permission::statement::{add, slot};
use crate::decl::vocabulary::permissions::{is_dotted_scope, is_section};
use crate::page::{Row, Table};

/// Whether the heading of a table is `Scopes`. Such a table has delegated permissions, because a scope (RFC 6749)
/// limits what a token of a user allows.
fn is_of_scopes(place: &BlockPlace) -> bool {
    place.heading == "scopes"
}

/// Whether the heading of a table in the permissions section names a kind of caller, such as `Application
/// permissions`, and the rows of the table begin with a permission.
#[must_use]
pub(crate) fn is_table(table: &Table<'_>, place: &BlockPlace) -> bool {
    if is_of_scopes(place) {
        let is_word = |row: &Row<'_>| {
            let word = row.plain(0);
            let word = word.trim();
            word.contains(['.', '_', ':']) && !word.contains(' ')
        };
        return !table.rows.is_empty() && table.rows.iter().all(is_word);
    }
    let starts_with_scope = |row: &Row<'_>| row.cells.first().is_some_and(|cell| is_dotted_scope(cell.plain().trim()));
    is_section(&place.section)
        && is_usual(&place.text)
        && !table.rows.is_empty()
        && table.rows.iter().all(starts_with_scope)
}

/// Adds the permissions of a table, one for each row. Rows that are marked as least privileged, by a cell that begins
/// with `least`, come first; all other rows keep their order.
pub(in crate::decl) fn read(
    reader: &mut PageReader<'_, '_>,
    table: &Table<'_>,
    place: &BlockPlace,
    sets: &mut Vec<Permissions>,
) {
    let callers = if is_of_scopes(place) { slice_of(Caller::DelegatedWork) } else { callers(&place.text) };
    if sets.is_empty() {
        sets.push(Permissions { unknown: Caller::ALL.to_vec(), span: table.span, ..Permissions::default() });
    }
    let Some(set) = sets.last_mut() else { return };
    let is_least =
        |row: &&Row<'_>| row.cells.iter().skip(1).any(|cell| cell.plain().to_lowercase().starts_with("least"));
    let (least, others): (Vec<&Row<'_>>, Vec<&Row<'_>>) = table.rows.iter().partition(is_least);
    for row in least.into_iter().chain(others) {
        reader.mark_used(row.span);
        let Some(first) = row.cells.first() else { continue };
        if is_of_scopes(place) {
            set.delegated_work.push(vec![first.plain().trim().into()]);
            continue;
        }
        for part in cell::read(first, &mut reader.diagnostics) {
            for &caller in callers {
                add(slot(set, caller), part.scopes.clone().unwrap_or_default());
            }
        }
    }
    set.unknown.retain(|caller| !callers.contains(caller));
}
