//! Renders findings for GitHub Actions, one workflow command for each. GitHub shows the message at the line of the page
//! in the diff of a pull request. Errors come first, because GitHub shows only the first annotations of a step, and
//! this module writes only the first findings of a page.

use std::collections::BTreeMap;

use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::Sources;

use crate::report::finding::{Finding, region};
use crate::report::positions::Positions;

/// The highest number of annotations for one page. GitHub shows only ten per level and step, so without this limit one
/// page could use up all of them.
const PER_PAGE: usize = 10;

/// Renders the findings; `docs` is the docs folder relative to the root of the repository.
pub(crate) fn render(sources: &Sources, findings: &[Finding], docs: &str) -> String {
    let mut positions = Positions::new(sources);
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    let mut text = String::new();
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| match finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    });
    for finding in findings {
        let place = region(&mut positions, finding.diagnostic.span);
        let count = pages.entry(place.page).or_default();
        *count += 1;
        if *count > PER_PAGE {
            continue;
        }
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let file = property(&format!("{docs}/{}", place.page));
        let code = finding.diagnostic.code;
        let title = property(&format!("{}: {}", code.id(), code.title()));
        let mut end = format!("endLine={}", place.end_line);
        // GitHub accepts columns only within one line.
        if place.end_line == place.line {
            end = format!("{end},col={},endColumn={}", place.column, place.end_column);
        }
        let message = data(&message(&mut positions, &finding.diagnostic));
        text += &format!("::{level} file={file},line={},{end},title={title}::{message}\n", place.line);
    }
    for (page, count) in pages.into_iter().filter(|(_, count)| *count > PER_PAGE) {
        let file = property(&format!("{docs}/{page}"));
        text += &format!("::notice file={file},title=More findings::{} more findings on this page\n", count - PER_PAGE);
    }
    text
}

/// The message of a finding, its help, and each of its notes with page and line, each on a line of its own.
fn message(positions: &mut Positions<'_>, finding: &Diagnostic) -> String {
    let mut text = finding.message.clone();
    if !finding.help.is_empty() {
        text += &format!("\nhelp: {}", finding.help);
    }
    for (span, note) in &finding.notes {
        let place = region(positions, *span);
        text += &format!("\n{note}: {}:{}", place.page, place.line);
    }
    if finding.more > 0 {
        text += &format!("\nand {} more places", finding.more);
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_codegen::code::INVALID_UTF8;
    use graph_codegen::source::{Source, SourceId, Span};

    fn annotations(starts: &[u32], found: &str) -> String {
        let sources = Sources::new(vec![Source::from_bytes("api/a,b.md", b"one\ntwo\n".to_vec())]);
        let finding = |start: &u32| {
            let span = Span { source: SourceId(0), start: *start, end: start + 2 };
            Finding::of(&sources, Diagnostic::new(INVALID_UTF8, span, found), Severity::Error)
        };
        render(&sources, &starts.iter().map(finding).collect::<Vec<_>>(), "docs")
    }

    #[test]
    fn each_finding_is_written_as_one_workflow_command() {
        assert_eq!(
            annotations(&[4], "100% of\nit"),
            "::error file=docs/api/a%2Cb.md,line=2,endLine=2,col=1,endColumn=3,\
             title=D0101%3A the file is not UTF-8::100%25 of%0Ait\n"
        );
    }

    #[test]
    fn columns_are_left_out_if_a_finding_covers_several_lines() {
        let text = annotations(&[2], "x");
        assert!(text.starts_with("::error file=docs/api/a%2Cb.md,line=1,endLine=2,title="), "{text}");
    }

    #[test]
    fn errors_come_before_warnings_and_say_what_to_do() {
        let sources = Sources::new(vec![Source::from_bytes("a.md", b"one\ntwo\n".to_vec())]);
        let finding = |start: u32, severity| {
            let span = Span { source: SourceId(0), start, end: start + 2 };
            let other = Span { source: SourceId(0), start: 0, end: 1 };
            let mut found = Diagnostic::new(INVALID_UTF8, span, "x");
            found.help = "save it".into();
            found.notes.push((other, "before".into()));
            Finding::of(&sources, found, severity)
        };
        let mut findings: Vec<Finding> = (0..10).map(|_| finding(0, Severity::Warning)).collect();
        findings.push(finding(4, Severity::Error));
        let text = render(&sources, &findings, "docs");
        assert!(text.starts_with("::error file=docs/a.md,line=2,"), "{text}");
        assert!(
            text.lines().next().is_some_and(|line| line.ends_with("::x%0Ahelp: save it%0Abefore: a.md:1")),
            "{text}"
        );
    }

    #[test]
    fn the_eleventh_finding_of_a_page_is_only_counted() {
        let text = annotations(&[0; 13], "x");
        assert_eq!(text.lines().count(), 11);
        assert!(text.ends_with("::3 more findings on this page\n"), "{text}");
    }
}
