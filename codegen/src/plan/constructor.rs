//! Constructors of route stubs.
//!
//! In: the templates of an operation. Out: a constructor for each, with the names of its arguments.
//! Invariant: names are made from the template alone, so that another template renames none it does not resemble.

use super::name::{Case, Ident};
use super::scope::Scope;
use crate::api::{Operation, Piece, Route, Segment, Template};

/// A constructor of a stub.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// Its name.
    pub name: Ident,
    /// The index among the routes of the operation.
    pub route: usize,
    /// Its arguments, in the order of the template's placeholders.
    pub arguments: Vec<RouteArgument>,
}

/// An argument of a constructor.
#[derive(Clone, Debug)]
pub struct RouteArgument {
    /// Its name.
    pub name: Ident,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Names that constructors cannot have, because the trait uses them or because they promise something else.
const RESERVED_CONSTRUCTORS: &[&str] =
    &["body", "call", "call_mut", "default", "from_iter", "from_str", "header", "new", "query", "request", "response"];

/// A constructor for each template, named after its fixed parts; where several have the same, after all parts.
pub(super) fn constructors(operation: &Operation, templates: &[usize]) -> Vec<Constructor> {
    let short: Vec<Ident> = templates.iter().map(|&route| path_name(&operation.routes[route], false)).collect();
    let mut scope = Scope::new(RESERVED_CONSTRUCTORS, "_");
    let named = templates.iter().zip(&short).map(|(&index, name)| {
        let route = &operation.routes[index];
        let is_alone = short.iter().filter(|other| *other == name).count() == 1;
        let wanted = if is_alone { name.clone() } else { path_name(route, true) };
        Constructor { name: scope.give(wanted), route: index, arguments: arguments(&route.template) }
    });
    named.collect()
}

/// `/users/{id}/messages` as `users_messages`, or in full as `users_by_id_messages`.
fn path_name(route: &Route, full: bool) -> Ident {
    let template = &route.template;
    let mut words: Vec<String> = Vec::new();
    let key = |placeholder: usize| match template.placeholders.get(placeholder) {
        Some(placeholder) => format!("by_{}", placeholder.name),
        None => "by_key".to_owned(),
    };
    for segment in &template.segments {
        match segment {
            Segment::Literal(text) => words.push(unqualified(text).to_owned()),
            Segment::Cast(name) => words.push(unqualified(name).to_owned()),
            Segment::Key(placeholder) if full => words.push(key(*placeholder)),
            Segment::Key(_) => {}
            Segment::Call { name, arguments } => {
                words.push(unqualified(name).to_owned());
                let keys = arguments.iter().filter_map(|argument| match &argument.value {
                    Piece::Placeholder(placeholder) => Some(key(*placeholder)),
                    Piece::Literal(_) => None,
                });
                words.extend(keys.filter(|_| full));
            }
            Segment::Mixed(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Literal(text) => words.push(text.clone()),
                        Piece::Placeholder(placeholder) if full => words.push(key(*placeholder)),
                        Piece::Placeholder(_) => {}
                    }
                }
            }
        }
    }
    let has_letter = words.iter().any(|word| word.chars().any(|char| char.is_ascii_alphanumeric()));
    match (has_letter, full, template.segments.is_empty()) {
        (true, _, _) => Ident::new(&words.join("_"), Case::Snake),
        (false, _, true) => Ident::fixed("root"),
        (false, false, false) => path_name(route, true),
        (false, true, false) => Ident::fixed("path"),
    }
}

/// A name without its namespace.
fn unqualified(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((namespace, name)) if namespace.contains('.') => name,
        Some(_) | None => name,
    }
}

fn arguments(template: &Template) -> Vec<RouteArgument> {
    let mut scope = Scope::new(&["body"], "_");
    let named = template.placeholders.iter().enumerate().map(|(index, placeholder)| {
        let is_this = |value: &Piece| *value == Piece::Placeholder(index);
        let optional = template.query.iter().any(|part| part.optional && is_this(&part.value));
        RouteArgument { name: scope.give(Ident::new(&placeholder.name, Case::Snake)), optional }
    });
    named.collect()
}
