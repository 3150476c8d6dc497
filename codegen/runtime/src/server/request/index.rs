//! Finds the path templates that match a path.
//!
//! In: templates, then paths. Out: the templates that match, with the arguments in the path. Invariant: templates with
//! more fixed text come first, then templates that were added first. Other spellings of a path are looked up only if no
//! template matches the path itself.

use crate::route::{PathMatch, Pattern, Target};
use crate::server::request::spelling::{Spellings, without_version};
use std::collections::HashMap;

/// An index of many path templates. It finds the templates that match a path without comparing the path with each of
/// them.
///
/// ```
/// use graph_runtime::server::TemplateIndex;
///
/// let index = TemplateIndex::new(["/users/{id}", "/users/delta", "/me"]);
/// let found: Vec<usize> = index.find("/users/delta?$top=1").into_iter().map(|(template, _)| template).collect();
/// assert_eq!(found, [1, 0]);
/// let (template, reading) = &index.find("/users/ann%40contoso.com")[0];
/// assert_eq!((*template, &reading.arguments[0][..]), (0, "ann@contoso.com"));
/// assert!(index.find("/groups").is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct TemplateIndex {
    patterns: Vec<Pattern>,
    /// The templates with a fixed first segment, by that segment.
    by_first: HashMap<String, Vec<usize>>,
    /// The templates whose first segment contains an argument, so that any path may match them.
    anywhere: Vec<usize>,
}

impl TemplateIndex {
    /// An index of the templates, which are numbered from 0 in this order.
    ///
    /// ```
    /// use graph_runtime::server::TemplateIndex;
    /// let index = TemplateIndex::new(["/users", "/users/{id}"]);
    /// assert_eq!(index.find("/users/7").len(), 1);
    /// ```
    pub fn new<'t>(templates: impl IntoIterator<Item = &'t str>) -> Self {
        let mut index = Self::default();
        templates.into_iter().for_each(|template| index.push(template));
        index
    }

    /// Adds a template after the others.
    ///
    /// ```
    /// use graph_runtime::server::TemplateIndex;
    /// let mut index = TemplateIndex::default();
    /// index.push("/users/{id}");
    /// index.push("/users/delta");
    /// assert_eq!(index.find("/users/delta").len(), 2);
    /// ```
    pub fn push(&mut self, template: &str) {
        let pattern = Pattern::new(template);
        let place = match pattern.first_segment() {
            Some(first) => self.by_first.entry(first.to_ascii_lowercase()).or_default(),
            None => &mut self.anywhere,
        };
        place.push(self.patterns.len());
        self.patterns.push(pattern);
    }

    /// The number of bytes in the path of a template that are fixed text, outside its placeholders; 0 if there is no
    /// template with this number.
    ///
    /// ```
    /// use graph_runtime::server::TemplateIndex;
    /// let index = TemplateIndex::new(["/users/{id}", "/users/delta"]);
    /// assert!(index.fixed(1) > index.fixed(0));
    /// assert_eq!(index.fixed(2), 0);
    /// ```
    #[must_use]
    pub fn fixed(&self, template: usize) -> usize {
        self.patterns.get(template).map_or(0, Pattern::fixed)
    }

    /// The templates that match a path, each by its number and with its arguments. The best match comes first.
    ///
    /// A path may be in any spelling that services accept: with the version of the API in front, with a slash at the
    /// end, with keys in parentheses, arguments in another order, casts, and percent-encoded characters that need no
    /// encoding.
    ///
    /// ```
    /// use graph_runtime::server::TemplateIndex;
    /// let index = TemplateIndex::new(["/users/{id}", "/users/delta"]);
    /// let (template, reading) = &index.find("/users/delta?$top=5")[0];
    /// assert_eq!((*template, reading.arguments.len(), reading.query.len()), (1, 0, 1));
    /// ```
    #[must_use]
    pub fn find(&self, path_and_query: &str) -> Vec<(usize, PathMatch)> {
        let target = match without_version(path_and_query) {
            Some(rest) if !self.knows(path_and_query) => rest,
            _ => path_and_query,
        };
        let mut last = Vec::new();
        for spelling in Spellings::of(target) {
            last = self.exactly(&spelling);
            if last.is_empty() {
                last = self.in_another_order(&spelling);
            }
            if !last.is_empty() {
                break;
            }
        }
        last
    }

    /// Whether a template begins with the same fixed segment as the path, so that this segment is not the version of
    /// the API.
    fn knows(&self, path_and_query: &str) -> bool {
        first_segment(path_and_query).is_some_and(|first| self.by_first.contains_key(&first))
    }

    fn candidates(&self, path_and_query: &str) -> impl Iterator<Item = usize> {
        let known = first_segment(path_and_query).and_then(|first| self.by_first.get(&first));
        known.into_iter().flatten().chain(&self.anywhere).copied()
    }

    fn exactly(&self, path_and_query: &str) -> Vec<(usize, PathMatch)> {
        let target = Target::new(path_and_query);
        let read = |template: usize| Some((template, self.patterns[template].read_target(&target)?));
        let mut found: Vec<(usize, PathMatch)> = self.candidates(path_and_query).filter_map(read).collect();
        found.retain(|(_, reading)| !reading.arguments.iter().any(|argument| is_cast(argument)));
        found.sort_by_key(|(template, _)| (std::cmp::Reverse(self.patterns[*template].fixed()), *template));
        found
    }

    fn in_another_order(&self, path_and_query: &str) -> Vec<(usize, PathMatch)> {
        let path = path_and_query.split('?').next().unwrap_or_default();
        if !path.contains('(') || !path.contains(',') {
            return Vec::new();
        }
        let mut spellings =
            self.candidates(path_and_query).filter_map(|at| self.patterns[at].reordered(path_and_query));
        spellings
            .find_map(|spelling| Some(self.exactly(&spelling)).filter(|found| !found.is_empty()))
            .unwrap_or_default()
    }
}

/// Whether an argument in the place of a key is a type cast, such as `microsoft.graph.user`. Keys may contain dots, so
/// the whole namespace is compared.
fn is_cast(argument: &str) -> bool {
    argument.get(..16).is_some_and(|start| start.eq_ignore_ascii_case("microsoft.graph."))
}

/// The first segment of a path in lower case, without namespace and empty parentheses: `delta` of
/// `/microsoft.graph.delta()`.
fn first_segment(path_and_query: &str) -> Option<String> {
    let path = path_and_query.split('?').next().unwrap_or_default();
    let first = path.split('/').nth(1).unwrap_or_default().trim_end_matches("()");
    Pattern::new(&format!("/{}", first.replace('{', "%7B"))).first_segment().map(|first| first.to_ascii_lowercase())
}
