//! Removes findings that every page of a tree would have because its authors chose another style.
//!
//! In: all findings, and the declarations of all pages. Out: the findings, except those about a row that no permission
//! table of the tree has. For example, a service without personal accounts needs no row `Delegated (personal Microsoft
//! account)`.

use crate::api::{Caller, Permissions};
use crate::code;
use crate::decl::PageDecls;
use crate::decl::section::permission::accounts::row_title;
use crate::diagnostic::{Diagnostic, Subject};

/// The number of permission tables that a tree needs before findings are removed. If there are fewer, a row that no
/// table has may be missing by mistake.
const LEAST: usize = 2;

/// Removes the findings that a permission table lacks rows, if no permission table of the tree has any of these rows.
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
