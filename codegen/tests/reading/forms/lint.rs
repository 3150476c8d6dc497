//! Checks of the findings that `lint` reports, and of their lines.

use std::ops::RangeInclusive;

use graph_codegen::diagnostic::{Diagnostic, Severity};
use serde_json::Value;

use crate::forms::case::Case;
use crate::forms::check::{Checked, Fields, require};

/// The number of the line that a finding is on.
fn line_of(case: &Case, finding: &Diagnostic) -> usize {
    case.sources.position(finding.span).0
}

fn page_of<'a>(case: &'a Case, finding: &Diagnostic) -> &'a str {
    &case.sources.get(finding.span.source).path
}

fn show(case: &Case, findings: &[&Diagnostic]) -> String {
    let line = |finding: &&Diagnostic| {
        let place = format!("{}:{}", page_of(case, finding), line_of(case, finding));
        format!("{place} {} {} {}", finding.code.id(), finding.severity().as_str(), finding.message)
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n    ")
}

/// The number of the first line that contains `text`, from line `after` on.
fn line_with(case: &Case, page: &str, text: &str, after: usize) -> usize {
    let id = case.sources.find(page).unwrap_or_else(|| panic!("there is no page `{page}`"));
    let mut lines = (1..).zip(case.sources.get(id).text.lines()).skip(after - 1);
    lines.find(|(_, line)| line.contains(text)).unwrap_or_else(|| panic!("no line of `{page}` has `{text}`")).0
}

/// The lines that a check is about: the line that contains the text `at`, or all from the line with `from` to the line
/// with `to`, and `around` more lines on both sides. `None` means the whole page.
fn lines(case: &Case, page: &str, fields: &Fields<'_>) -> Option<RangeInclusive<usize>> {
    let around = fields.number("around").unwrap_or(0);
    let (first, last) = match (fields.text("at"), fields.text("from"), fields.text("to")) {
        (Some(text), None, None) => {
            let line = line_with(case, page, text, 1);
            (line, line)
        }
        (None, Some(from), Some(to)) => {
            let first = line_with(case, page, from, 1);
            (first, line_with(case, page, to, first))
        }
        (None, None, None) => return None,
        _ => panic!("a place is `at`, or `from` and `to`"),
    };
    Some(first.saturating_sub(around)..=last + around)
}

/// The findings on `page` (`*` for all pages) within `lines`.
fn found<'a>(case: &'a Case, page: &str, lines: Option<&RangeInclusive<usize>>) -> Vec<&'a Diagnostic> {
    let is_there = |finding: &&Diagnostic| {
        (page == "*" || page_of(case, finding) == page)
            && lines.is_none_or(|lines| lines.contains(&line_of(case, finding)))
    };
    case.findings.iter().filter(is_there).collect()
}

/// `{"finding": page, at, around}` or `{"finding": page, from, to, around}` holds if there is a warning or an error on
/// these lines.
pub(crate) fn finding(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["finding", "at", "from", "to", "around"]);
    let page = fields.text("finding").expect("a page");
    let lines = lines(case, page, &fields).expect("a finding has a place");
    let found = found(case, page, Some(&lines));
    require(found.iter().any(|finding| finding.severity() != Severity::Note), || {
        format!("no warning and no error on the lines {lines:?}; {}", show(case, &found))
    })
}

/// `{"no_finding": page or "*", at, from, to, severity, code}` holds if these lines, or the whole page, have no finding
/// with one of these severities and codes. If `severity` is missing, a place with lines may have no finding at all, and
/// a whole page may still have notes.
pub(crate) fn no_finding(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["no_finding", "at", "from", "to", "severity", "code"]);
    let page = fields.text("no_finding").expect("a page");
    if page != "*" {
        assert!(case.sources.find(page).is_some(), "there is no page `{page}`");
    }
    let lines = lines(case, page, &fields);
    let (mut severities, codes) = (fields.texts("severity"), fields.texts("code"));
    if severities.is_empty() && lines.is_none() {
        severities = vec!["warning", "error"];
    }
    let mut found = found(case, page, lines.as_ref());
    found.retain(|finding| severities.is_empty() || severities.contains(&finding.severity().as_str()));
    found.retain(|finding| codes.is_empty() || codes.contains(&finding.code.id()));
    require(found.is_empty(), || show(case, &found))
}

/// `{"findings_at_most": n, containing}` holds if all lines with the text `containing`, on any page, have at most `n`
/// findings together.
pub(crate) fn findings_at_most(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["findings_at_most", "containing"]);
    let text = fields.text("containing").expect("a text");
    let holds = |finding: &&Diagnostic| {
        let source = case.sources.get(finding.span.source);
        source.text.lines().nth(line_of(case, finding) - 1).is_some_and(|line| line.contains(text))
    };
    let found: Vec<&Diagnostic> = case.findings.iter().filter(holds).collect();
    require(found.len() <= fields.number("findings_at_most").expect("a number"), || show(case, &found))
}
