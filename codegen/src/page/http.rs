//! Reads HTTP messages in code blocks.
//!
//! In: the body of a fence. Out: start line, headers and body as slices of it. Reading never fails: everything after
//! the start line and the headers is the body.

use super::segments::lines;
use crate::source::{Span, Spanned};

/// An HTTP request or response in a code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HttpMessage<'s> {
    /// The first line: of a request, of a response, or `None` if the block has no such line.
    pub start: StartLine<'s>,
    /// The name and the value of each header.
    pub headers: Vec<(Spanned<&'s str>, Spanned<&'s str>)>,
    /// What follows the headers, without blank lines around it; `None` if nothing does.
    pub body: Option<(&'s str, Span)>,
}

/// What the first line of a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StartLine<'s> {
    /// A request line: `GET https://host/path`.
    Request(Request<'s>),
    /// A status line: `HTTP/1.1 200 OK`. Only the number is used.
    Status {
        /// The status code, such as 200.
        code: u16,
        /// The place of the line.
        span: Span,
    },
    /// Neither a request line nor a status line: the block starts with headers or with a body.
    None,
}

/// A request line, such as `GET https://host/path`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request<'s> {
    /// The method as the page has it, e.g. `GET`.
    pub method: &'s str,
    /// The text after the method, trimmed, without a final `HTTP/1.1`.
    pub target: &'s str,
    /// The place of the line.
    pub span: Span,
}

/// Parses one message. `base` is the place of the text, of which only the file and the start are used.
#[must_use]
pub(crate) fn parse(text: &str, base: Span) -> HttpMessage<'_> {
    let place = |start: usize, end: usize| at(base, start, end);
    let mut message = HttpMessage { start: StartLine::None, headers: Vec::new(), body: None };
    let mut first = true;
    let mut blank = false;
    for range in lines(text, 0..text.len()) {
        let line = text[range.clone()].trim();
        if line.is_empty() {
            // A blank line ends the headers. After a blank line directly below the start line, headers may still
            // follow, because some pages have a blank line there.
            blank = !first;
            continue;
        }
        let start = range.start + offset(&text[range.clone()], line);
        if first {
            first = false;
            message.start = start_line(line, place(start, start + line.len()));
            if message.start != StartLine::None {
                continue;
            }
        }
        // Headers may follow a blank line only if no header stands before that line. In a response, only headers that
        // describe the body, such as `Content-Type`, may follow it, because the body itself (a mail, a calendar) may
        // look like headers.
        let may_be_header = match message.start {
            _ if !blank => true,
            _ if !message.headers.is_empty() => false,
            StartLine::Status { .. } => line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("content-")),
            _ => true,
        };
        let header = if may_be_header { header(line) } else { None };
        blank = false;
        let Some((name, value)) = header else {
            let body = text[range.start..].trim_end();
            let trimmed = if body.trim_start().starts_with(['{', '[']) { body.trim_start() } else { body };
            let start = range.start + (body.len() - trimmed.len());
            message.body = Some((trimmed, place(start, start + trimmed.len())));
            break;
        };
        let name = Spanned { value: name, span: place(start, start + name.len()) };
        let from = start + offset(line, value);
        message.headers.push((name, Spanned { value, span: place(from, from + value.len()) }));
    }
    message
}

/// The messages in a code block. Some blocks contain several requests, one below the other.
#[must_use]
pub(crate) fn messages(text: &str, base: Span) -> Vec<HttpMessage<'_>> {
    let mut all = Vec::new();
    let mut rest = Some((text, base));
    while let Some((text, base)) = rest.take() {
        let mut message = parse(text, base);
        if let (StartLine::Request(_), Some((body, span))) = (&message.start, message.body)
            && body
                .lines()
                .next()
                .and_then(|line| request(line.trim(), span))
                .is_some_and(|next| is_target(next.target))
        {
            message.body = None;
            rest = Some((body, span));
        }
        all.push(message);
    }
    all
}

/// Whether a text is a path or a URL, which can stand after a method.
fn is_target(text: &str) -> bool {
    (text.starts_with('/') || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")))
        && !text.contains(' ')
}

fn start_line(line: &str, span: Span) -> StartLine<'_> {
    if let Some(request) = request(line, span) {
        return StartLine::Request(request);
    }
    let rest = if line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("HTTP")) {
        line[4..]
            .strip_prefix('/')
            .map_or(&line[4..], |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'))
    } else {
        line
    };
    status(rest.trim_start()).map_or(StartLine::None, |code| StartLine::Status { code, span })
}

/// The status code with which a text starts. `None` if it does not start with one.
fn status(text: &str) -> Option<u16> {
    let (digits, rest) = text.split_at_checked(3)?;
    if rest.starts_with(|character: char| character.is_ascii_alphanumeric()) {
        return None;
    }
    digits.parse().ok().filter(|code| (100..600).contains(code))
}

pub(crate) fn request(line: &str, span: Span) -> Option<Request<'_>> {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let matches = |name: &&&str| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let length = METHODS.iter().find(matches)?.len();
    let (method, rest) = line.split_at(length);
    // The word must end here: `DELETE/me` is a method with a path, but `Getting` and `Post:` are not methods.
    if !rest.is_empty() && !rest.starts_with([' ', '\t', '\u{a0}', '/']) {
        return None;
    }
    let target = rest.trim();
    let target = match target.rsplit_once([' ', '\t']) {
        Some((before, version)) if version.starts_with("HTTP/") => before.trim_end(),
        _ => target,
    };
    Some(Request { method, target, span })
}

/// The name and the value in a header line; `None` for any other line.
fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let is_token =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    // A line such as `https://..` is not a header.
    (is_token && !value.starts_with("//")).then(|| (name, value.trim()))
}

fn at(base: Span, start: usize, end: usize) -> Span {
    let offset = base.start as usize;
    Span::new(base.source, offset + start..offset + end)
}

/// The byte offset of `part` in `whole`, of which it is a slice.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}
