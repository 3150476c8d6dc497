//! Links permission tables to routes.
//!
//! In: the tables of a page, the requests that they name, and the routes of one method. Out: the tables of that method, each
//! with the positions of its routes. Invariant: a table that names no route and has no label that tells is about all routes;
//! of a route that no table is about the permissions are unknown, which is reported.

use std::sync::Arc;

use crate::api::{Caller, Method, Permissions, Segment, Template};
use crate::code;
use crate::decl::vocabulary::permissions::{LABEL_ACTORS, LABEL_FILLERS};
use crate::decl::vocabulary::requests::OWN_USER;
use crate::decl::{OperationsDecl, RouteDecl, template};
use crate::diagnostic::{Diagnostic, Subject};
use crate::text::singular::singular;

/// The tables of one method. Most pages have one, which is about everything, and then it is shared.
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
    let by_label = by_label(&decl.permissions, routes);
    let mut bound: Vec<Permissions> = Vec::with_capacity(decl.permissions.len());
    for (index, table) in decl.permissions.iter().enumerate() {
        let requests = decl.permission_requests.get(index).map(Vec::as_slice).unwrap_or_default();
        let requests: Vec<Request> = requests.iter().map(|text| Request::read(text)).collect();
        let is_meant = |route: &&RouteDecl| requests.iter().any(|request| request.is_of(route));
        let mut positions = positions(routes, |_, route| is_meant(&route));
        if positions.is_empty() {
            // A table about another method of the page says nothing of this one.
            if decl.routes.iter().any(|route| route.method != method && is_meant(&route)) {
                continue;
            }
            positions = self::positions(routes, |position, _| by_label[position].contains(&index));
        }
        if positions.is_empty() && requests.is_empty() && by_label.iter().all(|tables| !tables.is_empty()) {
            continue;
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
        let message = format!("no table of permissions is about `{} {}`", method.as_str(), first.template.path);
        diagnostics.push(
            Diagnostic::new(code::PERMISSIONS_UNKNOWN, first.span, message)
                .help("add the request to those of a table, or a table for it")
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

/// A request as a table names it.
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

/// A path without the names of its placeholders, letter case ignored.
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

/// For each route the tables whose labels name its target. Of several the labels that name the most of its last
/// segments win.
fn by_label(tables: &[Permissions], routes: &[&RouteDecl]) -> Vec<Vec<usize>> {
    let labels: Vec<Vec<String>> =
        tables.iter().map(|table| words(table.label.as_deref().unwrap_or_default())).collect();
    if labels.iter().any(Vec::is_empty) || tables.len() < 2 {
        return vec![Vec::new(); routes.len()];
    }
    let of_route = |route: &&RouteDecl| {
        let named = names(&route.template);
        let fits: Vec<Option<(usize, usize)>> = labels.iter().map(|label| fit(label, &named)).collect();
        let best = fits.iter().flatten().max().copied();
        let is_best = |(_, fit): &(usize, &Option<(usize, usize)>)| fit.is_some() && **fit == best;
        fits.iter().enumerate().filter(is_best).map(|(index, _)| index).collect()
    };
    let meant: Vec<Vec<usize>> = routes.iter().map(of_route).collect();
    // Labels that fit all routes alike are about something else.
    let mut distinct: Vec<&Vec<usize>> = meant.iter().filter(|tables| !tables.is_empty()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 2 { vec![Vec::new(); routes.len()] } else { meant }
}

/// The names in a label. Empty if the label names the actor, not the resource.
fn words(label: &str) -> Vec<String> {
    let lower = label.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.filter(|word| !LABEL_FILLERS.contains(word)).map(singular).collect();
    if words.iter().any(|word| LABEL_ACTORS.contains(&word.as_str())) { Vec::new() } else { words }
}

/// The singular of each fixed segment of a path.
fn names(template: &Template) -> Vec<String> {
    let name = |segment: &Segment| match segment {
        Segment::Literal(word) if word == OWN_USER.0 => OWN_USER.1.to_owned(),
        Segment::Literal(word) => singular(&word.to_lowercase()),
        Segment::Cast(name) => name.rsplit('.').next().unwrap_or(name).to_lowercase(),
        Segment::Call { name, .. } => name.to_lowercase().to_string(),
        Segment::Key(_) | Segment::Mixed(_) => String::new(),
    };
    template.segments.iter().map(name).collect()
}

/// How well a label fits a path: the position of its last name, and the number of its names. `None` if the path lacks
/// one of them.
fn fit(label: &[String], names: &[String]) -> Option<(usize, usize)> {
    let place = |word: &String| names.iter().rposition(|name| name == word);
    let places: Option<Vec<usize>> = label.iter().map(place).collect();
    Some((places?.into_iter().max()?, label.len()))
}
