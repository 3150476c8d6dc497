//! The letter case of path segments.
//!
//! A segment that addresses a documented member, or casts to a documented type, gets the spelling of that name. Any
//! other word gets its usual camelCase spelling in request lines, if it has one.
//!
//! # Rule 16: Spelling of paths
//!
//! A segment takes the spelling of the property that it addresses (D0707).

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::{CompactString, format_compact};
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::api::{Api, Callable, ItemType, Operation, Route, Segment, TypeRef};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::index::Index;
use crate::link::paths::{Roots, place};
use crate::source::Span;
use crate::text::caseless::Caseless;
use crate::text::lowercase::lowered;

/// A correction of one segment: the index of its route, the index of the segment there, and the new spelling.
type Respelling = (usize, usize, CompactString);

/// The usual spelling of each word of paths, by the word in any letter case.
pub(in crate::link) type Usual = Caseless<CompactString>;

/// Corrects the letter case of path segments.
pub(in crate::link) fn link(
    api: &mut Api,
    names: &Index,
    roots: &Roots,
    usual: &Usual,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let found: Vec<Vec<(Respelling, Diagnostic)>> = {
        let api = &*api;
        api.operations.par_iter().map(|operation| respellings(api, names, roots, usual, operation)).collect()
    };
    for (operation, found) in api.operations.iter_mut().zip(found) {
        for ((route, segment, spelling), finding) in found {
            diagnostics.push(finding);
            respell(&mut operation.routes[route], segment, &spelling);
        }
    }
}

/// Each segment in the paths of an operation whose letter case is wrong: its correction, and the finding about it.
fn respellings(
    api: &Api,
    names: &Index,
    roots: &Roots,
    usual: &Usual,
    operation: &Operation,
) -> Vec<(Respelling, Diagnostic)> {
    let mut found = Vec::new();
    for (position, route) in operation.routes.iter().enumerate() {
        let states = roots.walk(api, &route.template.segments);
        for (index, segment) in route.template.segments.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| states[before]);
            let called = operation.call.as_ref().filter(|_| index + 1 == route.template.segments.len());
            let Some((word, spelling, declared)) =
                respelled(api, names, roots, before, segment, usual).or_else(|| spelling_of_call(called?, segment))
            else {
                continue;
            };
            let mut finding = Diagnostic::new(
                code::ROUTE_CASE,
                place(route, word),
                format!("`{word}` in the path is written `{spelling}` in other paths"),
            )
            .help(format!("write `{spelling}`"))
            .about(Subject::words(word))
            .fix_safely(Edit::Word(place(route, word), word.to_owned(), spelling.to_string()));
            if let Some(span) = declared {
                finding = finding.note(span, "the declaration");
            }
            found.push(((position, index, spelling), finding));
        }
    }
    found
}

/// If a segment is spelt wrongly: its word, the correct spelling, and the place on a page that declares this
/// spelling, if there is one. `None` if the segment is spelt correctly.
fn respelled<'a>(
    api: &'a Api,
    names: &Index,
    roots: &Roots,
    before: Option<TypeRef>,
    segment: &'a Segment,
    usual: &Usual,
) -> Option<(&'a str, CompactString, Option<Span>)> {
    match segment {
        Segment::Literal(word) => {
            if let Some(TypeRef { item: ItemType::Structured(id), .. }) = before
                && let Some(member) = roots.members.find(api, id, word)
            {
                return (member.name != *word).then(|| (word.as_str(), member.name.clone(), Some(member.span)));
            }
            let spelling = usual.get(word)?;
            (spelling != word).then(|| (word.as_str(), spelling.clone(), None))
        }
        Segment::Cast(name) => {
            let ty = &api[names.cast(name)?];
            let spelling = ty.name.to_string();
            (spelling != *name).then(|| (name.as_str(), spelling.into(), ty.spans.first().copied()))
        }
        Segment::Key(_) | Segment::Call { .. } | Segment::Mixed(_) => None,
    }
}

/// If a segment is the name of the action or function in another letter case: the word, the right spelling, and no
/// place, because no page declares the spelling. `None` for any other segment.
fn spelling_of_call<'a>(call: &Callable, segment: &'a Segment) -> Option<(&'a str, CompactString, Option<Span>)> {
    let Segment::Literal(word) = segment else { return None };
    (word.eq_ignore_ascii_case(&call.name) && *word != call.name).then(|| (word.as_str(), call.name.clone(), None))
}

/// The usual camelCase spelling of each word of paths: at least half as frequent as the most frequent spelling.
pub(in crate::link) fn usual_spellings(api: &Api) -> Usual {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for route in api.operations.iter().flat_map(|operation| &operation.routes) {
        for segment in &route.template.segments {
            if let Segment::Literal(word) = segment
                && !word.contains(['$', ':', '.'])
            {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    let mut votes: HashMap<CompactString, BTreeMap<&str, usize>> = HashMap::new();
    counts.into_iter().for_each(|(word, count)| _ = votes.entry(lowered(word)).or_default().insert(word, count));
    let camel = |word: &str| word.starts_with(char::is_lowercase) && word.contains(char::is_uppercase);
    let chosen = votes.into_iter().filter_map(|(lower, spellings)| {
        let most = spellings.values().copied().max()?;
        let best = spellings.iter().filter(|(word, _)| camel(word)).max_by_key(|(_, count)| **count)?;
        (*best.1 * 2 >= most).then(|| (lower, CompactString::from(*best.0)))
    });
    let mut usual = Usual::default();
    chosen.for_each(|(lower, best)| _ = usual.get_or_insert(&lower, || best));
    // If no request line writes the name of a collection in camelCase, it gets the letter case of its item type:
    // `calendarGroups` for `calendarGroup`.
    for ty in &api.types {
        let plural = format_compact!("{}s", ty.name.name);
        if camel(&plural) {
            usual.get_or_insert(&plural, || plural.clone());
        }
    }
    usual
}

fn respell(route: &mut Route, segment: usize, spelling: &str) {
    let template = Arc::make_mut(&mut route.template);
    let mut parts: Vec<CompactString> = template.path.split('/').map(CompactString::from).collect();
    let aligned = parts.len() == template.segments.len() + 1;
    if let Some(Segment::Literal(word) | Segment::Cast(word)) = template.segments.get_mut(segment) {
        // The path starts with a slash, so part 0 is empty, and part `n + 1` is segment `n` as long as no segment
        // contains a slash.
        if aligned && parts[segment + 1] == *word {
            parts[segment + 1] = spelling.into();
            template.path = parts.join("/");
        }
        *word = spelling.into();
    }
}
