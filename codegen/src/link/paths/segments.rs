//! Misspelt path segments.
//!
//! In: the routes of all operations. Out: findings. Invariant: the check changes nothing, and never reports a word that
//! several request lines use.

use foldhash::{HashMap, HashMapExt};

use crate::api::{Api, ItemType, Operation, Route, Segment, TypeRef};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::paths::{Roots, place};
use crate::text::near;

/// Finds misspelt words: words that occur in a single request line and resemble a member of the type before them. At
/// the start of a path, the word must resemble a word with which other paths start.
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
    let neighbours = Neighbours::of(api);
    let mut usual: Vec<&str> = starts.iter().filter(|(_, count)| **count > 1).map(|(word, _)| *word).collect();
    usual.sort_unstable();
    for operation in &api.operations {
        for route in &operation.routes {
            let segments = &route.template.segments;
            diagnostics.extend(segments.iter().filter_map(|segment| cast(api, route, segment)));
            diagnostics.extend(without_dollar(api, roots, operation, route));
            // A word that other paths have further on, such as `user`, may still be misspelt at the start of a path.
            let unique = |(index, segment): &(usize, &Segment)| {
                let known = if *index == 0 { &starts } else { &counts };
                matches!(segment, Segment::Literal(word) if known.get(word.as_str()) == Some(&1))
            };
            if !segments.iter().enumerate().any(|segment| unique(&segment)) {
                continue;
            }
            let states = roots.walk(api, segments);
            for (index, segment) in segments.iter().enumerate().filter(unique) {
                let Segment::Literal(word) = segment else { continue };
                if is_in_file_name(api, operation, word) {
                    continue;
                }
                let before = index.checked_sub(1).and_then(|before| states[before]);
                let meant = intended_word(api, roots, operation, index, word, before, &usual)
                    .or_else(|| neighbours.similar_neighbour(segments, index, word, &counts));
                let Some(meant) = meant else { continue };
                diagnostics.push(
                    Diagnostic::new(
                        code::ROUTE_SEGMENT,
                        place(route, word),
                        format!("no other path has the segment `{word}`"),
                    )
                    .help(format!("write `{meant}` if that is meant"))
                    .about(Subject::words(word))
                    .fix_unsafely(Edit::Word(
                        place(route, word),
                        word.to_string(),
                        meant.to_owned(),
                    )),
                );
            }
        }
    }
}

/// The last segments of paths that begin with a dollar sign.
const WITH_DOLLAR: &[&str] = &["ref", "count"];

/// Reports a path that ends in `ref` or `count` without the dollar sign, unless the type before it has such a member.
fn without_dollar(api: &Api, roots: &Roots, operation: &Operation, route: &Route) -> Option<Diagnostic> {
    let (last, before) = route.template.segments.split_last()?;
    let word = literal(last).filter(|word| WITH_DOLLAR.contains(word) && !before.is_empty())?;
    // An action or a function may have the name `count`.
    if word == "count" && operation.call.is_some() || is_in_file_name(api, operation, word) {
        return None;
    }
    let known = match roots.walk(api, &route.template.segments).get(before.len() - 1).copied().flatten() {
        Some(TypeRef { item: ItemType::Structured(id), .. }) => roots.members.find(api, id, word).is_some(),
        Some(_) => return None,
        // No property is called `ref`, whatever the type before it.
        None => word != "ref",
    };
    let place = place(route, word);
    (!known).then(|| {
        Diagnostic::new(code::ROUTE_SEGMENT, place, format!("no dollar sign stands before `{word}` in the path"))
            .help(format!("write `${word}`"))
            .about(Subject::words(word))
            .fix_unsafely(Edit::Word(place, word.to_owned(), format!("${word}")))
    })
}

/// Reports a segment that is nearly the name of a type.
fn cast(api: &Api, route: &Route, segment: &Segment) -> Option<Diagnostic> {
    let (Segment::Literal(name) | Segment::Cast(name)) = segment else { return None };
    let (namespace, short) = name.rsplit_once('.')?;
    let mut types = api.types.iter().filter(|ty| ty.name.namespace == namespace);
    if types.clone().any(|ty| ty.name.name.eq_ignore_ascii_case(short)) {
        return None;
    }
    let near = near::nearest(short, types.by_ref().map(|ty| ty.name.name.as_str()), 1).first().copied()?;
    let place = place(route, name);
    let message = format!("no type is called `{name}`");
    Some(
        Diagnostic::new(code::ROUTE_SEGMENT, place, message)
            .help(format!("write `{namespace}.{near}`"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Word(place, short.to_owned(), near.to_owned())),
    )
}

/// Whether the file of a page is named after a word of its path.
fn is_in_file_name(api: &Api, operation: &Operation, word: &str) -> bool {
    let path = &api[operation.page].path;
    let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    name.split('-').any(|part| part.eq_ignore_ascii_case(word))
}

/// For each word of a path, the words that come directly after it and directly before it in the paths of all
/// operations.
struct Neighbours<'a> {
    words_after: HashMap<&'a str, Vec<&'a str>>,
    words_before: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Neighbours<'a> {
    fn of(api: &'a Api) -> Neighbours<'a> {
        let mut known = Neighbours { words_after: HashMap::new(), words_before: HashMap::new() };
        for route in api.operations.iter().flat_map(|operation| &operation.routes) {
            let words = route.template.segments.iter().filter_map(literal);
            for (word, next) in words.clone().zip(words.skip(1)) {
                known.words_after.entry(word).or_default().push(next);
                known.words_before.entry(next).or_default().push(word);
            }
        }
        known
    }

    /// A similar word that several paths have after the same word, or before the same word, as this segment. `None`
    /// if there is no such word.
    fn similar_neighbour(
        &self,
        segments: &[Segment],
        index: usize,
        word: &str,
        counts: &HashMap<&str, usize>,
    ) -> Option<&'a str> {
        let words_after = segments[..index].iter().rev().find_map(literal).and_then(|word| self.words_after.get(word));
        let words_before = segments[index + 1..].iter().find_map(literal).and_then(|word| self.words_before.get(word));
        let usual = |word: &&str| counts.get(word).is_some_and(|count| *count > 1);
        let words = words_after.into_iter().chain(words_before).flatten().copied().filter(usual);
        let near = near::nearest(word, words, (word.len() / 4).min(2)).first().copied()?;
        let is_plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
        (!is_plural(near, word) && !is_plural(word, near)).then_some(near)
    }
}

fn literal(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(word) => Some(word),
        Segment::Key(_) | Segment::Call { .. } | Segment::Cast(_) | Segment::Mixed(_) => None,
    }
}

/// The word that a misspelt segment probably means. `None` if the segment seems to be right.
fn intended_word<'a>(
    api: &'a Api,
    roots: &Roots,
    operation: &Operation,
    index: usize,
    word: &str,
    before: Option<TypeRef>,
    usual: &[&'a str],
) -> Option<&'a str> {
    if index == 0 {
        // A name with one word more is another name, such as `deviceAppManagement` beside `deviceManagement`.
        let near = near::nearest(word, usual.iter().copied(), (word.len() / 3).min(2));
        return near.first().copied();
    }
    let Some(TypeRef { item: ItemType::Structured(id), .. }) = before else { return None };
    let called = operation.call.as_ref().is_some_and(|call| call.name.eq_ignore_ascii_case(word));
    let known = roots.members.find(api, id, word).is_some();
    if called || known {
        return None;
    }
    near::slip(word, api.members(id).map(|member| member.name.as_str()))
}
