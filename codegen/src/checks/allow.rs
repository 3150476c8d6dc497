//! Comments that allow findings: `<!-- lint: allow D0412 because the service sends both -->`.
//!
//! A comment counts for all findings of its codes in its file; several codes stand with commas between them. A comment
//! is reported if it allows no finding, has no reason, names no code, or says something other than `allow`.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{self, Code};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::{Source, SourceId, Span, Spanned};

const START: &str = "<!--";
const END: &str = "-->";

/// The form of a comment that allows findings, as messages show it.
const FORM: &str = "lint: allow CODE because REASON";

/// The codes that comments of a file allow, each with the place of its comment. Another check reports comments without
/// an end.
pub(crate) fn read(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Spanned<Code>> {
    let mut allowed = Vec::new();
    for at in memchr::memmem::find_iter(source.text.as_bytes(), START) {
        let inside = at + START.len();
        let Some(rest) = after(source.text[inside..].trim_start(), "lint:") else { continue };
        let Some(length) = source.text[inside..].find(END) else { break };
        let span = Span::new(id, at..inside + length + END.len());
        let words = rest[..rest.find(END).unwrap_or_default()].trim();
        let Some(words) = after(words, "allow").filter(|words| words.starts_with(char::is_whitespace)) else {
            let first = words.split_whitespace().next().unwrap_or_default();
            let message = format!("the comment says `lint: {first}`, which means nothing");
            diagnostics.push(unknown(span, message, format!("write `{FORM}`"), first));
            continue;
        };
        let (codes, reason) = match words.find("because") {
            Some(at) => (&words[..at], words[at + "because".len()..].trim_matches([':', ' ', '\r', '\n', '\t'])),
            None => (words, ""),
        };
        let is_gap = |c: char| c.is_whitespace() || c == ',';
        let mut names = codes.split(is_gap).filter(|name| !name.is_empty()).peekable();
        if names.peek().is_none() {
            diagnostics.push(unknown(span, "the comment allows no code".to_owned(), format!("write `{FORM}`"), ""));
        }
        for name in names {
            match Code::find(name) {
                None => {
                    let message = format!("the comment allows `{name}`, and there is no such code");
                    diagnostics.push(unknown(span, message, "write a code such as `D0412`".to_owned(), name));
                    // What follows a word that is not a code is not a list of codes, so the rest of the comment is
                    // not read.
                    break;
                }
                Some(value) if !reason.is_empty() => allowed.push(Spanned { value, span }),
                Some(code) => {
                    let message = format!("the comment allows {} and does not say why", code.id());
                    let help =
                        format!("write `allow {} because` and a reason; until then it allows nothing", code.id());
                    let told = Diagnostic::new(code::ALLOW_WITHOUT_REASON, span, message);
                    diagnostics.push(told.help(help).about(subject(code)));
                    break;
                }
            }
        }
    }
    allowed
}

/// What follows `start` in a text, whatever the letter case; `None` if the text does not begin with it.
fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}

fn unknown(span: Span, message: String, help: String, words: &str) -> Diagnostic {
    Diagnostic::new(code::ALLOW_UNKNOWN, span, message).help(help).about(Subject::words(words))
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
    let mut counts: BTreeMap<Span, usize> = BTreeMap::new();
    allowed.iter().for_each(|comment| *counts.entry(comment.span).or_default() += 1);
    let of_place = |span: Span| counts.get(&span).copied().unwrap_or_default();
    let report = |comment: &Spanned<Code>| {
        let message = format!("the comment allows {}, which is not found in this file", comment.value.id());
        let told = Diagnostic::new(code::ALLOW_UNUSED, comment.span, message).about(subject(comment.value));
        if of_place(comment.span) > 1 {
            told.help(format!("remove {} from the comment", comment.value.id()))
        } else {
            told.help("remove the comment").fix_safely(Edit::Replace(comment.span, String::new()))
        }
    };
    allowed.iter().filter(is_unused).map(report).collect()
}

fn subject(code: Code) -> Subject {
    Subject::words(code.id())
}
