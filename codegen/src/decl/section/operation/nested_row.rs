//! Rows of a table of parameters that describe members of the value in a row above.
//!
//! In: a row such as `address.city`, `lines[].count` or `↳ city`. Out: the row above, with the member added to it. Only
//! the last few rows are searched.

use crate::decl::ParameterDecl;
use crate::decl::table::member::{self, Columns, RowOutcome};
use crate::page::{Inline, Row, Text};
use crate::text::identifier::is_identifier;

/// Characters with which a name begins if the row describes a member of the value in the row above: `↳ city`.
const BRANCHES: [char; 10] = ['↳', '└', '├', '→', '⤷', '»', '›', '>', '-', '–'];

/// How many rows above are searched for the owner.
const REACH: usize = 32;

/// A row about a member of the value in an earlier row.
pub(super) struct NestedRow {
    /// The index of the earlier row.
    pub(super) owner: usize,
    /// The names from the value to the member: `["city"]` for `address.city`.
    names: Vec<String>,
}

/// Finds the earlier row to which a row belongs; `None` if the row stands for itself.
pub(super) fn nested(row: &Row<'_>, column: usize, rows: &[ParameterDecl]) -> Option<NestedRow> {
    let cell = row.plain(column);
    let name = cell.trim().trim_matches(['`', '*']);
    if name.starts_with(BRANCHES) && !rows.is_empty() {
        let name = name.trim_start_matches(|c: char| BRANCHES.contains(&c) || c.is_whitespace());
        return Some(NestedRow { owner: rows.len() - 1, names: vec![bare(name).to_owned()] });
    }
    let mut names = name.split(['.', '/']).map(bare);
    let owner = names.next()?;
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.first().is_none_or(String::is_empty) || !is_identifier(owner) {
        return None;
    }
    let mut near = rows.iter().enumerate().rev().take(REACH);
    let owner = near.find(|(_, row)| row.name.value.eq_ignore_ascii_case(owner)).map(|(at, _)| at)?;
    Some(NestedRow { owner, names })
}

/// A name without the marks of a list: `lines` for `lines[]`.
fn bare(name: &str) -> &str {
    name.trim().trim_end_matches("[]").trim_end_matches("[*]").trim_end_matches("[n]").trim_matches(['`', '*'])
}

impl NestedRow {
    /// Adds the member to the value to which it belongs. A row that has no valid name adds nothing.
    pub(super) fn add(&self, row: &Row<'_>, columns: Columns<'_, '_>, owner: &mut ParameterDecl) {
        let Some((name, above)) = self.names.split_last() else { return };
        let mut owner = owner;
        for name in above {
            let found = owner.members.iter().position(|member| member.name.value.eq_ignore_ascii_case(name));
            let Some(at) = found else { return };
            owner = &mut owner.members[at];
        }
        let mut own = row.clone();
        let Some(cell) = own.cells.get_mut(columns.name) else { return };
        *cell = Text { span: cell.span, inlines: vec![Inline::Text(name.clone().into())] };
        let is_known = owner.members.iter().any(|member| member.name.value == *name);
        if let RowOutcome::Declares(member) = member::read_parameter(&own, columns)
            && !is_known
        {
            owner.members.push(member);
        }
    }
}
