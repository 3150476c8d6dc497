//! Bodies with members that the stated type of the body does not have.
//!
//! In: findings about the types of bodies and about single members. Out: for each page and type, either the findings
//! that the type of the body is wrong, or the findings that members have no row. If the examples of several pages
//! show a member, probably its row was forgotten, so the member does not count against the type of the body.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::SourceId;

/// Members of a body count if neither the stated type of the body nor an example of another page has them. If a body
/// has at least this many such members, its stated type is in doubt.
const LEAST: usize = 3;

/// Decides, for each page and each type that the page states for a body, which findings remain. If the type is in
/// doubt, only the finding about the type remains, otherwise only those about the members that the type lacks.
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

/// The page and the stated type in a finding about a body that has few properties of that type. `None` for any other
/// finding.
fn body(finding: &Diagnostic) -> Option<(SourceId, CompactString)> {
    match &finding.subject {
        // Other findings with this code have a type as their subject, not words.
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
