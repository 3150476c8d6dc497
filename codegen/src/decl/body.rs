//! Reads the code blocks of a page: example requests and responses, and JSON representations of types. Requests and
//! responses are paired by position, with or without annotations.

pub(crate) mod json;
pub(crate) mod strict;
pub(crate) mod target;

use std::sync::Arc;

use crate::api::{ExampleRole, HeaderLine, PageKind};
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::place::RequestSection;
use crate::decl::section::operation::request_lines;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{REPRESENTATION, TABLE_TYPES};
use crate::decl::{BodyDecl, Json};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::http::{self, HttpMessage, StartLine};
use crate::page::{Annotation, Block, Fence};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::{code, page};

/// The length in bytes up to which a body that is not JSON is kept as an example. A number or a few lines are useful as
/// an example; a whole file is not.
const LONGEST_TEXT: usize = 4096;

/// The languages of code blocks with programs or markup. Any other code block may contain a message or JSON.
const PROGRAMS: &[&str] = &[
    "csharp",
    "c#",
    "cs",
    "objc",
    "objectivec",
    "objective-c",
    "java",
    "powershell",
    "xml",
    "html",
    "css",
    "bash",
    "sh",
    "shell",
    "python",
    "go",
    "php",
    "yaml",
    "yml",
    "sql",
    "typescript",
    "ts",
];

/// Reads every HTTP message and every JSON body in the code blocks of a page.
pub(super) fn read(reader: &mut PageReader<'_, '_>, kind: PageKind) -> Vec<BodyDecl> {
    let mut bodies: Vec<BodyDecl> = Vec::new();
    let mut pending: Option<&Annotation<'_>> = None;
    let mut request: Option<Spanned<String>> = None;
    let section = RequestSection::of(reader);
    // The place of the last message. If this message has no body, the next paragraph or code block may contain the
    // body. `None` after a heading or the start of a tab, because what follows belongs to another message.
    let mut last_message: Option<Span> = None;
    for (at, block, place) in reader.indexed() {
        let is_next = at.checked_sub(1).is_some_and(|before| matches!(reader.page.blocks[before], Block::Fence(_)));
        match block {
            Block::Annotation(annotation)
                if annotation.block_type().is_some_and(|stated| !TABLE_TYPES.contains(&stated)) =>
            {
                let before = pending.replace(annotation);
                before.into_iter().for_each(|annotation| without_block(reader, annotation));
            }
            Block::Paragraph(text)
                if pending.is_some_and(is_shown) && looks_like_code(text.raw(&reader.source.text)) =>
            {
                pending = None;
                let line = text.raw(&reader.source.text).lines().next().map_or(0, str::len);
                let start = text.span.start as usize;
                reader.diagnostics.push(
                    Diagnostic::new(
                        code::FENCE_MISSING,
                        Span::new(text.span.source, start..start + line),
                        "the line of backticks that opens this code block is missing",
                    )
                    .help("add a line of three backticks and the language above this line")
                    .fix_unsafely(Edit::LineAbove(text.span, "```http".to_owned())),
                );
            }
            Block::Paragraph(text)
                if bodies.last().is_some_and(|body| last_message == Some(body.span) && is_plain(body)) =>
            {
                last_message = None;
                let Some(body) = bodies.last_mut() else { continue };
                let number = text.raw(&reader.source.text).trim().trim_matches('`');
                if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                    (body.text, body.has_body) = (number.into(), true);
                    let message =
                        format!("the body `{number}` stands below the code block of its response instead of in it");
                    reader.diagnostics.push(
                        Diagnostic::new(code::EXAMPLE_RESPONSE, text.span, message)
                            .help("move the body into the code block of the response, below an empty line")
                            .about(Subject::words(number)),
                    );
                }
            }
            Block::Heading(_) | Block::Tab(_) if last_message.take().is_some() && pending.is_none() => {}
            Block::Heading(_) => pending.take().into_iter().for_each(|annotation| without_block(reader, annotation)),
            Block::Fence(fence) if !PROGRAMS.contains(&fence.language.as_str()) => {
                let annotation = pending.take();
                let in_routes = section.contains(place);
                let representation = REPRESENTATION.contains(&place.heading.as_str());
                if in_routes
                    && request_lines::lines(fence).any(|line| line.method.is_some())
                    && annotation.and_then(Annotation::block_type) != Some("request")
                {
                    continue;
                }
                let on_resource = kind != PageKind::Operation;
                let may_be_body_of_last = annotation.is_none() && fence.language.starts_with("json");
                let is_own = |body: &BodyDecl| is_head(body) || is_next && asks_for_body(body);
                if let Some(head) = bodies
                    .last_mut()
                    .filter(|body| may_be_body_of_last && last_message == Some(body.span) && is_own(body))
                {
                    let message = HttpMessage { start: StartLine::None, headers: Vec::new(), body: None };
                    let shown = FencedMessage { fence, message, annotation: None, representation: false };
                    if let Some(content) = self::body(reader, shown, &mut None) {
                        (head.has_body, head.json, head.text) = (true, content.json, content.text);
                        head.span = content.span;
                    }
                    last_message = None;
                    continue;
                }
                for message in http::messages(fence.body, fence.body_span) {
                    let shown =
                        FencedMessage { fence, message, annotation, representation: representation && on_resource };
                    bodies.extend(body(reader, shown, &mut request));
                }
                last_message = bodies.last().map(|body| body.span);
            }
            _ => {}
        }
    }
    pending.into_iter().for_each(|annotation| without_block(reader, annotation));
    bodies.shrink_to_fit();
    bodies
}

/// Whether a message is a response with the media type `text/plain` whose block contains no body. Some pages write the
/// body below the block, as a number.
fn is_plain(body: &BodyDecl) -> bool {
    let is_text = |value: &str| value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/plain");
    body.status.is_some() && !body.has_body && body.content_type().is_some_and(is_text)
}

/// Whether a message is a request or response whose `Content-Type` is JSON, but which has no body. Some pages write the
/// JSON in a code block of its own below the message.
fn is_head(body: &BodyDecl) -> bool {
    let is_message = body.status.is_some() || body.role == ExampleRole::Request;
    is_message && !body.has_body && body.content_type().is_some_and(|value| value.contains("json"))
}

/// Whether a message is a POST, PUT or PATCH request without a body. Some pages write the body in the next code block.
fn asks_for_body(body: &BodyDecl) -> bool {
    let line = body.request_line.as_ref().map_or("", |line| &line.value);
    let sends = ["POST ", "PUT ", "PATCH "].iter().any(|method| line.starts_with(method));
    body.role == ExampleRole::Request && sends && !body.has_body
}

/// Whether the `blockType` of an annotation is `resource`, `request` or `response`. Such an annotation stands above a
/// code block that the page shows.
fn is_shown(annotation: &Annotation<'_>) -> bool {
    matches!(annotation.block_type(), Some("resource" | "request" | "response"))
}

/// Whether a paragraph begins like JSON or like an HTTP message.
fn looks_like_code(raw: &str) -> bool {
    let line = raw.lines().next().unwrap_or_default().trim();
    let request = line.split_once(' ').is_some_and(|(word, target)| {
        request_lines::METHODS.iter().any(|(known, _)| *known == word) && target.starts_with(['/', 'h'])
    });
    line == "{" || line == "[" || line.starts_with("{ \"") || line.starts_with("HTTP/1") || request
}

/// Reports an annotation that no code block follows, unless its `blockType` is `ignored`.
fn without_block(reader: &mut PageReader<'_, '_>, annotation: &Annotation<'_>) {
    let Some(stated) = annotation.block_type().filter(|stated| *stated != "ignored") else { return };
    let message = format!("no code block follows this annotation, which announces a `{stated}`");
    reader.diagnostics.push(
        Diagnostic::new(code::ANNOTATION_WITHOUT_BLOCK, annotation.place("blockType"), message)
            .help("add the code block below the annotation, or remove the annotation")
            .about(Subject::words(stated)),
    );
}

/// An HTTP message or a body in a code block, with the annotation above the block.
struct FencedMessage<'f, 's> {
    fence: &'f Fence<'s>,
    message: HttpMessage<'s>,
    annotation: Option<&'f Annotation<'s>>,
    /// Whether the fence is in the section `JSON representation` of a page about a type.
    representation: bool,
}

fn body<'s>(
    reader: &mut PageReader<'_, 's>,
    shown: FencedMessage<'_, 's>,
    request: &mut Option<Spanned<String>>,
) -> Option<BodyDecl> {
    let FencedMessage { fence, message, annotation, representation } = shown;
    let stated = annotation.and_then(Annotation::block_type);
    let starts_json = fence.body.trim_start().starts_with(['{', '[']);
    let (mut status, mut status_line) = (None, None);
    let mut role = match message.start {
        StartLine::Request(line) => {
            *request = Some(Spanned { value: format!("{} {}", line.method, line.target), span: line.span });
            ExampleRole::Request
        }
        StartLine::Status { code, span } => {
            (status, status_line) = (Some(code), Some(span));
            ExampleRole::Response
        }
        StartLine::None => ExampleRole::Other,
    };
    if role == ExampleRole::Other {
        role = match stated {
            Some("resource") => ExampleRole::Resource,
            Some("request") => ExampleRole::Request,
            Some("response") => ExampleRole::Response,
            _ if representation => ExampleRole::Resource,
            _ => ExampleRole::Other,
        };
    }
    let headers = message.headers.iter().map(|(name, value)| HeaderLine {
        name: name.value.into(),
        value: value.value.into(),
        span: value.span,
    });
    let headers: Vec<HeaderLine> = headers.collect();
    let text = if matches!(message.start, StartLine::None) && starts_json {
        Some((fence.body, fence.body_span))
    } else {
        message.body
    };
    let is_json = text.is_some_and(|(text, _)| text.trim_start().starts_with(['{', '[']) && !is_placeholder(text));
    if role == ExampleRole::Other && !is_json {
        return None;
    }
    let span = text.map_or(fence.span, |(text, base)| trimmed(text, base));
    if let Some((_, length)) =
        message.headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("content-length"))
        && let Ok(length_stated) = length.value.trim().parse::<u64>()
        && let Some((text, _)) = text
        && length_stated != body_length(text.trim())
    {
        // The message of the finding does not state the length of the body. Otherwise each edit of the body would
        // change the message, and the finding would look like a new one.
        let message = "`Content-Length` states another length than the body has";
        reader.diagnostics.push(
            Diagnostic::new(code::CONTENT_LENGTH, length.span, message)
                .help("remove the header")
                .about(Subject::words("Content-Length"))
                .fix_safely(Edit::RemoveLines(length.span)),
        );
    }
    let (mut json, mut strict) = (None, Arc::from(""));
    if let Some((text, base)) = text.filter(|_| is_json) {
        let known = reader.representation.take_if(|(place, _)| *place == base);
        let parsed = known.map_or_else(|| page::json::parse(text, base), |(_, parsed)| parsed);
        parsed.report(code::INVALID_JSON, code::REPAIRED_JSON, &mut reader.diagnostics);
        if let Some(node) = &parsed.node {
            (json, strict) = (Some(Json::new(node)), strict::text(node).into());
            reader.mark_used(span);
        }
        reader.bodies_read.push(span);
    } else if let Some((text, _)) = text.filter(|(text, _)| text.len() <= LONGEST_TEXT) {
        strict = text.trim().into();
    }
    let expr = annotation.and_then(|annotation| {
        let place = annotation.odata_type_place();
        annotation.odata_type().map(|name| (type_expr::parse(name, place), place))
    });
    Some(BodyDecl {
        role,
        request_line: request.clone(),
        status,
        status_line,
        annotated: annotation.filter(|_| stated == Some("response")).map(|annotation| annotation.place("blockType")),
        collection: annotation.is_some_and(Annotation::is_collection)
            || expr.as_ref().is_some_and(|(expr, _)| expr.collection),
        ty: expr.and_then(|(expr, span)| expr.terms.into_iter().next().map(|term| Spanned { value: term.text, span })),
        truncated: annotation.and_then(|annotation| annotation.bool("truncated")).unwrap_or(false),
        headers,
        has_body: text.is_some(),
        text: strict,
        json,
        span,
    })
}

/// Whether a text that begins with `[` or `{` is not JSON but a placeholder for a body: `[Binary content of the file]`,
/// `{Raw bytes}`.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let within = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    // A text that begins with a name in braces and a separator is a placeholder for a body: `{Vendor}/{Provider}`.
    let named = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    if named.is_some_and(|(name, rest)| is_identifier(name) && rest.starts_with(['/', '-', '.', ':', '?'])) {
        return true;
    }
    let Some(words) = within('[', ']').or_else(|| within('{', '}')) else { return false };
    if words.trim().starts_with('<') && words.trim().ends_with('>') && !words.contains('"') {
        return true;
    }
    let is_word = |word: &str| !["true", "false", "null"].contains(&word);
    words.starts_with(|c: char| c.is_ascii_alphabetic())
        && !words.contains(['"', '{', '[', ':', '\n'])
        && words.split_whitespace().next().is_some_and(|word| is_word(word.trim_end_matches(',')))
}

/// The place of a text that starts at `base`, without the white space around the text.
fn trimmed(text: &str, base: Span) -> Span {
    let lead = text.len() - text.trim_start().len();
    let start = base.start as usize + lead;
    Span::new(base.source, start..start + text.trim().len())
}

/// The length of a body in bytes. A line break counts as one byte, because Git may check out the same page with other
/// line breaks.
fn body_length(body: &str) -> u64 {
    (body.len() - body.matches("\r\n").count()) as u64
}
