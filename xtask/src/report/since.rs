//! Compares the findings of two runs, and prints one line for each finding that is new or gone.
//!
//! Two findings are the same if page, code, level and message are equal. Their line numbers may differ, because lines
//! may have been added above.

use std::collections::BTreeMap;

use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::{Sources, Span};

use crate::console::visible;

/// The highest number of new findings that are printed, and also of gone findings.
const SHOWN: usize = 50;

/// The findings of one run, with the path of each file, because the next run may number files differently.
#[derive(Default)]
pub(crate) struct Findings {
    paths: Vec<String>,
    all: Vec<Diagnostic>,
}

/// A finding with the path of its page.
type Placed<'a> = (&'a str, &'a Diagnostic);

impl Findings {
    /// The findings of a run over these texts.
    pub(crate) fn of(sources: &Sources, all: Vec<Diagnostic>) -> Findings {
        Findings { paths: sources.iter().map(|(_, source)| source.path.clone()).collect(), all }
    }

    fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        let path = |span: Span| self.paths.get(span.source.0 as usize).map_or("", String::as_str);
        self.all.iter().map(move |finding| (path(finding.span), finding))
    }
}

/// A line for each finding that is gone, then one for each that is new. `replaced` has the old texts of the files that
/// changed, which are needed to tell the old line of a finding that is gone.
pub(crate) fn render(before: &Findings, replaced: &Sources, now: &[Diagnostic], sources: &Sources) -> String {
    let now = now.iter().map(|finding| (sources.get(finding.span.source).path.as_str(), finding));
    let (gone, new) = compare(before.placed(), now);
    let mut text = String::new();
    lines(&mut text, "gone", &gone, |path| if replaced.find(path).is_some() { replaced } else { sources });
    lines(&mut text, "new ", &new, |_| sources);
    text
}

/// The findings of `before` that are gone, and the findings of `now` that are new. Both lists are sorted by path and
/// place.
fn compare<'a>(
    before: impl Iterator<Item = Placed<'a>>,
    now: impl Iterator<Item = Placed<'a>>,
) -> (Vec<Placed<'a>>, Vec<Placed<'a>>) {
    type Sides<'a> = (Vec<Placed<'a>>, Vec<Placed<'a>>);
    let mut same: BTreeMap<(&str, &str, Severity, &str), Sides<'a>> = BTreeMap::new();
    for (is_now, (path, finding)) in before.map(|old| (false, old)).chain(now.map(|new| (true, new))) {
        let sides = same.entry((path, finding.code.id(), finding.severity(), finding.message.as_str())).or_default();
        if is_now { &mut sides.1 } else { &mut sides.0 }.push((path, finding));
    }
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for (old, young) in same.into_values() {
        // A page may have several findings with the same message. If there were two and are three now, the third counts
        // as new; if there is only one now, the second counts as gone.
        let common = old.len().min(young.len());
        gone.extend(old.into_iter().skip(common));
        new.extend(young.into_iter().skip(common));
    }
    for side in [&mut gone, &mut new] {
        side.sort_by_key(|(path, finding)| (*path, finding.span.start, finding.code.id()));
    }
    (gone, new)
}

fn lines<'s>(text: &mut String, word: &str, findings: &[Placed<'_>], texts: impl Fn(&str) -> &'s Sources) {
    for (path, finding) in findings.iter().take(SHOWN) {
        let sources = texts(path);
        let place = sources.find(path).map(|source| sources.position(Span { source, ..finding.span }));
        let (line, column) = place.unwrap_or((1, 1));
        let (severity, code, message) = (finding.severity().as_str(), finding.code.id(), &finding.message);
        let message = message.replace('\n', " ");
        text.push_str(&visible(&format!("{word} {path}:{line}:{column}: {severity}[{code}]: {message}")));
        text.push('\n');
    }
    if findings.len() > SHOWN {
        text.push_str(&format!("{word} and {} more\n", findings.len() - SHOWN));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_codegen::code::INVALID_UTF8;
    use graph_codegen::source::{Source, SourceId};

    fn sources(pages: &[(&str, &str)]) -> Sources {
        Sources::new(pages.iter().map(|(path, text)| Source::from_bytes(*path, text.as_bytes().to_vec())).collect())
    }

    fn findings(sources: &Sources, found: &[(u32, u32, &str)]) -> Findings {
        let finding = |&(id, start, words): &(u32, u32, &str)| {
            Diagnostic::new(INVALID_UTF8, Span { source: SourceId(id), start, end: start }, words)
        };
        Findings::of(sources, found.iter().map(finding).collect())
    }

    #[test]
    fn a_finding_that_moved_is_not_new() {
        let (old, new) = (sources(&[("p.md", "a\n")]), sources(&[("p.md", "\n\na\n")]));
        let text = render(&findings(&old, &[(0, 0, "x")]), &old, &findings(&new, &[(0, 2, "x")]).all, &new);
        assert_eq!(text, "");
    }

    #[test]
    fn a_finding_that_is_gone_is_shown_with_its_former_line() {
        let old = sources(&[("p.md", "a\nb\n"), ("q.md", "\nc")]);
        let new = sources(&[("a.md", ""), ("p.md", "b\n"), ("q.md", "\nc")]);
        let replaced = sources(&[("p.md", "a\nb\n")]);
        let before = findings(&old, &[(0, 2, "x"), (0, 2, "x"), (1, 1, "y")]);
        let now = findings(&new, &[(0, 0, "z"), (1, 0, "x")]);
        insta::assert_snapshot!(render(&before, &replaced, &now.all, &new), @r"
        gone p.md:2:1: error[D0101]: x
        gone q.md:2:1: error[D0101]: y
        new  a.md:1:1: error[D0101]: z
        ");
    }

    #[test]
    fn findings_beyond_the_limit_are_only_counted() {
        let new = sources(&[("p.md", "a")]);
        let many: Vec<String> = (0..60).map(|index| format!("{index:02}")).collect();
        let found: Vec<(u32, u32, &str)> = many.iter().map(|words| (0, 0, words.as_str())).collect();
        let text = render(&Findings::default(), &Sources::default(), &findings(&new, &found).all, &new);
        assert_eq!(text.lines().count(), 51);
        assert!(text.ends_with("new  and 10 more\n"), "{text}");
    }
}
