//! Comments that allow findings: `<!-- lint: allow D0412 because the service sends both -->`.
//!
//! A comment counts for all findings of its code in its file. A comment that allows nothing, has no reason or names no
//! code is a finding itself.

use std::collections::BTreeSet;

use crate::code::{self, Code};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::{Source, SourceId, Span, Spanned};

const START: &str = "<!-- lint: allow ";
const END: &str = "-->";

/// The codes that comments of a file allow, each with the place of its comment. Another check reports comments without
/// an end.
pub(crate) fn read(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Spanned<Code>> {
    let mut allowed = Vec::new();
    for at in memchr::memmem::find_iter(source.text.as_bytes(), START) {
        let inside = at + START.len();
        let Some(length) = source.text[inside..].find(END) else { break };
        let span = Span::new(id, at..inside + length + END.len());
        let words = source.text[inside..inside + length].trim();
        let (name, reason) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let Some(code) = Code::find(name) else {
            let message = format!("the comment allows `{name}`, and there is no such code");
            let told = Diagnostic::new(code::ALLOW_UNKNOWN, span, message);
            diagnostics.push(told.help("write a code such as `D0412`").about(Subject::words(name)));
            continue;
        };
        let has_reason = reason.trim().strip_prefix("because").is_some_and(|reason| !reason.trim().is_empty());
        if has_reason {
            allowed.push(Spanned { value: code, span });
        } else {
            let message = format!("the comment allows {} and does not say why", code.id());
            let help = format!("write `allow {} because` and a reason; until then it allows nothing", code.id());
            diagnostics
                .push(Diagnostic::new(code::ALLOW_WITHOUT_REASON, span, message).help(help).about(subject(code)));
        }
    }
    allowed
}

/// Reports the comments that allow none of the findings. Findings about Rust names (D11) and about metadata (D13) are
/// made later, so comments about those codes are not reported.
pub(crate) fn unused(allowed: &[Spanned<Code>], findings: &[Diagnostic]) -> Vec<Diagnostic> {
    if allowed.is_empty() {
        return Vec::new();
    }
    let found: BTreeSet<(SourceId, &str)> =
        findings.iter().map(|finding| (finding.span.source, finding.code.id())).collect();
    let is_unused = |comment: &&Spanned<Code>| {
        let id = comment.value.id();
        !id.starts_with("D11") && !id.starts_with("D13") && !found.contains(&(comment.span.source, id))
    };
    let report = |comment: &Spanned<Code>| {
        let message = format!("the comment allows {}, which is not found in this file", comment.value.id());
        Diagnostic::new(code::ALLOW_UNUSED, comment.span, message)
            .help("remove the comment")
            .about(subject(comment.value))
            .fix_safely(Edit::Replace(comment.span, String::new()))
    };
    allowed.iter().filter(is_unused).map(report).collect()
}

fn subject(code: Code) -> Subject {
    Subject::words(code.id())
}
