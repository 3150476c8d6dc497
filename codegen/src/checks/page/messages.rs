//! Example HTTP messages: malformed start lines, reason phrases of other codes, misspelt languages.

use crate::code;
use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::operation::request_lines::METHODS;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::http::{self, StartLine};
use crate::page::{Block, Fence, Page};
use crate::source::Span;
use crate::text::near;

/// Reason phrases of RFC 9110 and RFC 6585.
const REASONS: &[(u16, &str)] = &[
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (204, "No Content"),
    (206, "Partial Content"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (409, "Conflict"),
    (410, "Gone"),
    (412, "Precondition Failed"),
    (415, "Unsupported Media Type"),
    (423, "Locked"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (503, "Service Unavailable"),
];

/// The languages of code blocks that the generator reads.
const LANGUAGES: &[&str] = &["http", "json"];

/// Reports code blocks whose first line resembles one of HTTP, and misspelt languages.
pub(super) fn check(page: &Page<'_>, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    for (block, place) in outline::blocks(page, places) {
        let Block::Fence(fence) = block else { continue };
        if fence.span.source != page.source {
            continue;
        }
        let language = fence.language.as_str();
        if language.len() > 2
            && !LANGUAGES.contains(&language)
            && let [near] = near::nearest(language, LANGUAGES.iter().copied(), 1)[..]
            && !["https", "jsonc", "json5"].contains(&language)
        {
            diagnostics.push(
                Diagnostic::new(
                    code::FENCE_LANGUAGE,
                    first_line(fence.span, fence.body_span),
                    format!("`{language}` is no language of a code block"),
                )
                .help(format!("write `{near}`"))
                .about(Subject::words(language))
                .fix_unsafely(Edit::Word(
                    first_line(fence.span, fence.body_span),
                    language.to_owned(),
                    near.to_owned(),
                )),
            );
        }
        let example = place.section.starts_with("example") || place.heading.starts_with("example");
        if example {
            diagnostics.extend(start_line(fence));
        }
    }
}

/// The line that opens a fence.
fn first_line(fence: Span, body: Span) -> Span {
    Span { end: body.start.saturating_sub(1).max(fence.start), ..fence }
}

fn start_line(fence: &Fence<'_>) -> Option<Diagnostic> {
    let line = fence.body.lines().find(|line| !line.trim().is_empty())?;
    let at = fence.body_span.start as usize + (line.as_ptr() as usize - fence.body.as_ptr() as usize);
    let span = Span::new(fence.body_span.source, at..at + line.trim_end().len());
    let report = |code, message: String, help: String| {
        Some(Diagnostic::new(code, span, message).help(help).about(Subject::words(line)))
    };
    if line.starts_with("HTTP") {
        let words = line.trim();
        return match http::parse(fence.body, fence.body_span).start {
            StartLine::Status { code, .. } if (100..600).contains(&code) && words.starts_with("HTTP/") => {
                let reason = words.splitn(3, ' ').nth(2).unwrap_or_default().trim();
                let is = |other: &&(u16, &str)| other.1.eq_ignore_ascii_case(reason);
                let other = REASONS.iter().find(is).filter(|(other, _)| *other != code)?;
                let message = format!("the status line has the code {code} and the reason of {}", other.0);
                let usual = REASONS.iter().find(|(known, _)| *known == code);
                let right = usual.map_or_else(|| format!("{code}"), |(code, reason)| format!("{code} {reason}"));
                let told = report(code::STATUS_LINE, message, format!("write `{right}`, or correct the code"))?;
                let edit = usual.map(|(_, right)| Edit::Word(span, reason.to_owned(), (*right).to_owned()));
                Some(told.fix_unsafely_if(edit))
            }
            StartLine::Status { .. } | StartLine::Request(_) | StartLine::None => {
                let told = report(
                    code::STATUS_LINE,
                    format!("`{words}` is no status line"),
                    "write a line such as `HTTP/1.1 200 OK`".to_owned(),
                )?;
                let is_code = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
                let lacks_version =
                    words.strip_prefix("HTTP ").is_some_and(|rest| is_code(rest.get(..3).unwrap_or_default()));
                let edit =
                    lacks_version.then(|| Edit::Replace(Span { end: span.start + 4, ..span }, "HTTP/1.1".to_owned()));
                Some(told.fix_unsafely_if(edit))
            }
        };
    }
    let (word, target) = line.trim().split_once(' ')?;
    let is_request = word.len() > 2
        && word.chars().all(|c| c.is_ascii_uppercase())
        && (target.starts_with("https://") || target.starts_with('/'))
        && !METHODS.iter().any(|(known, _)| *known == word);
    let near = near::slip(word, METHODS.iter().map(|(known, _)| *known)).filter(|_| is_request)?;
    let told = report(
        code::EXAMPLE_VERB,
        format!("the request of an example has the method `{word}`, which does not exist"),
        format!("write `{near}`"),
    )?;
    Some(told.fix_unsafely(Edit::Replace(Span::new(span.source, at..at + word.len()), near.to_owned())))
}
