//! An operation page: request lines, permissions, headers, parameters, request body and response.

pub(crate) mod request_lines;
pub(crate) mod response;

use std::sync::Arc;

use crate::api::RouteOrigin;
use crate::code;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::request_lines::lines;
use crate::decl::section::permission;
use crate::decl::table::member::{Columns, RowOutcome};
use crate::decl::table::{header, member, titles};
use crate::decl::template::{self, NotAPath, PathRepair};
use crate::decl::vocabulary::requests::is_request_heading;
use crate::decl::vocabulary::{BODY, HEADERS, PARAMETERS, PERMISSIONS, RESPONSE, RESPONSE_HEADERS};
use crate::decl::{OperationsDecl, ParameterDecl, RequestDecl, ResponseDecl, RouteDecl, prose};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Fence, Table};
use crate::source::Span;

/// Reads the requests of an operation page. Tables in `elsewhere` have been read before.
pub(in crate::decl) fn read(reader: &mut PageReader<'_, '_>, elsewhere: &[Span]) -> OperationsDecl {
    let doc = reader.intro();
    let mut decl = OperationsDecl {
        routes: Vec::new(),
        permissions: Arc::default(),
        permission_requests: Vec::new(),
        scopes: Vec::new(),
        headers: Vec::new(),
        parameters: Vec::new(),
        request: RequestDecl::default(),
        response: ResponseDecl::default(),
        deprecated: prose::deprecated(&doc.markdown),
        doc,
        span: reader.title.span,
    };
    let headed = reader.places.iter().any(is_request_section);
    for (at, (block, place)) in reader.blocks().enumerate() {
        match block {
            Block::Heading(heading) if is_request_section(place) && decl.span == reader.title.span => {
                decl.span = heading.text.span
            }
            Block::Fence(fence) if in_request_section(place, headed) => routes(reader, fence, &mut decl),
            Block::Table(table) if elsewhere.contains(&table.span) => {}
            Block::Table(table) if permission::is_table(table) => permissions(reader, at, table, place, &mut decl),
            Block::Table(table) => read_table(reader, table, place, &mut decl),
            Block::Paragraph(text) | Block::Quote(text) if is_section(place, BODY) => {
                if decl.request.span == Span::default() {
                    decl.request.span = text.span;
                }
                response::request(text, &mut decl.request);
            }
            Block::Item(item) if is_section(place, BODY) => response::request(&item.text, &mut decl.request),
            Block::Paragraph(text) | Block::Quote(text)
                if is_section(place, RESPONSE) && !is_section(place, RESPONSE_HEADERS) =>
            {
                if decl.response.span == Span::default() {
                    decl.response.span = text.span;
                }
                response::response(text, &mut decl.response);
            }
            Block::Item(item) if is_section(place, RESPONSE) && !is_section(place, RESPONSE_HEADERS) => {
                response::response(&item.text, &mut decl.response)
            }
            _ => {}
        }
    }
    template::typed::apply(&mut decl, &mut reader.diagnostics);
    shrink(&mut decl);
    let unknown = permission::without_table(reader, !decl.permissions.is_empty());
    decl.permission_requests.resize(decl.permissions.len() + unknown.len(), Vec::new());
    Arc::make_mut(&mut decl.permissions).extend(unknown);
    if decl.routes.is_empty() && !reader.diagnostics.iter().any(|known| is_no_route(known.code)) {
        reader.diagnostics.push(
            Diagnostic::new(
                code::NO_REQUEST_LINE,
                decl.span,
                "the page describes an operation, and has no request line",
            )
            .help("write a code block with a line such as `GET /users/{id}` under `HTTP request`"),
        );
    }
    decl
}

/// Releases unused capacity, because declarations stay in memory until all pages are linked.
fn shrink(decl: &mut OperationsDecl) {
    decl.routes.shrink_to_fit();
    Arc::make_mut(&mut decl.permissions).shrink_to_fit();
    decl.scopes.shrink_to_fit();
    decl.headers.shrink_to_fit();
    decl.parameters.shrink_to_fit();
    decl.request.rows.shrink_to_fit();
    decl.request.mentions.shrink_to_fit();
    decl.response.mentions.shrink_to_fit();
}

/// Whether the page has request lines before any example, without a heading that announces them.
pub(in crate::decl) fn has_request_lines(reader: &PageReader<'_, '_>) -> bool {
    reader.blocks().any(
        |(block, place)| matches!(block, Block::Fence(fence) if before_details(place) && lines(fence).next().is_some()),
    )
}

pub(in crate::decl) fn is_request_section(place: &BlockPlace) -> bool {
    is_request_heading(&place.heading)
}

/// Whether request lines are expected here. Without a heading that announces them, they precede the sections that
/// describe them.
pub(in crate::decl) fn in_request_section(place: &BlockPlace, headed: bool) -> bool {
    if headed { is_request_section(place) || is_request_heading(&place.section) } else { before_details(place) }
}

/// Whether the place is before the sections that follow the request lines.
fn before_details(place: &BlockPlace) -> bool {
    ![HEADERS, BODY, RESPONSE, RESPONSE_HEADERS].iter().any(|section| is_section(place, section)) && !is_example(place)
}

fn is_example(place: &BlockPlace) -> bool {
    place.section.starts_with("example") || place.heading.starts_with("example")
}

fn is_section(place: &BlockPlace, headings: &[&str]) -> bool {
    if is_example(place) {
        return false;
    }
    let heading = place.heading.as_str();
    // A heading of another kind of section starts that section, at any level.
    let is_another =
        || [HEADERS, PARAMETERS, BODY, RESPONSE, PERMISSIONS].into_iter().flatten().any(|usual| *usual == heading);
    headings.contains(&heading) || headings.contains(&place.section.as_str()) && !is_another()
}

fn routes(reader: &mut PageReader<'_, '_>, fence: &Fence<'_>, decl: &mut OperationsDecl) {
    for line in lines(fence) {
        let base = fence.body_span.start as usize;
        let span = Span::new(fence.body_span.source, base + line.range.start..base + line.range.end);
        reader.request_lines.push(span);
        let raw = line.target;
        if line.odd {
            let words = fence.body.get(line.range.clone()).unwrap_or_default();
            let written = line.method.map(|method| Edit::Replace(span, format!("{} {raw}", method.as_str())));
            let finding = Diagnostic::new(
                code::ROUTE_METHOD,
                span,
                format!("the HTTP method of `{words}` is not in upper case before a blank"),
            )
            .help("write the method in upper case, a blank, and the path")
            .about(Subject::words(words));
            reader.diagnostics.push(match written {
                Some(edit) => finding.fix_safely(edit),
                None => finding,
            });
        }
        let wrong = |why| (code::ROUTE_IS_NO_PATH, why);
        let parsed = line.method.ok_or(wrong("begins with no HTTP method")).and_then(|method| {
            let (template, repairs) = template::parse(raw).map_err(|why| match why {
                NotAPath::Words => wrong("has words where its path belongs"),
                NotAPath::Elided => (code::ROUTE_ELIDED, "leaves out a part of its path"),
                NotAPath::Nameless => wrong("has a segment without a name"),
                NotAPath::Empty => wrong("has no path"),
            })?;
            Ok((method, template, repairs))
        });
        match parsed {
            Ok((method, template, repairs)) => {
                // Only `link` sees all pages, so it decides whether absolute URLs are usual in the tree or a mistake.
                let slips = repairs.into_iter().filter(|what| *what != PathRepair::AbsoluteUrl);
                slips.for_each(|what| reader.diagnostics.push(report(what, raw, &template.path, span)));
                reader.claim(span);
                let (template, raw, origin) = (Arc::new(template), raw.to_owned(), RouteOrigin::RequestLine);
                decl.routes.push(RouteDecl { method, template, raw, origin, span });
            }
            Err((code, why)) => {
                let words = fence.body.get(line.range.clone()).unwrap_or_default();
                let diagnostic = Diagnostic::new(code, span, format!("the request line `{words}` {why}"))
                    .help("write a method and a path such as `GET /users/{id}`; the line is left out")
                    .about(Subject::words(words));
                reader.diagnostics.push(diagnostic);
            }
        }
    }
}

/// Whether a finding means that a request line does not become a route.
pub(in crate::decl) fn is_no_route(code: code::Code) -> bool {
    [code::ROUTE_IS_NO_PATH, code::ROUTE_ELIDED].contains(&code)
}

fn report(what: PathRepair, raw: &str, taken: &str, span: Span) -> Diagnostic {
    let (code, message, help) = match what {
        PathRepair::AbsoluteUrl => {
            (code::ROUTE_ABSOLUTE, "a request line has a whole URL", "write the path alone, without host and version")
        }
        PathRepair::MissingSlash => {
            (code::ROUTE_SLASH, "a path has no slash at its start", "write `/` before the first segment")
        }
        PathRepair::EmptySegment => {
            (code::ROUTE_SLASH, "a path has an empty segment", "write one slash between two segments")
        }
        PathRepair::LiteralId => (
            code::ROUTE_LITERAL_ID,
            "the key of an example stands in a request line",
            "write a placeholder such as `{id}`",
        ),
        PathRepair::Parenthesis => {
            (code::ROUTE_PARENTHESIS, "the parentheses of a path do not match", "close each parenthesis once")
        }
        PathRepair::Joined => {
            (code::ROUTE_SLASH, "a word stands directly behind a placeholder", "write `/` between them")
        }
        PathRepair::Blank => (code::ROUTE_BLANK, "words stand behind a path", "remove what stands behind the path"),
        PathRepair::Notation => {
            let message = format!("a placeholder has no braces: `{raw}`");
            return braces(what, message, raw, taken, span);
        }
        PathRepair::Brace => {
            let message = format!("the braces of a path do not match: `{raw}`");
            return braces(what, message, raw, taken, span);
        }
    };
    let finding = Diagnostic::new(code, span, format!("{message}: `{raw}`")).help(help).about(Subject::words(raw));
    mended(finding, what, raw, taken)
}

fn braces(what: PathRepair, message: String, raw: &str, taken: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(code::ROUTE_BRACE, span, message)
        .help(format!("write `{}`", template::with_sound_parts(raw, taken)))
        .about(Subject::words(raw));
    mended(finding, what, raw, taken)
}

/// Adds an edit to the finding that writes the repaired path. Sound parts keep their spelling.
fn mended(finding: Diagnostic, what: PathRepair, raw: &str, taken: &str) -> Diagnostic {
    let span = finding.span;
    match what {
        PathRepair::AbsoluteUrl | PathRepair::Blank | PathRepair::Parenthesis => finding,
        PathRepair::MissingSlash => finding.fix_safely(Edit::Word(span, raw.to_owned(), format!("/{raw}"))),
        PathRepair::EmptySegment => {
            let parts: Vec<&str> = raw.split('/').filter(|part| !part.trim().is_empty()).collect();
            finding.fix_safely(Edit::Word(span, raw.to_owned(), format!("/{}", parts.join("/"))))
        }
        PathRepair::LiteralId | PathRepair::Brace | PathRepair::Notation | PathRepair::Joined => {
            finding.fix_safely(Edit::Word(span, raw.to_owned(), template::with_sound_parts(raw, taken)))
        }
    }
}

/// Reads a table of permissions and the requests that it is about.
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
    used.into_iter().for_each(|span| reader.claim(span));
    let above = permission::requests::above(reader, at, place);
    for set in &sets {
        let own = set.label.as_deref().map(permission::requests::in_words).filter(|own| !own.is_empty());
        decl.permission_requests.push(own.unwrap_or_else(|| above.clone()));
    }
    Arc::make_mut(&mut decl.permissions).extend(sets);
}

fn read_table(reader: &mut PageReader<'_, '_>, table: &Table<'_>, place: &BlockPlace, decl: &mut OperationsDecl) {
    if is_section(place, RESPONSE_HEADERS) {
        header::read(reader, table, &mut decl.response.headers);
        return;
    }
    if is_section(place, HEADERS) {
        header::read(reader, table, &mut decl.headers);
        return;
    }
    if is_section(place, RESPONSE) {
        response::table(reader, table, &mut decl.response);
        return;
    }
    let into_body = is_section(place, BODY);
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().to_lowercase()).collect();
    let parameters = is_section(place, PARAMETERS)
        || place.heading.ends_with(" parameters")
        || header.first().is_some_and(|first| first.ends_with(" parameter"));
    if !into_body && !parameters {
        return;
    }
    let ty = member::type_column(table).or_else(|| header.iter().position(|cell| cell == "value" && parameters));
    let lists_values = |first: &String| {
        ["member", "value", "values"].contains(&first.as_str()) || ty.is_none() && first.ends_with(" value")
    };
    if header.first().is_some_and(lists_values) {
        return;
    }
    let Some(columns) = Columns::find(ty, &table.header) else { return };
    if titles::is_known(table, place) || ty.is_none() && !columns.name_members(table) {
        return;
    }
    let of_function = [&place.heading, &place.section].iter().any(|title| title.starts_with("function parameter"));
    let before = rows_of(decl, into_body).len();
    for row in &table.rows {
        let columns = columns.of(row, &mut reader.diagnostics);
        match member::read_parameter(row, columns) {
            RowOutcome::Declares(mut parameter) => {
                prose::locate(&mut parameter.remarks.values, &reader.source.text);
                parameter.of_function = of_function;
                let rows = rows_of(decl, into_body);
                match rows[before..].iter().find(|known| known.name.value == parameter.name.value) {
                    Some(known) => {
                        reader.diagnostics.push(member::twice(&parameter.name.value, row.span, known.span));
                    }
                    None => {
                        rows.push(parameter);
                        reader.claim(row.span);
                    }
                }
            }
            RowOutcome::Caption => reader.claim(row.span),
            RowOutcome::Rejected(diagnostic) => reader.diagnostics.push(diagnostic),
        }
    }
}

fn rows_of(decl: &mut OperationsDecl, into_body: bool) -> &mut Vec<ParameterDecl> {
    if into_body { &mut decl.request.rows } else { &mut decl.parameters }
}
