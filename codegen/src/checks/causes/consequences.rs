//! Removes findings that are consequences of a finding with another code. The rules here connect the two by what they
//! are about, such as the same page or row, and not by their distance in lines.
//!
//! In: all findings. Out: the findings that are no such consequences. Each rule is a function.

use std::collections::BTreeSet;

use crate::checks::page::headings::sections::WITHOUT_PERMISSIONS;
use crate::code::{self, Code};
use crate::decl::PageDecls;
use crate::decl::section::operation::request_lines::METHODS;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::{SourceId, Sources, Span};

/// Findings about the members or the type of a response.
const OF_RESPONSE: &[Code] = &[
    code::EXAMPLE_OTHER_TYPE,
    code::RESPONSE_TYPE,
    code::EXAMPLE_RESPONSE,
    code::EXAMPLE_SHAPE,
    code::LINK_OTHER_TYPE,
];

/// Findings about examples that a mistake in a request line may cause.
pub(super) const REQUEST: &[Code] =
    &[code::EXAMPLE_PATH, code::EXAMPLE_METHOD, code::EXAMPLE_SPELLING, code::EXAMPLE_STATUS, code::EXAMPLE_ROUTE];

/// Removes the findings that a page has no permissions section, if less than nine tenths of the operation pages in the
/// tree have permissions, or fewer than five pages.
pub(super) fn permissions(diagnostics: &mut Vec<Diagnostic>, decls: &[PageDecls]) {
    let operations = || decls.iter().filter_map(|page| page.operations.as_deref());
    let with = operations().filter(|decl| !decl.permissions.is_empty()).count();
    if with < 5 || 10 * with < 9 * operations().count() {
        let about = Subject::words(WITHOUT_PERMISSIONS);
        diagnostics.retain(|finding| finding.code != code::PERMISSIONS_UNKNOWN || finding.subject != about);
    }
}

/// Applies all rules of this file except the one about permissions.
pub(super) fn settle(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    rows(diagnostics);
    lines(diagnostics);
    single(diagnostics);
    unlisted(diagnostics, sources);
    headless(diagnostics);
    answerless(diagnostics);
}

/// Removes the finding that no example response follows a request, if a heading `Response` without a code block has a
/// finding.
fn answerless(diagnostics: &mut Vec<Diagnostic>) {
    let is_empty = |finding: &&Diagnostic| {
        let Subject::Words(words) = &finding.subject else { return false };
        finding.code == code::HEADING_UNUSUAL && words.eq_ignore_ascii_case("response")
    };
    let headings: BTreeSet<Span> = diagnostics.iter().filter(is_empty).map(|finding| finding.span).collect();
    // The heading of the example response stands below the request.
    let is_below = |request: Span| {
        let next = headings.range(Span { end: request.start, ..request }..).next();
        next.is_some_and(|heading| heading.source == request.source)
    };
    // Only the finding about an absent response has a request line as its subject.
    let is_absent = |finding: &Diagnostic| {
        let Subject::Words(words) = &finding.subject else { return false };
        let is_request =
            METHODS.iter().any(|(known, _)| words.strip_prefix(known).is_some_and(|rest| rest.starts_with(' ')));
        finding.code == code::EXAMPLE_RESPONSE && is_request
    };
    diagnostics.retain(|finding| !is_absent(finding) || !is_below(finding.span));
}

/// Removes the finding that a row of a `Methods` table and the page it links to disagree, if that page has another
/// finding about its title or its response. Then the page may be wrong, and not the row.
fn rows(diagnostics: &mut Vec<Diagnostic>) {
    let is_cause = |code| code == code::TITLE_OF_OTHER || code != code::EXAMPLE_SHAPE && OF_RESPONSE.contains(&code);
    let of_response = diagnostics.iter().filter(|finding| is_cause(finding.code));
    let doubtful: BTreeSet<SourceId> = of_response.map(|finding| finding.span.source).collect();
    let is_doubtful = |finding: &Diagnostic| finding.notes.iter().any(|(place, _)| doubtful.contains(&place.source));
    diagnostics.retain(|finding| finding.code != code::METHOD_ROW || !is_doubtful(finding));
}

/// Removes the finding that no table of contents lists a page, if a broken link in some file has the file name of the
/// page as its text. The link probably means this page, and has a finding of its own.
fn unlisted(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let key = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let broken = diagnostics.iter().filter(|finding| finding.code == code::LINK_BROKEN);
    let broken: BTreeSet<String> = broken
        .filter_map(|finding| match &finding.subject {
            Subject::Path(words) => Some(key(words)),
            _ => None,
        })
        .collect();
    let stem = |finding: &Diagnostic| {
        let path = &sources.get(finding.span.source).path;
        key(path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md"))
    };
    diagnostics.retain(|finding| finding.code != code::PAGE_UNLISTED || !broken.contains(&stem(finding)));
}

/// Removes the finding that the response section states no status code, if another finding says that the page has no
/// heading `Response`.
fn headless(diagnostics: &mut Vec<Diagnostic>) {
    let is_headless =
        |finding: &&Diagnostic| finding.code == code::HEADING_UNUSUAL && finding.subject == Subject::words("Response");
    let pages: BTreeSet<SourceId> = diagnostics.iter().filter(is_headless).map(|finding| finding.span.source).collect();
    diagnostics.retain(|finding| finding.code != code::NO_STATUS || !pages.contains(&finding.span.source));
}

/// Removes findings about examples that were compared with a line which is wrong itself and has a finding: a request
/// line with unmatched braces, or a wrong status line.
fn lines(diagnostics: &mut Vec<Diagnostic>) {
    let broken = diagnostics.iter().filter(|finding| [code::ROUTE_BRACE, code::STATUS_LINE].contains(&finding.code));
    let broken: BTreeSet<Span> = broken.map(|finding| finding.span).collect();
    let is_consequence = |finding: &Diagnostic| {
        REQUEST.contains(&finding.code) && finding.notes.iter().any(|(place, _)| broken.contains(place))
    };
    diagnostics.retain(|finding| !is_consequence(finding));
}

/// Removes the finding that two rows give a property different types, if another finding says that one of these rows
/// and the JSON representation disagree whether the property is a collection. The generator then reads a single value,
/// which explains the different type.
fn single(diagnostics: &mut Vec<Diagnostic>) {
    let shown = diagnostics.iter().filter(|finding| finding.code == code::COLLECTION_CONFLICT);
    let cells: BTreeSet<Span> = shown.flat_map(|finding| finding.notes.iter().map(|(place, _)| *place)).collect();
    if cells.is_empty() {
        return;
    }
    let has_cell = |row: Span| {
        let first = Span { end: row.start, ..row };
        cells.range(first..).next().is_some_and(|cell| cell.source == row.source && cell.end <= row.end)
    };
    diagnostics.retain(|finding| finding.code != code::MEMBER_CONFLICT || !has_cell(finding.span));
}
