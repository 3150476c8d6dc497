//! Merges findings with a common cause into one.
//!
//! In: all findings of a tree. Out: one finding for each cause, with the places of the others as notes. Invariant:
//! merging depends on codes, subjects and places, never on the words of a message.

mod consequences;
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
use crate::checks::causes::consequences::REQUEST;
use crate::checks::causes::places::add_place as join_with;
use crate::code::{self, Code};
use crate::decl::PageDecls;
use crate::diagnostic::{self, Diagnostic, Subject};
use crate::source::{SourceId, Sources, Span, join};

/// Findings that explain others: the code of the cause, the codes of its consequences, and how far these are from the
/// cause.
const EXPLAINS: &[(Code, &[Code], Reach)] = &[
    (
        code::FENCE_MISSING,
        &[code::UNCLOSED_FENCE, code::REPAIRED_JSON, code::INVALID_JSON, code::ANNOTATION_WITHOUT_BLOCK],
        Reach::Below,
    ),
    (code::TYPE_NAME_DIFFERS, &[code::EXAMPLE_NAMESPACE, code::EXAMPLE_TYPE_CASE], Reach::Line),
    (code::FENCE_MISSING, &[code::REFERENCE_UNDEFINED], Reach::Page),
    (code::LINK_BROKEN, CELL, Reach::Line),
    (code::REFERENCE_UNDEFINED, CELL, Reach::Line),
    (code::SHORT_ROW, CELL, Reach::Line),
    (code::LONG_ROW, CELL, Reach::Line),
    (code::SHORT_ROW, &[code::NAME_IS_NO_IDENTIFIER, code::MARK_UNCLOSED], Reach::Line),
    (code::LONG_ROW, &[code::NAME_IS_NO_IDENTIFIER, code::MARK_UNCLOSED], Reach::Line),
    (code::NAME_IS_NO_IDENTIFIER, &[code::MARK_UNCLOSED], Reach::Line),
    (code::PERMISSION_PLACEHOLDER, &[code::MARK_UNCLOSED], Reach::Line),
    (code::MARK_UNCLOSED, CELL, Reach::Line),
    (code::NAMESPACE_SLIP, &[code::NAMESPACE_DIFFERS], Reach::Page),
    (code::LINK_BROKEN, &[code::MARK_UNCLOSED], Reach::Line),
    (code::DIRECTIVE_UNKNOWN, &[code::LINK_MISSING, code::LINK_BROKEN], Reach::Line),
    (code::LINK_OTHER_TYPE, &[code::TYPE_UNRESOLVED, code::TYPE_FROM_SHAPE], Reach::Line),
    (code::BROKEN_ROW, &[code::MARK_UNCLOSED], Reach::Near),
    (code::MISSING_FRONT_MATTER, &[code::FRONT_MATTER_WORD], Reach::Page),
    (code::LINK_MISSING, CELL, Reach::Line),
    (code::LINK_MISSING, &[code::ENUM_FROM_PROSE, code::RETURN_UNRESOLVED, code::TYPE_UNDOCUMENTED], Reach::Line),
    (code::TYPE_CELL_WORD, CELL, Reach::Line),
    (code::CELLS_EXCHANGED, &[code::HEADER_SLIP], Reach::Line),
    (code::TYPE_OVERRULED, &[code::LINK_TEXT, code::LINK_OTHER_TYPE], Reach::Line),
    (code::ROUTE_IS_NO_PATH, &[code::ROUTE_OTHER_METHOD], Reach::Line),
    (code::NO_REQUEST_LINE, &[code::TITLE_OF_OTHER], Reach::Page),
    (code::HEADING_SLIP, &[code::TITLE_OF_OTHER], Reach::Line),
    (code::EXAMPLE_OTHER_TYPE, &[code::RESPONSE_TYPE], Reach::Below),
    (
        code::TITLE_MISSING,
        &[code::NAMESPACE_MISSING, code::TITLE_OF_OTHER, code::TYPE_NAME_DIFFERS, code::TYPE_NAME_CASE],
        Reach::Page,
    ),
    (code::MISSING_FRONT_MATTER, &[code::TITLE_MISSING], Reach::Page),
    (code::UNCLOSED_FRONT_MATTER, &[code::INVALID_FRONT_MATTER, code::FRONT_MATTER_WORD], Reach::Page),
    (code::STATUS_LINE, &[code::EXAMPLE_WITHOUT_TYPE, code::NO_STATUS], Reach::Page),
    (code::EXAMPLE_VERB, &[code::EXAMPLE_WITHOUT_TYPE], Reach::Below),
    (code::ANNOTATION_WORD, &[code::EXAMPLE_SHAPE, code::EXAMPLE_WITHOUT_TYPE], Reach::Near),
    (code::ANNOTATION_WORD, &[code::ANNOTATION_WITHOUT_BLOCK], Reach::Line),
    (code::DIRECTIVE_UNKNOWN, &[code::PERMISSIONS_UNKNOWN], Reach::Near),
    (code::INCLUDE_MISSING, &[code::PERMISSIONS_UNKNOWN], Reach::Near),
    (code::ROUTE_OTHER_METHOD, REQUEST, Reach::Page),
    (code::ROUTE_IS_NO_PATH, REQUEST, Reach::Page),
    (code::ROUTE_SEGMENT, REQUEST, Reach::Page),
    (code::RESPONSE_TYPE, &[code::EXAMPLE_RESPONSE], Reach::Page),
    (code::EXAMPLE_OTHER_TYPE, &[code::EXAMPLE_RESPONSE], Reach::Page),
    (code::EXAMPLE_SHAPE, &[code::EXAMPLE_RESPONSE], Reach::Near),
    (code::STATUS_LINE, &[code::EXAMPLE_STATUS, code::EXAMPLE_RESPONSE], Reach::Near),
    (code::PERMISSION_ROW, &[code::PERMISSION_MISSING], Reach::Above),
    (code::ROW_TWICE, &[code::PERMISSION_MISSING], Reach::Above),
    (code::INVALID_FRONT_MATTER, &[code::MISSING_FRONT_MATTER], Reach::Near),
    (code::TYPE_NAME_DIFFERS, &[code::TITLE_OF_OTHER], Reach::Page),
    (code::TYPE_NAME_DIFFERS, &[code::EXAMPLE_OTHER_TYPE, code::EXAMPLE_MEMBER_UNKNOWN], Reach::Near),
    (code::HEADING_MARK, &[code::HEADING_UNUSUAL, code::HEADER_SLIP], Reach::Near),
    (code::EXAMPLE_SHAPE, &[code::RESPONSE_TYPE], Reach::Page),
    (code::EXAMPLE_TYPE_UNKNOWN, &[code::EXAMPLE_MEMBER_UNKNOWN], Reach::Near),
    (code::FENCE_MISSING, &[code::NO_REQUEST_LINE, code::UNCLOSED_FENCE, code::EXAMPLE_PATH], Reach::Page),
    (code::PARAMETER_MISSING, &[code::EXAMPLE_ROUTE, code::EXAMPLE_PATH], Reach::Page),
    (code::SHAPE_TYPE, &[code::EXAMPLE_VALUE, code::COLLECTION_CONFLICT], Reach::Line),
    (code::COLLECTION_CONFLICT, &[code::EXAMPLE_VALUE], Reach::Line),
    (code::HEADER_SLIP, &[code::EXAMPLE_RESPONSE], Reach::Line),
    (code::REPAIRED_JSON, &[code::CONTENT_LENGTH], Reach::Page),
    (code::INVALID_JSON, &[code::CONTENT_LENGTH], Reach::Page),
    (code::EXAMPLE_SHAPE, &[code::CONTENT_LENGTH], Reach::Near),
    (code::EXAMPLE_OTHER_TYPE, &[code::CONTENT_LENGTH, code::EXAMPLE_SHAPE], Reach::Near),
    (code::SHORT_ROW, &[code::MEMBER_CONFLICT], Reach::Line),
    (code::FENCE_MISSING, &[code::EXAMPLE_RESPONSE], Reach::Page),
    (code::HEADING_UNUSUAL, &[code::TABLE_UNKNOWN], Reach::Near),
    (code::MARK_UNCLOSED, &[code::NO_STATUS], Reach::Page),
    (code::MARK_UNCLOSED, &[code::ENUM_INCOMPLETE, code::ENUM_VALUE_UNKNOWN, code::MEMBER_CONFLICT], Reach::Line),
    (
        code::INVALID_ANNOTATION,
        &[code::TYPE_NAME_CASE, code::SHAPE_ONLY, code::SHAPE_MISSING, code::EXAMPLE_MEMBER_UNKNOWN],
        Reach::Page,
    ),
    (code::DIRECTIVE_UNKNOWN, &[code::ZONE_SKIPPED, code::INCLUDE_MISSING], Reach::Near),
    (code::REPAIRED_ANNOTATION, &[code::ANNOTATION_VALUE], Reach::Line),
    (code::ROW_TWICE, &[code::TYPE_CELL_FORM], Reach::Line),
    (code::STATUS_LINE, &[code::EXAMPLE_RESPONSE], Reach::Page),
    (code::HEADER_SLIP, &[code::EXAMPLE_REQUEST], Reach::Line),
    (
        code::UNCLOSED_FENCE,
        &[code::EXAMPLE_REQUEST, code::REPAIRED_JSON, code::INVALID_JSON, code::STATUS_LINE],
        Reach::Below,
    ),
    (code::ROUTE_BLANK, &[code::EXAMPLE_PATH, code::EXAMPLE_ROUTE], Reach::Page),
    (code::DELIMITER_MISMATCH, &[code::LONG_ROW], Reach::Below),
    (code::NO_REQUEST_LINE, &[code::EXAMPLE_PATH], Reach::Page),
    (code::ROUTE_BRACE, REQUEST, Reach::Line),
    (code::EXAMPLE_VALUE, &[code::CONTENT_LENGTH], Reach::Near),
    (code::EXAMPLE_OPTION, &[code::EXAMPLE_PATH], Reach::Line),
    (code::MEMBER_TWICE, &[code::MEMBER_CONFLICT, code::ENUM_INCOMPLETE], Reach::Line),
    (code::TYPE_CELL_WORD, &[code::SHORT_ROW], Reach::Near),
    (code::PERMISSIONS_UNKNOWN, &[code::TABLE_UNKNOWN], Reach::Near),
    (code::PERMISSION_CELL, &[code::SCOPE_SLIP], Reach::Line),
    (code::PERMISSION_ROW, &[code::PERMISSION_CELL], Reach::Line),
    (code::ANNOTATION_WITHOUT_BLOCK, &[code::HEADING_UNUSUAL], Reach::Near),
    (code::ANNOTATION_VALUE, &[code::EXAMPLE_PLACEHOLDER], Reach::Near),
    (code::ENTITY_SLIP, &[code::NAME_IS_NO_IDENTIFIER], Reach::Line),
    (code::LINK_OTHER_TYPE, &[code::RESPONSE_TYPE], Reach::Line),
    (code::TYPE_CELL_WORD, &[code::BODY_ROW_TYPE], Reach::Line),
    (code::ROUTE_IS_NO_PATH, &[code::EXAMPLE_WITHOUT_TYPE], Reach::Page),
    (code::NAMESPACE_DIFFERS, &[code::EXAMPLE_NAMESPACE], Reach::Line),
];

/// Findings that a broken table cell causes, because its text or its link is not read.
const CELL: &[Code] = &[
    code::TYPE_FROM_SHAPE,
    code::TYPE_UNRESOLVED,
    code::TYPE_CELL_FORM,
    code::TYPE_OVERRULED,
    code::LINK_TEXT,
    code::LINK_OTHER_TYPE,
    code::COLLECTION_CONFLICT,
];

/// How far a consequence may be from its cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// The consequence is on the line of its cause.
    Line,
    /// The consequence is on the same page, at its cause or anywhere after it.
    Below,
    /// The consequence is on the same page, fewer than 16 lines from its cause.
    Near,
    /// The consequence is on the same page, fewer than 12 lines before its cause.
    Above,
    /// The consequence is anywhere on the page of its cause.
    Page,
}

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

/// Merges findings with a common cause, by all rules of this file.
pub(crate) fn merge_by_cause(diagnostics: &mut Vec<Diagnostic>, api: &Api, decls: &[PageDecls], sources: &Sources) {
    // Sorted findings make the choice of the cause independent of the order in which pages were read.
    diagnostic::sort(diagnostics);
    let folder = |path: &str| path.rfind('/').map_or_else(String::new, |at| path[..at].to_lowercase());
    let folders: BTreeSet<String> = sources.fragments().into_iter().map(|id| folder(&sources.get(id).path)).collect();
    for finding in diagnostics.iter_mut() {
        if finding.code != code::INCLUDE_MISSING {
            continue;
        }
        // All pages that include files from a missing folder have one cause, so the folder becomes the subject of their
        // findings.
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
    explain(diagnostics, &Lines { decls, sources });
    outvoted::merge_at_row(diagnostics, api);
    same_subject(diagnostics);
    places::exchanged(diagnostics);
    members::merge_by_member(diagnostics, api);
    spelling::merge_at_row(diagnostics);
    merge_about_same_subject(diagnostics);
}

/// Removes findings that another finding explains. A page may have very many of both, so that each finding is compared only
/// with the nearest causes.
fn explain(diagnostics: &mut Vec<Diagnostic>, lines: &Lines<'_>) {
    // For each entry of `EXPLAINS` (by its index) and each page, the places of the findings that are causes, in the
    // order of the page.
    let mut causes: BTreeMap<(usize, SourceId), Vec<Span>> = BTreeMap::new();
    for finding in diagnostics.iter() {
        for (rule, _) in EXPLAINS.iter().enumerate().filter(|(_, (cause, ..))| *cause == finding.code) {
            causes.entry((rule, finding.span.source)).or_default().push(finding.span);
        }
    }
    if causes.is_empty() {
        return;
    }
    causes.values_mut().for_each(|spans| spans.sort_unstable());
    diagnostics.retain(|finding| {
        let mut rules = EXPLAINS
            .iter()
            .enumerate()
            .filter(|(_, (cause, consequences, _))| finding.code != *cause && consequences.contains(&finding.code));
        !rules.any(|(rule, (.., reach))| {
            let spans = causes.get(&(rule, finding.span.source));
            spans.is_some_and(|spans| reach.holds_for_any(spans, finding.span, lines))
        })
    });
}

impl Reach {
    /// Whether a finding is near enough to one of the causes on its page. `causes` are sorted, and `other` is the place
    /// of the finding.
    fn holds_for_any(self, causes: &[Span], other: Span, lines: &Lines<'_>) -> bool {
        let behind = causes.partition_point(|cause| cause.start < other.start);
        let nearest = behind.checked_sub(1).into_iter().chain([behind]).filter_map(|at| causes.get(at));
        nearest.into_iter().any(|cause| self.contains(*cause, other, lines))
    }

    fn contains(self, cause: Span, other: Span, lines: &Lines<'_>) -> bool {
        let apart = || lines.of(cause).abs_diff(lines.of(other));
        match self {
            Reach::Page => true,
            Reach::Below => other.start >= cause.start,
            Reach::Near => apart() < 16,
            Reach::Above => other.start <= cause.start && apart() < 12,
            Reach::Line => apart() == 0,
        }
    }
}

/// Finds the line of a place. The line starts of pages come from the declarations, because the text of a page is not
/// available in every run.
struct Lines<'a> {
    decls: &'a [PageDecls],
    sources: &'a Sources,
}

impl Lines<'_> {
    /// The number of the line that contains the start of a place, counted from 0.
    fn of(&self, place: Span) -> usize {
        let page = self.decls.binary_search_by(|page| page.source.cmp(&place.source));
        match page {
            Ok(page) => self.decls[page].lines.partition_point(|start| *start <= place.start),
            Err(_) => self.sources.position(place).0,
        }
    }
}

/// Findings that explain others about the same member, on any page: the code of the cause, the codes of its
/// consequences.
const SAME_SUBJECT: &[(Code, &[Code])] = &[
    (code::MEMBER_CONFLICT, &[code::SHAPE_TYPE, code::SHAPE_MISSING, code::EXAMPLE_VALUE, code::COLLECTION_CONFLICT]),
    (code::SHAPE_TYPE, &[code::EXAMPLE_VALUE, code::BODY_ROW_TYPE]),
    (code::TYPE_CELL_FORM, &[code::EXAMPLE_VALUE, code::TYPE_UNRESOLVED]),
    (code::COLLECTION_CONFLICT, &[code::EXAMPLE_VALUE]),
];

/// Removes findings that another finding about the same member explains.
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
