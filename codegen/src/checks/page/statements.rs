//! Contradictions on a page: a status code with the reason of another code, an annotation that announces a request
//! above a response, a fence that opens no code block, and the marks of an unfinished merge.

use super::messages::place_of;
use super::texts::texts;
use crate::api::PageKind;
use crate::code;
use crate::decl::PageDecls;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::http::{self, StartLine};
use crate::page::{Annotation, Block, Fence, Inline, Page, Text};
use crate::source::{Source, Span};
use crate::text::reason::REASONS;

/// Reports these contradictions.
pub(super) fn check(page: &Page<'_>, decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for text in texts(page).filter(|text| text.span.source == page.source) {
        diagnostics.extend(fence(text, text.raw(&source.text)));
        if decls.kind == PageKind::Operation {
            diagnostics.extend(reason(text));
        }
    }
    for blocks in page.blocks.windows(2) {
        if let [Block::Annotation(annotation), Block::Fence(fence)] = blocks {
            diagnostics.extend(role(annotation, fence));
        }
    }
    diagnostics.extend(merge(page, source));
}

/// Reports the opening line of a code block that has only two backticks.
fn fence(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let language = raw.strip_prefix("``")?.lines().next()?.trim();
    (raw.contains('\n') && ["http", "json"].contains(&language)).then(|| {
        let start = text.span.start as usize;
        let span = Span::new(text.span.source, start..start + 2 + language.len());
        Diagnostic::new(code::FENCE_MISSING, span, "the opening fence of a code block has two backticks")
            .help(format!("write three backticks before `{language}`"))
            .about(Subject::words(language))
            .fix_unsafely(Edit::Replace(span, format!("```{language}")))
    })
}

/// Reports a status code with the reason of another code, such as `204 OK`.
fn reason(text: &Text<'_>) -> Option<Diagnostic> {
    text.inlines.iter().find_map(|inline| {
        let Inline::Code(words) = inline else { return None };
        let (code, reason) = words.split_once(' ')?;
        let code = code.parse::<u16>().ok().filter(|_| code.len() == 3)?;
        let (_, usual) = REASONS.iter().find(|(known, _)| *known == code)?;
        let reason = reason.trim().trim_end_matches('.');
        let (other, _) = REASONS.iter().find(|(_, known)| known.eq_ignore_ascii_case(reason))?;
        (*other != code).then(|| {
            let message = format!("the text has the code {code} and the reason of {other}");
            Diagnostic::new(code::STATUS_LINE, text.span, message)
                .help(format!("write `{code} {usual}`, or correct the code"))
                .about(Subject::words(words))
                .fix_unsafely(Edit::Word(text.span, words.to_string(), format!("{code} {usual}")))
        })
    })
}

/// Reports an annotation that announces a request above a response, or a response above a request.
fn role(annotation: &Annotation<'_>, fence: &Fence<'_>) -> Option<Diagnostic> {
    let stated = annotation.block_type()?;
    let actual = match http::parse(fence.body, fence.body_span).start {
        StartLine::Status { .. } => "response",
        StartLine::Request(request) if request.target.starts_with("https://") => "request",
        StartLine::Request(_) | StartLine::None => return None,
    };
    if !["request", "response"].contains(&stated) || stated == actual {
        return None;
    }
    let line = fence.body.lines().find(|line| !line.trim().is_empty())?;
    let place = annotation.place("blockType");
    let message = format!("the annotation announces a {stated}, and a {actual} follows");
    Some(
        Diagnostic::new(code::ANNOTATION_VALUE, place, message)
            .help(format!("write `\"blockType\": \"{actual}\"`"))
            .about(Subject::words(stated))
            .note(place_of(fence, line), "what it is about")
            .fix_unsafely(Edit::Word(place, stated.to_owned(), actual.to_owned())),
    )
}

/// Reports the first mark of an unfinished merge: `<<<<<<< name`, with `=======` and `>>>>>>> name` below it.
fn merge(page: &Page<'_>, source: &Source) -> Option<Diagnostic> {
    let mut at = 0;
    let start = source.text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        line.starts_with("<<<<<<< ").then_some(start)
    })?;
    let below = || source.text[start..].lines();
    if !below().any(|line| line.trim_end() == "=======") || !below().any(|line| line.starts_with(">>>>>>> ")) {
        return None;
    }
    let span = Span::new(page.source, start..start + below().next()?.trim_end().len());
    Some(
        Diagnostic::new(code::MARK_UNCLOSED, span, "the marks of a merge stand on the page")
            .help("keep one side, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`")
            .about(Subject::words("merge")),
    )
}
