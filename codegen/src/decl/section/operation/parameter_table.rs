//! Reads tables of parameters: of path and query, of functions, of headers, of request bodies.
//!
//! In: a table and its place. Out: its rows, as parameters, headers or rows of the body. Invariant: a row is used, or
//! reported, or left to `decl::account`, which reports every row that was not used.

use crate::decl::outline::{self, BlockPlace};
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::place::is_section;
use crate::decl::section::operation::{response, status_table};
use crate::decl::table::member::{Columns, RowOutcome};
use crate::decl::table::nested_row::nested;
use crate::decl::table::{header, member, titles};
use crate::decl::vocabulary::{BODY, HEADERS, PARAMETERS, PLACE_COLUMNS, PLACES, RESPONSE, RESPONSE_HEADERS, demand};
use crate::decl::{HeaderDecl, OperationsDecl, ParameterDecl, prose};
use crate::page::{Row, Table, Text};

/// What a row of a table describes. A column such as `Parameter type` says so, or a row such as `Body parameters` above
/// it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A parameter in the path or in the query.
    Address,
    Header,
    Body,
}

/// What the text around a table says about all rows of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// Whether an asterisk after the name in a row means that the row is required.
    pub(super) starred: bool,
    /// Whether a line such as `Required:` above the table says that all rows are required or optional.
    pub(super) caption: Option<bool>,
    /// Whether the paragraph above the table announces headers.
    pub(super) headers: bool,
}

/// Whether a text says that an asterisk after the name of a parameter means that the parameter is required.
pub(super) fn explains_stars(text: &Text<'_>) -> bool {
    let lower = text.plain().to_ascii_lowercase();
    (lower.contains('*') || lower.contains("asterisk")) && (lower.contains("required") || lower.contains("mandatory"))
}

/// Whether the last sentence of a text says that headers follow: `The response includes the following headers.`
pub(super) fn announces_headers(text: &Text<'_>) -> bool {
    let lower = text.plain().to_lowercase();
    let last = lower.trim_end().trim_end_matches(['.', ':']).rsplit(". ").next().unwrap_or_default();
    last.contains("following headers") || last.contains("following response headers") || last.ends_with("these headers")
}

/// Reads a table of an operation page that is not about permissions: parameters, headers, status codes, or members of
/// the body.
pub(super) fn read(
    reader: &mut PageReader<'_, '_>,
    table: &Table<'_>,
    place: &BlockPlace,
    told: Told,
    decl: &mut OperationsDecl,
) {
    if is_section(place, RESPONSE_HEADERS) || is_section(place, RESPONSE) && (names_headers(table) || told.headers) {
        header::read(reader, table, &mut decl.response.headers);
        response::progress_types(table, &mut decl.response);
        return;
    }
    let parts = part_column(table);
    if is_section(place, HEADERS) && parts.is_none() {
        let before = decl.headers.len();
        header::read(reader, table, &mut decl.headers);
        // A table may have headers of requests and of responses. The description of a response header then begins
        // with `response header`.
        let is_answered = |header: &HeaderDecl| header.doc.markdown.to_lowercase().starts_with("response header");
        decl.response.headers.extend(decl.headers.extract_if(before.., |header| is_answered(header)));
        return;
    }
    if is_section(place, RESPONSE) {
        status_table::read(reader, table, &mut decl.response);
        return;
    }
    let into_body = is_section(place, BODY);
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().to_lowercase()).collect();
    let parameters = is_section(place, PARAMETERS)
        || place.heading.ends_with(" parameters")
        || header.first().is_some_and(|first| first.ends_with(" parameter"));
    if !into_body && !parameters && parts.is_none() {
        return;
    }
    let owner = owner(place, rows_of(decl, into_body));
    let ty = member::type_column(table).or_else(|| header.iter().position(|cell| cell == "value" && parameters));
    let lists_values = |first: &String| {
        ["value", "values"].contains(&first.as_str())
            || ty.is_none() && (first == "member" && !is_headed(place, BODY) || first.ends_with(" value"))
    };
    if header.first().is_some_and(lists_values) {
        return;
    }
    let Some(columns) = Columns::find(ty, &table.header) else { return };
    if titles::is_known(table, place) || ty.is_none() && !columns.name_members(table) {
        return;
    }
    let of_function = [&place.heading, &place.section].iter().any(|title| title.starts_with("function parameter"));
    let headed = demand::of_heading(&place.heading).or(told.caption);
    let before = [decl.parameters.len(), decl.request.rows.len()];
    let columns = columns.in_table(table, &mut reader.diagnostics);
    if let Some(owner) = owner.and_then(|at| rows_of(decl, into_body).get_mut(at)) {
        for row in &table.rows {
            if let Some(member) = parameter(reader, row, columns, &owner.members) {
                owner.members.push(member);
            }
        }
        return;
    }
    // What the following rows describe, as a row such as `Body parameters` above them says. `None` as long as no row
    // says so.
    let mut announced = None;
    for row in &table.rows {
        if let Some(part) = part_of_caption(row) {
            announced = Some(part);
            reader.mark_used(row.span);
            continue;
        }
        let part = parts.and_then(|column| part(row.cells.get(column)?)).or(announced);
        let part = part.unwrap_or(if into_body { Part::Body } else { Part::Address });
        if part == Part::Header {
            if let Some(header) = header::field(row, columns.name, &table.header) {
                decl.headers.push(header);
                reader.mark_used(row.span);
            }
            continue;
        }
        let rows = rows_of(decl, part == Part::Body);
        if part == Part::Body
            && let Some(nested) = nested(row, columns.name, rows.iter().map(|row| &*row.name.value))
        {
            if let Some(parameter) = rows.get_mut(nested.owner) {
                let mut words = row.cells.iter().enumerate().filter(|(at, _)| *at > columns.name);
                let title = row.plain(columns.name).into_owned();
                words.next_back().into_iter().for_each(|(_, text)| parameter.doc.push_titled(&title, text));
                nested.add(row, columns, parameter);
            }
            reader.mark_used(row.span);
            continue;
        }
        let known = rows.get(before[usize::from(part == Part::Body)]..).unwrap_or_default();
        if let Some(mut parameter) = parameter(reader, row, columns, known) {
            parameter.of_function = of_function;
            let is_starred = told.starred && row.plain(columns.name).trim_end().ends_with('*');
            let marked = is_starred.then_some(true).or(headed);
            parameter.remarks.required = parameter.remarks.required.or(marked);
            rows.push(parameter);
        }
    }
}

/// What the rows below a row such as `Body parameters` describe. A row of this kind has text in only one cell, and this
/// text is one of the usual headings for parameters, headers or bodies. `None` for any other row.
fn part_of_caption(row: &Row<'_>) -> Option<Part> {
    let mut cells = row.cells.iter().filter(|cell| !cell.is_empty());
    let cell = cells.next().filter(|_| row.cells.len() > 1)?;
    if cells.next().is_some() {
        return None;
    }
    let key = outline::key(cell.plain().trim_matches(['_', '*']));
    let key = PLACES.iter().find(|(short, _)| *short == key).map_or(key.as_str(), |(_, usual)| *usual);
    if BODY.contains(&key) {
        Some(Part::Body)
    } else if HEADERS.contains(&key) {
        Some(Part::Header)
    } else {
        PARAMETERS.contains(&key).then_some(Part::Address)
    }
}

/// Whether the nearest heading above a table is one of `headings`.
fn is_headed(place: &BlockPlace, headings: &[&str]) -> bool {
    headings.contains(&place.heading.as_str())
}

/// Whether the title of the first column says that the rows are headers.
fn names_headers(table: &Table<'_>) -> bool {
    let title = table.header.first().map(|title| title.plain().to_lowercase());
    title.is_some_and(|title| title.split(' ').any(|word| ["header", "headers"].contains(&word)))
}

/// The parameter that a row declares. `None` if the row declares none, or repeats the name of an earlier row.
fn parameter(
    reader: &mut PageReader<'_, '_>,
    row: &Row<'_>,
    columns: Columns<'_, '_>,
    known: &[ParameterDecl],
) -> Option<ParameterDecl> {
    let columns = columns.of(row, &mut reader.diagnostics);
    match member::read_parameter(row, columns) {
        RowOutcome::Declares(mut parameter) => {
            prose::locate(&mut parameter.remarks.values, &reader.source.text);
            if let Some(known) = known.iter().find(|known| known.name.value == parameter.name.value) {
                reader.diagnostics.push(member::repeated_name(&parameter.name.value, row.span, known.span));
                return None;
            }
            reader.mark_used(row.span);
            return Some(parameter);
        }
        RowOutcome::Caption => reader.mark_used(row.span),
        RowOutcome::Rejected(diagnostic) => reader.diagnostics.push(diagnostic),
    }
    None
}

/// The index of the column that says whether each parameter is in the path, the query, a header or the body. `None` if
/// there is no such column.
fn part_column(table: &Table<'_>) -> Option<usize> {
    let is_titled = |title: &Text<'_>| PLACE_COLUMNS.contains(&title.plain().trim().to_lowercase().as_str());
    let column = table.header.iter().position(is_titled)?;
    let cells = || table.rows.iter().filter_map(|row| row.cells.get(column));
    (cells().next().is_some() && cells().all(|cell| part(cell).is_some())).then_some(column)
}

fn part(cell: &Text<'_>) -> Option<Part> {
    match cell.plain().trim().to_ascii_lowercase().as_str() {
        "path" | "query" | "uri" | "url" | "querystring" | "query string" | "url path" | "url query"
        | "path parameter" | "query parameter" | "in path" | "in query" | "in the path" | "in the query" | "route"
        | "template" | "uri path" | "uri query" => Some(Part::Address),
        "header" | "headers" | "http header" | "request header" | "in header" | "in the header" => Some(Part::Header),
        "body" | "request body" | "json body" | "in body" | "in the body" | "payload" | "json" => Some(Part::Body),
        _ => None,
    }
}

/// For a table that lists the members of a value, the index of the row in `rows` that describes this value. The heading
/// above the table, such as `### address properties`, names the row: its name or its type is `address`. `None` if the
/// heading names no row; the table then does not list the members of another row.
fn owner(place: &BlockPlace, rows: &[ParameterDecl]) -> Option<usize> {
    let (name, rest) = place.text.trim().split_once(' ')?;
    let name = name.trim_matches(['`', '*']);
    let is_named = |row: &ParameterDecl| {
        let of_type = row.ty.iter().flat_map(|ty| &ty.terms).any(|term| term.text.eq_ignore_ascii_case(name));
        of_type || row.name.value.eq_ignore_ascii_case(name)
    };
    let says_so = ["properties", "members", "fields", "object", "object properties", "parameters"];
    if !says_so.contains(&rest.trim().to_lowercase().as_str()) {
        return None;
    }
    rows.iter().position(is_named)
}

fn rows_of(decl: &mut OperationsDecl, into_body: bool) -> &mut Vec<ParameterDecl> {
    if into_body { &mut decl.request.rows } else { &mut decl.parameters }
}
