//! Operations: the requests of a page by method, with what is sent and what comes back.
//!
//! The response's type is taken from the response prose, then the response annotation, then the `Methods` row that links
//! to the page; whether it is a collection, from any of these that says so.

pub(crate) mod callables;
pub(crate) mod overloads;
mod parameters;
mod permissions;
pub(crate) mod requests;

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::api::{
    Header, ItemType, Method, Operation, PageId, Part, Primitive, RequestBody, Response, ResponseBody, Route, TypeId,
    TypeRef,
};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue, MethodRow, OperationsDecl, PageDecls, RouteDecl};
use crate::diagnostic::Diagnostic;
use crate::link::exchanges::owners::{Owner, Paths, Usual, owners};
use crate::link::names::index::Index;
use crate::link::names::resolve::Context;
use crate::link::operations::parameters::parameter;
use crate::link::operations::requests::misplaced;
use crate::link::pages::links::doc;
use crate::link::pages::{Tree, per_page};
use crate::text::lowercase::lower;

/// The operations of a tree, and for each page the operations that its messages belong to, counted from the page's first.
pub(super) struct Made {
    pub(super) operations: Vec<Operation>,
    pub(super) owners: Vec<Vec<Owner>>,
}

/// Makes the operations of every page, but for what they send.
pub(super) fn link(cx: &Context<'_>, usual: &Usual<'_>) -> (Made, Vec<Diagnostic>) {
    let methods = method_rows(cx);
    let mut diagnostics = Vec::new();
    let pages = per_page(cx.decls, &mut diagnostics, |id, page, diagnostics| {
        let Some(decl) = &page.operations else { return vec![(Vec::new(), Vec::new())] };
        let groups = groups(decl);
        let owners = owners(page, &groups.iter().map(paths).collect::<Vec<_>>(), usual);
        let made = groups.into_iter().enumerate().map(|(index, (method, part, routes))| {
            let bodies = page.bodies.iter().zip(&owners);
            let bodies =
                bodies.filter(|(_, owner)| [Owner::Any, Owner::One(index)].contains(owner)).map(|(body, _)| body);
            let listed = methods.get(&id).copied();
            let scene = Scene { cx, page: id, decl, method, part, routes, bodies: bodies.collect(), listed };
            operation(&scene, diagnostics)
        });
        vec![(made.collect(), owners)]
    });
    let (operations, owners): (Vec<Vec<Operation>>, Vec<Vec<Owner>>) = pages.into_iter().unzip();
    (Made { operations: operations.into_iter().flatten().collect(), owners }, diagnostics)
}

fn paths<'d>((method, part, routes): &(Method, Part, Vec<&'d RouteDecl>)) -> Paths<'d> {
    let templates = routes.iter().map(|route| &route.template);
    Paths { method: *method, part: *part, templates: templates.collect() }
}

/// The request lines of a page by method; those of one method apart where they lead to different things.
fn groups(decl: &OperationsDecl) -> Vec<(Method, Part, Vec<&RouteDecl>)> {
    let mut groups: Vec<(Method, Part, Vec<&RouteDecl>)> = Vec::new();
    for route in &decl.routes {
        let part = match (Part::of_path(&route.template.path), route.method) {
            (_, Method::Delete) | (Part::Count, Method::Post | Method::Put | Method::Patch) => Part::Whole,
            (part, _) => part,
        };
        match groups.iter_mut().find(|(method, known, _)| *method == route.method && *known == part) {
            Some((_, _, routes)) => routes.push(route),
            None => groups.push((route.method, part, vec![route])),
        }
    }
    let methods: Vec<Method> = groups.iter().map(|(method, ..)| *method).collect();
    for (method, part, _) in &mut groups {
        if methods.iter().filter(|known| *known == method).count() == 1 {
            *part = Part::Whole;
        }
    }
    groups
}

/// The `Methods` row that links to each operation page.
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

/// One method of one page, with what its responses are read from.
struct Scene<'a> {
    cx: &'a Context<'a>,
    page: PageId,
    decl: &'a OperationsDecl,
    method: Method,
    part: Part,
    routes: Vec<&'a RouteDecl>,
    bodies: Vec<&'a BodyDecl>,
    /// The `Methods` row that links to the page, and the page that it stands on.
    listed: Option<(PageId, &'a MethodRow)>,
}

fn operation(scene: &Scene<'_>, diagnostics: &mut Vec<Diagnostic>) -> Operation {
    let Scene { cx, page, decl, .. } = *scene;
    let response = response(scene, diagnostics);
    let routes = scene.routes.iter().map(|route| Route {
        template: Arc::clone(&route.template),
        raw: route.raw.clone(),
        origin: route.origin,
        span: route.span,
    });
    let headers = decl.headers.iter().map(|header| Header {
        name: header.name.clone(),
        required: header.required,
        doc: doc(cx, page, &header.doc),
        span: header.span,
    });
    let rows = decl.parameters.iter().chain(misplaced(decl));
    Operation {
        page,
        title: cx.decls[page.index()].title.value.clone(),
        pinned: None,
        subject: cx.subjects[page.index()],
        method: scene.method,
        part: scene.part,
        routes: routes.collect(),
        call: None,
        doc: doc(cx, page, &decl.doc),
        deprecated: decl.deprecated.clone(),
        permissions: permissions::bind(scene.decl, scene.method, &scene.routes, diagnostics),
        headers: headers.collect(),
        parameters: rows.map(|row| parameter(cx, page, row)).collect(),
        request: RequestBody::None,
        response,
        examples: Vec::new(),
        exchanges: Vec::new(),
        span: decl.span,
    }
}

/// For each page the type that its file name speaks of; only those of operations speak of another's.
pub(super) fn subjects(decls: &[PageDecls], tree: &Tree<'_>, index: &Index) -> Vec<Option<TypeId>> {
    let subject = |(position, page): (usize, &PageDecls)| {
        page.operations.as_ref().and_then(|_| subject(tree, index, PageId::from_index(position)))
    };
    decls.par_iter().enumerate().map(subject).collect()
}

/// The type a page's file name speaks of: that of the resource page whose name begins the file's.
fn subject(tree: &Tree<'_>, index: &Index, page: PageId) -> Option<TypeId> {
    let path = lower(tree.path(page));
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let parent = &folder[..folder.rfind('/').map_or(0, |at| at + 1)];
    let ends = stem.match_indices(['-', '_']).map(|(at, _)| at).chain([stem.len()]);
    let mut candidate = String::with_capacity(path.len() + RESOURCES.len());
    for end in ends.rev() {
        for (base, below) in [(parent, RESOURCES), (folder, "")] {
            candidate.clear();
            for part in [base, below, "/", &stem[..end], ".md"] {
                candidate.push_str(part);
            }
            let items =
                tree.by_lower_path(&candidate).filter(|target| *target != page).map(|target| index.of_page(target));
            if let Some(id) = items.into_iter().flatten().find_map(structured) {
                return Some(id);
            }
        }
    }
    let first = stem.split(['-', '_']).next().filter(|first| *first != stem)?;
    structured(&index.short(first, tree.namespace(page))?.item)
}

/// The folder of pages about resources, beside that of pages about operations.
const RESOURCES: &str = "resources";

fn structured(item: &ItemType) -> Option<TypeId> {
    match item {
        ItemType::Structured(id) => Some(*id),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

fn response(scene: &Scene<'_>, diagnostics: &mut Vec<Diagnostic>) -> Response {
    let Scene { decl, method, .. } = *scene;
    let span = if decl.response.span == crate::source::Span::default() { decl.span } else { decl.response.span };
    let answers: Vec<&BodyDecl> = scene
        .bodies
        .iter()
        .copied()
        .filter(|body| body.status.is_some_and(|status| (200..400).contains(&status)))
        .collect();
    let mut status: Vec<u16> = decl.response.codes.clone();
    if status.is_empty() {
        status.extend(answers.iter().filter_map(|body| body.status).take(1));
        if status.is_empty() {
            status.push(if method == Method::Delete { 204 } else { 200 });
        }
        let message = format!("the response section states no status code of success, and {} is assumed", status[0]);
        diagnostics.push(Diagnostic::new(code::NO_STATUS, span, message).help("write a code such as `200 OK`"));
    }
    let body = response_body(scene, &status, &answers, span, diagnostics);
    Response { status, body, span }
}

fn response_body(
    scene: &Scene<'_>,
    status: &[u16],
    answers: &[&BodyDecl],
    span: crate::source::Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResponseBody {
    let Scene { cx, page, decl, .. } = *scene;
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
        body.ty.as_ref().is_some_and(|ty| is_stream(&ty.value)) || body.content_type().is_some_and(is_bytes)
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
    let listed = scene.listed.and_then(|(from, row)| cx.expr(&row.returns, from));
    let collection = [prose, annotated].iter().flatten().any(|ty| ty.collection)
        || answers.iter().any(|body| body.collection || is_page(body));
    // An annotation names the type of the body, of which prose may only say what is in it.
    let prose = prose.filter(|ty| annotated.is_none() || !matches!(ty.item, ItemType::Primitive(_)));
    if let Some(ty) = prose.or(annotated).or_else(|| listed.filter(|_| shows || !decl.response.none)) {
        return ResponseBody::Value(TypeRef {
            item: ty.item,
            collection: collection || prose.is_none() && ty.collection,
        });
    }
    if !shows || decl.response.none {
        return ResponseBody::None;
    }
    if let Some(item) = answers.iter().find_map(|body| scalar(body)) {
        return ResponseBody::Value(TypeRef { item: ItemType::Primitive(item), collection: false });
    }
    diagnostics.push(
        Diagnostic::new(code::RETURN_UNRESOLVED, span, "the response section names no type that is documented")
            .help("link the type that is returned; the body is kept as untyped JSON"),
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

/// The primitive of a body that has one plain value and nothing else. What a text is one of is not seen in it.
fn scalar(body: &BodyDecl) -> Option<Primitive> {
    let json = body.root()?;
    if json.members().any(|(name, _)| name.value != "value" && !name.value.contains('@')) {
        return None;
    }
    match json.get("value")?.value() {
        JsonValue::Bool(_) => Some(Primitive::Boolean),
        JsonValue::Number(text) if !text.contains(['.', 'e', 'E']) => Some(Primitive::Int32),
        JsonValue::Number(_) => Some(Primitive::Double),
        JsonValue::String(_) => Some(Primitive::String),
        JsonValue::Null | JsonValue::Array(_) | JsonValue::Object => None,
    }
}

/// Whether a body is a page of a collection.
fn is_page(body: &BodyDecl) -> bool {
    body.root().and_then(|json| json.get("value")).is_some_and(JsonNode::is_array)
}
