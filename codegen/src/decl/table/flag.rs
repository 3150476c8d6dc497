//! Reads cells that answer the title of their column: `Required | Yes`, `Access | R/W`, `Multiplicity | *`.
//!
//! In: a title and a cell. Out: what they say about the property of the row. Invariant: a cell that is no answer
//! changes nothing.

use crate::decl::Remarks;

/// Titles of columns that say whether clients may write.
const ACCESS: &[&str] = &["access", "mode", "access mode", "mutability", "permission", "permissions", "read/write"];
/// What the cells of such a column say about properties that only the service writes, and about all others.
const READS: &[&str] = &["r", "ro", "read", "read-only", "readonly", "read only", "get"];
const WRITES: &[&str] = &[
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

/// Titles of columns that say how many items a navigation property leads to.
const MULTIPLICITY: &[&str] = &["multiplicity", "cardinality"];

/// Titles of columns that say whether `$filter` is supported.
const FILTERABLE: &[&str] = &["filterable", "supports $filter", "$filter", "filter", "can filter", "supports filter"];

/// Titles of columns that tell navigation properties from other properties, and what their cells say.
const KINDS: &[&str] = &["kind", "member kind", "property kind"];
const NAVIGATES: &[&str] = &["navigation", "navigation property", "relationship"];
const IS_VALUE: &[&str] = &["property", "structural", "structural property", "complex", "primitive"];

const YES: &[&str] = &["yes", "y", "true", "✓", "✔", "✔️", "✅", "x", ":white_check_mark:"];
const NO: &[&str] = &["no", "n", "false", "✗", "❌", ":x:", "-", "–", "—"];

/// Records what a cell says, and returns true. Returns false if the cell does not answer the title of its column.
pub(super) fn record(title: &str, cell: &str, remarks: &mut Remarks) -> bool {
    if let Some(required) = requirement(title, cell) {
        remarks.required = Some(required);
        return true;
    }
    if is_title(title, MULTIPLICITY) || is_title(title, KINDS) && (is(cell, NAVIGATES) || is(cell, IS_VALUE)) {
        return true;
    }
    if is_title(title, ACCESS) && is(cell, READS) {
        remarks.read_only = true;
        return true;
    }
    if is_title(title, ACCESS) && is(cell, WRITES) {
        return true;
    }
    let yes = is(cell, YES);
    if !yes && !is(cell, NO) {
        return false;
    }
    if is_title(title, &["read-only", "readonly", "read only"]) {
        remarks.read_only |= yes;
    } else if is_title(title, &["writable", "writeable"]) {
        remarks.read_only |= !yes;
    } else if is_title(title, &["nullable"]) {
        remarks.nullable = Some(yes);
    } else if is_title(title, FILTERABLE) {
        remarks.filterable |= yes;
    } else {
        return false;
    }
    true
}

/// Whether a cell in a column such as `Kind` says that the row is about a navigation property.
pub(super) fn navigates(title: &str, cell: &str) -> bool {
    is_title(title, KINDS) && is(cell, NAVIGATES)
}

/// Whether the title of a column says that its cells state a number of items.
pub(super) fn is_multiplicity(title: &str) -> bool {
    is_title(title, MULTIPLICITY)
}

/// Whether a cell in such a column means several items: `*`, `0..n`, `many`.
pub(super) fn is_many(cell: &str) -> bool {
    let cell = cell.trim().to_ascii_lowercase();
    let end = cell.rsplit([':', '.', ' ', '-']).next().unwrap_or_default();
    matches!(end, "*" | "n" | "m" | "many")
}

/// What a cell answers to the question whether something is required; `None` if it does not answer that.
pub(super) fn requirement(title: &str, cell: &str) -> Option<bool> {
    let word = cell.trim_end_matches('.');
    let begins = |word: &str| title.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let asked = || begins("required") || begins("mandatory") || begins("is required");
    let (yes, no) = (is(word, YES) || is(word, &["always"]), is(word, NO));
    if is(word, &["required", "mandatory"]) || yes && asked() || no && begins("optional") {
        Some(true)
    } else if is(word, &["optional"]) || no && asked() || yes && begins("optional") {
        Some(false)
    } else {
        None
    }
}

fn is_title(title: &str, known: &[&str]) -> bool {
    is(title.trim_end_matches('?'), known)
}

fn is(text: &str, known: &[&str]) -> bool {
    known.iter().any(|known| text.trim().eq_ignore_ascii_case(known))
}
