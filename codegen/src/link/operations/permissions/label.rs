//! Finds the routes that the labels of permission tables are about.
//!
//! In: the labels of a page's tables, and its routes. Out: for each route the tables whose labels name its target.
//! Labels that do not distinguish the routes of the page are ignored. So are labels that say on whom the caller acts,
//! such as "acting on self": `/users/{id}` may address the caller or another user, so such a label does not tell the
//! paths apart.

use std::collections::BTreeSet;

use crate::api::{Permissions, Segment, Template};
use crate::decl::vocabulary::permissions::{LABEL_ACTORS, OR};
use crate::decl::vocabulary::requests::OWN_USER;
use crate::decl::{OperationsDecl, RouteDecl};
use crate::text::singular::singular;

/// For each route the indexes of the tables whose labels fit the route best. `None` if the labels do not distinguish
/// the routes of the page.
pub(super) fn tables(decl: &OperationsDecl, routes: &[&RouteDecl]) -> Option<Vec<Vec<usize>>> {
    if decl.permissions.len() < 2 || decl.permissions.iter().any(is_about_actor) {
        return None;
    }
    let known: BTreeSet<String> = decl.routes.iter().flat_map(|route| names(&route.template)).collect();
    let label = |table: &Permissions| Label::read(table.label.as_deref().unwrap_or_default(), &known);
    let labels: Vec<Label> = decl.permissions.iter().map(label).collect();
    let of_route = |route: &RouteDecl| -> Vec<usize> {
        let fits: Vec<Option<(usize, usize)>> = labels.iter().map(|label| label.fit(&route.template)).collect();
        let best = fits.iter().flatten().max().copied();
        let is_best = |(_, fit): &(usize, &Option<(usize, usize)>)| fit.is_some() && **fit == best;
        fits.iter().enumerate().filter(is_best).map(|(index, _)| index).collect()
    };
    // If the labels match every route of the page in the same way, they do not distinguish the routes.
    let all: BTreeSet<Vec<usize>> = decl.routes.iter().map(of_route).filter(|tables| !tables.is_empty()).collect();
    (all.len() > 1).then(|| routes.iter().map(|route| of_route(route)).collect())
}

/// The names of segments in the label of a table. Each inner list is an alternative: a path matches the label if it has
/// all names of one inner list.
struct Label(Vec<Vec<String>>);

impl Label {
    /// Reads a label. `known` are the names of all segments in the routes of the page; other words are ignored.
    fn read(label: &str, known: &BTreeSet<String>) -> Label {
        let mut alternatives: Vec<Vec<String>> = vec![Vec::new()];
        for word in words(&label.to_lowercase()) {
            if OR.contains(&word) {
                alternatives.push(Vec::new());
            } else if let Some(names) = alternatives.last_mut() {
                names.extend(segment(&singular(word), known));
            }
        }
        alternatives.retain(|names| !names.is_empty());
        Label(alternatives)
    }

    /// How well the label matches a path: the position of the last name in the path, and the number of names. `None` if
    /// the path has all names of no alternative.
    fn fit(&self, template: &Template) -> Option<(usize, usize)> {
        let names = names(template);
        let fit = |label: &Vec<String>| {
            let places = label.iter().map(|word| names.iter().rposition(|name| name == word));
            let places: Option<Vec<usize>> = places.collect();
            Some((places?.into_iter().max()?, label.len()))
        };
        self.0.iter().filter_map(fit).max()
    }
}

/// The name of the segment that a word means: the word itself, the end of the word, such as `list` for `tasklist`, or
/// the only name that ends with it. `None` if the word means no segment.
fn segment(word: &str, known: &BTreeSet<String>) -> Option<String> {
    let is_end = |name: &&String| name.len() > 3 && word.ends_with(name.as_str());
    let found = known.get(word).or_else(|| known.iter().filter(is_end).max_by_key(|name| name.len()));
    let longer = || {
        let mut longer = known.iter().filter(|name| word.len() > 3 && name.ends_with(word));
        longer.next().filter(|_| longer.next().is_none())
    };
    found.or_else(longer).cloned()
}

/// Whether a label says on whom the caller acts, such as "acting on self".
fn is_about_actor(table: &Permissions) -> bool {
    let label = table.label.as_deref().unwrap_or_default().to_lowercase();
    words(&label).any(|word| LABEL_ACTORS.contains(&word))
}

fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The singular of each segment of a path; empty for a key.
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
