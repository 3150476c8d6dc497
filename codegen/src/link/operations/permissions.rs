//! Links permission tables to routes.
//!
//! In: the tables of a page, the requests that they name, and the routes of one method. Out: the tables of that method,
//! each with the indexes of its routes. A table that names no route, and whose heading does not limit it to some routes
//! either, is about all routes. If no table is about a route, the permissions of the route are unknown, which is
//! reported.

use std::sync::Arc;

use crate::api::{Caller, Method, Permissions};
use crate::code;
use crate::decl::{OperationsDecl, RouteDecl, template};
use crate::diagnostic::{Diagnostic, Subject};

mod label;

/// The permission tables of one method. Most pages have a single table about all requests, which their methods share.
pub(super) fn bind(
    decl: &OperationsDecl,
    method: Method,
    routes: &[&RouteDecl],
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<Vec<Permissions>> {
    let names_requests = decl.permission_requests.iter().any(|requests| !requests.is_empty());
    if !names_requests && decl.permissions.len() < 2 {
        return Arc::clone(&decl.permissions);
    }
    let by_label = label::tables(decl, routes);
    let mut bound: Vec<Permissions> = Vec::with_capacity(decl.permissions.len());
    for (index, table) in decl.permissions.iter().enumerate() {
        let requests = decl.permission_requests.get(index).map(Vec::as_slice).unwrap_or_default();
        let requests: Vec<Request> = requests.iter().map(|text| Request::read(text)).collect();
        let is_meant = |route: &&RouteDecl| requests.iter().any(|request| request.is_of(route));
        let mut positions = positions(routes, |_, route| is_meant(&route));
        if positions.is_empty() {
            // A table that names a request of this page with another method is not about this method.
            if decl.routes.iter().any(|route| route.method != method && is_meant(&route)) {
                continue;
            }
            if let Some(by_label) = &by_label {
                positions = self::positions(routes, |position, _| by_label[position].contains(&index));
                if positions.is_empty() && requests.is_empty() {
                    // The label of this table names no route. The table is therefore about those routes that no label
                    // names.
                    positions = self::positions(routes, |position, _| by_label[position].is_empty());
                    if positions.is_empty() {
                        continue;
                    }
                }
            }
        }
        if positions.len() == routes.len() {
            positions.clear();
        }
        bound.push(Permissions { routes: positions, ..table.clone() });
    }
    if bound.is_empty() {
        return Arc::clone(&decl.permissions);
    }
    let left = self::positions(routes, |position, _| !bound.iter().any(|table| table.is_about(position)));
    if let Some(first) = left.first().and_then(|&position| routes.get(position as usize)) {
        let message = format!(
            "none of the tables of permissions on the page applies to `{} {}`",
            method.as_str(),
            first.template.path
        );
        diagnostics.push(
            Diagnostic::new(code::PERMISSIONS_UNKNOWN, first.span, message)
                .help("name the request above the table of permissions that applies to it, or add a table")
                .about(Subject::words(&first.template.path)),
        );
        let (unknown, span) = (Caller::ALL.to_vec(), first.span);
        bound.push(Permissions { routes: left, unknown, span, ..Permissions::default() });
    }
    Arc::new(bound)
}

fn positions(routes: &[&RouteDecl], is_meant: impl Fn(usize, &RouteDecl) -> bool) -> Vec<u32> {
    let meant = routes.iter().enumerate().filter(|(position, route)| is_meant(*position, route));
    meant.filter_map(|(position, _)| u32::try_from(position).ok()).collect()
}

/// A request to which a permission table applies, as the page names it above the table: `GET /me/events`.
struct Request {
    method: Option<String>,
    path: String,
}

impl Request {
    fn read(text: &str) -> Request {
        let text = text.trim();
        let (method, path) = match text.split_once(' ') {
            Some((method, path)) if !method.starts_with('/') => (Some(method.to_ascii_uppercase()), path.trim()),
            _ => (None, text),
        };
        let path = template::parse(path).map_or_else(|_| path.to_owned(), |(template, _)| template.path);
        Request { method, path: pattern(&path) }
    }

    fn is_of(&self, route: &RouteDecl) -> bool {
        self.method.as_deref().is_none_or(|method| method == route.method.as_str())
            && self.path == pattern(&route.template.path)
    }
}

/// A path in lower case without the names of its placeholders, to compare it with others.
fn pattern(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut depth = 0_usize;
    for character in path.chars() {
        match character {
            '{' => {
                depth += 1;
                out.push('{');
            }
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.extend(character.to_lowercase()),
            _ => {}
        }
    }
    out
}
