//! Splits file names into parts.
//!
//! In: the name of a page's file in lower case, such as `area-subject-verb-object`. Out: the words before the verb, and
//! the words from the verb on. Invariant: the parts depend on the name alone, and joining them gives the name again.

use crate::api::Method;

/// The parts of a file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageName<'n> {
    /// The words before the verb: areas, then the subject of the page. There is at least one: `area` and `thing` in
    /// `area-thing-list-parts`.
    pub(super) subject: Vec<&'n str>,
    /// The verb and its object (`list` and `parts`), or the name of an action or function. Empty if the file name is
    /// one word.
    pub(super) tail: Vec<&'n str>,
}

impl<'n> PageName<'n> {
    /// Splits a file name. The verb is the first known verb after the first word. If there is no known verb, the last
    /// word counts as the verb.
    pub(super) fn of(stem: &'n str) -> PageName<'n> {
        let mut words: Vec<&str> = stem.split('-').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            words.push("");
        }
        let verb = words.iter().skip(1).position(|word| method_of(word).is_some()).map(|verb| verb + 1);
        let verb = verb.unwrap_or(words.len().saturating_sub(1)).max(1).min(words.len());
        let (subject, tail) = words.split_at(verb);
        PageName { subject: subject.to_vec(), tail: tail.to_vec() }
    }

    /// The verb and the words after it, if there is a verb.
    pub(super) fn verb(&self) -> Option<(&'n str, &[&'n str])> {
        let (verb, object) = self.tail.split_first()?;
        method_of(verb).map(|_| (*verb, object))
    }

    /// The HTTP method that the verb of the file name means: `PATCH` for `update`.
    pub(super) fn method(&self) -> Option<Method> {
        method_of(self.tail.first()?)
    }

    /// Whether there are words before the subject: `area` in `area-thing-list`.
    pub(super) fn has_area(&self) -> bool {
        self.subject.len() > 1
    }
}

/// The method that a verb of a file name means.
fn method_of(verb: &str) -> Option<Method> {
    Some(match verb {
        "list" | "get" => Method::Get,
        "create" | "post" | "add" => Method::Post,
        "update" | "patch" => Method::Patch,
        "put" => Method::Put,
        "delete" | "remove" => Method::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_divided_at_its_first_verb() {
        let parts = |stem: &'static str| {
            let name = PageName::of(stem);
            (name.subject.join("-"), name.tail.join("-"))
        };
        let expected = [
            ("thing-list", "thing", "list"),
            ("thing-list-parts", "thing", "list-parts"),
            ("area-thing-post-parts", "area-thing", "post-parts"),
            ("list-list", "list", "list"),
            ("post-post-replies", "post", "post-replies"),
            ("thing-sendmail", "thing", "sendmail"),
            ("area-thing-sendmail", "area-thing", "sendmail"),
            ("thing", "thing", ""),
            ("", "", ""),
        ];
        for (stem, subject, tail) in expected {
            assert_eq!(parts(stem), (subject.to_owned(), tail.to_owned()), "{stem}");
        }
    }
}
