//! Mistakes in example messages: wrong URLs, headers, links within bodies, languages of code blocks, and requests under
//! the heading `Response`.
//!
//! In: the code blocks of the examples of a page, with the headings above them. Out: findings, only about messages that
//! cannot be right.

use super::messages::place_of;
use crate::code::{self, Code};
use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::operation::request_lines::METHODS;
use crate::decl::vocabulary::FIELDS;
use crate::decl::vocabulary::requests::MEDIA_TYPES;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::http::{self, HttpMessage, StartLine};
use crate::page::{Block, Fence, Page};
use crate::source::Span;
use crate::text::near;

/// Reports mistakes in example messages.
pub(super) fn check(page: &Page<'_>, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    // The version, such as `v1.0`, in the URL of the last request above a block.
    let mut version = None;
    for (block, place) in outline::blocks(page, places) {
        let Block::Fence(fence) = block else { continue };
        let is_example = place.section.starts_with("example") || place.heading.starts_with("example");
        if fence.span.source != page.source || !is_example {
            continue;
        }
        let message = http::parse(fence.body, fence.body_span);
        match message.start {
            StartLine::Request(request) => {
                version = version_of(request.target);
                diagnostics.extend(request_line(request.target, request.span));
                diagnostics.extend(braces(request.target, request.span));
                diagnostics.extend(scheme(request.target, request.span));
                diagnostics.extend(without_url(&request));
                diagnostics.extend(under_response(&request, place));
            }
            StartLine::Status { .. } => {}
            StartLine::None => {
                diagnostics.extend(without_method(fence));
                continue;
            }
        }
        diagnostics.extend(language(fence, &message));
        diagnostics.extend(quote(&message));
        diagnostics.extend(without_colon(&message));
        diagnostics.extend(media_slip(&message));
        if matches!(message.start, StartLine::Status { .. }) {
            diagnostics.extend(media_type(&message));
            diagnostics.extend(message.body.into_iter().flat_map(|(body, span)| links(body, span, version)));
        }
    }
}

fn told(code: Code, span: Span, message: String, help: impl Into<String>, about: &str) -> Diagnostic {
    Diagnostic::new(code, span, message).help(help.into()).about(Subject::words(about))
}

/// The version after the host of a URL, such as `v1.0`. `None` if the URL has no version there.
fn version_of(url: &str) -> Option<&str> {
    let (_, path) = url.strip_prefix("https://")?.split_once('/')?;
    let version = path.split(['/', '?', '"']).next()?;
    (version == "beta" || version.starts_with("v1")).then_some(version)
}

/// Reports a wrong query in the URL of an example: `&amp;` instead of `&`, `&` instead of the first `?`, or a second
/// `?` outside of quotes.
fn request_line(target: &str, span: Span) -> Option<Diagnostic> {
    if target.contains("&amp;") {
        let message = "the URL of the example request has `&amp;`, which is HTML".to_owned();
        return Some(told(code::EXAMPLE_OPTION, span, message, "write `&`", target).fix_safely(Edit::Word(
            span,
            "&amp;".to_owned(),
            "&".to_owned(),
        )));
    }
    let (path, _) = target.split_once("&$").unwrap_or((target, ""));
    if path.len() < target.len() && !path.contains(['?', '\'', '"']) {
        let message = "the query of the example request begins with `&`".to_owned();
        return Some(
            told(code::EXAMPLE_OPTION, span, message, "write `?` for the first `&`", target).fix_unsafely(Edit::Word(
                span,
                format!("{path}&$"),
                format!("{path}?$"),
            )),
        );
    }
    let outside = |quote: char| target.split(quote).step_by(2).map(|part| part.matches('?').count()).sum::<usize>();
    (outside('\'') > 1 && outside('"') > 1).then(|| {
        let message = "the query of the example request begins twice".to_owned();
        told(code::EXAMPLE_OPTION, span, message, "write `&` for the second `?`", target)
    })
}

/// Reports a placeholder in the path of an example URL that lacks a brace, or has two braces at each end: `{{id}}`.
fn braces(target: &str, span: Span) -> Option<Diagnostic> {
    let path = target.split(['?', '\'', '"']).next().unwrap_or_default();
    if let Some((_, rest)) = path.split_once("{{")
        && let Some((name, _)) = rest.split_once("}}")
    {
        let message = format!("the placeholder `{{{{{name}}}}}` in the URL of an example has two braces at each end");
        return Some(
            told(code::ROUTE_BRACE, span, message, format!("write `{{{name}}}`"), target).fix_unsafely(Edit::Word(
                span,
                format!("{{{{{name}}}}}"),
                format!("{{{name}}}"),
            )),
        );
    }
    let segment = path.split('/').find(|segment| segment.matches('{').count() != segment.matches('}').count())?;
    // The braces of the whole path are compared too: a placeholder that contains a slash is no mistake.
    (path.matches('{').count() != path.matches('}').count()).then(|| {
        let message = format!("the braces of `{segment}` in the URL of an example request do not match");
        let name = segment.trim_matches(['{', '}']);
        told(code::ROUTE_BRACE, span, message, format!("write `{{{name}}}`"), target)
    })
}

/// Reports a URL whose scheme is misspelt, or is not followed by a colon and two slashes.
fn scheme(target: &str, span: Span) -> Option<Diagnostic> {
    let end = target.find([':', '/'])?;
    let (word, rest) = target.split_at(end);
    let is_scheme = ["http", "https"].contains(&word);
    let is_host = rest.trim_start_matches([':', '/']).split('/').next().is_some_and(|host| host.contains('.'));
    let message = if is_scheme && !rest.starts_with("://") {
        "the URL of an example request lacks the colon or a slash behind its scheme".to_owned()
    } else if !is_scheme && rest.starts_with(":/") && near::slip(word, ["https"].into_iter()).is_some() {
        format!("the URL of an example request has the scheme `{word}`")
    } else {
        return None;
    };
    is_host.then(|| {
        let right = format!("https://{}", rest.trim_start_matches([':', '/']));
        told(code::EXAMPLE_HOST, span, message, format!("write `{right}`"), target).fix_safely(Edit::Word(
            span,
            target.to_owned(),
            right,
        ))
    })
}

/// Reports a method without a URL.
fn without_url(request: &http::Request<'_>) -> Option<Diagnostic> {
    let word = request.method;
    (request.target.is_empty() && METHODS.iter().any(|(known, _)| *known == word)).then(|| {
        let message = "the request of an example has no URL".to_owned();
        told(code::EXAMPLE_VERB, request.span, message, format!("write the URL behind `{word}`"), word)
    })
}

/// Reports a request below a heading for responses.
fn under_response(request: &http::Request<'_>, place: &BlockPlace) -> Option<Diagnostic> {
    let is_request =
        METHODS.iter().any(|(known, _)| *known == request.method) && request.target.starts_with("https://");
    (is_request && place.heading == "response").then(|| {
        let message = "an example request stands under this heading `Response`".to_owned();
        told(code::HEADING_UNUSUAL, place.span, message, "write the heading `Request`", request.target)
            .note(request.span, "the request")
    })
}

/// Reports an `http` block whose first line is only a URL, such as `https://graph.microsoft.com/v1.0/me`: the method is
/// missing.
fn without_method(fence: &Fence<'_>) -> Option<Diagnostic> {
    let line = fence.body.lines().find(|line| !line.trim().is_empty())?;
    let url = line.trim();
    let is_message = fence.language == "http" || fence.language.starts_with("msgraph");
    (is_message && version_of(url).is_some() && !url.contains(' ')).then(|| {
        let message = "the request of an example has no method".to_owned();
        told(code::EXAMPLE_VERB, place_of(fence, line), message, "write a method such as `GET` before the URL", url)
    })
}

/// Reports a block with an HTTP message that has the language `json`.
fn language(fence: &Fence<'_>, message: &HttpMessage<'_>) -> Option<Diagnostic> {
    let start = match message.start {
        StartLine::Request(request) if METHODS.iter().any(|(known, _)| *known == request.method) => request.span,
        StartLine::Status { span, .. } => span,
        StartLine::Request(_) | StartLine::None => return None,
    };
    (fence.language == "json").then(|| {
        let message = "a code block with an HTTP message has the language `json`".to_owned();
        told(code::FENCE_LANGUAGE, start, message, "write `http` behind the opening fence", "json")
    })
}

/// Reports a header whose value has a quote at one end only.
fn quote(message: &HttpMessage<'_>) -> Option<Diagnostic> {
    let (name, value) = message.headers.iter().find(|(_, value)| value.value.matches('"').count() % 2 == 1)?;
    let message = format!("a quote in the value of the header `{}` is not closed", name.value);
    let told = told(code::HEADER_SLIP, value.span, message, "write a quote at each end of the text", name.value);
    // A weak entity tag has `W/` before its opening quote: `W/"abc"`.
    let text = value.value.trim();
    let bare = text.strip_prefix("W/").unwrap_or(text);
    let closed = match (bare.starts_with('"'), bare.ends_with('"')) {
        (true, false) => Some(format!("{text}\"")),
        (false, true) if bare.matches('"').count() == 1 => {
            Some(format!("{}\"{bare}", &text[..text.len() - bare.len()]))
        }
        (true | false, true) | (false, false) => None,
    };
    Some(told.fix_unsafely_if(closed.map(|closed| Edit::Word(value.span, text.to_owned(), closed))))
}

/// Reports a header without its colon. The parser takes such a header as the start of the body.
fn without_colon(message: &HttpMessage<'_>) -> Option<Diagnostic> {
    let (body, span) = message.body?;
    let line = body.lines().next()?;
    let (name, value) = line.split_once(' ')?;
    // A short name of a header, such as `Date`, may also be an ordinary word, so only longer names are reported.
    let is_field = name.len() > 8 && FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name));
    (is_field && !value.trim().is_empty()).then(|| {
        let place = Span { end: span.start + u32::try_from(line.trim_end().len()).unwrap_or(0), ..span };
        let message = format!("no colon stands behind the header `{name}`");
        told(code::HEADER_SLIP, place, message, format!("write `{name}: {}`", value.trim()), name)
            .fix_unsafely(Edit::Word(place, line.trim_end().to_owned(), format!("{name}: {}", value.trim())))
    })
}

/// Reports a misspelt media type.
fn media_slip(message: &HttpMessage<'_>) -> Option<Diagnostic> {
    let is_media = |name: &str| ["content-type", "accept"].iter().any(|known| known.eq_ignore_ascii_case(name));
    message.headers.iter().filter(|(name, _)| is_media(name.value)).find_map(|(name, value)| {
        let word = value.value.split([';', ',']).next().unwrap_or_default().trim();
        if MEDIA_TYPES.iter().any(|known| known.eq_ignore_ascii_case(word)) || !word.contains('/') {
            return None;
        }
        let near = *near::nearest(word, MEDIA_TYPES.iter().copied(), 2).first()?;
        // Words such as `image/jpg` and `text/xml` are other names of a media type and not misspellings, so they are
        // not reported.
        let is_slip = word.len() > 12 && word.split('/').nth(1) != Some("xml");
        is_slip.then(|| {
            let message = format!("the media type `{word}` of the header `{}` is misspelt", name.value);
            told(code::HEADER_SLIP, value.span, message, format!("write `{near}`"), word).fix_unsafely(Edit::Word(
                value.span,
                word.to_owned(),
                near.to_owned(),
            ))
        })
    })
}

/// Reports a message whose body is a JSON object and whose media type is one of plain text.
fn media_type(message: &HttpMessage<'_>) -> Option<Diagnostic> {
    let (body, _) = message.body?;
    let (name, value) = message.headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("content-type"))?;
    let is_json = body.starts_with('{') && body.ends_with('}') && body.contains("\":");
    (is_json && value.value.starts_with("text/")).then(|| {
        let message = format!("the example response has JSON and the media type `{}`", value.value);
        told(code::EXAMPLE_RESPONSE, value.span, message, "write `application/json`", name.value)
            .fix_unsafely(Edit::Replace(value.span, "application/json".to_owned()))
    })
}

/// Reports a wrong link in a response: a link to the version `beta` although the request goes to another version, or
/// a next link or delta link without its `$skiptoken` or `$deltatoken`.
fn links(body: &str, span: Span, version: Option<&str>) -> Option<Diagnostic> {
    const LINKS: &[&str] = &["\"@odata.context\"", "\"@odata.nextLink\"", "\"@odata.deltaLink\""];
    body.lines().find_map(|line| {
        let name = LINKS.iter().find(|name| line.trim_start().starts_with(**name))?;
        let url = line.split_once(':')?.1.trim().trim_start_matches('"');
        let url = url.split('"').next()?;
        let stated = version_of(url)?;
        let at = span.start as usize + (url.as_ptr() as usize - body.as_ptr() as usize);
        let place = Span::new(span.source, at..at + url.len());
        let name = name.trim_matches('"');
        // A link to `beta` is right if the request goes to `beta`. Another check reports requests that should not go to
        // `beta`.
        if stated == "beta" && version.is_some_and(|version| version != stated) {
            let message = format!("`{name}` goes to {stated}, but the request goes to another version");
            let told = told(code::EXAMPLE_VERSION, place, message, "write the version of the request", name);
            let edit = version.map(|version| Edit::Word(place, stated.to_owned(), version.to_owned()));
            return Some(told.fix_unsafely_if(edit));
        }
        // A context URL needs no `$skiptoken` or `$deltatoken`, and a URL that ends in dots is shortened, so it may
        // lack them.
        let has_token = url.contains(['?', '(']) || url.contains("token") || url.ends_with('.') || url.ends_with('…');
        (name != "@odata.context" && !has_token).then(|| {
            let message = format!("the URL of `{name}` has no token");
            let help = "write the URL with its `$skiptoken` or `$deltatoken`";
            told(code::EXAMPLE_RESPONSE, place, message, help, name)
        })
    })
}
