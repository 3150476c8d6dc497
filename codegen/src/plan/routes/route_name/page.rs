//! Splits file names into parts.
//!
//! In: the name of a page's file in lower case, such as `area-subject-verb-object` or `verb-object`, and the fixed
//! words of each path on the page. Out: the words before the verb, and the words from the verb on. Invariant: the parts
//! depend on the page alone, never on another page.

use crate::api::Method;
use crate::text::letters::letters;
use crate::text::singular::{plural, singular};

/// The parts of the name of a page's file, such as `user` and `list-messages`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageName {
    /// Areas, then the subject of the page. There is at least one word: `area` and `thing` in `area-thing-list-parts`.
    pub(super) subject: Vec<String>,
    /// The verb and its object (`list` and `parts`), or the name of an action or function. Empty if the file name is
    /// one word.
    pub(super) tail: Vec<String>,
    /// Whether the file name begins with its subject or with its verb, and how its words are joined.
    pub(super) order: WordOrder,
}

/// The order of the words in the name of a file. A tree uses one of them for all of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordOrder {
    /// `thing-list-parts`.
    SubjectFirst,
    /// `thing_list_parts`, or a verb alone in a folder of its subject: `list`.
    Underscores,
    /// `list-parts-of-a-thing`.
    VerbFirst,
}

impl PageName {
    /// Splits a file name. `paths` are the fixed words of each path on the page, in any letter case.
    ///
    /// The first of these that applies is the verb:
    ///
    /// - the first word, if it is a known verb and not a fixed word of a path, or if it is the action with which a path
    ///   ends;
    /// - the first known verb after the first word;
    /// - the words at the end of the file name that together are the last word of a path: `export-to` for `exportTo`;
    /// - the last word of the file name.
    pub(super) fn of(stem: &str, paths: &[Vec<&str>]) -> PageName {
        let has_hyphen = stem.contains('-');
        let words: Vec<&str> = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
        let order = if has_hyphen { WordOrder::SubjectFirst } else { WordOrder::Underscores };
        let Some((first, rest)) = words.split_first() else {
            return PageName { subject: vec![String::new()], tail: Vec::new(), order };
        };
        let is_in_path = |word: &str| paths.iter().flatten().any(|segment| is_same(segment, word));
        let verb = rest.iter().position(|word| method_of(word).is_some()).map(|verb| verb + 1);
        let is_first = match method_of(first) {
            // If the first two words are both known verbs, as in `create-post`, the second is a noun only if it is also
            // a fixed word of a path.
            Some(_) => !is_in_path(first) && (verb != Some(1) || is_in_path(words[1])),
            None => verb.is_none() && is_action(&words, paths),
        };
        if is_first && let Some(name) = verb_first(first, rest, paths) {
            return name;
        }
        let verb = verb.unwrap_or_else(|| words.len() - action_words(&words, paths)).max(1).min(words.len());
        let (subject, tail) = words.split_at(verb);
        let tail = match tail {
            [first, ..] if method_of(first).is_none() => vec![tail.concat()],
            _ => tail.iter().map(|word| (*word).to_owned()).collect(),
        };
        PageName { subject: subject.iter().map(|word| (*word).to_owned()).collect(), tail, order }
    }

    /// The verb and the words after it, if there is a verb.
    pub(super) fn verb(&self) -> Option<(&str, &[String])> {
        let (verb, object) = self.tail.split_first()?;
        method_of(verb).map(|_| (verb.as_str(), object))
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

/// Splits a file name that begins with its verb. The subject is taken from the words between the verb and the first
/// preposition: the longest run of them that is one segment of a path, or else all of them. If there are none, the
/// subject is the last fixed word of a path; `None` if no path has one.
fn verb_first(verb: &str, rest: &[&str], paths: &[Vec<&str>]) -> Option<PageName> {
    let object: Vec<&str> = rest.iter().copied().filter(|word| !ARTICLES.contains(word)).collect();
    let head = object.iter().position(|word| PREPOSITIONS.contains(word)).unwrap_or(object.len());
    if head == 0 {
        let end = paths.iter().find_map(|path| path.last())?.to_lowercase();
        let is_alone = object.is_empty();
        let named = (!is_alone).then(|| singular(&end));
        let words = std::iter::once(verb.to_owned()).chain(named).chain(object.iter().map(|word| (*word).to_owned()));
        let order = if is_alone { WordOrder::Underscores } else { WordOrder::VerbFirst };
        return Some(PageName { subject: vec![singular(&end)], tail: words.collect(), order });
    }
    let runs = (1..=head).rev().flat_map(|length| (0..=head - length).map(move |from| from..from + length));
    let in_path = |run: std::ops::Range<usize>| {
        let letters = object[run].concat();
        paths
            .iter()
            .flatten()
            .find(|segment| is_same(segment, &letters))
            .map(|segment| singular(&segment.to_lowercase()))
    };
    let subject = runs.into_iter().find_map(in_path).unwrap_or_else(|| {
        let (last, before) = object[..head].split_last().unwrap_or((&"", &[]));
        before.iter().copied().chain([singular(last).as_str()]).collect::<Vec<&str>>().join("_")
    });
    let tail = std::iter::once(verb).chain(object).map(str::to_owned).collect();
    Some(PageName { subject: vec![subject], tail, order: WordOrder::VerbFirst })
}

/// Whether the first word is the action with which a path ends, and the others name what it acts on: `lock-a-gate` for
/// `/gates/{id}/lock`.
fn is_action(words: &[&str], paths: &[Vec<&str>]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let object: String = rest.iter().copied().filter(|word| !ARTICLES.contains(word)).collect();
    let is_of_object = |path: &Vec<&str>| {
        path.split_last().is_some_and(|(last, before)| {
            letters(last).eq(letters(first)) && before.iter().any(|segment| is_same(segment, &object))
        })
    };
    paths.iter().any(is_of_object)
}

/// How many words at the end of a file name are the last word of a path: two for `thing-export-to` and
/// `/things/{id}/exportTo`. 1 if no words at the end are the last word of a path.
fn action_words(words: &[&str], paths: &[Vec<&str>]) -> usize {
    let is_last = |count: &usize| {
        let end: String = words[words.len() - count..].concat();
        paths.iter().filter_map(|path| path.last()).any(|last| letters(last).eq(letters(&end)))
    };
    (1..words.len()).find(is_last).unwrap_or(1)
}

/// Whether a segment of a path is a word, or its plural, without regard to letter case.
fn is_same(segment: &str, word: &str) -> bool {
    letters(segment).eq(letters(word)) || letters(segment).eq(letters(&plural(word)))
}

const ARTICLES: &[&str] = &["a", "an", "the"];

/// Words that begin a remark about the object: `get-thing-by-id`.
const PREPOSITIONS: &[&str] = &["at", "by", "for", "from", "in", "of", "on", "to", "using", "with"];

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

    /// The subject and the tail of a file name, beside paths with these fixed words.
    fn subject_and_tail(stem: &str, path: &str) -> (String, String) {
        let name = PageName::of(stem, &[path.split('/').filter(|word| !word.is_empty()).collect()]);
        (name.subject.join("-"), name.tail.join("-"))
    }

    /// Checks rows of a file name, a path, and the subject and the tail of the file name.
    fn check(rows: &[(&str, &str, &str, &str)]) {
        for (stem, path, subject, tail) in rows {
            assert_eq!(subject_and_tail(stem, path), ((*subject).to_owned(), (*tail).to_owned()), "{stem} {path}");
        }
    }

    #[test]
    fn a_file_name_is_divided_at_its_first_verb() {
        let expected = [
            ("thing-list", "thing", "list"),
            ("thing-list-parts", "thing", "list-parts"),
            ("area-thing-post-parts", "area-thing", "post-parts"),
            ("thing-sendmail", "thing", "sendmail"),
            ("area-thing-sendmail", "area-thing", "sendmail"),
            ("thing", "thing", ""),
            ("thing_create", "thing", "create"),
            ("area_thing_list_parts", "area-thing", "list-parts"),
            ("", "", ""),
        ];
        for (stem, subject, tail) in expected {
            assert_eq!(subject_and_tail(stem, ""), (subject.to_owned(), tail.to_owned()), "{stem}");
        }
    }

    #[test]
    fn a_verb_comes_first_unless_a_path_has_a_collection_of_its_name() {
        let expected = [
            ("list-list", "/sites/lists", "list", "list"),
            ("post-post-replies", "/threads/posts/replies", "post", "post-replies"),
            ("post-reply", "/threads/posts/reply", "post", "reply"),
            ("get-things", "/things", "thing", "get-things"),
            ("list-the-parts-of-a-thing", "/things/parts", "part", "list-parts-of-thing"),
            ("get-thing-log-on-people", "/things/logOnPeople", "thing", "get-thing-log-on-people"),
            ("create-a-blue-thing", "/blueThings", "bluething", "create-blue-thing"),
            ("get-things", "/elsewhere", "thing", "get-things"),
            ("create-post", "/posts", "post", "create-post"),
            ("post-post-replies", "/messages/replies", "post", "post-replies"),
            ("get-by-name", "/things", "thing", "get-thing-by-name"),
            ("list", "/things", "thing", "list"),
            ("list", "/lists", "list", ""),
        ];
        check(&expected);
    }

    #[test]
    fn an_action_is_found_by_the_end_of_the_path() {
        let expected = [
            ("lock-a-gate", "/gates/lock", "gate", "lock-gate"),
            ("gate-lock", "/gates/lock", "gate", "lock"),
            ("gate-lock-for-good", "/gates/lockForGood", "gate", "lockforgood"),
            ("lock-gate", "/elsewhere", "lock", "gate"),
        ];
        check(&expected);
    }
}
