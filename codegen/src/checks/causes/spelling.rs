//! Rows whose property name differs in letter case from its spelling on other pages, such as `DisplayName`.
//!
//! In: findings that a place writes a property in another letter case than its row. Out: one finding at the row
//! instead, if all these places agree on one spelling. Otherwise the findings stay.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::checks::causes::places::{add, replace};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};

/// How many pages have to agree on another spelling before the row counts as wrong. If the name in the row begins with
/// a capital letter, two pages are enough.
const PAGES: usize = 3;

type Key = (CompactString, CompactString);

/// If enough pages (see [`PAGES`]) spell a property differently from its row, replaces the findings on those pages by
/// one finding at the row.
pub(super) fn merge_at_row(diagnostics: &mut Vec<Diagnostic>) {
    let mut spelt: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (index, finding) in diagnostics.iter().enumerate() {
        if let (Subject::Member(key), true) =
            (&finding.subject, [code::EXAMPLE_MEMBER_CASE, code::MEMBER_CASE].contains(&finding.code))
        {
            spelt.entry((**key).clone()).or_default().push(index);
        }
    }
    let mut explained: BTreeSet<usize> = BTreeSet::new();
    let mut made = Vec::new();
    for ((owner, name), places) in spelt {
        if let Some(finding) = row(&owner, &name, &places.iter().map(|index| &diagnostics[*index]).collect::<Vec<_>>())
        {
            made.push(finding);
            explained.extend(places);
        }
    }
    replace(diagnostics, &explained, made);
}

/// The finding that the row of a property has the wrong letter case. `None` unless all findings in `found` agree on
/// another spelling, it begins with a small letter, and enough pages use it.
fn row(owner: &str, name: &str, found: &[&Diagnostic]) -> Option<Diagnostic> {
    let first = found.first()?;
    let spelling = first.fix.as_ref()?.word()?;
    let agree = found.iter().all(|other| other.fix.as_ref().and_then(|fix| fix.word()) == Some(spelling));
    let starts_small = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
    let pages: BTreeSet<_> = found.iter().map(|finding| finding.span.source).collect();
    let differs = if starts_small(name) { pages.len() >= PAGES } else { pages.len() > 1 };
    let (span, _) = first.notes.first().filter(|_| agree && starts_small(spelling) && differs)?;
    let message = format!("the row spells `{name}` of `{owner}` differently from {} pages", pages.len());
    let mut finding = Diagnostic::new(code::MEMBER_CASE, *span, message)
        .help(format!("write `{spelling}`"))
        .about(Subject::member(owner, name))
        .fix_unsafely(Edit::Word(*span, name.to_owned(), spelling.to_owned()));
    found.iter().for_each(|other| add(&mut finding, other.span, "another page spells the name like this"));
    Some(finding)
}
