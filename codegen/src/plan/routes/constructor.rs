//! Constructors of route stubs.
//!
//! In: the templates of an operation. Out: a constructor for each template, with the names of its arguments. Invariant:
//! the name of a constructor usually follows from its template alone: from the fixed parts of the path, the arguments
//! of functions and the names of query options. Only if this name is already that of a template with fewer
//! placeholders, the keys of the path (`{id}`) or the constants of the query (`true` in `?recursive=true`) are added. A
//! new template can therefore only rename a constructor whose usual name it has too.

use std::collections::BTreeSet;

use crate::api::{Operation, Parameter, Piece, Route, Segment, Template};
use crate::plan::naming::ident::{Ident, NameCase};
use crate::plan::naming::scope::Scope;
use crate::text::letters::letters;

/// A constructor of the struct that is generated for an operation, such as `GetUser::users`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Constructor {
    /// The Rust name of the constructor.
    pub name: Ident,
    /// The index, among the routes of the operation, of the route that the constructor builds.
    pub route: usize,
    /// The index of the constructor's path among [`Constructors::paths`]. Constructors have the same index if their
    /// templates differ only in the query.
    pub path: usize,
    /// The arguments of the constructor, in the order of the template's placeholders.
    pub arguments: Vec<RouteArgument>,
}

/// An argument of a constructor.
#[derive(Clone, Debug, Hash)]
pub(crate) struct RouteArgument {
    /// The Rust name of the argument.
    pub name: Ident,
    /// Whether the argument is a value in the query; otherwise it is in the path.
    pub in_query: bool,
    /// Whether the argument may be omitted, so that it is an `Option`.
    pub optional: bool,
    /// `Some` if the argument takes a list of values: `Some(true)` if the template quotes each value, else
    /// `Some(false)`. `None` if the argument takes a single value.
    pub list: Option<bool>,
    /// The index of the parameter of the operation whose row describes the argument.
    pub parameter: Option<usize>,
}

/// The constructors of a stub, and the distinct paths of their routes.
pub(in crate::plan) struct Constructors {
    /// For each distinct path, the index of a route with this path.
    pub(in crate::plan) paths: Vec<usize>,
    /// A constructor for each distinct template.
    pub(in crate::plan) constructors: Vec<Constructor>,
}

impl Constructors {
    /// Keeps the constructors of the routes for which `stays` is true, without renaming any. `stays` has to be equal
    /// for all routes with the same path.
    pub(in crate::plan) fn retain(&mut self, stays: impl Fn(usize) -> bool) {
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.paths.len());
        let mut next = 0;
        for &route in &self.paths {
            places.push(stays(route).then_some(next));
            next += usize::from(stays(route));
        }
        self.paths.retain(|&route| stays(route));
        self.constructors.retain_mut(|constructor| match places[constructor.path] {
            Some(place) => {
                constructor.path = place;
                true
            }
            None => false,
        });
    }
}

/// Names that a constructor cannot have: the trait `Route` uses them for its own functions, or they would suggest
/// that the function does something else.
const RESERVED_CONSTRUCTORS: &[&str] = &[
    "advanced",
    "body",
    "call",
    "call_mut",
    "count",
    "default",
    "expand",
    "filter",
    "from_iter",
    "from_parts",
    "from_request",
    "from_str",
    "header",
    "new",
    "order_by",
    "query",
    "request",
    "response",
    "search",
    "select",
    "skip",
    "top",
    "with",
];

/// How much of a template becomes the name of its constructor. Most names are `Usual`; more is needed only if two
/// templates of an operation would have the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NameDetail {
    /// The fixed parts of the path, the arguments of functions and the names of query options: `users_messages`.
    Usual,
    /// The usual parts, and the constants of the query, such as `true` in `?recursive=true`.
    Values,
    /// The usual parts, and the keys of the path: `users_by_id_messages`.
    Keys,
    /// The usual parts, the keys of the path, and the constants of the query.
    All,
}

/// A constructor for each template of the operation. `divided` has the routes of the same page that became a separate
/// operation because they return a different type. They are named together with the routes of this operation, so that
/// dividing an operation renames no constructor.
pub(in crate::plan) fn constructors(operation: &Operation, divided: &[&Route]) -> Constructors {
    let templates = distinct_routes(operation);
    let template = |route: usize| -> &Template { &operation.routes[route].template };
    let mut paths: Vec<usize> = Vec::new();
    for &route in &templates {
        if !paths.iter().any(|&known| template(known).path == template(route).path) {
            paths.push(route);
        }
    }
    let own = templates.iter().map(|&route| &operation.routes[route]);
    let mut routes: Vec<(usize, &Route)> = own.chain(divided.iter().copied()).enumerate().collect();
    if !divided.is_empty() {
        routes.sort_by_key(|(_, route)| route.span.start);
    }
    let names = names(&routes.iter().map(|(_, route)| &*route.template).collect::<Vec<&Template>>());
    let mut names: Vec<(usize, Ident)> = routes.iter().map(|(place, _)| *place).zip(names).collect();
    names.sort_by_key(|(place, _)| *place);
    let names = names.into_iter().map(|(_, name)| name);
    let named = templates.iter().zip(names).map(|(&route, name)| {
        let path = paths.iter().position(|&known| template(known).path == template(route).path).unwrap_or_default();
        Constructor { name, route, path, arguments: arguments(template(route), &operation.parameters) }
    });
    let constructors = named.collect();
    Constructors { paths, constructors }
}

/// Renames a constructor that is called like its stub, such as `bakery_hottest` of `BakeryHottest`, to
/// `bakery_hottest_path`. Otherwise Clippy (`self_named_constructors`) would ask to call the function `new`.
pub(in crate::plan) fn keep_apart(constructors: &mut [Constructor], stub: &Ident) {
    let is_same = |constructor: &Constructor| letters(constructor.name.as_str()).eq(letters(stub.as_str()));
    let Some(same) = constructors.iter().position(is_same) else { return };
    let mut scope = Scope::new(&[], "");
    for (index, constructor) in constructors.iter().enumerate() {
        if index != same {
            scope.make_unique(constructor.name.clone());
        }
    }
    constructors[same].name = scope.make_unique(constructors[same].name.with_suffix("_path"));
}

/// A name for each template. If several have the same name, the template with the fewest placeholders keeps it, and the
/// names of the others contain more parts.
fn names(templates: &[&Template]) -> Vec<Ident> {
    let mut scope = Scope::new(RESERVED_CONSTRUCTORS, "_");
    let mut order: Vec<usize> = (0..templates.len()).collect();
    order.sort_by_key(|&index| (templates[index].placeholders.len(), index));
    let mut names: Vec<(usize, Ident)> = Vec::with_capacity(order.len());
    for index in order {
        let of = |detail| name(templates[index], detail);
        let is_free = |name: &Ident| scope.is_free(name);
        let wanted = [NameDetail::Usual, NameDetail::Values, NameDetail::Keys, NameDetail::All].map(of);
        let [usual, .., last] = &wanted;
        // If the usual name is reserved, it gets a suffix, and the more detailed names are not tried.
        let first = scope.is_reserved(usual).then_some(usual);
        let wanted = first.or_else(|| wanted.iter().find(|name| is_free(name))).unwrap_or(last).clone();
        names.push((index, scope.make_unique(wanted)));
    }
    names.sort_by_key(|(index, _)| *index);
    names.into_iter().map(|(_, name)| name).collect()
}

/// The indexes of the routes without repetitions. A route is left out if an earlier one has the same path and the same
/// query, whatever the placeholders in the query are called.
fn distinct_routes(operation: &Operation) -> Vec<usize> {
    /// The query options of a template, each with its constant. `None` in place of a constant stands for a placeholder.
    type QueryConstants<'a> = Vec<(&'a str, Option<&'a str>)>;
    let mut seen: BTreeSet<(&str, QueryConstants<'_>)> = BTreeSet::new();
    let is_new = |&index: &usize| {
        let template = &operation.routes[index].template;
        let query = template.query.iter().map(|part| match &part.value {
            Piece::Literal(text) => (part.name.as_str(), Some(text.as_str())),
            Piece::Placeholder(_) => (part.name.as_str(), None),
        });
        seen.insert((&template.path, query.collect()))
    };
    (0..operation.routes.len()).filter(is_new).collect()
}

fn name(template: &Template, detail: NameDetail) -> Ident {
    let base = path_name(template, detail);
    let parts = template.query.iter().map(|part| match &part.value {
        Piece::Literal(value) if matches!(detail, NameDetail::Values | NameDetail::All) => {
            format!("{}_{value}", part.name)
        }
        Piece::Literal(_) | Piece::Placeholder(_) => part.name.to_string(),
    });
    match parts.collect::<Vec<_>>().join("_and_") {
        text if text.is_empty() => base,
        text => Ident::new(&format!("{}_with_{text}", base.as_str()), NameCase::Snake),
    }
}

/// The name of a path: `/users/{id}/messages` becomes `users_messages`, or with its keys `users_by_id_messages`.
fn path_name(template: &Template, detail: NameDetail) -> Ident {
    let full = detail >= NameDetail::Keys;
    // Each part is written with a `_` before it, so that it becomes a word of its own.
    let mut words = String::with_capacity(template.path.len() + template.segments.len());
    let mut push = |parts: &[&str]| {
        words.push('_');
        parts.iter().for_each(|part| words.push_str(part));
    };
    let key = |placeholder: usize| template.placeholders.get(placeholder).map_or("key", |known| known.name.as_str());
    for segment in &template.segments {
        match segment {
            Segment::Literal(text) => push(&[unqualified(text)]),
            Segment::Cast(name) => push(&[unqualified(name)]),
            Segment::Key(placeholder) if full => push(&["by_", key(*placeholder)]),
            Segment::Key(_) => {}
            Segment::Call { name, .. } if !full && segment.keyed_collection().is_some() => push(&[name]),
            Segment::Call { name, arguments } => {
                push(&[unqualified(name)]);
                let mut joint = "by_";
                for argument in arguments {
                    match (&argument.value, &argument.name) {
                        (Piece::Placeholder(_), Some(name)) => push(&[std::mem::replace(&mut joint, "and_"), name]),
                        (Piece::Placeholder(placeholder), None) => {
                            push(&[std::mem::replace(&mut joint, "and_"), key(*placeholder)]);
                        }
                        (Piece::Literal(value), Some(name)) => push(&[name, "_", value]),
                        (Piece::Literal(value), None) => push(&[value]),
                    }
                }
            }
            Segment::Mixed(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Literal(text) => push(&[text]),
                        Piece::Placeholder(placeholder) if full => push(&["by_", key(*placeholder)]),
                        Piece::Placeholder(_) => {}
                    }
                }
            }
        }
    }
    let has_letter = words.bytes().any(|byte| byte.is_ascii_alphanumeric());
    match (has_letter, full, template.segments.is_empty()) {
        (true, _, _) => Ident::new(words.strip_prefix('_').unwrap_or(&words), NameCase::Snake),
        (false, _, true) => Ident::fixed("root"),
        (false, false, false) => path_name(template, NameDetail::Keys),
        (false, true, false) => Ident::fixed("path"),
    }
}

/// A name without its namespace: `user` for `microsoft.graph.user`.
fn unqualified(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((namespace, name)) if namespace.contains('.') => name,
        Some(_) | None => name,
    }
}

fn arguments(template: &Template, parameters: &[Parameter]) -> Vec<RouteArgument> {
    let mut scope = Scope::new(&["body"], "_");
    let named = template.placeholders.iter().enumerate().map(|(index, placeholder)| {
        let is_this = |value: &Piece| *value == Piece::Placeholder(index);
        let mut parts = template.query.iter().filter(|part| is_this(&part.value));
        let part = parts.next();
        let mut names = vec![placeholder.name.as_str(), &placeholder.raw];
        names.extend(part.map(|part| part.name.as_str()));
        let mut list = None;
        for segment in &template.segments {
            if let Segment::Call { arguments, .. } = segment {
                for argument in arguments.iter().filter(|argument| is_this(&argument.value)) {
                    names.extend(argument.name.as_deref());
                    list = argument.list.then_some(argument.quoted).or(list);
                }
            }
        }
        RouteArgument {
            name: scope.make_unique(Ident::new(&placeholder.name, NameCase::Snake)),
            in_query: part.is_some(),
            list,
            optional: part.into_iter().chain(parts).any(|part| part.optional),
            parameter: parameter_with_name(&names, parameters),
        }
    });
    named.collect()
}

/// The index of the parameter with one of these names. Earlier names are preferred.
fn parameter_with_name(names: &[&str], parameters: &[Parameter]) -> Option<usize> {
    names
        .iter()
        .filter(|name| letters(name).next().is_some())
        .find_map(|name| parameters.iter().position(|parameter| letters(&parameter.name).eq(letters(name))))
}
