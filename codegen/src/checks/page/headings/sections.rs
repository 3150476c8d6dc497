//! Usual sections of a page that are missing, empty, or stand under the heading of another section.

use crate::checks::page::statements::MERGE;
use crate::code;
use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::permission;
use crate::decl::vocabulary::requests::is_request_heading;
use crate::decl::vocabulary::{BODY, HEADER_COLUMNS, HEADERS, PARAMETERS, PERMISSIONS, PLACE_COLUMNS, RESPONSE};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Page, Table, Text};

/// The headings of the usual sections, in lower case. A page has each of them at most once.
pub(super) const ONCE: &[&str] = &[
    "properties",
    "relationships",
    "methods",
    "json representation",
    "permissions",
    "http request",
    "request headers",
    "request body",
    "response",
];

/// Whether a heading begins the section about the request body, the request headers or the parameters.
pub(super) fn is_detail(section: &str) -> bool {
    [BODY, HEADERS, PARAMETERS].iter().any(|titles| titles.contains(&section))
}

/// Reports a table of permissions under an unusual heading.
pub(super) fn permissions(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let is_usual = |key: &str| PERMISSIONS.contains(&key) || key.contains("permissions");
    if places.iter().any(|place| is_usual(&place.heading)) {
        return None;
    }
    let place = outline::blocks(page, places).find_map(|(block, place)| match block {
        Block::Table(table) if permission::is_table(table) => Some(place),
        _ => None,
    });
    match place {
        Some(place) => (place.level > 1).then(|| unusual(place, "the table of permissions stands", "Permissions")),
        None => absent(page, places),
    }
}

/// The subject of the finding that a page has no permissions section. `checks/causes/consequences.rs` removes this
/// finding in a tree where many pages lack that section.
pub(in crate::checks) const WITHOUT_PERMISSIONS: &str = "no section of permissions";

/// Reports an operation page that says nothing about permissions. The finding is placed at the section of the request
/// lines, because the permissions section belongs directly above it.
fn absent(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let is_full =
        places.iter().any(|place| place.heading == "request headers" || RESPONSE.contains(&place.heading.as_str()));
    let place = places.iter().find(|place| is_request_heading(&place.heading) && place.span.source == page.source)?;
    let speaks = |text: &Text<'_>| text.plain().to_lowercase().contains("permission");
    let is_told = page.blocks.iter().any(|block| match block {
        Block::Paragraph(text) | Block::Quote(text) => speaks(text),
        Block::Item(item) => speaks(&item.text),
        Block::Include(include) => include.path.contains("permission"),
        _ => false,
    });
    (is_full && !is_told).then(|| {
        Diagnostic::new(code::PERMISSIONS_UNKNOWN, place.span, "the page has no section of permissions")
            .help("add the section `Permissions` with its table above this one")
            .about(Subject::words(WITHOUT_PERMISSIONS))
    })
}

/// Reports a table of relationships under the heading of properties.
pub(super) fn relationships(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    if places.iter().any(|place| place.heading.contains("relation")) {
        return None;
    }
    let title = outline::blocks(page, places).find_map(|(block, place)| match block {
        Block::Table(table) if place.heading == "properties" => {
            let title = table.header.first()?;
            title.plain().to_ascii_lowercase().starts_with("relationship").then_some(title.span)
        }
        _ => None,
    })?;
    Some(
        Diagnostic::new(code::HEADING_UNUSUAL, title, "a table of relationships stands under `Properties`")
            .help("write the heading `Relationships` above the table")
            .about(Subject::words("relationships")),
    )
}

/// Reports a table of request headers under the heading of another section.
pub(super) fn headers(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    if places.iter().any(|place| place.heading.contains("header")) {
        return None;
    }
    let is_of_headers = |table: &Table<'_>| {
        table.columns().first().is_some_and(|title| HEADER_COLUMNS.contains(&title.trim().to_lowercase().as_str()))
            && table.rows.iter().any(|row| row.plain(0).trim().eq_ignore_ascii_case("authorization"))
            && !table.columns().iter().any(|title| PLACE_COLUMNS.contains(&title.trim().to_lowercase().as_str()))
    };
    let (table, place) = outline::blocks(page, places).find_map(|(block, place)| match block {
        Block::Table(table) if table.span.source == page.source && is_of_headers(table) => Some((table, place)),
        _ => None,
    })?;
    let title = table.header.first()?.span;
    Some(
        Diagnostic::new(
            code::HEADING_UNUSUAL,
            title,
            format!("a table of request headers stands under `{}`", place.text),
        )
        .help("write the heading `Request headers` above the table")
        .about(Subject::words("Request headers")),
    )
}

/// Reports a usual section with nothing below its heading, and a heading `Request` or `Response` among the examples
/// with no code block below it.
pub(super) fn empty(page: &Page<'_>, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    let mut blocks = outline::blocks(page, places).peekable();
    while let Some((block, place)) = blocks.next() {
        if !matches!(block, Block::Heading(_)) || place.span.source != page.source || place.level < 2 {
            continue;
        }
        let (mut count, mut shown) = (0, false);
        while let Some((block, _)) = blocks.next_if(|(block, _)| !matches!(block, Block::Heading(_))) {
            count += usize::from(!matches!(block, Block::Comment(_) | Block::Rule(_)));
            // A paragraph with a number of three digits counts too: it probably names the status of the response, such
            // as `204`.
            shown |= match block {
                Block::Fence(_) | Block::Table(_) => true,
                Block::Paragraph(text) => {
                    text.plain().split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 3)
                }
                _ => false,
            };
        }
        // If the next heading is really a git conflict marker or a misspelt tab, the content of this section may go on
        // below it, so nothing is reported.
        let is_mark = |text: &str| text.contains("#tab/") || MERGE.iter().any(|mark| text.starts_with(mark));
        if blocks.peek().is_some_and(|(_, next)| is_mark(&next.text)) {
            continue;
        }
        // If the same heading follows directly, another check reports the second one.
        if count == 0 && blocks.peek().is_some_and(|(_, next)| next.heading == place.heading && next.level == 2) {
            continue;
        }
        let is_below = blocks.peek().is_some_and(|(_, next)| next.level > place.level);
        let in_examples = place.section.starts_with("example");
        let message = if !in_examples && ONCE.contains(&place.heading.as_str()) && count == 0 && !is_below {
            format!("the section `{}` is empty", place.text)
        } else if in_examples && ["request", "response"].contains(&place.heading.as_str()) && !shown && !is_below {
            format!("the section `{}` contains no code block", place.text)
        } else {
            continue;
        };
        diagnostics.push(
            Diagnostic::new(code::HEADING_UNUSUAL, place.span, message)
                .help("write what the heading announces, or remove the heading")
                .about(Subject::words(&place.text)),
        );
    }
}

/// Reports a page without a heading for the response: at the paragraph that describes the response below another
/// heading, or else at the examples.
pub(super) fn response(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let is_usual = |place: &BlockPlace| place.heading.contains("response") && !place.section.starts_with("example");
    if places.iter().any(is_usual) {
        return None;
    }
    let found = outline::blocks(page, places).find_map(|(block, place)| match block {
        Block::Paragraph(text) if text.span.source == page.source => {
            let starts = text.plain().to_ascii_lowercase().starts_with("if successful");
            (starts && is_detail(&place.heading)).then_some((text, place))
        }
        _ => None,
    });
    let Some((text, place)) = found else { return unanswered(page, places) };
    Some(
        Diagnostic::new(code::HEADING_UNUSUAL, text.span, format!("the response is described under `{}`", place.text))
            .help("write the heading `Response` above the description of the response")
            .about(Subject::words("Response")),
    )
}

/// Reports a heading line that also contains the first sentence of its section: `## Response If successful, …`.
pub(super) fn sentence_in_heading(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let starts = ["response if successful", "request body do not supply", "request body in the request body"];
    let is_joined = |place: &&BlockPlace| starts.iter().any(|start| place.heading.starts_with(start));
    let place = places.iter().filter(|place| place.span.source == page.source).find(is_joined)?;
    let usual = if place.heading.starts_with("response") { "Response" } else { "Request body" };
    Some(
        Diagnostic::new(
            code::HEADING_UNUSUAL,
            place.span,
            format!("a sentence stands on the same line as the heading `{usual}`"),
        )
        .help("write the sentence below the heading, after an empty line")
        .about(Subject::words(usual)),
    )
}

/// Reports a page that has examples and no `Response` section. The finding is placed at the examples, because the
/// section belongs above them.
fn unanswered(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    let is_full = places.iter().any(|place| is_detail(&place.heading));
    let is_unknown = places.iter().any(|place| {
        place.level == 2
            && place.span.source == page.source
            && !is_usual(place)
            && !place.heading.starts_with("example")
    });
    let place = places.iter().find(|place| place.level == 2 && place.heading.starts_with("example"))?;
    (is_full && !is_unknown).then(|| {
        Diagnostic::new(code::HEADING_UNUSUAL, place.span, "the page has no section `Response`")
            .help("write the section above the examples, with the status and what is returned")
            .about(Subject::words("Response"))
    })
}

/// Whether a heading is that of a usual section of an operation.
fn is_usual(place: &BlockPlace) -> bool {
    ONCE.contains(&place.heading.as_str())
        || PERMISSIONS.contains(&place.heading.as_str())
        || is_request_heading(&place.heading)
        || is_detail(&place.heading)
        || ["see also", "remarks"].contains(&place.heading.as_str())
}

/// Reports a description of the request body under an unknown heading, on a page without the section `Request body`.
pub(super) fn request_body(page: &Page<'_>, places: &[BlockPlace]) -> Option<Diagnostic> {
    if places
        .iter()
        .any(|place| place.level == 2 && BODY.contains(&place.heading.as_str()) || place.heading.contains("body"))
    {
        return None;
    }
    let starts = ["do not supply a request body", "don't supply a request body", "in the request body, supply"];
    let place = outline::blocks(page, places).find_map(|(block, place)| match block {
        Block::Paragraph(text) if text.span.source == page.source => {
            let words = text.plain().to_ascii_lowercase();
            let is_told = starts.iter().any(|start| words.starts_with(start));
            (is_told && place.level == 2 && !is_usual(place)).then_some(place)
        }
        _ => None,
    })?;
    Some(unusual(place, "the request body is described", "Request body"))
}

pub(super) fn unusual(place: &BlockPlace, what: &str, usual: &str) -> Diagnostic {
    Diagnostic::new(code::HEADING_UNUSUAL, place.span, format!("{what} under `{}`", place.text))
        .help(format!("write the heading `{usual}`"))
        .about(Subject::words(&place.text))
        .fix_unsafely(Edit::Replace(place.span, usual.to_owned()))
}
