//! Changes of routes: parameters, responses and permissions.
//!
//! A route is identified by its method and its path. The names of its placeholders and the page that documents it do
//! not matter. If several pages document one route, each page of the earlier state is compared with the same page of
//! the current state. Pages that only one state has for the route are compared in order: the first with the first, and
//! so on.

pub(super) mod causes;
mod consequences;
mod headers;
mod parameters;
mod permissions;
mod query_options;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::{
    CONTENT_TYPE_CHANGED, DEPRECATION_LIFTED, OPTIONAL_REQUEST_BODY_ADDED, REQUEST_BODY_ADDED, REQUEST_BODY_REMOVED,
    REQUEST_TYPE_CHANGED, REQUEST_TYPE_WIDENED, RESPONSE_BODY_ADDED, RESPONSE_BODY_REMOVED, RESPONSE_TYPE_CHANGED,
    RESPONSE_TYPE_NARROWED, RESPONSE_TYPE_WIDENED, ROUTE_ADDED, ROUTE_DEPRECATED, ROUTE_MOVED, ROUTE_REMOVED,
    ROUTE_REMOVED_AFTER_DEPRECATION, STATUS_ADDED, STATUS_REMOVED,
};
use super::kind::{ChangeKind, Level};
use super::members::Members;
use super::renames::{Names, item};
use super::surface::{Operation, Parameter, Permissions, Place, QueryPart, Route, Surface};
use super::types::one_sided;
use crate::api::{with_empty_braces, without_names};

/// A route (a method with a path), together with the operation of the page that documents the route.
#[derive(Clone, Copy)]
struct Use<'a> {
    operation: &'a Operation,
    route: &'a Route,
    position: usize,
}

type Routes<'a> = BTreeMap<String, Vec<Use<'a>>>;

/// Compares the operations. Returns the routes whose request or response body changed only because a type or one of its
/// properties changed. The change is then reported for the type and not for the route.
pub(super) fn compare(
    before: &Surface,
    after: &Surface,
    names: &Names<'_>,
    changes: &mut Vec<Change>,
) -> BTreeSet<String> {
    let (old, new) = (routes(before), routes(after));
    let members = Members::new(before, after);
    let mut follow = BTreeSet::new();
    let moved = moved(&old, &new);
    for (subject, uses) in &old {
        let today = moved.get(subject.as_str()).copied().unwrap_or(subject);
        let Some(others) = new.get(today) else {
            changes.push(removed(subject, uses));
            continue;
        };
        if today != subject
            && let (Some(from), Some(to)) = (uses.first(), others.first())
        {
            changes.push(Change {
                kind: &ROUTE_MOVED,
                subject: subject.clone(),
                message: format!("`{}` is now `{}`.", shown(from.route), shown(to.route)),
                also: Vec::new(),
                before: Some(from.route.place.state(subject.as_str())),
                after: Some(to.route.place.state(today)),
            });
        }
        for (from, to) in paired(uses, others) {
            let pair = Pair { subject: today, shown: shown(to.route), from, to, names, members: &members };
            if pair.compare(changes) {
                follow.insert(today.to_owned());
            }
        }
    }
    let arrived: BTreeSet<&str> = moved.values().copied().collect();
    for (subject, uses) in new.iter().filter(|(subject, _)| !old.contains_key(*subject)) {
        if let Some(first) = uses.first().filter(|_| !arrived.contains(subject.as_str())) {
            let message = format!("`{}` is new.", shown(first.route));
            changes.push(one_sided(&ROUTE_ADDED, subject, message, &first.route.place, false));
        }
    }
    follow
}

/// The documented operations of each method and path, by a key such as `GET /users/{}`.
fn routes(surface: &Surface) -> Routes<'_> {
    let mut routes = Routes::new();
    for operation in &surface.operations {
        for (position, route) in operation.routes.iter().enumerate() {
            let entry = routes.entry(subject(route)).or_default();
            // If several operations of one page have the same method and path, only the first one is compared.
            if entry.iter().all(|known| known.operation.page != operation.page) {
                entry.push(Use { operation, route, position });
            }
        }
    }
    routes
}

/// The key of a route, such as `GET /users/{}/messages`. The path is in lower case, and its placeholders have no names.
/// Arguments of functions keep their parameter names: `delta(token={})`.
fn subject(route: &Route) -> String {
    format!("{} {}", route.method, without_names(&route.path))
}

/// The route as messages name it: `GET /users/{}/mailFolders`, in the letter case of its page.
fn shown(route: &Route) -> String {
    format!("{} {}", route.method, with_empty_braces(&route.path))
}

/// Finds the routes whose path changed. The key is the former subject of a route, the value its current subject. Two
/// routes are paired if:
///
/// - one page no longer has the first route and now has the second one,
/// - they have the same method and similar paths, and
/// - neither of them is similar to another such route of the page.
fn moved<'a>(old: &'a Routes<'_>, new: &'a Routes<'_>) -> BTreeMap<&'a str, &'a str> {
    let lone = |routes: &'a Routes<'_>, other: &Routes<'_>| {
        let mut by_page: BTreeMap<(&'a str, &'a str), Vec<&'a str>> = BTreeMap::new();
        for (subject, uses) in routes.iter().filter(|(subject, _)| !other.contains_key(*subject)) {
            for one in uses {
                by_page.entry((one.operation.page.as_str(), one.route.method.as_str())).or_default().push(subject);
            }
        }
        by_page
    };
    let (gone, come) = (lone(old, new), lone(new, old));
    let mut moved = BTreeMap::new();
    for (page, subjects) in gone {
        let Some(others) = come.get(&page) else { continue };
        for subject in &subjects {
            let mut alike = others.iter().filter(|other| are_similar(subject, other));
            if let (Some(other), None) = (alike.next(), alike.next())
                && subjects.iter().filter(|subject| are_similar(subject, other)).count() == 1
            {
                moved.insert(*subject, *other);
            }
        }
    }
    moved
}

/// Whether two paths are similar. They have the same number of segments and differ in at most one of them, or one
/// path is the other with one more segment.
fn are_similar(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split('/').collect(), other.split('/').collect());
    let same = |(a, b): (&&str, &&str)| a == b;
    let head = one.iter().zip(&other).take_while(|pair| same((pair.0, pair.1))).count();
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|pair| same((pair.0, pair.1))).count();
    one.len().max(other.len()) <= head + tail + 1
}

fn removed(subject: &str, uses: &[Use<'_>]) -> Change {
    let place = uses.first().map(|one| one.route.place.clone()).unwrap_or_default();
    let shown = uses.first().map_or_else(|| subject.to_owned(), |one| shown(one.route));
    if uses.iter().all(|one| one.operation.deprecated.is_some()) {
        let message = format!("`{shown}` is no longer described. It was deprecated.");
        return one_sided(&ROUTE_REMOVED_AFTER_DEPRECATION, subject, message, &place, true);
    }
    let message = format!("`{shown}` is no longer described. It was not deprecated before.");
    one_sided(&ROUTE_REMOVED, subject, message, &place, true)
}

/// The pairs of operations to compare. Operations on the same page are paired first. The operations whose page is only
/// in one of the lists are then paired in order.
fn paired<'a>(old: &[Use<'a>], new: &[Use<'a>]) -> Vec<(Use<'a>, Use<'a>)> {
    let same_page = |one: &Use<'_>, others: &[Use<'a>]| {
        others.iter().find(|other| other.operation.page == one.operation.page).copied()
    };
    let mut pairs: Vec<(Use<'a>, Use<'a>)> = old.iter().filter_map(|one| Some((*one, same_page(one, new)?))).collect();
    let left = old.iter().filter(|one| same_page(one, new).is_none());
    let others = new.iter().filter(|one| same_page(one, old).is_none());
    pairs.extend(left.zip(others).map(|(one, other)| (*one, *other)));
    pairs
}

/// The statements of two pages about the same method and path: `from` in the earlier state, `to` in the current one.
struct Pair<'a> {
    subject: &'a str,
    /// The route as messages name it, such as `GET /users/{}`.
    shown: String,
    from: Use<'a>,
    to: Use<'a>,
    names: &'a Names<'a>,
    members: &'a Members<'a>,
}

impl Pair<'_> {
    fn push(&self, changes: &mut Vec<Change>, kind: &'static ChangeKind, message: String, values: (&str, &str)) {
        self.push_at(changes, kind, message, values, (&self.from.route.place, &self.to.route.place));
    }

    fn push_at(
        &self,
        changes: &mut Vec<Change>,
        kind: &'static ChangeKind,
        message: String,
        values: (&str, &str),
        places: (&Place, &Place),
    ) {
        changes.push(Change {
            kind,
            subject: self.subject.to_owned(),
            message,
            also: Vec::new(),
            before: Some(places.0.state(values.0)),
            after: Some(places.1.state(values.1)),
        });
    }

    /// Adds a change for each difference between the two statements. Returns whether the request or response body
    /// changed only because a type changed.
    fn compare(&self, changes: &mut Vec<Change>) -> bool {
        let (old, new) = (self.from.operation, self.to.operation);
        if old.deprecated.is_none()
            && let Some(words) = &new.deprecated
        {
            self.push(changes, &ROUTE_DEPRECATED, format!("`{}` is deprecated.", self.shown), ("", words));
        }
        if old.deprecated.is_some() && new.deprecated.is_none() {
            let message = format!("`{}` is no longer deprecated.", self.shown);
            self.push(changes, &DEPRECATION_LIFTED, message, ("deprecated", ""));
        }
        self.statuses(changes);
        let follows = self.response(changes) | self.request(changes);
        let [from, to] = self.rows_besides_options();
        self.parameters(&from, &to, "", changes);
        self.query_options(changes);
        self.parameters(&in_query(self.from), &in_query(self.to), " in the request line", changes);
        self.headers(changes);
        permissions::compare((self.subject, &self.shown), &tables(self.from), &tables(self.to), changes);
        follows
    }

    fn statuses(&self, changes: &mut Vec<Change>) {
        let (old, new) = (&self.from.operation.response.status, &self.to.operation.response.status);
        let (from, to) = (listed(old), listed(new));
        let places = (answer(self.from), answer(self.to));
        for status in old.iter().filter(|status| !new.contains(status)) {
            let message = format!("`{}` no longer answers {status}.", self.shown);
            self.push_at(changes, &STATUS_REMOVED, message, (&from, &to), places);
        }
        for status in new.iter().filter(|status| !old.contains(status)) {
            let message = format!("`{}` may now answer {status}.", self.shown);
            self.push_at(changes, &STATUS_ADDED, message, (&from, &to), places);
        }
    }

    fn response(&self, changes: &mut Vec<Change>) -> bool {
        let (old, new) = (&self.from.operation.response.body, &self.to.operation.response.body);
        let described = |kind: &str, ty: Option<String>| ty.unwrap_or_else(|| kind.to_owned());
        let from = described(&old.kind, old.ty.as_deref().map(|ty| self.names.current_name(ty)));
        let to = described(&new.kind, new.ty.clone());
        if from == to {
            return false;
        }
        if self.answer_follows(&from, &to) {
            return true;
        }
        let (kind, message) = match (old.kind.as_str(), new.kind.as_str()) {
            (_, "none") => {
                (&RESPONSE_BODY_REMOVED, format!("`{}` answered `{from}`, and now answers no body.", self.shown))
            }
            ("none", _) => {
                (&RESPONSE_BODY_ADDED, format!("`{}` answered no body, and now answers `{to}`.", self.shown))
            }
            _ => (
                self.response_change(&from, &to),
                format!("`{}` answered `{from}`, and now answers `{to}`.", self.shown),
            ),
        };
        self.push(changes, kind, message, (&from, &to));
        false
    }

    fn response_change(&self, from: &str, to: &str) -> &'static ChangeKind {
        let same_form = from.starts_with("Collection(") == to.starts_with("Collection(");
        if same_form && self.members.derives(item(from), item(to)) {
            &RESPONSE_TYPE_WIDENED
        } else if same_form && self.members.derives(item(to), item(from)) {
            &RESPONSE_TYPE_NARROWED
        } else {
            &RESPONSE_TYPE_CHANGED
        }
    }

    fn request(&self, changes: &mut Vec<Change>) -> bool {
        let (old, new) = (&self.from.operation.request, &self.to.operation.request);
        let from = old.ty.as_deref().map(|ty| self.names.current_name(ty));
        let has_body = |kind: &str| !kind.is_empty() && kind != "none";
        match (has_body(&old.kind), has_body(&new.kind)) {
            (true, false) => {
                let message = format!("`{}` no longer takes a body.", self.shown);
                self.push(changes, &REQUEST_BODY_REMOVED, message, (&old.kind, &new.kind));
            }
            (false, true) => {
                let is_optional = |parameter: &Parameter| parameter.required == Some(false);
                let (kind, word) = if new.kind == "parameters" && new.parameters.iter().all(is_optional) {
                    (&OPTIONAL_REQUEST_BODY_ADDED, "may now take")
                } else {
                    (&REQUEST_BODY_ADDED, "now takes")
                };
                self.push(changes, kind, format!("`{}` {word} a body.", self.shown), (&old.kind, &new.kind));
            }
            (true, true) if from != new.ty => {
                let or_kind = |ty: &Option<String>, kind: &str| ty.clone().unwrap_or_else(|| kind.to_owned());
                let (from, to) = (or_kind(&from, &old.kind), or_kind(&new.ty, &new.kind));
                // If the body has another type because a property of a type was added, removed or changed, the change
                // is reported for that type.
                if self.body_follows(&from, &to) {
                    return true;
                }
                // The rows about the body are mostly the same, but in one state they are read as properties of a type
                // and in the other as parameters. Only the differences between the rows are then reported.
                if let Some((old, new)) = self.same_rows() {
                    let known = changes.len();
                    self.parameters(&old, &new, " in the body", changes);
                    // The struct or function of the crate changes with the type of the body. If a row has a change that
                    // breaks clients, that change is enough, and the Rust change is not reported.
                    return changes[known..].iter().any(|change| change.level() == Level::WireBreaking);
                }
                let widened = self.members.derives(item(&from), item(&to));
                let kind = if widened { &REQUEST_TYPE_WIDENED } else { &REQUEST_TYPE_CHANGED };
                let message = format!("`{}` took `{from}` and takes `{to}`.", self.shown);
                self.push(changes, kind, message, (&from, &to));
            }
            (true, true) => {
                self.parameters(&old.parameters, &new.parameters, " in the body", changes);
                if old.kind == "value" && new.kind == "value" {
                    return self.rows_of_value(changes);
                }
                if old.kind == "patch" && new.kind == "patch" {
                    let (old, new, follows) = self.own_members();
                    self.parameters(&old, &new, " in the body", changes);
                    return follows;
                }
            }
            (false, false) => {}
        }
        if old.kind == "stream"
            && new.kind == "stream"
            && let (Some(from), Some(to)) = (&old.content_type, &new.content_type)
            && from != to
        {
            let message = format!("`{}` took content of type `{from}` and takes `{to}`.", self.shown);
            self.push(changes, &CONTENT_TYPE_CHANGED, message, (from, to));
        }
        false
    }
}

/// The permission tables that apply to the route: tables that name this route, and tables that name no route at all.
fn tables<'a>(one: Use<'a>) -> Vec<&'a Permissions> {
    let about = |table: &&Permissions| table.routes.is_empty() || table.routes.contains(&one.position);
    one.operation.permissions.iter().filter(about).collect()
}

/// The place of the section about the response. If the page has no such section, the place of the request line.
fn answer<'a>(one: Use<'a>) -> &'a Place {
    one.operation.response.place.as_ref().filter(|place| !place.page.is_empty()).unwrap_or(&one.route.place)
}

/// The query parameters that the request line shows and no table of the page describes.
fn in_query(one: Use<'_>) -> Vec<Parameter> {
    let is_told = |name: &str| one.operation.parameters.iter().any(|known| known.name == name);
    let parts = one.route.query.iter().filter(|part| !is_told(&part.name));
    let parameter = |part: &QueryPart| Parameter {
        name: part.name.clone(),
        required: Some(!part.optional),
        place: one.route.place.clone(),
        ..Parameter::default()
    };
    parts.map(parameter).collect()
}

fn listed(status: &[u16]) -> String {
    status.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}
