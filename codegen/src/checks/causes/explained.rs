//! Findings that another finding explains, such as the JSON errors behind a missing code fence.
//!
//! In: all findings of a tree. Out: the findings without the consequences of others. The table has one entry for each
//! cause, in alphabetical order.

use std::collections::BTreeMap;

use super::consequences::REQUEST;
use crate::code::{self, Code};
use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};

/// The codes of the consequences that a cause has within some distance.
type Consequences = (Reach, &'static [Code]);

/// The codes of findings that explain others on their page, each with its consequences.
const EXPLAINS: &[(Code, &[Consequences])] = &[
    (code::ANNOTATION_VALUE, &[(Reach::Near, &[code::EXAMPLE_PLACEHOLDER])]),
    (code::ANNOTATION_WITHOUT_BLOCK, &[(Reach::Near, &[code::HEADING_UNUSUAL])]),
    (
        code::ANNOTATION_WORD,
        &[
            (Reach::Line, &[code::ANNOTATION_WITHOUT_BLOCK]),
            (Reach::Near, &[code::EXAMPLE_SHAPE, code::EXAMPLE_WITHOUT_TYPE]),
        ],
    ),
    (code::BROKEN_ROW, &[(Reach::Near, &[code::MARK_UNCLOSED])]),
    (code::CELLS_EXCHANGED, &[(Reach::Line, &[code::HEADER_SLIP])]),
    (code::COLLECTION_CONFLICT, &[(Reach::Line, &[code::EXAMPLE_VALUE])]),
    (code::DELIMITER_MISMATCH, &[(Reach::Below, &[code::LONG_ROW])]),
    (
        code::DIRECTIVE_UNKNOWN,
        &[
            (Reach::Line, &[code::LINK_BROKEN, code::LINK_MISSING]),
            (Reach::Near, &[code::INCLUDE_MISSING, code::PERMISSIONS_UNKNOWN, code::ZONE_SKIPPED]),
        ],
    ),
    (code::ENTITY_SLIP, &[(Reach::Line, &[code::NAME_IS_NO_IDENTIFIER])]),
    (code::EXAMPLE_OPTION, &[(Reach::Line, &[code::EXAMPLE_PATH])]),
    (
        code::EXAMPLE_OTHER_TYPE,
        &[
            (Reach::Near, &[code::CONTENT_LENGTH, code::EXAMPLE_SHAPE]),
            (Reach::Below, &[code::RESPONSE_TYPE]),
            (Reach::Page, &[code::EXAMPLE_RESPONSE]),
        ],
    ),
    (
        code::EXAMPLE_SHAPE,
        &[(Reach::Near, &[code::CONTENT_LENGTH, code::EXAMPLE_RESPONSE]), (Reach::Page, &[code::RESPONSE_TYPE])],
    ),
    (code::EXAMPLE_TYPE_UNKNOWN, &[(Reach::Near, &[code::EXAMPLE_MEMBER_UNKNOWN])]),
    (code::EXAMPLE_VALUE, &[(Reach::Near, &[code::CONTENT_LENGTH])]),
    (code::EXAMPLE_VERB, &[(Reach::Below, &[code::EXAMPLE_WITHOUT_TYPE])]),
    (
        code::FENCE_MISSING,
        &[
            (Reach::Below, &[code::ANNOTATION_WITHOUT_BLOCK, code::INVALID_JSON, code::REPAIRED_JSON]),
            (
                Reach::Page,
                &[
                    code::EXAMPLE_PATH,
                    code::EXAMPLE_RESPONSE,
                    code::NO_REQUEST_LINE,
                    code::REFERENCE_UNDEFINED,
                    code::UNCLOSED_FENCE,
                ],
            ),
        ],
    ),
    (code::HEADER_SLIP, &[(Reach::Line, &[code::EXAMPLE_REQUEST, code::EXAMPLE_RESPONSE])]),
    (code::HEADING_MARK, &[(Reach::Near, &[code::HEADER_SLIP, code::HEADING_UNUSUAL])]),
    (code::HEADING_SLIP, &[(Reach::Line, &[code::TITLE_OF_OTHER])]),
    (code::HEADING_UNUSUAL, &[(Reach::Near, &[code::TABLE_UNKNOWN])]),
    (code::INCLUDE_MISSING, &[(Reach::Near, &[code::PERMISSIONS_UNKNOWN])]),
    (
        code::INVALID_ANNOTATION,
        &[(Reach::Page, &[code::EXAMPLE_MEMBER_UNKNOWN, code::SHAPE_MISSING, code::SHAPE_ONLY, code::TYPE_NAME_CASE])],
    ),
    (code::INVALID_FRONT_MATTER, &[(Reach::Near, &[code::MISSING_FRONT_MATTER])]),
    (code::INVALID_JSON, &[(Reach::Page, &[code::CONTENT_LENGTH])]),
    (code::LINK_BROKEN, &[(Reach::Line, CELL), (Reach::Line, &[code::MARK_UNCLOSED])]),
    (
        code::LINK_MISSING,
        &[
            (Reach::Line, CELL),
            (Reach::Line, &[code::ENUM_FROM_PROSE, code::RETURN_UNRESOLVED, code::TYPE_UNDOCUMENTED]),
        ],
    ),
    (code::LINK_OTHER_TYPE, &[(Reach::Line, &[code::RESPONSE_TYPE, code::TYPE_FROM_SHAPE, code::TYPE_UNRESOLVED])]),
    (code::LONG_ROW, &[(Reach::Line, CELL), (Reach::Line, &[code::MARK_UNCLOSED, code::NAME_IS_NO_IDENTIFIER])]),
    (
        code::MARK_UNCLOSED,
        &[
            (Reach::Line, CELL),
            (Reach::Line, &[code::ENUM_INCOMPLETE, code::ENUM_VALUE_UNKNOWN, code::MEMBER_CONFLICT]),
            (Reach::Page, &[code::NO_STATUS]),
        ],
    ),
    (code::MEMBER_TWICE, &[(Reach::Line, &[code::ENUM_INCOMPLETE, code::MEMBER_CONFLICT])]),
    (code::MISSING_FRONT_MATTER, &[(Reach::Page, &[code::FRONT_MATTER_WORD, code::TITLE_MISSING])]),
    (code::NAMESPACE_DIFFERS, &[(Reach::Line, &[code::EXAMPLE_NAMESPACE])]),
    (code::NAMESPACE_SLIP, &[(Reach::Page, &[code::NAMESPACE_DIFFERS])]),
    (code::NAME_IS_NO_IDENTIFIER, &[(Reach::Line, &[code::MARK_UNCLOSED])]),
    (code::NO_REQUEST_LINE, &[(Reach::Page, &[code::EXAMPLE_PATH, code::TITLE_OF_OTHER])]),
    (code::PARAMETER_MISSING, &[(Reach::Page, &[code::EXAMPLE_PATH, code::EXAMPLE_ROUTE])]),
    (code::PERMISSIONS_UNKNOWN, &[(Reach::Near, &[code::TABLE_UNKNOWN])]),
    (code::PERMISSION_CELL, &[(Reach::Line, &[code::SCOPE_SLIP])]),
    (code::PERMISSION_PLACEHOLDER, &[(Reach::Line, &[code::MARK_UNCLOSED])]),
    (code::PERMISSION_ROW, &[(Reach::Line, &[code::PERMISSION_CELL]), (Reach::Above, &[code::PERMISSION_MISSING])]),
    (code::REFERENCE_UNDEFINED, &[(Reach::Line, CELL)]),
    (code::REPAIRED_ANNOTATION, &[(Reach::Line, &[code::ANNOTATION_VALUE])]),
    (code::REPAIRED_JSON, &[(Reach::Page, &[code::CONTENT_LENGTH])]),
    (code::RESPONSE_TYPE, &[(Reach::Page, &[code::EXAMPLE_RESPONSE])]),
    (code::ROUTE_BLANK, &[(Reach::Page, &[code::EXAMPLE_PATH, code::EXAMPLE_ROUTE])]),
    (code::ROUTE_BRACE, &[(Reach::Line, REQUEST)]),
    (
        code::ROUTE_IS_NO_PATH,
        &[
            (Reach::Line, &[code::ROUTE_OTHER_METHOD]),
            (Reach::Page, REQUEST),
            (Reach::Page, &[code::EXAMPLE_WITHOUT_TYPE]),
        ],
    ),
    (code::ROUTE_OTHER_METHOD, &[(Reach::Page, REQUEST)]),
    (code::ROUTE_SEGMENT, &[(Reach::Page, REQUEST)]),
    (code::ROW_TWICE, &[(Reach::Line, &[code::TYPE_CELL_FORM]), (Reach::Above, &[code::PERMISSION_MISSING])]),
    (code::SHAPE_TYPE, &[(Reach::Line, &[code::COLLECTION_CONFLICT, code::EXAMPLE_VALUE])]),
    (
        code::SHORT_ROW,
        &[
            (Reach::Line, CELL),
            (Reach::Line, &[code::MARK_UNCLOSED, code::MEMBER_CONFLICT, code::NAME_IS_NO_IDENTIFIER]),
        ],
    ),
    (
        code::STATUS_LINE,
        &[
            (Reach::Near, &[code::EXAMPLE_STATUS]),
            (Reach::Page, &[code::EXAMPLE_RESPONSE, code::EXAMPLE_WITHOUT_TYPE, code::NO_STATUS]),
        ],
    ),
    (
        code::TITLE_MISSING,
        &[(
            Reach::Page,
            &[code::NAMESPACE_MISSING, code::TITLE_OF_OTHER, code::TYPE_NAME_CASE, code::TYPE_NAME_DIFFERS],
        )],
    ),
    (
        code::TYPE_CELL_WORD,
        &[(Reach::Line, CELL), (Reach::Line, &[code::BODY_ROW_TYPE]), (Reach::Near, &[code::SHORT_ROW])],
    ),
    (
        code::TYPE_NAME_DIFFERS,
        &[
            (Reach::Line, &[code::EXAMPLE_NAMESPACE, code::EXAMPLE_TYPE_CASE]),
            (Reach::Near, &[code::EXAMPLE_MEMBER_UNKNOWN, code::EXAMPLE_OTHER_TYPE]),
            (Reach::Page, &[code::TITLE_OF_OTHER]),
        ],
    ),
    (code::TYPE_OVERRULED, &[(Reach::Line, &[code::LINK_OTHER_TYPE, code::LINK_TEXT])]),
    (
        code::UNCLOSED_FENCE,
        &[(Reach::Below, &[code::EXAMPLE_REQUEST, code::INVALID_JSON, code::REPAIRED_JSON, code::STATUS_LINE])],
    ),
    (code::UNCLOSED_FRONT_MATTER, &[(Reach::Page, &[code::FRONT_MATTER_WORD, code::INVALID_FRONT_MATTER])]),
];

/// Findings about a table cell that may be consequences of broken markdown in the cell: its text or its link was not
/// read.
const CELL: &[Code] = &[
    code::TYPE_FROM_SHAPE,
    code::TYPE_UNRESOLVED,
    code::TYPE_CELL_FORM,
    code::TYPE_OVERRULED,
    code::LINK_TEXT,
    code::LINK_OTHER_TYPE,
    code::COLLECTION_CONFLICT,
];

/// How far a finding may be from its cause to count as a consequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// On the same line as the cause.
    Line,
    /// On the same page, at the cause or anywhere after it.
    Below,
    /// On the same page, fewer than 16 lines before or after the cause.
    Near,
    /// On the same page, at the cause or fewer than 12 lines before it.
    Above,
    /// Anywhere on the page of the cause.
    Page,
}

/// Removes findings that another finding explains. A page may have very many of both, so that each finding is compared only
/// with the nearest causes.
pub(super) fn remove_explained(diagnostics: &mut Vec<Diagnostic>, decls: &[PageDecls], sources: &Sources) {
    let lines = &Lines { decls, sources };
    // For each entry of `EXPLAINS` (by its index) and each page, the places of the findings that are causes, in the
    // order of the page.
    let mut causes: BTreeMap<(usize, SourceId), Vec<Span>> = BTreeMap::new();
    for finding in diagnostics.iter() {
        if let Some(entry) = EXPLAINS.iter().position(|(cause, _)| *cause == finding.code) {
            causes.entry((entry, finding.span.source)).or_default().push(finding.span);
        }
    }
    if causes.is_empty() {
        return;
    }
    causes.values_mut().for_each(|spans| spans.sort_unstable());
    diagnostics.retain(|finding| {
        !EXPLAINS.iter().enumerate().any(|(entry, (_, consequences))| {
            let mut reaches = consequences.iter().filter(|(_, codes)| codes.contains(&finding.code)).peekable();
            reaches.peek().is_some()
                && causes
                    .get(&(entry, finding.span.source))
                    .is_some_and(|spans| reaches.any(|(reach, _)| reach.holds_for_any(spans, finding.span, lines)))
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
    /// The number of the line that contains the start of a place, counted from 1.
    fn of(&self, place: Span) -> usize {
        let page = self.decls.binary_search_by(|page| page.source.cmp(&place.source));
        match page {
            Ok(page) => self.decls[page].lines.partition_point(|start| *start <= place.start),
            Err(_) => self.sources.position(place).0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether each consequence within `narrow` is also one within `wide`.
    fn covers(wide: Reach, narrow: Reach) -> bool {
        wide == narrow || wide == Reach::Page || narrow == Reach::Line
    }

    #[test]
    fn each_cause_has_one_entry_and_no_consequence_twice() {
        for (at, (cause, consequences)) in EXPLAINS.iter().enumerate() {
            let again = EXPLAINS.iter().skip(at + 1).any(|(other, _)| other == cause);
            assert!(!again, "{} has two entries", cause.id());
            let pairs = consequences.iter().flat_map(|(reach, codes)| codes.iter().map(move |code| (*reach, *code)));
            let pairs: Vec<(Reach, Code)> = pairs.collect();
            for (index, (reach, code)) in pairs.iter().enumerate() {
                assert!(code != cause, "{} explains itself", cause.id());
                let others = pairs.iter().enumerate().filter(|(other, _)| *other != index);
                let is_covered = others.into_iter().any(|(_, (wide, other))| other == code && covers(*wide, *reach));
                assert!(!is_covered, "{} explains {} twice", cause.id(), code.id());
            }
        }
    }
}
