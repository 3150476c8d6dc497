//! Findings that all pages of a tree would have, because the tree has another style by design.
//!
//! In: all findings, and the declarations of all pages. Out: the findings without those about a kind of caller that no table of
//! permissions of the tree has a row for. A service without personal accounts needs no row for them.

use crate::api::{Caller, Permissions};
use crate::code;
use crate::decl::PageDecls;
use crate::decl::section::permission::accounts::row_title;
use crate::diagnostic::{Diagnostic, Subject};

/// If the tree has fewer permission tables than this, a row that all of them lack may be missing by mistake, so all
/// findings stay.
const LEAST: usize = 2;

/// Removes findings about rows that no table of permissions of the tree has.
pub(super) fn remove_unusual_rows(diagnostics: &mut Vec<Diagnostic>, decls: &[PageDecls]) {
    let operations = decls.iter().filter_map(|page| page.operations.as_deref());
    let tables: Vec<&Permissions> = operations.flat_map(|decl| decl.permissions.iter()).collect();
    if tables.len() < LEAST {
        return;
    }
    let is_told = |caller: &Caller| tables.iter().any(|table| !table.unknown.contains(caller));
    let told: Vec<&str> =
        Caller::ALL.iter().filter(|caller| is_told(caller)).map(|caller| row_title(*caller)).collect();
    let is_by_design = |finding: &Diagnostic| {
        let Subject::Words(rows) = &finding.subject else { return false };
        finding.code == code::PERMISSION_MISSING && !told.iter().any(|title| rows.contains(&format!("`{title}`")))
    };
    diagnostics.retain(|finding| !is_by_design(finding));
}
