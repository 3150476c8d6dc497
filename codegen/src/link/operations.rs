//! Operations: the requests of a page by method, with what is sent and what comes back.
//!
//! The response's type is taken from the response prose, then the response annotation, then the `Methods` row that links
//! to the page; whether it is a collection, from any of these that says so.

use std::collections::HashMap;

use crate::api::{
    Api, Header, ItemType, Method, Operation, PageId, Parameter, Primitive, RequestBody, Response, ResponseBody, Route,
    Segment, TypeId, TypeRef,
};
use crate::code;
use crate::decl::{BodyDecl, MethodRow, OperationsDecl, ParameterDecl, RouteDecl};
use crate::diagnostic::Diagnostic;
use crate::link::docs::doc;
use crate::link::names::is_nameless;
use crate::link::resolve::Context;

/// Makes the operations of every page.
pub(super) fn link(cx: &Context<'_>, api: &Api, diagnostics: &mut Vec<Diagnostic>) -> Vec<Operation> {
    let methods = method_rows(cx);
    let mut operations = Vec::new();
    for (index, page) in cx.decls.iter().enumerate() {
        let id = PageId::from_index(index);
        let Some(decl) = &page.operations else { continue };
        let mut by_method: Vec<(Method, Vec<&RouteDecl>)> = Vec::new();
        for route in &decl.routes {
            match by_method.iter_mut().find(|(method, _)| *method == route.method) {
                Some((_, routes)) => routes.push(route),
                None => by_method.push((route.method, vec![route])),
            }
        }
        for (method, routes) in by_method {
            operations.push(operation(cx, api, id, decl, method, &routes, methods.get(&id).copied(), diagnostics));
        }
    }
    operations
}

/// The `Methods` row that links to each operation page, with the page it stands on.
fn method_rows<'a>(cx: &Context<'a>) -> HashMap<PageId, (PageId, &'a MethodRow)> {
    let mut rows = HashMap::new();
    for (index, page) in cx.decls.iter().enumerate() {
        let from = PageId::from_index(index);
        for row in &page.methods {
            if let Some(target) = row.target.as_ref().and_then(|target| cx.tree.page(from, target)) {
                rows.entry(target).or_insert((from, row));
            }
        }
    }
    rows
}

#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename the arguments")]
fn operation(
    cx: &Context<'_>,
    api: &Api,
    page: PageId,
    decl: &OperationsDecl,
    method: Method,
    routes: &[&RouteDecl],
    methods_row: Option<(PageId, &MethodRow)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Operation {
    let decls = &cx.decls[page.index()];
    let subject = subject(cx, page);
    let bodies: Vec<&BodyDecl> = decls.bodies.iter().filter(|body| of_method(body, method)).collect();
    let response = response(cx, page, decl, method, &bodies, methods_row, diagnostics);
    let request = request(cx, api, page, decl, method, routes, &bodies, subject, &response, diagnostics);
    Operation {
        page,
        title: decls.title.value.clone(),
        subject,
        method,
        routes: routes
            .iter()
            .map(|route| Route {
                template: route.template.clone(),
                raw: route.raw.clone(),
                span: route.span,
                line: route.line,
            })
            .collect(),
        call: None,
        doc: doc(cx, page, &decl.doc),
        deprecated: decl.deprecated.clone(),
        permissions: decl.permissions.clone(),
        headers: decl
            .headers
            .iter()
            .map(|header| Header {
                name: header.name.clone(),
                required: header.required,
                doc: doc(cx, page, &header.doc),
                span: header.span,
            })
            .collect(),
        parameters: decl.parameters.iter().map(|row| parameter(cx, page, row)).collect(),
        request,
        response,
        examples: Vec::new(),
        span: decl.span,
    }
}

/// Whether an example belongs to requests of a method; one without a request line belongs to all.
fn of_method(body: &BodyDecl, method: Method) -> bool {
    body.request_line
        .as_ref()
        .and_then(|line| line.value.split_whitespace().next())
        .is_none_or(|word| word.eq_ignore_ascii_case(method.as_str()))
}

/// The type a page's file name speaks of: that of the resource page whose name begins the file's.
pub(super) fn subject(cx: &Context<'_>, page: PageId) -> Option<TypeId> {
    let path = cx.tree.path(page).to_lowercase();
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let tokens: Vec<&str> = stem.split('-').collect();
    let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    for end in (1..=tokens.len()).rev() {
        let resource = tokens[..end].join("-");
        for base in
            [if parent.is_empty() { "resources".to_owned() } else { format!("{parent}/resources") }, folder.to_owned()]
        {
            let found = cx.tree.by_lower_path(&format!("{base}/{resource}.md"));
            if let Some(target) = found.filter(|target| *target != page)
                && let Some(ItemType::Structured(id)) =
                    cx.names.index.of_page(target).iter().find(|item| matches!(item, ItemType::Structured(_)))
            {
                return Some(*id);
            }
        }
    }
    match cx.names.index.short(tokens[0], cx.tree.namespace(page)) {
        Some(ItemType::Structured(id)) if tokens.len() > 1 => Some(id),
        Some(_) | None => None,
    }
}

fn parameter(cx: &Context<'_>, page: PageId, row: &ParameterDecl) -> Parameter {
    Parameter {
        name: row.name.value.clone(),
        ty: row.ty.as_ref().and_then(|ty| cx.expr(ty, page)),
        required: row.remarks.required,
        doc: doc(cx, page, &row.doc),
        span: row.span,
    }
}

fn response(
    cx: &Context<'_>,
    page: PageId,
    decl: &OperationsDecl,
    method: Method,
    bodies: &[&BodyDecl],
    methods_row: Option<(PageId, &MethodRow)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Response {
    let span = if decl.response.span == crate::source::Span::default() { decl.span } else { decl.response.span };
    let answers: Vec<&&BodyDecl> =
        bodies.iter().filter(|body| body.status.is_some_and(|status| (200..400).contains(&status))).collect();
    let mut status: Vec<u16> = decl.response.codes.clone();
    if status.is_empty() {
        status.extend(answers.iter().filter_map(|body| body.status).take(1));
        if status.is_empty() {
            status.push(if method == Method::Delete { 204 } else { 200 });
        }
        let found = "no status code of success in the response section";
        diagnostics.push(
            Diagnostic::new(code::NO_STATUS, span, found)
                .expected(format!("a code such as `200 OK`; {} is taken", status[0])),
        );
    }
    let body = response_body(cx, page, decl, &status, &answers, methods_row, diagnostics, span);
    Response { status, body, span }
}

#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename the arguments")]
fn response_body(
    cx: &Context<'_>,
    page: PageId,
    decl: &OperationsDecl,
    status: &[u16],
    answers: &[&&BodyDecl],
    methods_row: Option<(PageId, &MethodRow)>,
    diagnostics: &mut Vec<Diagnostic>,
    span: crate::source::Span,
) -> ResponseBody {
    let shows = answers.iter().any(|body| body.json.is_some());
    if status[0] == 204 && !shows {
        return ResponseBody::None;
    }
    let prose = decl
        .response
        .mentions
        .iter()
        .find_map(|mention| cx.expr(mention, page).filter(|ty| ty.item != ItemType::Primitive(Primitive::Stream)));
    let streams = answers.iter().any(|body| {
        body.ty.as_ref().is_some_and(|ty| is_stream(&ty.value))
            || body.content_type.as_deref().is_some_and(|kind| is_bytes(kind))
    });
    if streams || decl.response.stream && prose.is_none() {
        return if status[0] == 302 { ResponseBody::Redirect } else { ResponseBody::Stream };
    }
    if status[0] == 302 && !shows {
        return ResponseBody::Redirect;
    }
    let annotated = answers.iter().find_map(|body| {
        let item = cx.name(&body.ty.as_ref()?.value, page)?;
        Some(TypeRef { item, collection: body.collection })
    });
    let listed = methods_row.and_then(|(from, row)| cx.expr(&row.returns, from));
    let collection = [prose, annotated].iter().flatten().any(|ty| ty.collection)
        || answers.iter().any(|body| body.collection || is_page(body));
    if let Some(ty) = prose.or(annotated).or_else(|| listed.filter(|_| shows || !decl.response.none)) {
        return ResponseBody::Value(TypeRef {
            item: ty.item,
            collection: collection || prose.is_none() && ty.collection,
        });
    }
    if !shows || decl.response.none {
        return ResponseBody::None;
    }
    diagnostics.push(
        Diagnostic::new(code::RETURN_UNRESOLVED, span, "a response whose type is not known")
            .expected("a link to the type that is returned; it is kept as untyped JSON"),
    );
    ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection })
}

fn is_stream(name: &str) -> bool {
    ["stream", "edm.stream", "file"].contains(&name.to_lowercase().as_str())
}

fn is_bytes(content_type: &str) -> bool {
    let kind = content_type.to_lowercase();
    ["image/", "audio/", "video/", "application/octet-stream", "text/csv", "application/pdf"]
        .iter()
        .any(|start| kind.starts_with(start))
}

/// Whether a body is a page of a collection.
fn is_page(body: &BodyDecl) -> bool {
    body.json
        .as_ref()
        .and_then(|json| json.get("value"))
        .is_some_and(|value| matches!(value.value, crate::decl::OwnedValue::Array(_)))
}

#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename the arguments")]
fn request(
    cx: &Context<'_>,
    api: &Api,
    page: PageId,
    decl: &OperationsDecl,
    method: Method,
    routes: &[&RouteDecl],
    bodies: &[&BodyDecl],
    subject: Option<TypeId>,
    response: &Response,
    diagnostics: &mut Vec<Diagnostic>,
) -> RequestBody {
    let rows = &decl.request.rows;
    let shown = bodies
        .iter()
        .any(|body| body.status.is_none() && body.json.is_some() && body.role == crate::api::ExampleRole::Request);
    if matches!(method, Method::Get | Method::Head | Method::Options)
        || rows.is_empty() && decl.request.none && !shown
        || method == Method::Delete && rows.is_empty()
    {
        return RequestBody::None;
    }
    let bytes = bodies.iter().find(|body| {
        body.role == crate::api::ExampleRole::Request
            && body.json.is_none()
            && body.content_type.as_deref().is_some_and(|kind| !kind.contains("json"))
    });
    let content = routes.iter().any(|route| matches!(route.template.segments.last(), Some(Segment::Literal(word)) if word == "$value" || word == "content"));
    if rows.is_empty() && !shown && (decl.request.stream || bytes.is_some() || content && method == Method::Put) {
        return RequestBody::Stream { content_type: bytes.and_then(|body| body.content_type.clone()) };
    }
    let mentioned = decl.request.mentions.iter().find_map(|mention| match cx.expr(mention, page)?.item {
        ItemType::Structured(id) => Some(TypeRef { item: ItemType::Structured(id), collection: mention.collection }),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    });
    let answered = match response.body {
        ResponseBody::Value(TypeRef { item: ItemType::Structured(id), collection: false }) => Some(id),
        ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    };
    if method == Method::Patch {
        let target = [mentioned.and_then(structured), answered, subject]
            .into_iter()
            .flatten()
            .max_by_key(|id| (fitting(api, *id, rows), usize::from(Some(*id) == mentioned.and_then(structured))));
        if let Some(ty) = target {
            let members = rows.iter().map(|row| body_member(cx, api, page, row, ty, diagnostics)).collect();
            return RequestBody::Patch { ty, members };
        }
    }
    if let Some(ty) = mentioned
        && let Some(id) = structured(ty)
        && (rows.is_empty() || 2 * fitting(api, id, rows) > rows.len())
    {
        rows.iter().for_each(|row| drop(body_member(cx, api, page, row, id, diagnostics)));
        return RequestBody::Value(ty);
    }
    if !rows.is_empty() {
        if let Some(id) = answered
            && mentioned.is_none()
            && rows.len() >= 2
            && fitting(api, id, rows) == rows.len()
        {
            return RequestBody::Value(TypeRef { item: ItemType::Structured(id), collection: false });
        }
        return RequestBody::Parameters(rows.iter().map(|row| parameter(cx, page, row)).collect());
    }
    if !shown {
        return RequestBody::None;
    }
    let annotated = bodies.iter().filter(|body| body.status.is_none()).find_map(|body| {
        let name = body
            .ty
            .as_ref()
            .map(|ty| ty.value.as_str())
            .or_else(|| body.json.as_ref()?.get("@odata.type")?.as_str())?;
        match cx.name(name, page)? {
            ItemType::Structured(id) => Some(id),
            ItemType::Primitive(_) | ItemType::Enum(_) => None,
        }
    });
    match annotated.or(answered.filter(|_| method != Method::Post || response.status[0] == 201)) {
        Some(id) => RequestBody::Value(TypeRef { item: ItemType::Structured(id), collection: false }),
        None => RequestBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false }),
    }
}

fn structured(ty: TypeRef) -> Option<TypeId> {
    match ty.item {
        ItemType::Structured(id) => Some(id),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

/// How many rows name members of the type.
fn fitting(api: &Api, id: TypeId, rows: &[ParameterDecl]) -> usize {
    rows.iter()
        .filter(|row| {
            row.name.value.contains('@')
                || api.members(id).any(|member| member.name.eq_ignore_ascii_case(&row.name.value))
        })
        .count()
}

/// A row of a body that is a value of a type: the property's own type decides.
fn body_member(
    cx: &Context<'_>,
    api: &Api,
    page: PageId,
    row: &ParameterDecl,
    ty: TypeId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parameter {
    let mut parameter = parameter(cx, page, row);
    let member = api.members(ty).find(|member| member.name.eq_ignore_ascii_case(&row.name.value));
    if let Some(member) = member {
        parameter.ty = Some(member.ty);
        parameter.name.clone_from(&member.name);
        if let Some(expr) =
            row.ty.as_ref().filter(|expr| expr.terms.first().is_some_and(|term| is_nameless(&term.text)))
        {
            let found = format!("`{}` as the type of `{}`", expr.raw, row.name.value);
            diagnostics.push(
                Diagnostic::new(code::TYPE_CELL_FORM, expr.span, found)
                    .expected("the name of the enumeration; the property's own type is taken")
                    .note(member.span, "the property"),
            );
        }
        if let ItemType::Enum(id) = member.ty.item {
            spellings(api, id, row, diagnostics);
        }
    }
    parameter
}

/// Values that a row lists in another spelling than the enumeration has.
fn spellings(api: &Api, id: crate::api::EnumId, row: &ParameterDecl, diagnostics: &mut Vec<Diagnostic>) {
    if row.ty.as_ref().is_some_and(|ty| ty.terms.first().is_some_and(|term| !is_nameless(&term.text))) {
        return;
    }
    for value in &row.remarks.values {
        if let Some(known) = api[id]
            .members
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(&value.value) && known.name != value.value)
        {
            let found = format!("`{}` for the member `{}`", value.value, known.name);
            diagnostics.push(
                Diagnostic::new(code::ENUM_CASE, value.span, found)
                    .expected("one spelling")
                    .note(known.span, "the spelling that is written"),
            );
        }
    }
}
