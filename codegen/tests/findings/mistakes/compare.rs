//! The findings on pages, and which of them are new.
//!
//! In: what was read from pages, as a `Reading`. Out: findings with the data that `lint --format json` prints. The
//! comparison of findings ignores line numbers.

use std::collections::BTreeMap;
use std::fmt;

use graph_codegen::select::{Choice, select};
use graph_codegen::source::{Sources, Span};
use graph_codegen::{Options, Reading, diagnostic, plan};

/// A finding with the data that `lint --format json` prints: code, severity, pages, line, message and help.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    code: &'static str,
    pub(crate) severity: &'static str,
    /// The path of the page that the finding is on, then the paths of the pages in its notes.
    pub(crate) pages: Vec<String>,
    pub(crate) line: usize,
    message: String,
    help: String,
}

/// Every finding of a reading, in the order in which `lint` prints findings.
pub(crate) fn findings(mut reading: Reading, sources: &Sources) -> Vec<Finding> {
    let options = Options::new("docs", "cargo xtask lint", "../codegen/runtime");
    let everything = select(&reading.api, &Choice::default());
    reading.diagnostics.append(&mut plan(&reading.api, &everything, &options).diagnostics);
    diagnostic::sort(&mut reading.diagnostics);
    let page = |span: &Span| sources.get(span.source).path.clone();
    let finding = |diagnostic: graph_codegen::diagnostic::Diagnostic| Finding {
        code: diagnostic.code.id(),
        severity: diagnostic.severity().as_str(),
        pages: [diagnostic.span].iter().chain(diagnostic.notes.iter().map(|(span, _)| span)).map(page).collect(),
        line: sources.position(diagnostic.span).0,
        message: diagnostic.message,
        help: diagnostic.help.into(),
    };
    reading.diagnostics.into_iter().map(finding).collect()
}

/// The findings that are not in `before`. If `after` has more findings with the same code and message on a page than
/// `before`, only the surplus is new.
pub(crate) fn new_findings(before: &[Finding], after: Vec<Finding>) -> Vec<Finding> {
    let key = |finding: &Finding| (finding.code, finding.pages[0].clone(), finding.message.clone());
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for finding in before {
        *known.entry(key(finding)).or_default() += 1;
    }
    let mut new = after;
    new.retain(|finding| match known.get_mut(&key(finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    new
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { code, severity, pages, line, message, help } = self;
        let page = &pages[0];
        write!(f, "{code} {severity} {page}:{line}: {message} => {help}")
    }
}
