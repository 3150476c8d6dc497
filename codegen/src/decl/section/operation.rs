//! Reads an operation page: request lines, permissions, headers, parameters, request body and response.

mod described;
mod divided;
mod mentioned;
mod parameter_table;
pub(in crate::decl) mod place;
pub(crate) mod query_options;
pub(crate) mod request_lines;
pub(crate) mod response;
mod routes;
mod status_table;

use std::sync::Arc;

use crate::code;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::parameter_table::Told;
use crate::decl::section::operation::place::{RequestSection, is_request_section, is_section, is_table_of_requests};
use crate::decl::section::operation::request_lines::lines;
use crate::decl::section::permission;
use crate::decl::template;
use crate::decl::vocabulary::requests::is_request_heading;
use crate::decl::vocabulary::{BODY, PARAMETERS, PERMISSIONS, RESPONSE, RESPONSE_HEADERS, demand};
use crate::decl::{OperationsDecl, RequestDecl, ResponseDecl, TypeExpr, prose};
use crate::diagnostic::Diagnostic;
use crate::page::{Block, Table};
use crate::source::Span;

pub(in crate::decl) use routes::is_no_route;

/// Reads the request lines of an operation page, and all that the page says about them. Tables whose places are in
/// `elsewhere` describe types and were read before, so they are left out.
///
/// If the page has sections about different requests, each of these sections is also read alone, together with what
/// stands outside of them, and added to `parts`. Only the reading of the whole page decides what counts as used, and
/// which findings there are.
pub(in crate::decl) fn read(reader: &mut PageReader<'_, '_>, elsewhere: &[Span]) -> OperationsDecl {
    let mut decl = visible(reader, elsewhere);
    let sections = divided::sections(reader);
    let told = [reader.used.len(), reader.diagnostics.len(), reader.request_lines.len()];
    for section in &sections {
        reader.hidden = sections.iter().filter(|other| *other != section).cloned().collect();
        decl.parts.push(visible(reader, elsewhere));
        reader.used.truncate(told[0]);
        reader.diagnostics.truncate(told[1]);
        reader.request_lines.truncate(told[2]);
    }
    reader.hidden.clear();
    if !divided::are_different(&decl) {
        decl.parts.clear();
    }
    decl
}

/// Reads the request lines in the blocks that are not in [`PageReader::hidden`], and what these blocks say about them.
fn visible(reader: &mut PageReader<'_, '_>, elsewhere: &[Span]) -> OperationsDecl {
    let doc = reader.intro();
    let mut decl = OperationsDecl {
        routes: Vec::new(),
        permissions: Arc::default(),
        permission_requests: Vec::new(),
        scopes: Vec::new(),
        headers: Vec::new(),
        parameters: Vec::new(),
        query_options: Vec::new(),
        request: RequestDecl::default(),
        response: ResponseDecl::default(),
        deprecated: prose::deprecated(&doc.markdown).or_else(|| prose::deprecated_title(&reader.title.value)),
        doc,
        parts: Vec::new(),
        heading: None,
        span: reader.title.span,
    };
    let is_stated = |place: &BlockPlace| is_section(place, BODY) || is_section(place, PARAMETERS);
    let starred = reader.blocks().any(|(block, place)| match block {
        Block::Paragraph(text) | Block::Quote(text) => is_stated(place) && parameter_table::explains_stars(text),
        _ => false,
    });
    let section = RequestSection::of(reader);
    // Whether a line such as `Required:` or `Optional:` says that all rows of the table below it are required, or that
    // all are optional.
    let mut caption = None;
    // Whether the paragraph above a table announces headers.
    let mut headers = false;
    for (at, block, place) in reader.indexed() {
        headers = match block {
            Block::Paragraph(text) => parameter_table::announces_headers(text),
            Block::Table(_) => headers,
            _ => false,
        };
        caption = match block {
            Block::Paragraph(text) => demand::of_caption(&text.plain()),
            Block::Heading(_) => None,
            _ => caption,
        };
        match block {
            Block::Heading(heading) if is_request_section(place) && decl.span == reader.title.span => {
                decl.span = heading.text.span;
                decl.heading = Some(place.text.as_str().into());
            }
            Block::Fence(fence) if section.contains(place) => routes::in_fence(reader, fence, &mut decl),
            Block::Fence(fence) if is_section(place, BODY) && decl.request.sample.is_none() => {
                decl.request.sample = Some(fence.span);
            }
            Block::Table(table) if elsewhere.contains(&table.span) && !is_body(&decl.request, place) => {}
            Block::Table(table) if permission::is_table(table) => permissions(reader, at, table, place, &mut decl),
            Block::Table(table) if permission::of_caller::is_table(table, place) => {
                permission::of_caller::read(reader, table, place, Arc::make_mut(&mut decl.permissions));
                decl.scopes.extend(permission::places_in(table, 0));
                decl.permission_requests.resize(decl.permissions.len(), Vec::new());
            }
            Block::Table(table)
                if (is_request_section(place)
                    || section == RequestSection::Table && is_table_of_requests(block, place))
                    && routes::in_table(reader, table, &mut decl) => {}
            Block::Table(table) => {
                parameter_table::read(reader, table, place, Told { starred, caption, headers }, &mut decl)
            }
            Block::Paragraph(text) | Block::Quote(text) if is_section(place, BODY) => {
                if decl.request.span == Span::default() {
                    decl.request.span = text.span;
                }
                response::request(text, &mut decl.request);
            }
            Block::Item(item) if is_section(place, BODY) => response::request_item(&item.text, &mut decl.request),
            Block::Heading(heading) if is_section(place, RESPONSE) => {
                response::heading(&heading.text, &mut decl.response);
            }
            _ if is_section(place, RESPONSE) && response::is_about_failure(&place.heading) => {}
            Block::Paragraph(text) | Block::Quote(text)
                if is_section(place, RESPONSE) && !is_section(place, RESPONSE_HEADERS) =>
            {
                if decl.response.span == Span::default() {
                    decl.response.span = text.span;
                }
                response::response_in(text, &place.text, &mut decl.response);
            }
            Block::Item(item) if is_section(place, RESPONSE) && !is_section(place, RESPONSE_HEADERS) => {
                response::response_in(&item.text, &place.text, &mut decl.response)
            }
            _ => {}
        }
    }
    if decl.routes.is_empty() {
        for (block, _) in reader.blocks().filter(|(_, place)| is_request_section(place)) {
            match block {
                Block::Table(table) => {
                    for row in &table.rows {
                        let before = decl.routes.len();
                        row.cells.iter().for_each(|cell| routes::in_prose(reader, cell, &mut decl));
                        if decl.routes.len() > before {
                            reader.mark_used(row.span);
                        }
                    }
                }
                Block::Paragraph(text) => routes::in_prose(reader, text, &mut decl),
                Block::Item(item) => routes::in_prose(reader, &item.text, &mut decl),
                _ => {}
            }
        }
    }
    described::read(reader, &mut decl);
    if permission::is_of_least(reader, &decl.permissions) {
        Arc::make_mut(&mut decl.permissions).iter_mut().for_each(|table| table.least_only = true);
    }
    response::without_repetitions(&mut decl.response.headers);
    template::typed::apply(&mut decl, &mut reader.diagnostics);
    shrink_to_fit(&mut decl);
    let unknown = permission::without_table(reader, !decl.permissions.is_empty());
    decl.permission_requests.resize(decl.permissions.len() + unknown.len(), Vec::new());
    Arc::make_mut(&mut decl.permissions).extend(unknown);
    if decl.routes.is_empty() && !reader.diagnostics.iter().any(|known| is_no_route(known.code)) {
        reader.diagnostics.push(
            Diagnostic::new(
                code::NO_REQUEST_LINE,
                missing_section(reader).unwrap_or(decl.span),
                "the page describes an operation but has no request line",
            )
            .help("write a code block with a line such as `GET /users/{id}` under `HTTP request`"),
        );
    }
    decl
}

/// Whether the table below a heading in the `Request body` section describes the body: the heading is the name of a
/// type that the section mentions, and no table before it describes the body. Such a table is read both as the
/// definition of that type and as rows of the body, because it also says which members a request needs.
fn is_body(request: &RequestDecl, place: &BlockPlace) -> bool {
    let is_named = |mention: &TypeExpr| mention.terms.iter().any(|term| term.text.eq_ignore_ascii_case(&place.text));
    is_section(place, BODY) && request.rows.is_empty() && request.mentions.iter().any(is_named)
}

/// Releases memory that was reserved and not used, because declarations stay in memory until all pages are linked.
fn shrink_to_fit(decl: &mut OperationsDecl) {
    decl.routes.shrink_to_fit();
    Arc::make_mut(&mut decl.permissions).shrink_to_fit();
    decl.scopes.shrink_to_fit();
    decl.headers.shrink_to_fit();
    decl.parameters.shrink_to_fit();
    decl.request.rows.shrink_to_fit();
    decl.request.mentions.shrink_to_fit();
    decl.response.mentions.shrink_to_fit();
}

/// Whether the page has request lines outside of examples, in a code block or in a table of methods and paths. A
/// heading such as `HTTP request` is not needed.
pub(in crate::decl) fn has_request_lines(reader: &PageReader<'_, '_>) -> bool {
    let section = RequestSection::of(reader);
    section == RequestSection::Table
        || reader.blocks().any(
            |(block, place)| matches!(block, Block::Fence(fence) if section.contains(place) && lines(fence).next().is_some()),
        )
}

/// Reads a table of permissions, and the paths above the table that say for which requests it holds.
fn permissions(
    reader: &mut PageReader<'_, '_>,
    at: usize,
    table: &Table<'_>,
    place: &BlockPlace,
    decl: &mut OperationsDecl,
) {
    let title = (!PERMISSIONS.contains(&place.heading.as_str())).then_some(place.text.as_str());
    let bold = permission::requests::bold_label(reader, at);
    let label = bold.as_deref().or(title);
    let mut used = Vec::new();
    decl.scopes.extend(permission::places(table));
    let sets = permission::read(table, label, |span| used.push(span), &mut reader.diagnostics);
    used.into_iter().for_each(|span| reader.mark_used(span));
    let above = permission::requests::requests_above(reader, at, place);
    for set in &sets {
        let own = set.label.as_deref().map(permission::requests::in_words).filter(|own| !own.is_empty());
        decl.permission_requests.push(own.unwrap_or_else(|| above.clone()));
    }
    Arc::make_mut(&mut decl.permissions).extend(sets);
}

/// Where missing request lines are reported: at the first heading of level 2 after the permissions. `None` if there
/// is no such heading, or if the page has a section of request lines.
fn missing_section(reader: &PageReader<'_, '_>) -> Option<Span> {
    let is_requests = |place: &BlockPlace| is_request_heading(&place.heading);
    if reader.places.iter().any(is_requests) {
        return None;
    }
    let at = reader.places.iter().position(|place| PERMISSIONS.contains(&place.heading.as_str()))?;
    reader.places[at + 1..].iter().find(|place| place.level == 2).map(|place| place.span)
}
