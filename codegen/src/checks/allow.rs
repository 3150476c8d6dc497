//! Comments that allow findings: `<!-- lint: allow D0412 because the service sends both -->`.
//!
//! A comment allows all findings with its code in the file that contains the comment. Several codes are separated by
//! commas. A comment is reported if it allows no finding, has no reason, names no code, or says something other than
//! `allow`. A comment with a misspelt start, such as `lnit: allow D0412`, is reported too. A comment in a code block is
//! text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::code::{self, Code};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::{Source, SourceId, Span, Spanned};
use crate::text::near;

const START: &str = "<!--";
const END: &str = "-->";

/// The form of a comment that allows findings, as messages show it.
const FORM: &str = "lint: allow CODE because REASON";

/// The codes that the comments of a file allow, each with the place of its comment. Comments without `-->` are not read
/// here: the parser of the page reports them.
pub(crate) fn read(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Spanned<Code>> {
    let mut allowed = Vec::new();
    let mut fences = Fences::of(&source.text);
    for at in memchr::memmem::find_iter(source.text.as_bytes(), START) {
        let inside = at + START.len();
        let rest = after(source.text[inside..].trim_start(), "lint:");
        let misspelt = if rest.is_none() { misspelt(&source.text[inside..]) } else { None };
        if rest.is_none() && misspelt.is_none() || fences.contain(at) {
            continue;
        }
        let Some(length) = source.text[inside..].find(END) else { break };
        let span = Span::new(id, at..inside + length + END.len());
        if let Some((code, place)) = misspelt.filter(|(_, place)| place.end <= length) {
            let message = format!("the comment names {} and does not begin with `lint: allow`", code.id());
            let words = Span::new(id, inside + place.start..inside + place.end);
            let told = unknown(span, message, "write `lint: allow` before the code".to_owned(), code.id());
            diagnostics.push(told.fix_unsafely(Edit::Replace(words, "lint: allow ".to_owned())));
        }
        let Some(rest) = rest else { continue };
        let words = rest[..rest.find(END).unwrap_or_default()].trim();
        let Some(words) = after(words, "allow").filter(|words| words.starts_with(char::is_whitespace)) else {
            let first = words.split_whitespace().next().unwrap_or_default();
            let message = format!("the comment says `lint: {first}`, which is not an instruction of the linter");
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
            diagnostics.push(unknown(
                span,
                "the comment does not name the code of a finding to allow".to_owned(),
                format!("write `{FORM}`"),
                "",
            ));
        }
        for name in names {
            match Code::find(name) {
                None => {
                    let message = format!("the comment allows `{name}`, which is not the code of a finding");
                    diagnostics.push(unknown(span, message, "write a code such as `D0412`".to_owned(), name));
                    // After an unknown code the words of the comment are probably not a list of codes, so the rest is
                    // not read.
                    break;
                }
                Some(value) if !reason.is_empty() => allowed.push(Spanned { value, span }),
                Some(code) => {
                    let message = format!("the comment allows {} and does not say why", code.id());
                    let help = format!(
                        "write `allow {} because` and a reason; until then the comment has no effect",
                        code.id()
                    );
                    let finding = Diagnostic::new(code::ALLOW_WITHOUT_REASON, span, message);
                    diagnostics.push(finding.help(help).about(subject(code)));
                    break;
                }
            }
        }
    }
    allowed
}

/// The code that a comment is meant to allow although it does not begin with `lint:`, and the place of the words before
/// the code, as in `lint allow D0412` or `lnit: allow D0412`. `text` is what follows the start of the comment.
fn misspelt(text: &str) -> Option<(Code, Range<usize>)> {
    let start = text.len() - text.trim_start().len();
    let is_gap = |c: char| c.is_whitespace() || c == ':' || c == ',';
    let mut end = start;
    let mut has_keyword = false;
    // Two keywords, each perhaps with a colon of its own, stand before the code.
    for _ in 0..3 {
        let rest = &text[end..];
        let word = &rest[..rest.find(is_gap).unwrap_or(rest.len()).min(rest.find('-').unwrap_or(rest.len()))];
        if let Some(code) = Code::find(word) {
            return has_keyword.then_some((code, start..end));
        }
        has_keyword |= word.len() >= 3 && !near::nearest(word, ["lint", "allow"].into_iter(), 1).is_empty();
        let rest = &rest[word.len()..];
        let next = rest.find(|c: char| !is_gap(c))?;
        end = text.len() - rest.len() + next;
    }
    None
}

/// The code blocks with fences in a text, found while places are asked for in ascending order.
struct Fences<'t> {
    text: &'t str,
    /// The start of the first line that was not looked at.
    at: usize,
    /// The fence of the code block that is open before that line.
    open: Option<&'t str>,
}

impl<'t> Fences<'t> {
    fn of(text: &'t str) -> Fences<'t> {
        Fences { text, at: 0, open: None }
    }

    /// Whether a place is in a code block. No earlier call had a later place.
    fn contain(&mut self, place: usize) -> bool {
        while let Some(end) =
            self.text[self.at..].find('\n').map(|length| self.at + length + 1).filter(|end| *end <= place)
        {
            let line = self.text[self.at..end].trim_start_matches([' ', '\t', '>']);
            self.at = end;
            let mark = line.chars().next().filter(|c| matches!(c, '`' | '~')).unwrap_or(' ');
            let (fence, rest) = line.split_at(line.len() - line.trim_start_matches(mark).len());
            match self.open {
                Some(open) if fence.starts_with(open) && rest.trim().is_empty() => self.open = None,
                Some(_) => {}
                None if mark != ' ' && fence.len() >= 3 && !rest.contains('`') => self.open = Some(fence),
                None => {}
            }
        }
        self.open.is_some()
    }
}

/// The rest of a text after `start`, whatever the letter case; `None` if the text does not begin with `start`.
fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}

fn unknown(span: Span, message: String, help: String, words: &str) -> Diagnostic {
    Diagnostic::new(code::ALLOW_UNKNOWN, span, message).help(help).about(Subject::words(words))
}

/// Reports the comments that allow none of the findings. Comments that allow findings about Rust names (D11) or about
/// metadata (D13) are never reported, because those findings are made only after this function has run.
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
        let finding = Diagnostic::new(code::ALLOW_UNUSED, comment.span, message).about(subject(comment.value));
        if of_place(comment.span) > 1 {
            finding.help(format!("remove {} from the comment", comment.value.id()))
        } else {
            finding.help("remove the comment").fix_safely(Edit::Replace(comment.span, String::new()))
        }
    };
    allowed.iter().filter(is_unused).map(report).collect()
}

fn subject(code: Code) -> Subject {
    Subject::words(code.id())
}
