//! Decides whether a body with unknown members has a wrong type, or its type lacks rows.
//!
//! In: findings that the stated type of a body is wrong, and findings that a member of a body has no row. Out: for each
//! page and stated type, only findings of one of the two kinds. A member that examples of several pages show probably
//! lacks a row, so it is not counted as a sign of a wrong type.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::SourceId;

/// If a page shows at least this many members that the stated type of a body lacks, that type is in doubt. Members that
/// examples of other pages show too are not counted.
const LEAST: usize = 3;

/// For each page and each type that the page states for a body: if the type is in doubt, keeps the finding about the
/// type and removes those about unknown members; otherwise the reverse.
pub(super) fn keep_type_or_members(diagnostics: &mut Vec<Diagnostic>) {
    let bodies: BTreeSet<(SourceId, CompactString)> = diagnostics.iter().filter_map(body).collect();
    if bodies.is_empty() {
        return;
    }
    let mut pages: BTreeMap<(&str, &str), BTreeSet<SourceId>> = BTreeMap::new();
    for finding in diagnostics.iter() {
        if let Some((owner, name)) = member(finding) {
            pages.entry((owner, name)).or_default().insert(finding.span.source);
        }
    }
    let mut alone: BTreeMap<(SourceId, CompactString), usize> = BTreeMap::new();
    for ((owner, _), pages) in &pages {
        if let [page] = pages.iter().copied().collect::<Vec<_>>()[..] {
            *alone.entry((page, CompactString::from(*owner))).or_default() += 1;
        }
    }
    let in_doubt = |key: &(SourceId, CompactString)| bodies.contains(key) && alone.get(key) >= Some(&LEAST);
    let kept: Vec<bool> = diagnostics
        .iter()
        .map(|finding| match (body(finding), member(finding)) {
            (Some(key), _) => in_doubt(&key),
            (None, Some((owner, _))) => !in_doubt(&(finding.span.source, CompactString::from(owner))),
            (None, None) => true,
        })
        .collect();
    let mut kept = kept.into_iter();
    diagnostics.retain(|_| kept.next().unwrap_or(true));
}

/// For the finding that most members of a body are unknown in its stated type: the page and that type. `None` for any
/// other finding.
fn body(finding: &Diagnostic) -> Option<(SourceId, CompactString)> {
    match &finding.subject {
        // With this code, `Subject::Words` marks a finding about unknown members. All others have a `Subject::Type`.
        Subject::Words(ty) if finding.code == code::EXAMPLE_OTHER_TYPE => {
            Some((finding.span.source, CompactString::from(&**ty)))
        }
        _ => None,
    }
}

/// The type and the name in a finding about an unknown member. `None` for any other finding.
fn member(finding: &Diagnostic) -> Option<(&str, &str)> {
    match &finding.subject {
        Subject::Member(member) if finding.code == code::EXAMPLE_MEMBER_UNKNOWN => Some((&member.0, &member.1)),
        _ => None,
    }
}
