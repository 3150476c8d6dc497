//! Reads tables of permissions with a row for each scope, such as `User.Read`, and a mark such as `✓` in the column of
//! each kind of caller that can use it.
//!
//! In: a table whose columns are kinds of caller. Out: its permissions, if its first column holds scopes and the others
//! hold marks. If a row has no scope, the table has another form, and nothing is read.

use crate::api::{Caller, Permissions};
use crate::decl::vocabulary::permissions::is_scope;
use crate::page::{Row, Table, Text};

use super::statement::slot;

/// The signs for a scope that a kind of caller can use, and the signs for a scope that it cannot use.
const MARKS: (&[&str], &[&str]) = (&["✓", "✔", "✔️", "✅", "x", "yes", "y"], &["", "-", "–", "—", "❌", "no", "n"]);

/// The permissions of a table of marks; `None` if the table has another form.
pub(super) fn read(table: &Table<'_>, columns: &[Option<Caller>]) -> Option<Permissions> {
    let mut set = Permissions { span: table.span, ..Permissions::default() };
    for row in &table.rows {
        let scope = row.plain(0).trim().to_owned();
        if !is_scope(&scope) {
            return None;
        }
        for (column, caller) in columns.iter().enumerate() {
            let Some(caller) = caller else { continue };
            if allows_scope(row, column)? {
                slot(&mut set, *caller).push(vec![scope.as_str().into()]);
            }
        }
    }
    (!table.rows.is_empty()).then_some(set)
}

/// Whether the sign in a cell says that the kind of caller can use the scope. `None` if the cell has no known sign.
fn allows_scope(row: &Row<'_>, column: usize) -> Option<bool> {
    let words = row.cells.get(column).map(Text::plain).unwrap_or_default().trim().to_lowercase();
    let (yes, no) = MARKS;
    yes.contains(&words.as_str()).then_some(true).or_else(|| no.contains(&words.as_str()).then_some(false))
}
