//! Divides pages that describe several requests, each in a section of its own.
//!
//! In: a page. Out: the blocks of each section of level 2 that contains a heading such as `HTTP request` at a deeper
//! level. Whatever stands outside of these sections is about all requests.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::decl::OperationsDecl;
use crate::decl::outline::{BlockPlace, USUAL};
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::place::{RequestSection, is_example};
use crate::decl::vocabulary::requests::is_request_heading;
use crate::page::Block;

/// The highest number of sections about requests that are read one by one. A page with more of them is read only as a
/// whole: each section is read together with everything outside of these sections, and repeating that for many sections
/// takes too long.
const MAX_SECTIONS: usize = 16;

/// The sections about requests, as ranges of indexes of blocks. Empty if there are fewer than two, or more than
/// [`MAX_SECTIONS`].
pub(super) fn sections(reader: &PageReader<'_, '_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // The index of the first block of the current section, and whether a heading of request lines is in it.
    let mut current: Option<(usize, bool)> = None;
    let mut end = |current: &mut Option<(usize, bool)>, at: usize| {
        if let Some((start, true)) = current.take() {
            found.push(start..at);
        }
    };
    let is_request = match RequestSection::of(reader) {
        RequestSection::Request => |place: &BlockPlace| place.heading == "request",
        _ => |place: &BlockPlace| is_request_heading(&place.heading),
    };
    for (at, block, place) in reader.indexed() {
        let Block::Heading(heading) = block else { continue };
        if heading.level <= 2 {
            end(&mut current, at);
            let is_usual = USUAL.iter().any(|titles| titles.contains(&place.heading.as_str()));
            let is_own = heading.level == 2 && !is_usual && !is_request_heading(&place.heading) && !is_example(place);
            current = is_own.then_some((at, false));
        } else if is_request(place) {
            current = current.map(|(start, _)| (start, true));
        }
    }
    end(&mut current, reader.page.blocks.len());
    if (2..=MAX_SECTIONS).contains(&found.len()) { found } else { Vec::new() }
}

/// Whether the sections of a page are about different requests:
/// - each section has request lines, and no request line stands outside of the sections;
/// - no two sections have the same method and the same end of a path. `GET /me/messages` and `GET /users/{id}/messages`
///   have the same end: they are one request for different users.
pub(super) fn are_different(decl: &OperationsDecl) -> bool {
    let count: usize = decl.parts.iter().map(|part| part.routes.len()).sum();
    let ends = |part: &OperationsDecl| {
        let ends = part.routes.iter().map(|route| {
            let template = &route.template;
            let called = || template.path.rsplit('/').next().and_then(|end| end.split('(').next());
            let end = template.end().or_else(|| Some((called()?, 0)));
            (route.method.as_str(), end.map(|(word, keys)| (word.to_lowercase(), keys)))
        });
        ends.collect::<BTreeSet<_>>()
    };
    let mut known = BTreeSet::new();
    let is_new = |part: &OperationsDecl| {
        let ends = ends(part);
        !ends.is_empty() && ends.into_iter().all(|end| known.insert(end))
    };
    count == decl.routes.len() && decl.parts.iter().all(is_new)
}
