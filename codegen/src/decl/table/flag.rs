//! Reads cells that give a short answer to the title of their column: `Required | Yes`, `Access | R/W`,
//! `Multiplicity | *`.
//!
//! In: a title and a cell. Out: what they say about the property of the row. A cell with any other text changes
//! nothing, except in a column such as `Constraints`.

use crate::decl::Remarks;
use crate::decl::vocabulary::demand;
use crate::decl::vocabulary::marks::{NO, YES, consists_of};

/// Titles of columns that say whether clients may write.
const ACCESS: &[&str] =
    &["access", "mode", "access mode", "mutability", "permission", "permissions", "read/write", "r/w"];
/// Cells of a column such as `Access`: those that say that clients can only read the property (`READS`), and those that
/// say that clients can write it (`WRITE_WORDS`).
const READS: &[&str] = &["r", "ro", "read", "read-only", "readonly", "read only", "get"];
const WRITE_WORDS: &[&str] = &[
    "w",
    "rw",
    "r/w",
    "r, w",
    "wo",
    "read/write",
    "read-write",
    "readwrite",
    "read, write",
    "read and write",
    "write",
    "write-only",
    "write only",
    "writable",
];

/// Titles of columns that say whether clients can change a property after the item was created.
const UPDATABLE: &[&str] = &[
    "updatable",
    "updateable",
    "can be updated",
    "update",
    "supports update",
    "editable",
    "changeable",
    "modifiable",
    "can be changed",
    "can be modified",
    "settable on update",
    "writable on update",
];

/// Titles of columns that say how many items a navigation property leads to.
const MULTIPLICITY: &[&str] = &["multiplicity", "cardinality"];

/// Titles of columns that say whether `$filter` is supported.
const FILTERABLE: &[&str] = &["filterable", "supports $filter", "$filter", "filter", "can filter", "supports filter"];

/// `KINDS` are titles of columns that say whether a property is a navigation property. A cell in such a column says
/// that it is one (`NAVIGATION_WORDS`) or that it is not (`STRUCTURAL_WORDS`).
const KINDS: &[&str] = &["kind", "member kind", "property kind"];
const NAVIGATION_WORDS: &[&str] = &["navigation", "navigation property", "relationship"];
const STRUCTURAL_WORDS: &[&str] = &["property", "structural", "structural property", "complex", "primitive"];

/// Titles of columns whose cells list constraints of a property, such as `Required, read-only`.
const CONSTRAINTS: &[&str] = &[
    "constraint",
    "constraints",
    "attribute",
    "attributes",
    "qualifier",
    "qualifiers",
    "restriction",
    "restrictions",
    "flags",
    "facets",
    "rules",
    "validation",
];

/// Records what a cell says about a property, if it answers the title of its column: `Yes` below `Required`. Returns
/// whether it does, so that it can be left out of the description.
pub(super) fn record(title: &str, cell: &str, remarks: &mut Remarks) -> bool {
    if let Some(demand) = demand::answer(title, cell) {
        remarks.required = demand.required();
        // For a condition, such as `Only if …`, false is returned, so that the cell becomes a part of the description.
        return remarks.required.is_some();
    }
    if is_title(title, MULTIPLICITY)
        || is_title(title, KINDS) && (consists_of(cell, NAVIGATION_WORDS) || consists_of(cell, STRUCTURAL_WORDS))
    {
        return true;
    }
    if is_title(title, ACCESS) && consists_of(cell, READS) {
        remarks.read_only = true;
        return true;
    }
    if is_title(title, ACCESS) && consists_of(cell, WRITE_WORDS) {
        return true;
    }
    let yes = consists_of(cell, YES);
    if !yes && !consists_of(cell, NO) {
        if is_title(title, CONSTRAINTS) {
            constraints(cell, remarks);
        }
        return false;
    }
    if is_title(title, &["read-only", "readonly", "read only"]) {
        remarks.read_only |= yes;
    } else if is_title(title, &["writable", "writeable"]) {
        remarks.read_only |= !yes;
    } else if is_title(title, UPDATABLE) {
        remarks.immutable |= !yes;
    } else if is_title(title, &["immutable"]) {
        remarks.immutable |= yes;
    } else if is_title(title, &["nullable", "null", "allows null", "can be null"]) {
        remarks.nullable = Some(yes);
    } else if is_title(title, FILTERABLE) {
        remarks.filterable |= yes;
    } else {
        return false;
    }
    true
}

/// Records the phrases that are known, such as `read-only`, in a cell such as
/// `Required, read-only, at most 40 characters`. The cell remains a part of the description.
fn constraints(cell: &str, remarks: &mut Remarks) {
    for part in cell.split([',', ';', '.']).map(str::trim) {
        remarks.required = demand::exact(part).or(remarks.required);
        remarks.read_only |= part.len() > 1 && consists_of(part, READS);
        remarks.immutable |= consists_of(part, &["immutable"]);
        if consists_of(part, &["nullable", "can be null", "may be null"]) {
            remarks.nullable = Some(true);
        } else if consists_of(part, &["not nullable", "non-nullable", "not null"]) {
            remarks.nullable = Some(false);
        }
    }
}

/// Whether a cell in a column such as `Kind` says that the row is about a navigation property.
pub(super) fn navigates(title: &str, cell: &str) -> bool {
    is_title(title, KINDS) && consists_of(cell, NAVIGATION_WORDS)
}

/// Whether a column with this title, such as `Multiplicity`, says how many items a property leads to.
pub(super) fn is_multiplicity(title: &str) -> bool {
    is_title(title, MULTIPLICITY)
}

/// Whether a cell in a column such as `Multiplicity` means several items: `*`, `0..n`, `many`.
pub(super) fn is_many(cell: &str) -> bool {
    let cell = cell.trim().to_ascii_lowercase();
    let end = cell.rsplit([':', '.', ' ', '-']).next().unwrap_or_default();
    matches!(end, "*" | "n" | "m" | "many")
}

fn is_title(title: &str, known: &[&str]) -> bool {
    consists_of(title.trim_end_matches('?'), known)
}
