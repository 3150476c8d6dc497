//! Rows of a table of properties or parameters that describe members of the value in a row above.
//!
//! In: a row such as `address.city`, `lines[].count` or `↳ city`. Out: the row about the value, such as `address`, with
//! the member added to it. That row is looked for only among the last `REACH` rows.

use crate::decl::ParameterDecl;
use crate::decl::table::member::{self, Columns, RowOutcome};
use crate::page::{Inline, Row, Text};
use crate::text::identifier::is_identifier;

/// Characters with which a name begins if the row describes a member of the value in the row above: `↳ city`.
const BRANCHES: [char; 10] = ['↳', '└', '├', '→', '⤷', '»', '›', '>', '-', '–'];

/// How many earlier rows are searched for the one about the value to which a member belongs.
const REACH: usize = 32;

/// A row about a member of the value in an earlier row.
pub(crate) struct NestedRow {
    /// The index of the earlier row, which describes the value.
    pub(crate) owner: usize,
    /// The names from the value to the member: `["city"]` for `address.city`.
    names: Vec<String>,
    /// Whether the value is a list and the member belongs to each of its items, as in `lines[].count`.
    pub(crate) is_item: bool,
}

/// Finds the earlier row to whose value a row adds a member: the row `address` for the row `address.city`. `None` if
/// there is no such earlier row, or if the row describes no member of a value. `rows` has the names of the earlier
/// rows.
pub(crate) fn nested<'r>(
    row: &Row<'_>,
    column: usize,
    rows: impl DoubleEndedIterator<Item = &'r str> + ExactSizeIterator,
) -> Option<NestedRow> {
    let cell = row.plain(column);
    let name = cell.trim().trim_matches(['`', '*']);
    if name.starts_with(BRANCHES) && rows.len() > 0 {
        let name = name.trim_start_matches(|c: char| BRANCHES.contains(&c) || c.is_whitespace());
        return Some(NestedRow {
            owner: rows.len() - 1,
            names: vec![without_brackets(name).to_owned()],
            is_item: false,
        });
    }
    let is_item = ["[]", "[*]", "[n]"]
        .iter()
        .any(|mark| name.split(['.', '/']).next().is_some_and(|own| own.trim().ends_with(mark)));
    let mut names = name.split(['.', '/']).map(without_brackets);
    let owner = names.next()?;
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.first().is_none_or(String::is_empty) || !is_identifier(owner) {
        return None;
    }
    let mut near = rows.enumerate().rev().take(REACH);
    let owner = near.find(|(_, name)| name.eq_ignore_ascii_case(owner)).map(|(at, _)| at)?;
    Some(NestedRow { owner, names, is_item })
}

/// A name without the brackets of a list: `lines` for `lines[]`.
fn without_brackets(name: &str) -> &str {
    name.trim().trim_end_matches("[]").trim_end_matches("[*]").trim_end_matches("[n]").trim_matches(['`', '*'])
}

impl NestedRow {
    /// Adds the member that `row` describes to `owner`, or to a member of it, and returns true. Returns false in these
    /// cases:
    ///
    /// - The row has no valid name.
    /// - An earlier row has described the same member.
    /// - No row has described a member between the value and this one, such as `b` in `a.b.c`.
    pub(crate) fn add(&self, row: &Row<'_>, columns: Columns<'_, '_>, owner: &mut ParameterDecl) -> bool {
        let Some((name, above)) = self.names.split_last() else { return false };
        let mut owner = owner;
        for name in above {
            let found = owner.members.iter().position(|member| member.name.value.eq_ignore_ascii_case(name));
            let Some(at) = found else { return false };
            owner = &mut owner.members[at];
        }
        let mut own = row.clone();
        let Some(cell) = own.cells.get_mut(columns.name) else { return false };
        *cell = Text { span: cell.span, inlines: vec![Inline::Text(name.clone().into())] };
        let is_known = owner.members.iter().any(|member| member.name.value == *name);
        if let RowOutcome::Declares(member) = member::read_parameter(&own, columns)
            && !is_known
        {
            owner.members.push(member);
            return true;
        }
        false
    }
}
