//! Permission scopes that occur once and resemble a frequent scope.

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Span;
use crate::text::near;

/// Compares each scope with the scopes of all pages.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    // The places of each scope. Several pages may include the same table, so equal places count once.
    let mut scopes: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
    for (_, decls) in linked.pages() {
        for scope in decls.operations.iter().flat_map(|operations| &operations.scopes) {
            scopes.entry(&scope.value).or_default().insert(scope.span);
        }
    }
    let often: Vec<&str> = scopes.iter().filter(|(_, places)| places.len() > 1).map(|(scope, _)| *scope).collect();
    let mut found = Vec::new();
    for (scope, places) in scopes.iter().filter(|(_, places)| places.len() == 1) {
        let Some(span) = places.first() else { continue };
        let near = near::nearest(scope, often.iter().copied(), 2);
        let near = near.into_iter().find(|near| is_slip(scope, near));
        let Some(near) = near.or_else(|| often.iter().copied().find(|other| is_reordered(scope, other))) else {
            continue;
        };
        found.push(
            Diagnostic::new(code::SCOPE_SLIP, *span, format!("no other page has the scope `{scope}`"))
                .help(format!("write `{near}` if that is meant"))
                .about(Subject::words(scope))
                .fix_unsafely(Edit::Word(*span, (*scope).to_owned(), near.to_owned())),
        );
    }
    found
}

/// Whether one word of a scope is misspelt: all others are equal, and none differs only in letter case.
fn is_slip(scope: &str, near: &str) -> bool {
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (scope.split('.').collect(), near.split('.').collect());
    let mut other = ours.iter().zip(&theirs).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (other.next(), other.next()) else { return false };
    // A plural or another verb may be another scope.
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    ours.len() == theirs.len() && a.len() > 1 && !plural(a, b) && !plural(b, a)
}

/// Whether two scopes consist of the same words in another order.
fn is_reordered(scope: &str, other: &str) -> bool {
    let sorted = |scope: &str| {
        let mut words: Vec<String> = scope.split('.').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    scope.len() == other.len() && scope != other && sorted(scope) == sorted(other)
}
