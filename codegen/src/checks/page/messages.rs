//! Example HTTP messages: malformed start lines, reason phrases of other codes, misspelt languages.

use crate::code;
use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::operation::request_lines::METHODS;
use crate::decl::vocabulary::FIELDS;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::http::{self, StartLine};
use crate::page::{Block, Fence, Page};
use crate::source::Span;
use crate::text::near;
use crate::text::reason::REASONS;

/// The languages of code blocks that the generator reads.
const LANGUAGES: &[&str] = &["http", "json"];

/// Reports malformed HTTP messages in code blocks, and misspelt languages of code blocks.
pub(super) fn check(page: &Page<'_>, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    let mut announced = false;
    for (block, place) in outline::blocks(page, places) {
        let is_response = std::mem::replace(&mut announced, announces_response(block));
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
            diagnostics.extend(
                without_status(fence, place, is_response).or_else(|| empty(fence, place)).or_else(|| bare_list(fence)),
            );
            diagnostics.extend(without_blank(fence));
            diagnostics.extend(header_slips(fence));
        }
    }
}

/// The place of the opening line of a code block, which names its language.
fn first_line(fence: Span, body: Span) -> Span {
    Span { end: body.start.saturating_sub(1).max(fence.start), ..fence }
}

/// The place of a line of a code block, which has to be a part of the block's text.
pub(super) fn place_of(fence: &Fence<'_>, line: &str) -> Span {
    let at = fence.body_span.start as usize + (line.as_ptr() as usize - fence.body.as_ptr() as usize);
    Span::new(fence.body_span.source, at..at + line.trim_end().len())
}

/// The name of the header in a line, if the line is a header. `None` for any other line.
fn header_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')).then_some(name)
}

/// Whether a block is an annotation that announces an example response.
fn announces_response(block: &Block<'_>) -> bool {
    matches!(block, Block::Annotation(annotation) if annotation.block_type() == Some("response"))
}

/// Reports an example response without a status line: it begins with its headers, or directly with its body. A block
/// that begins with a body counts as a response only if an annotation announces one.
fn without_status(fence: &Fence<'_>, place: &BlockPlace, announced: bool) -> Option<Diagnostic> {
    let first = fence.body.lines().find(|line| !line.trim().is_empty())?;
    let is_header = header_name(first).is_some_and(|name| {
        ["content-type", "content-length", "location"].iter().any(|known| known.eq_ignore_ascii_case(name))
    });
    let is_body = announced && first.trim_start().starts_with('{');
    if fence.language != "http" || !(is_header || is_body) || !place.heading.starts_with("response") {
        return None;
    }
    Some(
        Diagnostic::new(code::STATUS_LINE, place_of(fence, first), "the example response has no status line")
            .help("write a line such as `HTTP/1.1 200 OK` above the rest")
            .about(Subject::words(first)),
    )
}

/// Reports a code block without any line under a heading for responses.
fn empty(fence: &Fence<'_>, place: &BlockPlace) -> Option<Diagnostic> {
    let is_empty = fence.body.trim().is_empty() && fence.language == "http";
    (is_empty && place.heading.starts_with("response")).then(|| {
        Diagnostic::new(code::STATUS_LINE, fence.span, "the example response is empty")
            .help("write a status line such as `HTTP/1.1 204 No Content`")
            .about(Subject::words(&place.text))
    })
}

/// Reports a response whose body is a JSON array. OData sends an object instead, with the array in its member
/// `value`.
fn bare_list(fence: &Fence<'_>) -> Option<Diagnostic> {
    let message = http::parse(fence.body, fence.body_span);
    let (StartLine::Status { .. }, Some((body, span))) = (message.start, message.body) else { return None };
    let line = body.lines().next().filter(|line| line.starts_with('['))?;
    let place = Span { end: span.start + u32::try_from(line.trim_end().len()).unwrap_or(0), ..span };
    body.trim_end().ends_with(']').then(|| {
        Diagnostic::new(
            code::EXAMPLE_SHAPE,
            place,
            "the body of the response is a JSON array, but OData services return an object",
        )
        .help("write `{ \"value\": [ … ] }` around its items")
        .about(Subject::words("value"))
    })
}

/// Reports a body directly below the headers of a message.
fn without_blank(fence: &Fence<'_>) -> Option<Diagnostic> {
    let mut lines = fence.body.lines().skip_while(|line| line.trim().is_empty());
    let start = lines.next()?;
    let is_response = start.starts_with("HTTP/");
    if !is_response && !METHODS.iter().any(|(known, _)| start.starts_with(known)) {
        return None;
    }
    let mut headers = lines.skip_while(|line| header_name(line).is_some());
    let body = headers.next().filter(|line| line.trim_start().starts_with('{'))?;
    let code = if is_response { code::EXAMPLE_RESPONSE } else { code::EXAMPLE_REQUEST };
    Some(
        Diagnostic::new(code, place_of(fence, body), "no empty line stands above the body of an example")
            .help("add an empty line above the body")
            .about(Subject::words(start))
            .fix_unsafely(Edit::LineAbove(place_of(fence, body), String::new())),
    )
}

/// Headers that occur in example messages, besides those of [`FIELDS`].
const SHOWN: &[&str] = &[
    "Location",
    "Operation-Location",
    "Retry-After",
    "ETag",
    "Preference-Applied",
    "Content-Language",
    "Content-Encoding",
    "Content-Disposition",
    "Cache-Control",
    "Transfer-Encoding",
    "Host",
    "Date",
    "User-Agent",
    "client-request-id",
    "request-id",
    "workbook-session-id",
];

/// Reports misspelt headers of an example.
fn header_slips(fence: &Fence<'_>) -> Vec<Diagnostic> {
    let mut lines = fence.body.lines().skip_while(|line| line.trim().is_empty());
    let is_message = lines.next().is_some_and(|start| {
        start.starts_with("HTTP/") || METHODS.iter().any(|(known, _)| start.starts_with(&format!("{known} ")))
    });
    if !is_message {
        return Vec::new();
    }
    let names = lines.map_while(|line| Some((line, header_name(line)?)));
    let known = || FIELDS.iter().chain(SHOWN).copied();
    let slip = |(line, name): (&str, &str)| {
        if name.len() < 6 || known().any(|field| field.eq_ignore_ascii_case(name)) {
            return None;
        }
        let near = near::slip(name, known())?;
        let span = place_of(fence, line);
        Some(
            Diagnostic::new(code::HEADER_SLIP, span, format!("the header `{name}` is misspelt"))
                .help(format!("write `{near}`"))
                .about(Subject::words(name))
                .fix_unsafely(Edit::Word(span, name.to_owned(), near.to_owned())),
        )
    };
    names.filter_map(slip).collect()
}

/// The versions of HTTP that a status line may have.
const VERSIONS: &[&str] = &["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3"];

/// Reports what is wrong in a status line with a code: its version, a second code, or its reason.
fn wrong_status_line(line: &str, code: u16, reason: &str, span: Span) -> Option<Diagnostic> {
    let told = |message: String, wrong: &str, right: &str| {
        let told = Diagnostic::new(code::STATUS_LINE, span, message).help(format!("write `{right}`"));
        told.fix_unsafely(Edit::Word(span, wrong.to_owned(), right.to_owned()))
    };
    let version = line.split(' ').next().unwrap_or_default();
    if !VERSIONS.contains(&version) {
        return Some(told(format!("`{version}` is no version of HTTP"), version, "HTTP/1.1"));
    }
    let first = reason.split(' ').next().unwrap_or_default();
    if first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("the status line has two codes, {code} and {first}");
        return Some(Diagnostic::new(code::STATUS_LINE, span, message).help("write the code of the response alone"));
    }
    let (_, usual) = REASONS.iter().find(|(known, _)| *known == code)?;
    let is_slip = !usual.eq_ignore_ascii_case(reason) && near::slip(reason, std::iter::once(*usual)).is_some();
    is_slip.then(|| told(format!("the reason `{reason}` is misspelt"), reason, usual))
}

/// Whether a word is a protocol and a version, such as `HTPP/1.1`.
fn is_protocol(word: &str) -> bool {
    word.split_once('/').is_some_and(|(name, version)| {
        (3..6).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphabetic())
            && version.starts_with(|c: char| c.is_ascii_digit())
    })
}

fn start_line(fence: &Fence<'_>) -> Option<Diagnostic> {
    let line = fence.body.lines().find(|line| !line.trim().is_empty())?;
    let span = place_of(fence, line);
    let report = |code, message: String, help: String| {
        Some(Diagnostic::new(code, span, message).help(help).about(Subject::words(line)))
    };
    if line.starts_with("HTTP") {
        let words = line.trim();
        return match http::parse(fence.body, fence.body_span).start {
            StartLine::Status { code, .. } if (100..600).contains(&code) && words.starts_with("HTTP/") => {
                let reason = words.splitn(3, ' ').nth(2).unwrap_or_default().trim();
                if let Some(finding) = wrong_status_line(words, code, reason, span) {
                    return Some(finding.about(Subject::words(line)));
                }
                let is = |other: &&(u16, &str)| other.1.eq_ignore_ascii_case(reason);
                let other = REASONS.iter().find(is).filter(|(other, _)| *other != code)?;
                let message = format!("the status line has the code {code} and the reason of {}", other.0);
                let known_reason = REASONS.iter().find(|(known, _)| *known == code);
                let right = known_reason.map_or_else(|| format!("{code}"), |(code, reason)| format!("{code} {reason}"));
                let finding = report(code::STATUS_LINE, message, format!("write `{right}`, or correct the code"))?;
                let edit = known_reason.map(|(_, right)| Edit::Word(span, reason.to_owned(), (*right).to_owned()));
                Some(finding.fix_unsafely_if(edit))
            }
            StartLine::Status { .. } | StartLine::Request(_) | StartLine::None => {
                let is_code = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
                let rest = words.strip_prefix("HTTP ").filter(|rest| is_code(rest.get(..3).unwrap_or_default()));
                let help = match rest {
                    Some(rest) => format!("write `HTTP/1.1 {rest}`"),
                    None => "write a line such as `HTTP/1.1 200 OK`".to_owned(),
                };
                let finding = report(code::STATUS_LINE, format!("`{words}` is not a status line"), help)?;
                let edit = rest.map(|_| Edit::Replace(Span { end: span.start + 4, ..span }, "HTTP/1.1".to_owned()));
                Some(finding.fix_unsafely_if(edit))
            }
        };
    }
    let (word, target) = line.trim().split_once(' ')?;
    if is_protocol(word) && target.get(..3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit())) {
        let finding =
            report(code::STATUS_LINE, format!("`{word}` is no version of HTTP"), "write `HTTP/1.1`".to_owned())?;
        return Some(finding.fix_unsafely(Edit::Word(span, word.to_owned(), "HTTP/1.1".to_owned())));
    }
    let is_url = target.starts_with("https://") || target.starts_with('/');
    if let Some((right, _)) =
        METHODS.iter().find(|(known, _)| is_url && known.eq_ignore_ascii_case(word) && *known != word)
    {
        let message = format!("the method `{word}` of an example request is not in upper case");
        let finding = report(code::ROUTE_METHOD, message, format!("write `{right}`"))?;
        return Some(finding.fix_safely(Edit::Word(span, word.to_owned(), (*right).to_owned())));
    }
    let is_request = word.len() > 2
        && word.chars().all(|c| c.is_ascii_uppercase())
        && is_url
        && !METHODS.iter().any(|(known, _)| *known == word);
    let near = near::slip(word, METHODS.iter().map(|(known, _)| *known)).filter(|_| is_request)?;
    let finding = report(
        code::EXAMPLE_VERB,
        format!("the request of an example has the method `{word}`, which does not exist"),
        format!("write `{near}`"),
    )?;
    Some(finding.fix_unsafely(Edit::Replace(
        Span::new(span.source, span.start as usize..span.start as usize + word.len()),
        near.to_owned(),
    )))
}
