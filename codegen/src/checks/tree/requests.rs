//! Reports request lines with a method that contradicts their page, rows of the request body with a type that
//! contradicts the property, misspelt hosts and headers in requests, and arguments of a function that the table of
//! parameters lacks.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{ExampleRole, ItemType, Method, PageId, Primitive, Property, RequestBody, TypeId};
use crate::code;
use crate::decl::body::target::RequestParts;
use crate::decl::vocabulary::requests::MEDIA_TYPES;
use crate::decl::vocabulary::requests::of_verb;
use crate::decl::{HeaderDecl, OperationsDecl, PageDecls, RouteDecl, TypeExpr};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::text::near;

/// Compares the request lines, headers, rows and examples of operation pages with each other.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    hosts(linked, &mut found);
    let usual = usual_headers(linked);
    for (_, decls) in linked.pages() {
        let Some(operations) = &decls.operations else { continue };
        methods(decls, operations, &mut found);
        headers(operations, &usual, &mut found);
    }
    for operation in &linked.api.operations {
        let decls = linked.decls(operation.page);
        let Some(decl) = &decls.operations else { continue };
        let decl = decl.of_line(operation.routes.first().map(|route| route.span));
        body_types(linked, operation.page, decl, &operation.request, &mut found);
        parameters(operation, decl, &mut found);
    }
    found
}

/// The verb in the title: the first word of the title, or the first word after a colon.
pub(super) fn title_verb(decls: &PageDecls) -> &str {
    let title = decls.title.value.as_str();
    let operation = title.split_once(": ").map_or(title, |(_, operation)| operation);
    operation.split(' ').next().unwrap_or_default()
}

/// The methods of the example requests of a page, one for each request.
fn example_methods(decls: &PageDecls) -> Vec<Method> {
    let lines = decls.bodies.iter().filter_map(|body| body.request_line.as_ref());
    let words = lines.filter_map(|line| line.value.split(' ').next());
    words.filter_map(method).collect()
}

fn method(word: &str) -> Option<Method> {
    use Method as M;
    let all = [M::Get, M::Post, M::Put, M::Patch, M::Delete, M::Head, M::Options];
    all.into_iter().find(|method| method.as_str() == word)
}

/// Reports example requests to a host that resembles the usual one.
fn hosts(linked: &Linked<'_>, found: &mut Vec<Diagnostic>) {
    let lines = || {
        linked.pages().flat_map(|(_, decls)| &decls.bodies).filter_map(|body| {
            let line = body.request_line.as_ref().filter(|_| body.role == ExampleRole::Request)?;
            Some((line, RequestParts::parse(&line.value)?.host?))
        })
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    lines().for_each(|(_, host)| *counts.entry(host).or_default() += 1);
    let Some((usual, most)) = counts.iter().max_by_key(|(_, count)| **count) else { return };
    for (line, host) in lines() {
        if host.eq_ignore_ascii_case(usual) && line.value.contains(" http://") {
            found.push(
                Diagnostic::new(code::EXAMPLE_HOST, line.span, "an example request is sent without encryption")
                    .help("write `https://`")
                    .about(Subject::words(&line.value))
                    .fix_unsafely(Edit::Word(line.span, "http".to_owned(), "https".to_owned())),
            );
            continue;
        }
        let is_rare = counts[host] * 10 < *most || counts[host] == 1 && *most > 2;
        if host.eq_ignore_ascii_case(usual) || !is_rare || near::nearest(host, std::iter::once(*usual), 2).is_empty() {
            continue;
        }
        found.push(
            Diagnostic::new(code::EXAMPLE_HOST, line.span, format!("an example request goes to the host `{host}`"))
                .help(format!("write `{usual}`"))
                .about(Subject::words(&line.value))
                .fix_unsafely(Edit::Word(line.span, host.to_owned(), (*usual).to_owned())),
        );
    }
}

/// Reports a request line whose method differs from the method of the other lines and of the examples.
fn methods(decls: &PageDecls, decl: &OperationsDecl, found: &mut Vec<Diagnostic>) {
    let verb = of_verb(title_verb(decls));
    let examples = example_methods(decls);
    for route in &decl.routes {
        let alike = |other: &&RouteDecl| other.method == route.method;
        let others: Vec<&RouteDecl> = decl.routes.iter().filter(|other| other.method != route.method).collect();
        let Some(usual) = others.first() else { continue };
        let alone =
            decl.routes.iter().filter(alike).count() == 1 && others.iter().all(|other| other.method == usual.method);
        let against = !examples.is_empty() && examples.iter().all(|shown| *shown == usual.method);
        let titled = verb.contains(&usual.method);
        // A path that stands in two request lines with different methods is no mistake: the page documents both.
        let is_alternative =
            decl.routes.iter().any(|other| other.method != route.method && other.template.path == route.template.path);
        // The line is reported only if the last segments of the two paths are of the same kind, such as two words or
        // two keys. Otherwise the paths may belong to two operations, such as creating an item and changing it.
        let same_end = route.template.segments.last().map(std::mem::discriminant)
            == usual.template.segments.last().map(std::mem::discriminant);
        if !(alone && against && same_end && !is_alternative && (titled || others.len() > 1)) {
            continue;
        }
        let message = format!(
            "this request line has the method {}, but the rest of the page is about {}",
            route.method.as_str(),
            usual.method.as_str()
        );
        found.push(
            Diagnostic::new(code::ROUTE_OTHER_METHOD, route.span, message)
                .help(format!("write `{} {}`", usual.method.as_str(), route.raw))
                .about(Subject::words(&route.raw))
                .note(usual.span, "another request line")
                .fix_unsafely(Edit::Word(
                    route.span,
                    route.method.as_str().to_owned(),
                    usual.method.as_str().to_owned(),
                )),
        );
    }
}

/// The names of request headers that several pages have.
fn usual_headers<'d>(linked: &'d Linked<'_>) -> Vec<&'d str> {
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, decls) in linked.pages() {
        let names: BTreeSet<&str> =
            decls.operations.iter().flat_map(|decl| &decl.headers).map(|header| header.name.as_str()).collect();
        names.into_iter().for_each(|name| *pages.entry(name).or_default() += 1);
    }
    pages.into_iter().filter(|(_, count)| *count > 2).map(|(name, _)| name).collect()
}

/// Reports misspelt names and values of request headers.
fn headers(decl: &OperationsDecl, usual: &[&str], found: &mut Vec<Diagnostic>) {
    use crate::decl::vocabulary::FIELDS;
    let usual = || FIELDS.iter().chain(usual).copied();
    for header in &decl.headers {
        found.extend(header_value(header));
        if header.name.len() < 6 || usual().any(|field| field.eq_ignore_ascii_case(&header.name)) {
            continue;
        }
        let near = near::nearest(&header.name, usual(), 2);
        let Some(near) = near.first() else { continue };
        found.push(
            Diagnostic::new(code::HEADER_SLIP, header.span, format!("the header `{}` is misspelt", header.name))
                .help(format!("write `{near}`"))
                .about(Subject::words(&header.name))
                .fix_unsafely(Edit::Word(header.span, header.name.to_string(), (*near).to_owned())),
        );
    }
}

/// Reports a misspelt scheme or media type in the row of a header.
fn header_value(header: &HeaderDecl) -> Option<Diagnostic> {
    let is_scheme = header.name.eq_ignore_ascii_case("authorization");
    if !is_scheme && !["content-type", "accept"].iter().any(|name| header.name.eq_ignore_ascii_case(name)) {
        return None;
    }
    let words = header.doc.markdown.split(|c: char| !c.is_ascii_alphanumeric() && !"/-.+".contains(c));
    let (word, near) = words.map(|word| word.trim_end_matches('.')).find_map(|word| {
        let known = if is_scheme { &["Bearer"][..] } else { MEDIA_TYPES }.iter().copied();
        let is_value = word.contains('/') != is_scheme && word.len() > 4;
        let near = near::slip(word, known).filter(|near| is_value && !near.eq_ignore_ascii_case(word))?;
        // Only a word that differs from the known value in at most two letters, and in its length by at most one, is
        // taken for a misspelling.
        (word.len().abs_diff(near.len()) < 2 && near::nearest(word, std::iter::once(near), 2).len() == 1)
            .then_some((word, near))
    })?;
    let message = format!("the value `{word}` of the header `{}` is misspelt", header.name);
    Some(
        Diagnostic::new(code::HEADER_SLIP, header.span, message)
            .help(format!("write `{near}`"))
            .about(Subject::words(word))
            .fix_unsafely(Edit::Word(header.span, word.to_owned(), near.to_owned())),
    )
}

/// Reports rows of a request body whose type is not the type of the property with the same name.
fn body_types(
    linked: &Linked<'_>,
    page: PageId,
    decl: &OperationsDecl,
    request: &RequestBody,
    found: &mut Vec<Diagnostic>,
) {
    let id = match request {
        RequestBody::Patch { ty, .. } => *ty,
        RequestBody::Value(ty) => match ty.item {
            ItemType::Structured(id) => id,
            ItemType::Enum(_) | ItemType::Primitive(_) => return,
        },
        RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => return,
    };
    for row in &decl.request.rows {
        let Some(cell) = &row.ty else { continue };
        let Some(property) = linked.api.member_in_any_case(id, &row.name.value) else { continue };
        let Some(stated) = linked.expr(cell, page) else {
            found.extend(misspelt_type(linked, cell, id, property));
            continue;
        };
        let differ = match (stated.item, property.ty.item) {
            // If the type of the property is not known, another check reports the row of the property. There is nothing
            // to compare with here.
            (_, ItemType::Primitive(Primitive::Untyped)) => false,
            (ItemType::Primitive(stated), ItemType::Primitive(actual)) => stated != actual,
            (ItemType::Structured(stated), ItemType::Structured(actual)) => !linked.api.are_related(stated, actual),
            (ItemType::Enum(stated), ItemType::Enum(actual)) => stated != actual,
            // Types of different kinds, such as a string and an enumeration, are not reported.
            (ItemType::Primitive(_) | ItemType::Enum(_) | ItemType::Structured(_), _) => false,
        };
        if !differ || property.span == row.span {
            continue;
        }
        let (owner, name) = (&linked.api[id].name.name, &row.name.value);
        let message = format!(
            "this row says that `{name}` has the type `{}`, but the page of `{owner}` says `{}`",
            cell.raw,
            linked.short(property.ty.item)
        );
        found.push(
            Diagnostic::new(code::BODY_ROW_TYPE, cell.span, message)
                .help("write the same type in both rows; until then the type on the page of the resource is used")
                .about(Subject::member(owner, name))
                .note(property.span, "the row of the property")
                .fix_unsafely(Edit::Replace(cell.span, linked.cell(property.ty))),
        );
    }
}

/// Reports an unknown type in a row, if it resembles the type of the property.
fn misspelt_type(linked: &Linked<'_>, cell: &TypeExpr, owner: TypeId, property: &Property) -> Option<Diagnostic> {
    let right = linked.cell(property.ty);
    near::slip(&cell.raw, std::iter::once(linked.short(property.ty.item)))?;
    let message = format!("`{}` is not the name of a type", cell.raw);
    Some(
        Diagnostic::new(code::BODY_ROW_TYPE, cell.span, message)
            .help(format!("write `{right}`, as the row of the property has it"))
            .about(Subject::member(&linked.api[owner].name.name, &property.name))
            .note(property.span, "the row of the property")
            .fix_unsafely(Edit::Replace(cell.span, right)),
    )
}

/// Reports arguments of a function in the path that have no row in the table of parameters, and string arguments
/// without quotes in the request line if an example request has the quotes.
fn parameters(operation: &crate::api::Operation, decl: &OperationsDecl, found: &mut Vec<Diagnostic>) {
    use crate::api::Segment;
    let calls = operation.routes.iter().filter_map(|route| match route.template.segments.last() {
        Some(Segment::Call { name, arguments }) => Some((route, name, arguments)),
        _ => None,
    });
    let calls: Vec<_> = calls.collect();
    let Some((first, name, _)) = calls.first().filter(|_| calls.len() == operation.routes.len()) else { return };
    let arguments = calls.iter().flat_map(|(route, _, arguments)| arguments.iter().map(move |known| (*route, known)));
    let arguments: Vec<_> = arguments.filter_map(|(route, known)| Some((route, known.name.as_deref()?))).collect();
    let mut named: Vec<&str> = arguments.iter().map(|(_, name)| *name).collect();
    named.sort_unstable();
    named.dedup();
    let rows: Vec<_> = decl.parameters.iter().filter(|row| !row.name.value.starts_with(['$', '@'])).collect();
    if named.is_empty() || rows.is_empty() {
        return;
    }
    for (row, (route, _)) in rows
        .iter()
        .filter_map(|row| Some((row, arguments.iter().find(|(_, name)| row.name.value.eq_ignore_ascii_case(name))?)))
    {
        let name = row.name.value.as_str();
        let is_text = row.ty.as_ref().is_some_and(|ty| ty.raw.eq_ignore_ascii_case("string"));
        let (bare, quoted) = (format!("{name}={{"), format!("{name}='"));
        let is_quoted = operation.exchanges.iter().any(|exchange| exchange.request_line.contains(&quoted));
        if is_text && is_quoted && route.raw.contains(&bare) {
            let message = format!("the argument `{name}` is a string but has no quotes");
            found.push(
                Diagnostic::new(code::ROUTE_ARGUMENT, route.span, message)
                    .help(format!("write `{name}='{{{name}}}'`"))
                    .about(Subject::words(name))
                    .fix_unsafely(Edit::Word(route.span, format!("{name}={{{name}}}"), format!("{name}='{{{name}}}'"))),
            );
        }
    }
    let has = |name: &str| rows.iter().any(|row| row.name.value.eq_ignore_ascii_case(name));
    for argument in named.iter().filter(|argument| !has(argument.trim_start_matches('@'))) {
        let spare = rows.iter().find(|row| !named.iter().any(|named| row.name.value.eq_ignore_ascii_case(named)));
        let slip = spare.filter(|row| near::slip(argument, std::iter::once(row.name.value.as_str())).is_some());
        // If an example request has the name in the row, and none has the name in the request line, then the request
        // line is wrong.
        let is_shown = |name: &str| {
            let shown = format!("{name}=");
            operation.exchanges.iter().any(|exchange| exchange.request_line.contains(&shown))
        };
        let route = arguments.iter().find(|(_, name)| name == argument).map_or(*first, |(route, _)| *route);
        let in_line = slip.filter(|row| is_shown(&row.name.value) && !is_shown(argument));
        let edit = match (slip, in_line) {
            (_, Some(row)) => Some(Edit::Word(route.span, (*argument).to_owned(), row.name.value.to_string())),
            (row, None) => row.map(|row| Edit::Word(row.name.span, row.name.value.to_string(), (*argument).to_owned())),
        };
        let (span, message, help) = match slip {
            Some(row) if in_line.is_some() => (
                route.span,
                format!("the table has no row for the parameter `{argument}` of the path"),
                format!("write `{}`, as the table and the example do", row.name.value),
            ),
            Some(row) => (
                row.name.span,
                format!("the path has no parameter `{}`", row.name.value),
                format!("write `{argument}`, as the path does"),
            ),
            None => (
                route.span,
                format!("the table has no row for the parameter `{argument}` of `{name}`"),
                format!("add a row for `{argument}` to the table of parameters"),
            ),
        };
        found.push(
            Diagnostic::new(code::PARAMETER_MISSING, span, message)
                .help(help)
                .about(Subject::member(name, argument))
                .note(rows[0].span, "the table")
                .fix_unsafely_if(edit),
        );
    }
}
