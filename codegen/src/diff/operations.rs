//! Changes of routes: parameters, responses and permissions.
//!
//! A method and a path identify a route, whatever the names of its placeholders and the place of its page. The
//! statements of several pages about one route are compared page by page if both states have the page, or else in
//! order.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::ChangeKind;
use super::kind::{
    PARAMETER_ADDED, PARAMETER_BECAME_OPTIONAL, PARAMETER_BECAME_REQUIRED, PARAMETER_REMOVED, PARAMETER_RENAMED,
    PARAMETER_TYPE_CHANGED, REQUEST_BODY_ADDED, REQUEST_BODY_REMOVED, REQUEST_TYPE_CHANGED, REQUEST_TYPE_WIDENED,
    REQUIRED_PARAMETER_ADDED, RESPONSE_BODY_ADDED, RESPONSE_BODY_REMOVED, RESPONSE_TYPE_CHANGED,
    RESPONSE_TYPE_NARROWED, RESPONSE_TYPE_WIDENED, ROUTE_ADDED, ROUTE_DEPRECATED, ROUTE_MOVED, ROUTE_REMOVED,
    ROUTE_REMOVED_AFTER_DEPRECATION, STATUS_ADDED, STATUS_REMOVED,
};
use super::permissions;
use super::renames::{self, Names, item};
use super::surface::{Operation, Parameter, Permissions, Place, Route, Surface};
use super::types::one_sided;
use crate::api::without_names;

/// A route of an operation.
#[derive(Clone, Copy)]
struct Use<'a> {
    operation: &'a Operation,
    route: &'a Route,
    position: usize,
}

type Routes<'a> = BTreeMap<String, Vec<Use<'a>>>;

pub(super) fn compare(before: &Surface, after: &Surface, names: &Names<'_>, changes: &mut Vec<Change>) {
    let (old, new) = (routes(before), routes(after));
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
                message: format!("`{subject}` is now `{today}`."),
                before: Some(from.route.place.state(subject.as_str())),
                after: Some(to.route.place.state(today)),
            });
        }
        for (from, to) in paired(uses, others) {
            Pair { subject: today, from, to, after, names }.compare(changes);
        }
    }
    let arrived: BTreeSet<&str> = moved.values().copied().collect();
    for (subject, uses) in new.iter().filter(|(subject, _)| !old.contains_key(*subject)) {
        if let Some(first) = uses.first().filter(|_| !arrived.contains(subject.as_str())) {
            changes.push(one_sided(&ROUTE_ADDED, subject, format!("`{subject}` is new."), &first.route.place, false));
        }
    }
}

/// The routes by method and path.
fn routes(surface: &Surface) -> Routes<'_> {
    let mut routes = Routes::new();
    for operation in &surface.operations {
        for (position, route) in operation.routes.iter().enumerate() {
            let entry = routes.entry(subject(route)).or_default();
            // If several operations of one page have the route, the first counts.
            if entry.iter().all(|known| known.operation.page != operation.page) {
                entry.push(Use { operation, route, position });
            }
        }
    }
    routes
}

/// `GET /users/{}/messages`: in lower case, with unnamed placeholders and arguments by name.
fn subject(route: &Route) -> String {
    format!("{} {}", route.method, without_names(&route.path))
}

/// Routes of one page that have a new path: one was removed and one added, and no other with that method.
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
        if let ([subject], [other]) = (subjects.as_slice(), others.as_slice())
            && are_similar(subject, other)
        {
            moved.insert(*subject, *other);
        }
    }
    moved
}

/// Whether two paths differ in at most one segment, or one has an additional segment.
fn are_similar(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split('/').collect(), other.split('/').collect());
    let same = |(a, b): (&&str, &&str)| a == b;
    let head = one.iter().zip(&other).take_while(|pair| same((pair.0, pair.1))).count();
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|pair| same((pair.0, pair.1))).count();
    one.len().max(other.len()) <= head + tail + 1
}

fn removed(subject: &str, uses: &[Use<'_>]) -> Change {
    let place = uses.first().map(|one| one.route.place.clone()).unwrap_or_default();
    if uses.iter().all(|one| one.operation.deprecated.is_some()) {
        let message = format!("`{subject}` is no longer described. It was deprecated.");
        return one_sided(&ROUTE_REMOVED_AFTER_DEPRECATION, subject, message, &place, true);
    }
    let message = format!("`{subject}` is no longer described. It was not deprecated before.");
    one_sided(&ROUTE_REMOVED, subject, message, &place, true)
}

/// The pairs to compare: the same pages, then the others in order.
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

/// One route in both states.
struct Pair<'a> {
    subject: &'a str,
    from: Use<'a>,
    to: Use<'a>,
    after: &'a Surface,
    names: &'a Names<'a>,
}

impl Pair<'_> {
    fn push(&self, changes: &mut Vec<Change>, kind: &'static ChangeKind, message: String, values: (&str, &str)) {
        changes.push(Change {
            kind,
            subject: self.subject.to_owned(),
            message,
            before: Some(self.from.route.place.state(values.0)),
            after: Some(self.to.route.place.state(values.1)),
        });
    }

    fn compare(&self, changes: &mut Vec<Change>) {
        let (old, new) = (self.from.operation, self.to.operation);
        if old.deprecated.is_none()
            && let Some(words) = &new.deprecated
        {
            self.push(changes, &ROUTE_DEPRECATED, format!("`{}` is deprecated.", self.subject), ("", words));
        }
        self.statuses(changes);
        self.response(changes);
        self.request(changes);
        self.parameters(&old.parameters, &new.parameters, "", changes);
        permissions::compare(self.subject, &tables(self.from), &tables(self.to), changes);
    }

    fn statuses(&self, changes: &mut Vec<Change>) {
        let (old, new) = (&self.from.operation.response.status, &self.to.operation.response.status);
        let (from, to) = (listed(old), listed(new));
        for status in old.iter().filter(|status| !new.contains(status)) {
            let message = format!("`{}` no longer answers {status}.", self.subject);
            self.push(changes, &STATUS_REMOVED, message, (&from, &to));
        }
        for status in new.iter().filter(|status| !old.contains(status)) {
            let message = format!("`{}` may now answer {status}.", self.subject);
            self.push(changes, &STATUS_ADDED, message, (&from, &to));
        }
    }

    fn response(&self, changes: &mut Vec<Change>) {
        let (old, new) = (&self.from.operation.response.body, &self.to.operation.response.body);
        let described = |kind: &str, ty: Option<String>| ty.unwrap_or_else(|| kind.to_owned());
        let from = described(&old.kind, old.ty.as_deref().map(|ty| self.names.today(ty)));
        let to = described(&new.kind, new.ty.clone());
        if from == to {
            return;
        }
        let (kind, message) = match (old.kind.as_str(), new.kind.as_str()) {
            (_, "none") => {
                (&RESPONSE_BODY_REMOVED, format!("`{}` answered `{from}` and answers no body.", self.subject))
            }
            ("none", _) => (&RESPONSE_BODY_ADDED, format!("`{}` answered no body and answers `{to}`.", self.subject)),
            _ => {
                (self.response_change(&from, &to), format!("`{}` answered `{from}` and answers `{to}`.", self.subject))
            }
        };
        self.push(changes, kind, message, (&from, &to));
    }

    fn response_change(&self, from: &str, to: &str) -> &'static ChangeKind {
        let types = self.after.types_by_name();
        let same_form = from.starts_with("Collection(") == to.starts_with("Collection(");
        if same_form && self.after.bases(&types, item(from)).contains(&item(to)) {
            &RESPONSE_TYPE_WIDENED
        } else if same_form && self.after.bases(&types, item(to)).contains(&item(from)) {
            &RESPONSE_TYPE_NARROWED
        } else {
            &RESPONSE_TYPE_CHANGED
        }
    }

    fn request(&self, changes: &mut Vec<Change>) {
        let (old, new) = (&self.from.operation.request, &self.to.operation.request);
        let from = old.ty.as_deref().map(|ty| self.names.today(ty));
        let has_body = |kind: &str| !kind.is_empty() && kind != "none";
        match (has_body(&old.kind), has_body(&new.kind)) {
            (true, false) => {
                let message = format!("`{}` no longer takes a body.", self.subject);
                self.push(changes, &REQUEST_BODY_REMOVED, message, (&old.kind, &new.kind));
            }
            (false, true) => {
                let message = format!("`{}` now takes a body.", self.subject);
                self.push(changes, &REQUEST_BODY_ADDED, message, (&old.kind, &new.kind));
            }
            (true, true) if from != new.ty => {
                let or_kind = |ty: &Option<String>, kind: &str| ty.clone().unwrap_or_else(|| kind.to_owned());
                let (from, to) = (or_kind(&from, &old.kind), or_kind(&new.ty, &new.kind));
                let types = self.after.types_by_name();
                let widened = self.after.bases(&types, item(&from)).contains(&item(&to));
                let kind = if widened { &REQUEST_TYPE_WIDENED } else { &REQUEST_TYPE_CHANGED };
                let message = format!("`{}` took `{from}` and takes `{to}`.", self.subject);
                self.push(changes, kind, message, (&from, &to));
            }
            (true, true) | (false, false) => {}
        }
        // Parameters that changed together with the presence of a body are part of that change.
        if has_body(&old.kind) && has_body(&new.kind) {
            self.parameters(&old.parameters, &new.parameters, " in the body", changes);
            if old.kind == "patch" && new.kind == "patch" {
                self.parameters(&old.members, &new.members, " in the body", changes);
            }
        }
    }

    fn parameters(&self, old: &[Parameter], new: &[Parameter], where_: &str, changes: &mut Vec<Change>) {
        let gone = renames::only_in(old, new, |parameter| &parameter.name);
        let come = renames::only_in(new, old, |parameter| &parameter.name);
        let ty = |parameter: &Parameter| parameter.ty.as_deref().map(|ty| self.names.today(ty));
        let renamed = match (gone.as_slice(), come.as_slice()) {
            ([one], [other]) if one.ty.is_some() && ty(one) == other.ty && one.required == other.required => {
                Some((*one, *other))
            }
            _ => None,
        };
        let named = |name: &str| format!("the parameter `{name}`{where_} of `{}`", self.subject);
        let sentence = |text: String| text[..1].to_uppercase() + &text[1..];
        let mut push =
            |kind: &'static ChangeKind, name: &str, message: String, from: (&Place, &str), to: (&Place, &str)| {
                changes.push(Change {
                    kind,
                    subject: format!("{} {name}", self.subject),
                    message: sentence(message),
                    before: Some(from.0.state(from.1)),
                    after: Some(to.0.state(to.1)),
                });
            };
        let (here, there) = (&self.from.route.place, &self.to.route.place);
        if let Some((one, other)) = renamed {
            let message = format!("{} is now `{}`.", named(&one.name), other.name);
            push(&PARAMETER_RENAMED, &one.name, message, (&one.place, &one.name), (&other.place, &other.name));
            return;
        }
        for parameter in gone {
            let message = format!("{} is gone.", named(&parameter.name));
            push(&PARAMETER_REMOVED, &parameter.name, message, (&parameter.place, ""), (there, ""));
        }
        for parameter in come {
            let required = parameter.required == Some(true);
            let (kind, word) =
                if required { (&REQUIRED_PARAMETER_ADDED, "new and required") } else { (&PARAMETER_ADDED, "new") };
            let message = format!("{} is {word}.", named(&parameter.name));
            push(kind, &parameter.name, message, (here, ""), (&parameter.place, ""));
        }
        for one in old {
            let Some(other) = new.iter().find(|other| other.name == one.name) else { continue };
            let (was, is) = (ty(one), &other.ty);
            if let (Some(was), Some(is)) = (&was, is)
                && was != is
            {
                let message = format!("{} was of type `{was}` and is of type `{is}`.", named(&one.name));
                push(&PARAMETER_TYPE_CHANGED, &one.name, message, (&one.place, was), (&other.place, is));
            }
            let required = |parameter: &Parameter| parameter.required == Some(true);
            match (required(one), required(other)) {
                (false, true) => {
                    let message = format!("{} is required now.", named(&one.name));
                    push(
                        &PARAMETER_BECAME_REQUIRED,
                        &one.name,
                        message,
                        (&one.place, "optional"),
                        (&other.place, "required"),
                    );
                }
                (true, false) => {
                    let message = format!("{} is no longer required.", named(&one.name));
                    push(
                        &PARAMETER_BECAME_OPTIONAL,
                        &one.name,
                        message,
                        (&one.place, "required"),
                        (&other.place, "optional"),
                    );
                }
                (false, false) | (true, true) => {}
            }
        }
    }
}

/// The permission tables about a route.
fn tables<'a>(one: Use<'a>) -> Vec<&'a Permissions> {
    let about = |table: &&Permissions| table.routes.is_empty() || table.routes.contains(&one.position);
    one.operation.permissions.iter().filter(about).collect()
}

fn listed(status: &[u16]) -> String {
    status.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}
