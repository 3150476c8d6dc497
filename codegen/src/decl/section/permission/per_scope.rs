//! Reads tables with a row for each scope, such as `User.Read`, and a column that names the kind of caller.
//!
//! In: a table whose first column has scopes. Out: the permissions of each kind of caller; scopes with a `Yes` under a
//! title such as `Least privileged` come first. The permissions of a kind of caller that no row names are unknown.

use crate::api::{Caller, Permissions};
use crate::decl::section::permission::accounts::{callers, is_usual};
use crate::decl::section::permission::statement::slot;
use crate::decl::vocabulary::marks::{YES, consists_of};
use crate::decl::vocabulary::permissions::is_dotted_scope;
use crate::page::{Row, Table};

/// The index of the column that names the kind of caller, if all rows of the table begin with a scope. `None` for any
/// other table.
pub(super) fn caller_column(table: &Table<'_>) -> Option<usize> {
    let begins_with_scope = |row: &Row<'_>| is_dotted_scope(row.plain(0).trim());
    if table.rows.is_empty() || !table.rows.iter().all(begins_with_scope) {
        return None;
    }
    (1..table.header.len()).find(|&column| table.rows.iter().all(|row| is_usual(row.plain(column).trim())))
}

/// The permissions of a table with a row for each scope. `None` if the table has another form.
pub(super) fn read(table: &Table<'_>) -> Option<Permissions> {
    let column = caller_column(table)?;
    let least = table.header.iter().position(|title| title.plain().to_lowercase().contains("least"));
    let is_least = |row: &&Row<'_>| least.is_some_and(|column| consists_of(&row.plain(column), YES));
    let (first, others): (Vec<&Row<'_>>, Vec<&Row<'_>>) = table.rows.iter().partition(is_least);
    let mut set = Permissions { unknown: Caller::ALL.to_vec(), span: table.span, ..Permissions::default() };
    for row in first.into_iter().chain(others) {
        let named = callers(row.plain(column).trim());
        for &caller in named {
            slot(&mut set, caller).push(vec![row.plain(0).trim().into()]);
        }
        set.unknown.retain(|caller| !named.contains(caller));
    }
    Some(set)
}
