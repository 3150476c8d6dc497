//! Merges changes of texts that replace the same words, for instance because several pages include the same file.
//!
//! In: all changes. Out: one change for all texts in which the same words were replaced. Its message has the number of
//! these texts, and its states have the places of all of them.

use std::collections::BTreeMap;

use crate::diff::change::{Change, State};
use crate::diff::kind::TEXT_CHANGED;
use crate::diff::surface::{Surface, markdown};

/// The changes of texts are merged if the same words were replaced in at least this many texts.
const MANY: usize = 3;

/// How many of the pages and types with a changed text the message names at most. The others are only counted.
const NAMED: usize = 3;

/// Replaces the changes of all texts in which the same words were replaced by a single change.
pub(in crate::diff) fn merge(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let (old, new) = (texts(before), texts(after));
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (position, change) in changes.iter().enumerate().filter(|(_, change)| change.kind.id == TEXT_CHANGED.id) {
        let subject = change.subject.as_str();
        if let (Some(was), Some(is)) = (old.get(subject), new.get(subject)) {
            let words = difference(was, is);
            if !words.0.trim().is_empty() || !words.1.trim().is_empty() {
                groups.entry(words).or_default().push(position);
            }
        }
    }
    let mut gone = vec![false; changes.len()];
    for places in groups.into_values().filter(|places| places.len() >= MANY) {
        let named: Vec<String> = places.iter().take(NAMED).map(|at| format!("`{}`", changes[*at].subject)).collect();
        let more = match places.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("The same words changed in {} texts: {}{more}.", places.len(), named.join(", "));
        let listed = |state: fn(&Change) -> &Option<State>| {
            let states = places.iter().filter_map(|at| state(&changes[*at]).as_ref());
            states.map(|state| format!("{}:{}", state.page, state.line)).collect::<Vec<_>>().join(", ")
        };
        let (was, is) = (listed(|change| &change.before), listed(|change| &change.after));
        places[1..].iter().for_each(|at| gone[*at] = true);
        let first = &mut changes[places[0]];
        first.message = message;
        first.before = first.before.take().map(|state| State { value: was, ..state });
        first.after = first.after.take().map(|state| State { value: is, ..state });
    }
    let mut gone = gone.into_iter();
    changes.retain(|_| !gone.next().unwrap_or_default());
}

/// The description of each type, by its name, and of each operation page, by its path. A page whose operations have
/// different descriptions is left out.
fn texts(surface: &Surface) -> BTreeMap<&str, &str> {
    let mut texts: BTreeMap<&str, &str> =
        surface.types.iter().map(|ty| (ty.name.as_str(), markdown(ty.doc.as_ref()))).collect();
    let mut several = Vec::new();
    for operation in &surface.operations {
        let text = markdown(operation.doc.as_ref());
        if texts.insert(&operation.page, text).is_some_and(|other| other != text) {
            several.push(operation.page.as_str());
        }
    }
    texts.retain(|page, _| !several.contains(page));
    texts
}

/// The parts of two texts that differ: the part of the old text and the part of the new text between their common
/// beginning and their common end.
pub(in crate::diff) fn difference<'t>(was: &'t str, is: &'t str) -> (&'t str, &'t str) {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = was.chars().zip(is.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (was, is) = (&was[head..], &is[head..]);
    let tail: usize = was.chars().rev().zip(is.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (&was[..was.len() - tail], &is[..is.len() - tail])
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_difference_of_two_texts_leaves_out_their_common_beginning_and_end() {
        assert_eq!(difference("é one é", "é two é"), ("one", "two"));
        assert_eq!(difference("a b", "a x b"), ("", "x "));
        assert_eq!(difference("aa", "aaa"), ("", "a"));
        assert_eq!(difference("", "a"), ("", "a"));
    }
}
