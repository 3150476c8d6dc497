//! Which of many templates a path is of.
//!
//! In: templates, then paths. Out: the templates that fit, with what the path says in their places.
//! Invariant: the order depends on the templates alone: most fixed text first, of two alike the one that was given first.

use crate::route::{Pattern, Reading};
use std::collections::HashMap;

/// Templates to be looked up by path.
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
    /// By the first segment, where that is fixed.
    by_first: HashMap<String, Vec<usize>>,
    /// The others.
    anywhere: Vec<usize>,
}

impl TemplateIndex {
    /// Templates in their order.
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

    /// Adds a template behind those that are there.
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
            Some(first) => self.by_first.entry(first).or_default(),
            None => &mut self.anywhere,
        };
        place.push(self.patterns.len());
        self.patterns.push(pattern);
    }

    /// How many bytes of a template are fixed; none for one that is not there.
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

    /// The templates that a path is of, by their places in the order they were given; the one that is meant comes first.
    ///
    /// ```
    /// use graph_runtime::server::TemplateIndex;
    /// let index = TemplateIndex::new(["/users/{id}", "/users/delta"]);
    /// let (template, reading) = &index.find("/users/delta?$top=5")[0];
    /// assert_eq!((*template, reading.arguments.len(), reading.query.len()), (1, 0, 1));
    /// ```
    #[must_use]
    pub fn find(&self, path_and_query: &str) -> Vec<(usize, Reading)> {
        let first = Pattern::new(&first_segment(path_and_query)).first_segment();
        let known = first.and_then(|first| self.by_first.get(&first));
        let read = |template: &usize| Some((*template, self.patterns[*template].read(path_and_query)?));
        let mut found: Vec<(usize, Reading)> =
            known.into_iter().flatten().chain(&self.anywhere).filter_map(read).collect();
        found.sort_by_key(|(template, _)| (std::cmp::Reverse(self.patterns[*template].fixed()), *template));
        found
    }
}

/// The path up to its second slash, without what would make it a template.
fn first_segment(path_and_query: &str) -> String {
    let path = path_and_query.split('?').next().unwrap_or_default();
    let first = path.split('/').nth(1).unwrap_or_default();
    format!("/{}", first.replace('{', "%7B"))
}
