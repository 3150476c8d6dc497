//! Builds the name of an operation.
//!
//! In: the parts of a file name, the method and the templates. Out: words such as `CreateUser`, and whether this file
//! name owns them. The owner has the name in the module of its subject (`user::CreateUser`), any other file name has it
//! in a further module (`user::post::CreateUser`). Invariant: among all file names of one subject that give the same
//! words, exactly one owns them:
//!
//! | file name after the subject | words | owner |
//! |---|---|---|
//! | `list`, `get`, `update`, `put`, `delete`, `add`, `remove` | verb, subject; of `list` in the plural | yes |
//! | `create` | `Create`, subject | below an area |
//! | `post-` and the subject in the plural | `Create`, subject | where there is no area |
//! | `post` | `Create`, subject | no |
//! | `patch…` | as `update…` | no |
//! | `list-` and an object | `List`, object | unless it is the subject in the plural |
//! | another verb and an object in the plural | verb, object in the singular | yes |
//! | another verb and an object in the singular | verb, subject, object | yes |
//! | an action of one word | action, subject | yes |
//! | a function of one word | subject, function | unless it ends with the subject |
//! | nothing | verb of the method, end of the path | yes |
//! | another action or function | its words | unless they begin or end with the subject |
//!
//! Files of other trees have other orders of words (`WordOrder`). A file name that begins with the verb is the name,
//! and owns it. With underscores `create`, `post` and `patch` own their words too. Below, "subject" is the subject in
//! the singular if a path ends with its plural and the operation is about one item: `things-get` gives `GetThing`.

use super::page::{PageName, WordOrder};
use super::spelling::KnownSpellings;
use super::word::fixed_word;
use crate::api::{Method, Segment, Template};
use crate::plan::naming::ident::{Ident, NameCase};
use crate::text::singular::{plural, singular};

/// The words from which the name of an operation is made, such as `create_user`.
pub(super) struct Phrase {
    /// The words of the operation's name in one text, joined by `_`: `create_user`.
    pub(super) words: String,
    /// What the words are taken from: the name of the file, or the method and path.
    pub(super) source: WordSource,
    /// Whether this file name owns the words, so that the route needs no further module.
    pub(super) is_own: bool,
}

/// What the words of a name are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordSource {
    /// A verb in the name of the file, and its object.
    Verb,
    /// The name of an action or function, at the end of the name of the file.
    Call,
    /// The method and the end of the path, because the name of the file has no verb.
    Path,
}

/// The words for the name of an operation, and whether this file name owns them.
pub(super) fn phrase(
    file: &PageName,
    subject: &str,
    method: Method,
    templates: &[&Template],
    spelling: &KnownSpellings<'_>,
) -> Phrase {
    let word = |word: &str| spelling.of_tail(word, templates);
    let subject = &*item_of(subject, method, templates);
    match (file.verb(), &*file.tail) {
        (Some((verb, objects)), _) if file.order == WordOrder::VerbFirst => {
            let objects: Vec<String> = objects.iter().map(|object| word(object)).collect();
            of_unique_words(&[verb_word(verb, templates), &objects.join("_")])
        }
        (Some((verb, [])), _) => with_verb_first(verb, subject, file),
        (Some((verb, [object])), _) => {
            let scene =
                PhraseContext { subject, letters: subject.to_ascii_lowercase(), area: file.has_area(), templates };
            scene.with_object(verb, object, &word(object))
        }
        (Some((verb, objects)), _) => {
            let objects: Vec<String> = objects.iter().map(|object| word(object)).collect();
            Phrase {
                words: joined(&[verb_word(verb, templates), subject, &objects.join("_")]),
                source: WordSource::Verb,
                is_own: false,
            }
        }
        (None, words @ [_, _, ..]) => of_unique_words(&words.iter().map(|each| word(each)).collect::<Vec<String>>()),
        (None, [call]) => called(call, &word(call), subject, method),
        (None, []) => Phrase { source: WordSource::Path, ..by_path(subject, method, templates) },
    }
}

/// A phrase of words that no other file name gives, so that this file name owns them.
fn of_unique_words(words: &[impl AsRef<str>]) -> Phrase {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    Phrase { words: joined(&words), source: WordSource::Verb, is_own: true }
}

/// The subject of a file name. It is put into the singular if it is a plural, a path ends with it, and the operation
/// is about one of its items. Two nouns that `and` joins, as in `termsAndConditions`, have no singular together.
fn item_of(subject: &str, method: Method, templates: &[&Template]) -> String {
    let is_end = |template: &&Template| {
        let last = template.segments.iter().rev().find_map(fixed_word);
        last.is_some_and(|last| last.eq_ignore_ascii_case(subject))
    };
    let is_of_item = method == Method::Post || ends_with_key(templates);
    let is_joined = Ident::new(subject, NameCase::Snake).as_str().contains("_and_");
    let one = spelled_like(subject, &singular(&subject.to_ascii_lowercase()));
    if is_of_item && !is_joined && templates.iter().any(is_end) { one } else { subject.to_owned() }
}

/// The name for a file that has no verb: the verb that the method means for the end of the path. `GET` lists a
/// collection and gets anything else, and `POST` creates in a collection. Another `POST` has the name of its last
/// segment, as an action has.
fn by_path(subject: &str, method: Method, templates: &[&Template]) -> Phrase {
    let Some(end) = templates.iter().find_map(|template| template.segments.iter().rev().find_map(fixed_word)) else {
        return of_unique_words(&[subject, &method.as_str().to_ascii_lowercase()]);
    };
    let one = spelled_like(end, &singular(&end.to_ascii_lowercase()));
    let is_many = one != end && plural(&one).eq_ignore_ascii_case(end);
    match method {
        Method::Get if is_many && !ends_with_key(templates) => of_unique_words(&["list", end]),
        Method::Get => of_unique_words(&["get", &one]),
        Method::Post if is_many => of_unique_words(&["create", &one]),
        Method::Post => called(&end.to_ascii_lowercase(), end, subject, method),
        Method::Patch => of_unique_words(&["update", &one]),
        Method::Put => of_unique_words(&["put", &one]),
        Method::Delete => of_unique_words(&["delete", &one]),
        Method::Head | Method::Options => of_unique_words(&[&method.as_str().to_ascii_lowercase(), end]),
    }
}

/// The name for a file whose last word is the verb: `user-list` gives `list_users`.
fn with_verb_first(verb: &str, subject: &str, file: &PageName) -> Phrase {
    let words = match verb {
        "list" => joined(&["list", &plural_of(subject)]),
        "post" | "create" => joined(&["create", subject]),
        "patch" => joined(&["update", subject]),
        verb => joined(&[verb, subject]),
    };
    let is_own = match verb {
        _ if file.order == WordOrder::Underscores => true,
        "create" => file.has_area(),
        "post" | "patch" => false,
        _ => true,
    };
    Phrase { words, source: WordSource::Verb, is_own }
}

/// What the name for a verb and an object, such as `list` and `messages`, depends on besides these two words.
struct PhraseContext<'a> {
    subject: &'a str,
    /// The subject in lower case, such as `user`.
    letters: String,
    area: bool,
    templates: &'a [&'a Template],
}

impl PhraseContext<'_> {
    fn with_object(&self, verb: &str, object: &str, spelled: &str) -> Phrase {
        let of_subject = plural_of(&self.letters);
        let phrase = |words: &[&str], is_own: bool| Phrase { words: joined(words), source: WordSource::Verb, is_own };
        if verb == "list" {
            return phrase(&["list", spelled], object != of_subject);
        }
        let is_reference = is_reference(self.templates);
        if verb == "post" && !is_reference && (object == of_subject || object == self.letters) {
            return phrase(&["create", self.subject], !self.area && object == of_subject);
        }
        let is_usual = !matches!(verb, "patch" | "create" | "add" | "remove");
        let one = singular(object);
        let is_many = one != object && plural(&one) == object;
        let is_about_subject = object.starts_with(&self.letters) || object == of_subject;
        let is_one_of_many =
            matches!(verb, "post" | "delete" | "create" | "add" | "remove") || ends_with_key(self.templates);
        let verb = verb_word(verb, self.templates);
        match is_many && is_one_of_many && !is_about_subject {
            true => phrase(&[verb, &spelled_like(spelled, &one)], is_usual),
            false => phrase(&[verb, self.subject, spelled], is_usual),
        }
    }
}

/// The name for a file that ends with an action or function, such as `user-sendmail`. `spelled` is `call` with its
/// capitals.
fn called(call: &str, spelled: &str, subject: &str, method: Method) -> Phrase {
    let letters = subject.to_ascii_lowercase();
    let (begins, ends) = (call.starts_with(&letters), call.ends_with(&letters));
    let is_one_word = Ident::new(spelled, NameCase::Snake).as_str().split('_').count() < 2;
    let (words, is_own) = match (is_one_word, method) {
        (true, Method::Get) => (joined(&[subject, spelled]), !ends),
        (true, _) => (joined(&[spelled, subject]), true),
        (false, _) => (spelled.to_owned(), !begins && !ends),
    };
    // A name that begins with `List` would look like the name of an operation that lists items.
    Phrase { words, source: WordSource::Call, is_own: is_own && !call.starts_with("list") }
}

/// The verb in the name of an operation for the verb in its file name: `create` for `post`, `update` for `patch`. If
/// the path ends with `/$ref`, `post` becomes `add` and `delete` becomes `remove`.
fn verb_word<'v>(verb: &'v str, templates: &[&Template]) -> &'v str {
    match verb {
        "post" if is_reference(templates) => "add",
        "post" => "create",
        "patch" => "update",
        "delete" if is_reference(templates) => "remove",
        verb => verb,
    }
}

fn is_reference(templates: &[&Template]) -> bool {
    templates.iter().any(|template| matches!(template.segments.last(), Some(Segment::Literal(last)) if last == "$ref"))
}

/// Whether one of the paths addresses one item of a collection.
fn ends_with_key(templates: &[&Template]) -> bool {
    let ends = |template: &&Template| {
        let mut segments = template.segments.iter().rev();
        segments
            .find(|segment| fixed_word(segment).is_none_or(|word| !word.starts_with('$')))
            .is_some_and(|last| fixed_word(last).is_none() || last.keyed_collection().is_some())
    };
    templates.iter().any(ends)
}

/// The plural of a subject. A plural stays unchanged.
fn plural_of(subject: &str) -> String {
    let letters = subject.to_ascii_lowercase();
    let one = singular(&letters);
    if one != letters && plural(&one) == letters {
        subject.to_owned()
    } else {
        spelled_like(subject, &plural(&letters))
    }
}

/// Another form of a word, such as its plural, with the capitals of the word. Forms of English nouns differ only at the
/// end.
fn spelled_like(spelled: &str, form: &str) -> String {
    let alike = spelled.bytes().zip(form.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let capitals = spelled.get(..alike).unwrap_or_default();
    capitals.to_owned() + form.get(alike..).unwrap_or(form)
}

fn joined(words: &[&str]) -> String {
    words.join("_")
}
