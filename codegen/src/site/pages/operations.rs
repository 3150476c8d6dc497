//! Pages of operations, and their lists by the first segment of their paths.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::api::{
    CallableKind, Caller, Header, Operation, OperationId, Parameter, Permissions, RequestBody, Response, ResponseBody,
    RouteOrigin, Scopes,
};
use crate::site::addresses::file_name;
use crate::site::layout::{Page, Section, filtered_table, paged, plural, table};
use crate::site::notation::{breakable, deprecated, method};
use crate::site::view::{RootPath, View};
use crate::site::{calls, exchanges};

/// A path, its operation, and the index of the route in the operation.
type Line = (String, OperationId, usize);

/// The page that lists the first segments of all paths, and for each segment the pages that list its paths.
pub(in crate::site) fn list_pages(view: &View<'_>) -> Vec<Page> {
    let mut roots: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for id in view.operations() {
        for (index, route) in view.api()[id].routes.iter().enumerate() {
            let path = &route.template.path;
            let segment = path.trim_start_matches('/').split(['/', '(', ':']).next().unwrap_or_default();
            roots.entry(segment.to_owned()).or_default().push((route.template.text(), id, index));
        }
    }
    let mut taken = std::collections::BTreeSet::new();
    let mut pages = Vec::new();
    let mut rows = Vec::new();
    for (segment, mut lines) in roots {
        let stem = file_name(&segment);
        let mut path = format!("operations/of-{stem}.html");
        let mut number = 1;
        while !taken.insert(path.clone()) {
            number += 1;
            // Two hyphens distinguish this path from the second page of the same list, which is `of-users-2.html`.
            path = format!("operations/of-{stem}--{number}.html");
        }
        lines.sort_by(|one, other| (&one.0, view.api()[one.1].method).cmp(&(&other.0, view.api()[other.1].method)));
        let methods = |name: &str| lines.iter().filter(|line| view.api()[line.1].method.as_str() == name).count();
        rows.push(html! {
            tr {
                th scope="row" { a href=(path) { code { "/" (segment) } } }
                td.number { (lines.len()) }
                @for name in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
                    @let count = methods(name);
                    td.number { @if count > 0 { (count) } }
                }
            }
        });
        pages.extend(pages_of_segment(view, &path, &segment, &lines));
    }
    let count = view.api().operations.len();
    pages.extend(paged(Section::Operations, Section::Operations.path(), "Operations", &rows, |rows, turns| {
        html! {
            h1 { "Operations" }
            p.lead { (plural(count, "operation")) ", by the first part of their paths." }
            (turns)
            (filtered_table("First parts of paths", &["Paths below", "#All", "#GET", "#POST", "#PATCH", "#PUT", "#DELETE"], rows))
        }
    }));
    pages
}

/// The pages that list all paths with the first segment `segment`, with the least privileged scopes for each.
fn pages_of_segment(view: &View<'_>, path: &str, segment: &str, lines: &[Line]) -> Vec<Page> {
    let root = RootPath::FOLDER;
    let row = |(text, id, route): &Line| {
        let operation = &view.api()[*id];
        html! {
            tr {
                td { (method(operation.method)) }
                td { code.path { (breakable(text, '/')) } }
                td { a href=(root.link_to(view.addresses.operation(*id))) { (operation.title) } }
                @for caller in Caller::ALL { td { (least_privileged(view, root, operation, *route, caller)) } }
            }
        }
    };
    let rows: Vec<Markup> = lines.iter().map(row).collect();
    paged(Section::Operations, path, &format!("Operations of /{segment}"), &rows, |rows, turns| {
        html! {
            p.crumb { a href=(root.link_to(Section::Operations.path())) { "Operations" } }
            h1 { "Operations of /" (segment) }
            p.lead { "Each path with the least privileged scopes that allow it." }
            (turns)
            (filtered_table("Operations", &["Method", "Path", "Operation", "Work or school account", "Personal account", "Application"], rows))
        }
    })
}

/// The least privileged scopes that let this kind of caller use the route; the words `not supported` or `not stated` if
/// there are none.
fn least_privileged(view: &View<'_>, root: RootPath, operation: &Operation, route: usize, caller: Caller) -> Markup {
    let tables: Vec<&Permissions> = operation.permissions.iter().filter(|table| table.is_about(route)).collect();
    let stated: Vec<&[Scopes]> = tables.iter().filter_map(|table| table.of(caller)).collect();
    let least: Option<&Scopes> = stated.iter().find_map(|alternatives| alternatives.first());
    html! {
        @match least {
            Some(scopes) => (view.scopes(root, scopes)),
            None if stated.is_empty() => span.quiet { "not stated" },
            None => span.quiet { "not supported" },
        }
    }
}

/// The name of a kind of caller.
pub(in crate::site) fn caller_name(caller: Caller) -> &'static str {
    match caller {
        Caller::DelegatedWork => "Work or school account",
        Caller::DelegatedPersonal => "Personal account",
        Caller::Application => "Application",
    }
}

/// The page of the site about one operation.
pub(in crate::site) fn page(view: &View<'_>, id: OperationId) -> Page {
    let root = RootPath::FOLDER;
    let operation = &view.api()[id];
    let stub = &view.plan().stubs[id.index()];
    let content = html! {
        p.crumb {
            a href=(root.link_to(Section::Operations.path())) { "Operations" }
            @if let Some(subject) = operation.subject { " / about " (view.type_link(root, subject)) }
        }
        h1 { (operation.title) }
        @if let Some(route) = operation.routes.first() {
            p.lead { (method(operation.method)) " " code.path { (route.template.text()) } }
        }
        (deprecated(operation.deprecated.as_deref()))
        (view.prose(root, &operation.doc))
        @if let Some(call) = &operation.call {
            p {
                "Calls the "
                (match call.kind { CallableKind::Action => "action", CallableKind::Function => "function" })
                " " code { (call.namespace) "." (call.name) }
                @match call.binding { Some(ty) => { ", bound to " (view.reference(root, ty)) "." }, None => "." }
            }
        }
        section aria-labelledby="paths" {
            h2 #paths { "Paths " span.count { (operation.routes.len()) } }
            ul.plain {
                @for route in &operation.routes {
                    li {
                        (method(operation.method)) " " code.path { (route.template.text()) }
                        @match route.origin {
                            RouteOrigin::RequestLine => {},
                            RouteOrigin::ParameterTable => { " " span.badge { "optional parameters" } },
                            RouteOrigin::Example => { " " span.badge { "only in an example" } },
                        }
                    }
                }
            }
        }
        (permissions(view, root, operation))
        (parameters(view, root, "Parameters", "parameters", &operation.parameters))
        (headers(view, root, "Request headers", "headers", &operation.headers))
        (request(view, root, &operation.request))
        (response(view, root, &operation.response))
        (exchanges::section(view, operation))
        (calls::section(view, id))
        section aria-labelledby="source" {
            h2 #source { "Source" }
            dl.facts {
                dt { "Page" }
                dd { (view.source_page(operation.page)) }
                dt { "Rust" }
                dd { code { (view.library()) "::routes::" (view.plan().routes[stub.module].path_of(&stub.name)) } }
            }
        }
        (view.findings_section(root, &[view.api()[operation.page].source]))
    };
    let path = view.addresses.operation(id).to_owned();
    Page { path, title: operation.title.clone(), section: Section::Operations, content }
}

fn permissions(view: &View<'_>, root: RootPath, operation: &Operation) -> Markup {
    let row = |table: &Permissions, caller: Caller| {
        html! {
            tr {
                th scope="row" { (caller_name(caller)) }
                @match table.of(caller) {
                    None => { td colspan="2" { span.quiet { "not stated" } } },
                    Some([]) => { td colspan="2" { span.quiet { "not supported" } } },
                    Some([free]) if free.is_empty() => { td colspan="2" { span.quiet { "no permission is needed" } } },
                    Some([least, more @ ..]) => {
                        td { (view.scopes(root, least)) }
                        td { @for (index, scopes) in more.iter().enumerate() { @if index > 0 { ", " } (view.scopes(root, scopes)) } }
                    },
                }
            }
        }
    };
    html! {
        section aria-labelledby="permissions" {
            h2 #permissions { "Permissions" }
            @if operation.permissions.is_empty() { p { "The page has no table of permissions." } }
            @for permissions in operation.permissions.iter() {
                @let label = permissions.label.as_deref().unwrap_or("Permissions");
                @if permissions.label.is_some() { h3 { (label) } }
                @if !permissions.routes.is_empty() {
                    p {
                        "For " @for (index, &route) in permissions.routes.iter().enumerate() {
                            @if index > 0 { ", " }
                            @if let Some(route) = operation.routes.get(route as usize) { code.path { (route.template.path) } }
                        } "."
                    }
                }
                (table(label, &["Caller", "Least privileged", "More privileged"], &Caller::ALL.map(|caller| row(permissions, caller))))
            }
        }
    }
}

fn required(required: Option<bool>) -> &'static str {
    match required {
        Some(true) => "required",
        Some(false) => "optional",
        None => "",
    }
}

fn parameters(view: &View<'_>, root: RootPath, title: &str, anchor: &str, parameters: &[Parameter]) -> Markup {
    let row = |parameter: &Parameter| {
        html! {
            tr {
                th scope="row" { code { (parameter.name) } }
                td { @if let Some(ty) = parameter.ty { (view.reference(root, ty)) } }
                td { (required(parameter.required)) }
                td.words { (view.prose(root, &parameter.doc)) }
            }
        }
    };
    let rows: Vec<Markup> = parameters.iter().map(row).collect();
    html! {
        @if !rows.is_empty() {
            section aria-labelledby=(anchor) {
                h2 id=(anchor) { (title) " " span.count { (rows.len()) } }
                (table(title, &["Name", "Type", "Required", "Description"], &rows))
            }
        }
    }
}

fn headers(view: &View<'_>, root: RootPath, title: &str, anchor: &str, headers: &[Header]) -> Markup {
    let row = |header: &Header| {
        html! {
            tr {
                th scope="row" { code { (header.name) } }
                td { (required(header.required)) }
                td.words { (view.prose(root, &header.doc)) }
            }
        }
    };
    let rows: Vec<Markup> = headers.iter().map(row).collect();
    html! {
        @if !rows.is_empty() {
            section aria-labelledby=(anchor) {
                h2 id=(anchor) { (title) }
                (table(title, &["Name", "Required", "Description"], &rows))
            }
        }
    }
}

fn request(view: &View<'_>, root: RootPath, request: &RequestBody) -> Markup {
    match request {
        RequestBody::None => html! {},
        RequestBody::Value(ty) => html! {
            section aria-labelledby="body" { h2 #body { "Request body" } p { "A value of " (view.reference(root, *ty)) "." } }
        },
        RequestBody::Patch { ty, members } => html! {
            section aria-labelledby="body" {
                h2 #body { "Request body" }
                p { "Members of " (view.type_link(root, *ty)) " to change" @if members.is_empty() { "." } @else { ":" } }
            }
            (parameters(view, root, "Members that may be changed", "members", members))
        },
        RequestBody::Parameters(list) => parameters(view, root, "Request body", "body", list),
        RequestBody::Stream { content_type } => html! {
            section aria-labelledby="body" {
                h2 #body { "Request body" }
                p { "Bytes" @if let Some(media_type) = content_type { " of " code { (media_type) } } "." }
            }
        },
    }
}

fn response(view: &View<'_>, root: RootPath, response: &Response) -> Markup {
    html! {
        section aria-labelledby="response" {
            h2 #response { "Response" }
            p {
                @for (index, status) in response.status.iter().enumerate() {
                    @if index > 0 { " or " }
                    code { (status) }
                }
                @match response.body {
                    ResponseBody::None => " without a body.",
                    ResponseBody::Value(ty) => { " with " (view.reference(root, ty)) "." },
                    ResponseBody::Stream => " with bytes.",
                    ResponseBody::Redirect => ", a redirection.",
                }
                @if let Some(ty) = response.operation { " It goes on as " (view.type_link(root, ty)) "." }
            }
        }
        (headers(view, root, "Response headers", "response-headers", &response.headers))
    }
}
