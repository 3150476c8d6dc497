//! Merges findings with a common cause into one.
//!
//! In: all findings of a tree. Out: one finding for each cause. The places of the merged findings become its notes.
//! Invariant: merging depends on codes, subjects and places, never on the words of a message.

mod consequences;
mod explained;
mod fences;
mod house_style;
mod members;
mod misfits;
mod outvoted;
mod places;
mod spelling;
mod unread;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Api;
use crate::checks::causes::places::add_place as join_with;
use crate::code::{self, Code};
use crate::decl::PageDecls;
use crate::diagnostic::{self, Diagnostic, Subject};
use crate::source::{Sources, join};

/// The codes whose findings are merged if they have the same subject. The flag says whether findings of different pages
/// are merged too.
const TOGETHER: &[(Code, bool)] = &[
    (code::REFERENCE_UNDEFINED, false),
    (code::INCLUDE_MISSING, true),
    (code::INCLUDES_ABSENT, true),
    (code::PERMISSIONS_UNKNOWN, true),
    (code::EXAMPLE_TYPE_UNKNOWN, true),
    (code::EXAMPLE_TYPE_CASE, true),
    (code::ENUM_INCOMPLETE, true),
    (code::TYPE_UNDOCUMENTED, true),
    (code::ENUM_FROM_PROSE, true),
    (code::EXAMPLE_MEMBER_CASE, true),
    (code::EXAMPLE_OTHER_TYPE, false),
    (code::EXAMPLE_METHOD, false),
    (code::ENUM_CASE, true),
    (code::ROW_NAME, false),
    (code::TYPE_CELL_WORD, false),
];

/// Merges findings with a common cause, by the rules of this file and of its submodules.
pub(crate) fn merge_by_cause(diagnostics: &mut Vec<Diagnostic>, api: &Api, decls: &[PageDecls], sources: &Sources) {
    // Sorted findings make the choice of the cause independent of the order in which pages were read.
    diagnostic::sort(diagnostics);
    let folder = |path: &str| path.rfind('/').map_or_else(String::new, |at| path[..at].to_lowercase());
    let folders: BTreeSet<String> = sources.fragments().into_iter().map(|id| folder(&sources.get(id).path)).collect();
    for finding in diagnostics.iter_mut() {
        if finding.code != code::INCLUDE_MISSING {
            continue;
        }
        // If the tree has no included file at all in the folder of a missing one, the folder becomes the subject of the
        // finding. The findings of all pages that include files from this folder then have one subject, and are merged
        // into one below.
        let Subject::Path(path) = &finding.subject else { continue };
        let missing = folder(&join(&sources.get(finding.span.source).path, path));
        if folders.is_empty() {
            let message = format!("the docs folder has none of the included files, for instance `{path}`");
            *finding = Diagnostic::new(code::INCLUDES_ABSENT, finding.span, message)
                .help("add the folder of included files at the path that the pages name")
                .about(Subject::path("includes"));
        } else if !folders.contains(&missing) {
            finding.subject = Subject::path(&missing);
            finding.notes.clear();
        }
    }
    consequences::permissions(diagnostics, decls);
    house_style::remove_unusual_rows(diagnostics, decls);
    misfits::keep_type_or_members(diagnostics);
    consequences::settle(diagnostics, sources);
    fences::keep_first(diagnostics);
    unread::remove_explained(diagnostics);
    explained::remove_explained(diagnostics, decls, sources);
    outvoted::merge_at_row(diagnostics, api);
    same_subject(diagnostics);
    places::exchanged(diagnostics);
    members::merge_by_member(diagnostics, api);
    spelling::merge_at_row(diagnostics);
    merge_about_same_subject(diagnostics);
}

/// Findings that explain others about the same member, on any page: the code of the cause, the codes of its
/// consequences.
const SAME_SUBJECT: &[(Code, &[Code])] = &[
    (code::MEMBER_CONFLICT, &[code::SHAPE_TYPE, code::SHAPE_MISSING, code::EXAMPLE_VALUE, code::COLLECTION_CONFLICT]),
    (code::SHAPE_TYPE, &[code::EXAMPLE_VALUE, code::BODY_ROW_TYPE]),
    (code::TYPE_CELL_FORM, &[code::EXAMPLE_VALUE, code::TYPE_UNRESOLVED]),
    (code::COLLECTION_CONFLICT, &[code::EXAMPLE_VALUE]),
];

/// Removes the findings that are consequences of another finding about the same member by [`SAME_SUBJECT`].
fn same_subject(diagnostics: &mut Vec<Diagnostic>) {
    let mut explained: BTreeSet<(&'static str, Subject)> = BTreeSet::new();
    for finding in diagnostics.iter().filter(|finding| matches!(finding.subject, Subject::Member(..))) {
        for (_, codes) in SAME_SUBJECT.iter().filter(|(cause, _)| *cause == finding.code) {
            explained.extend(codes.iter().map(|code| (code.id(), finding.subject.clone())));
        }
    }
    if !explained.is_empty() {
        diagnostics.retain(|finding| !explained.contains(&(finding.code.id(), finding.subject.clone())));
    }
}

/// Merges findings with the same code about one subject.
fn merge_about_same_subject(diagnostics: &mut Vec<Diagnostic>) {
    diagnostic::sort(diagnostics);
    let mut first: BTreeMap<(&'static str, Option<u32>, Subject), usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for finding in diagnostics.drain(..) {
        let Some((_, anywhere)) = TOGETHER.iter().find(|(code, _)| *code == finding.code) else {
            kept.push(finding);
            continue;
        };
        let page = (!anywhere).then_some(finding.span.source.0);
        match first.get(&(finding.code.id(), page, finding.subject.clone())) {
            Some(&at) if finding.subject != Subject::Page => join_with(&mut kept[at], &finding, "here too"),
            _ => {
                first.insert((finding.code.id(), page, finding.subject.clone()), kept.len());
                kept.push(finding);
            }
        }
    }
    *diagnostics = kept;
}
