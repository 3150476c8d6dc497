//! Path segments that are nearly what they should address.
//!
//! In: the routes of all operations. Out: findings. Invariant: nothing is changed, and a word that several request lines
//! use is never doubted.

use foldhash::{HashMap, HashMapExt};

use crate::api::{Api, ItemType, Operation, Segment, TypeRef};
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::paths::Roots;
use crate::text::near;

/// Looks for words that one request line alone has, and that are a slip for a member of the type before them or, at the
/// start, for a word with which other paths start.
pub(in crate::link) fn check(api: &Api, roots: &Roots, diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut starts: HashMap<&str, usize> = HashMap::new();
    for route in api.operations.iter().flat_map(|operation| &operation.routes) {
        for (index, segment) in route.template.segments.iter().enumerate() {
            let Segment::Literal(word) = segment else { continue };
            *counts.entry(word).or_default() += 1;
            if index == 0 {
                *starts.entry(word).or_default() += 1;
            }
        }
    }
    let mut usual: Vec<&str> = starts.iter().filter(|(_, count)| **count > 1).map(|(word, _)| *word).collect();
    usual.sort_unstable();
    for operation in &api.operations {
        for route in &operation.routes {
            let segments = &route.template.segments;
            let unique =
                |segment: &Segment| matches!(segment, Segment::Literal(word) if counts.get(word.as_str()) == Some(&1));
            if !segments.iter().any(unique) {
                continue;
            }
            let states = roots.walk(api, segments);
            for (index, segment) in segments.iter().enumerate().filter(|(_, segment)| unique(segment)) {
                let Segment::Literal(word) = segment else { continue };
                let before = index.checked_sub(1).and_then(|before| states[before]);
                let Some(meant) = meant(api, roots, operation, index, word, before, &usual) else { continue };
                diagnostics.push(
                    Diagnostic::new(code::ROUTE_SEGMENT, route.span, format!("no other path has the segment `{word}`"))
                        .help(format!("write `{meant}` if that is meant"))
                        .about(Subject::words(word)),
                );
            }
        }
    }
}

/// What a segment was meant to be.
fn meant<'a>(
    api: &'a Api,
    roots: &Roots,
    operation: &Operation,
    index: usize,
    word: &str,
    before: Option<TypeRef>,
    usual: &[&'a str],
) -> Option<&'a str> {
    if index == 0 {
        return near::slip(word, usual.iter().copied());
    }
    let Some(TypeRef { item: ItemType::Structured(id), .. }) = before else { return None };
    let called = operation.call.as_ref().is_some_and(|call| call.name.eq_ignore_ascii_case(word));
    let known = roots.members.find(api, id, word).is_some();
    if called || known {
        return None;
    }
    near::slip(word, api.members(id).map(|member| member.name.as_str()))
}
