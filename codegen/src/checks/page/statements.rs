//! Contradictions on a page: a status code with the reason phrase of another code, an annotation that announces
//! something else than the code block below it, an opening fence of two backticks, and the conflict markers of an
//! unfinished git merge.

use super::messages::place_of;
use super::texts::texts;
use crate::api::{ExampleRole, Method, PageKind};
use crate::code;
use crate::decl::vocabulary::requests::{NO_REQUEST_BODY, of_verb};
use crate::decl::{BodyDecl, OperationsDecl, PageDecls};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::http::{self, StartLine};
use crate::page::{Annotation, Block, Fence, Inline, Page, Text};
use crate::source::{Source, Span};
use crate::text::near;
use crate::text::reason::REASONS;

/// Runs the checks of this file on one page.
pub(super) fn check(page: &Page<'_>, decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for text in texts(page).filter(|text| text.span.source == page.source) {
        diagnostics.extend(fence(text, text.raw(&source.text)));
        if decls.kind == PageKind::Operation {
            diagnostics.extend(reason(text));
        }
    }
    for blocks in page.blocks.windows(2) {
        if let [Block::Annotation(annotation), Block::Fence(fence)] = blocks {
            diagnostics.extend(role(annotation, fence, decls));
            if decls.kind == PageKind::Resource {
                diagnostics.extend(untyped(annotation));
            }
        }
    }
    diagnostics.extend(merge(page, source));
    if let Some(operations) = &decls.operations {
        verbs(page, decls, operations, diagnostics);
        diagnostics.extend(body_of_get(page, operations));
        diagnostics.extend(denied(page, operations));
        failures(decls, source, diagnostics);
        diagnostics.extend(address(decls, operations));
    }
}

/// The HTTP methods that fit a verb at the start of a title or sentence: GET for `Retrieves`. Empty for an unknown
/// verb.
fn methods(word: &str) -> &'static [Method] {
    let lower = word.to_ascii_lowercase();
    match lower.strip_suffix('s').unwrap_or(&lower) {
        "retrieve" | "read" => of_verb("get"),
        "add" => of_verb("create"),
        verb => of_verb(verb),
    }
}

/// Reports the `description` in the front matter, or the first sentence of the page, if its verb fits none of the
/// request lines, and the verb of the title fits one of them.
fn verbs(page: &Page<'_>, decls: &PageDecls, operations: &OperationsDecl, diagnostics: &mut Vec<Diagnostic>) {
    let verb = |text: &str| text.split([' ', ':', ',']).next().unwrap_or_default().to_owned();
    let title = decls.title.value.as_str();
    let titled = methods(&verb(title.split_once(": ").map_or(title, |(_, operation)| operation)));
    let fits = |methods: &[Method]| operations.routes.iter().any(|route| methods.contains(&route.method));
    if !fits(titled) {
        return;
    }
    let description = page.front_matter.entries.iter().find(|(key, _)| key.value == "description");
    let first =
        page.blocks.iter().skip_while(|block| !matches!(block, Block::Heading(_))).skip(1).find_map(
            |block| match block {
                Block::Paragraph(text) if !text.plain().starts_with("Namespace") => {
                    Some((text.plain().into_owned(), text.span))
                }
                _ => None,
            },
        );
    let told = description.map(|(_, value)| (value.value.to_string(), value.span));
    for (text, span) in told.into_iter().chain(first) {
        let word = verb(&text);
        let meant = methods(&word);
        if !meant.is_empty() && !fits(meant) && span.source == page.source {
            let method = operations.routes.first().map_or("", |route| route.method.as_str());
            let message = format!("the text begins with `{word}`, but the page describes a {method} request");
            diagnostics.push(
                Diagnostic::new(code::TITLE_OF_OTHER, span, message)
                    .help(format!("write the verb of the title, `{title}`"))
                    .about(Subject::words(&text)),
            );
        }
    }
}

/// Reports a section that asks for a request body on a page with GET requests only.
fn body_of_get(page: &Page<'_>, operations: &OperationsDecl) -> Option<Diagnostic> {
    if operations.routes.is_empty() || operations.routes.iter().any(|route| route.method != Method::Get) {
        return None;
    }
    let text = page.blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) if text.span.source == page.source => {
            let words = text.plain().to_ascii_lowercase();
            let asks = ["in the request body, supply", "in the request body, provide"];
            asks.iter().any(|ask| words.starts_with(ask)).then_some(text)
        }
        _ => None,
    })?;
    let instead = if operations.request.rows.is_empty() {
        "Do not supply a request body for this method."
    } else {
        "In the request URL, provide the following parameters."
    };
    Some(
        Diagnostic::new(
            code::BODY_OF_GET,
            text.span,
            "the text asks for a request body, but a GET request has no body",
        )
        .help(format!("write `{instead}`"))
        .about(Subject::words("request body"))
        .fix_unsafely(Edit::Replace(text.span, instead.to_owned())),
    )
}

/// Reports a text that says that there is no request body, above a table of members of the request body. Pages whose
/// request lines have several methods are not checked, because the text may be about one of the methods.
fn denied(page: &Page<'_>, operations: &OperationsDecl) -> Option<Diagnostic> {
    let row = operations.request.rows.first()?;
    let method = operations.routes.first()?.method;
    let sends = matches!(method, Method::Post | Method::Put | Method::Patch);
    if !sends || !operations.parts.is_empty() || operations.routes.iter().any(|route| route.method != method) {
        return None;
    }
    let denies = |text: &Text<'_>| {
        let words = text.plain().to_ascii_lowercase();
        let is_whole = words.split(". ").count() == 1 && words.contains("request body");
        is_whole && NO_REQUEST_BODY.iter().any(|phrase| words.starts_with(phrase))
    };
    let text = page.blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) if text.span.end <= row.span.start && denies(text) => Some(text),
        _ => None,
    })?;
    let name = &row.name.value;
    let message =
        format!("the text says that there is no request body, but the table below the text describes `{name}`");
    Some(
        Diagnostic::new(code::BODY_OF_GET, text.span, message)
            .help("write `In the request body, supply the following parameters.`, or remove the table")
            .about(Subject::words(name))
            .note(row.name.span, "the first row of the table"),
    )
}

/// How many characters of the text above a code block are searched for a word that announces a failure.
const NEAR: usize = 400;

/// Words that announce a failure.
const FAILURES: &[&str] = &["error", "fail", "conflict", "not found", "invalid", "denied", "doesn't", "no "];

/// Reports an example response with a status of at least 400 that nothing on the page explains:
/// - its body has no member `error` or `errors`,
/// - the text above it, and above the code block before it, has none of the words in [`FAILURES`],
/// - the page does not have the status code in a second place.
fn failures(decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for body in &decls.bodies {
        let (Some(status), Some(span)) = (body.status.filter(|status| *status >= 400), body.status_line) else {
            continue;
        };
        let code = status.to_string();
        let is_error = body.root().is_some_and(|root| root.get("error").is_some() || root.get("errors").is_some());
        let above = source.text.get(..span.start as usize).unwrap_or_default();
        // Two texts are searched, each only in its last `NEAR` characters: the text above the block of the response,
        // and the text above the code block before it, which shows the request.
        let last = |words: &str| {
            let start = words.char_indices().nth_back(NEAR - 1).map_or(0, |(at, _)| at);
            words[start..].to_ascii_lowercase()
        };
        let mut words = above.rsplit("```").skip(1).step_by(2).take(2).map(last);
        let is_told = words.any(|words| FAILURES.iter().any(|failure| words.contains(failure)));
        if is_error || is_told || source.text.matches(&code).nth(1).is_some() || span.source != decls.source {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                code::EXAMPLE_STATUS,
                span,
                format!("an example response has the status `{status}` of a failure"),
            )
            .help("show the response of success, or say when the request fails")
            .about(Subject::words(&code)),
        );
    }
}

/// Reports an example response without the header `Location`, if it is a redirect, or if the page says that responses
/// have this header.
fn address(decls: &PageDecls, operations: &OperationsDecl) -> Option<Diagnostic> {
    let is = |name: &str| ["location", "operation-location"].iter().any(|known| known.eq_ignore_ascii_case(name));
    let promised = operations.response.headers.iter().any(|header| is(&header.name));
    let responses = || decls.bodies.iter().filter(|body| body.status.is_some_and(|status| status < 400));
    // A misspelt `Location` header is reported by another check, so here it counts as the header.
    let is_slip = |name: &str| !near::nearest(name, ["location", "operation-location"].into_iter(), 2).is_empty();
    let has = |body: &BodyDecl| body.headers.iter().any(|header| is_slip(&header.name));
    let redirects = |status| [301, 302, 303, 307, 308].contains(&status);
    // Every redirect needs the header. A 201 or 202 is reported only if no example response of the page has it.
    let promised = promised && !responses().any(has);
    let body = responses().find(|body| {
        body.status.is_some_and(|status| !has(body) && (redirects(status) || promised && [201, 202].contains(&status)))
    })?;
    let span = body.status_line.filter(|span| span.source == decls.source)?;
    Some(
        Diagnostic::new(code::EXAMPLE_RESPONSE, span, "the example response lacks the header `Location`")
            .help("add a line `Location: https://…`")
            .about(Subject::words("Location")),
    )
}

/// Reports an annotation with the `blockType` `resource` that has no `@odata.type`.
fn untyped(annotation: &Annotation<'_>) -> Option<Diagnostic> {
    let json = annotation.json.as_ref()?;
    let names = |key: &str| json.get(key).is_some();
    (annotation.block_type() == Some("resource") && !names("@odata.type") && !names("@type")).then(|| {
        Diagnostic::new(
            code::ANNOTATION_VALUE,
            annotation.place("blockType"),
            "the annotation of a resource names no type",
        )
        .help("add a member such as `\"@odata.type\": \"microsoft.graph.user\"`")
        .about(Subject::words("@odata.type"))
    })
}

/// Reports the opening line of a code block that has only two backticks.
fn fence(text: &Text<'_>, raw: &str) -> Option<Diagnostic> {
    let is_opening = |line: &&str| {
        let language = line.strip_prefix("``").map(str::trim);
        language.is_some_and(|language| ["http", "json", "msgraph-interactive"].contains(&language))
    };
    // Searching for two backticks is fast, and few texts have them.
    memchr::memmem::find(raw.as_bytes(), b"``")?;
    let line = raw.lines().find(is_opening)?;
    let language = line[2..].trim();
    let at = line.as_ptr() as usize - raw.as_ptr() as usize;
    (raw.contains('\n')).then(|| {
        let start = text.span.start as usize + at;
        let span = Span::new(text.span.source, start..start + line.trim_end().len());
        Diagnostic::new(code::FENCE_MISSING, span, "the opening fence of a code block has two backticks")
            .help(format!("write three backticks before `{language}`"))
            .about(Subject::words(language))
            .fix_unsafely(Edit::Replace(span, format!("```{language}")))
    })
}

/// Reports a status code with the reason phrase of another code, such as `204 OK`.
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

/// Reports an annotation whose `blockType` is `request` or `response`, if the code block below it shows something else:
/// a response, a request, or the JSON representation of a type.
fn role(annotation: &Annotation<'_>, fence: &Fence<'_>, decls: &PageDecls) -> Option<Diagnostic> {
    let stated = annotation.block_type()?;
    let actual = match http::parse(fence.body, fence.body_span).start {
        StartLine::Status { .. } => "response",
        StartLine::Request(request) if request.target.starts_with("https://") => "request",
        // The JSON representation of a type is JSON alone, without a request line or status line above it.
        StartLine::None if decls.kind == PageKind::Resource && fence.body.trim_start().starts_with('{') => "resource",
        StartLine::Request(_) | StartLine::None => return None,
    };
    let has_resource = decls.bodies.iter().any(|body| body.role == ExampleRole::Resource);
    if actual == "resource" && has_resource {
        return None;
    }
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

/// The first and the last conflict marker of an unfinished git merge. The marker between them, `=======`, is left out,
/// because in markdown it may underline a heading.
pub(super) const MERGE: [&str; 2] = ["<<<<<<< ", ">>>>>>> "];

/// Reports the first conflict marker of an unfinished git merge, also if only one of the markers is left.
fn merge(page: &Page<'_>, source: &Source) -> Option<Diagnostic> {
    let mut at = 0;
    let (start, line) = source.text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        MERGE.iter().any(|mark| line.starts_with(mark)).then_some((start, line))
    })?;
    let span = Span::new(page.source, start..start + line.trim_end().len());
    Some(
        Diagnostic::new(code::MARK_UNCLOSED, span, "the page contains the conflict markers of a merge")
            .help("keep one version of the text, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`")
            .about(Subject::words("merge")),
    )
}
