//! Restores the capitals in words of file names: `administrativeunit` becomes `administrativeUnit`.
//!
//! In: the names of types and namespaces, and the fixed parts of paths. Out: for a word the same letters with capitals.
//! Invariant: only letter case changes, so two different words stay different.

use foldhash::{HashMap, HashMapExt};

use super::word::fixed_word;
use crate::api::{Api, Template};
use crate::text::lowercase::lowered;
use crate::text::singular::{plural, singular};
use compact_str::CompactString;

/// The words of an API, by their letters in lower case.
pub(super) struct KnownSpellings<'a> {
    /// The names of types and enumerations, and the parts of their namespaces. If a type has the same letters as a part
    /// of a namespace, the spelling of the type is kept.
    types: HashMap<CompactString, &'a str>,
    /// The segments of paths that are not placeholders.
    segments: HashMap<CompactString, &'a str>,
    /// The last words of names of types: a file of `workbookRangeBorder` may use only `RangeBorder`.
    endings: HashMap<CompactString, &'a str>,
}

impl<'a> KnownSpellings<'a> {
    /// Collects the spellings of words in the names and paths of an API.
    pub(super) fn of(api: &'a Api) -> KnownSpellings<'a> {
        let names = || api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name));
        let mut types = HashMap::with_capacity(api.types.len() + api.enums.len());
        for name in names() {
            add_spelling(&mut types, &name.name);
        }
        for word in names().flat_map(|name| name.namespace.split('.')) {
            types.entry(lowered(word)).or_insert(word);
        }
        let mut segments = HashMap::new();
        let routes = api.operations.iter().flat_map(|operation| &operation.routes);
        for word in routes.flat_map(|route| &route.template.segments).filter_map(fixed_word) {
            add_spelling(&mut segments, word);
        }
        let mut endings = HashMap::new();
        for name in names() {
            let capitals = name.name.match_indices(|letter: char| letter.is_ascii_uppercase());
            for (at, _) in capitals.filter(|(at, _)| *at > 0) {
                add_spelling(&mut endings, &name.name[at..]);
            }
        }
        KnownSpellings { types, segments, endings }
    }

    /// The spelling of a word of the subject: the words before the verb in the name of a page, such as `user` in
    /// `user-list-messages`. It depends on the word alone, so that all pages with the same subject are in the same
    /// module.
    pub(super) fn of_subject(&self, word: &str) -> String {
        let lists = [&self.types, &self.segments, &self.endings];
        let known = |word: &str| lists.iter().find_map(|list| list.get(word)).map(|&found| found.to_owned());
        respelled(word, known)
    }

    /// The spelling of the verb or of a word after it. The spelling in the paths of its operation is preferred.
    pub(super) fn of_tail(&self, word: &str, templates: &[&Template]) -> String {
        let segments = || templates.iter().flat_map(|template| template.segments.iter().rev()).filter_map(fixed_word);
        let known = |word: &str| segments().find(|segment| segment.eq_ignore_ascii_case(word)).map(str::to_owned);
        let own = respelled(word, known);
        if own == word { self.of_subject(word) } else { own }
    }
}

/// Adds a spelling. Of two spellings the one with more capitals is kept. If both have the same number, the first in the
/// order of characters is kept.
fn add_spelling<'a>(words: &mut HashMap<CompactString, &'a str>, word: &'a str) {
    let rank = |word: &'a str| (usize::MAX - word.bytes().filter(u8::is_ascii_uppercase).count(), word);
    let known = words.entry(lowered(word)).or_insert(word);
    if rank(word) < rank(known) {
        *known = word;
    }
}

/// The spelling of a word as `known` returns it. If only its plural or its singular is known, the spelling is derived
/// from that: `userGroup` from `userGroups`. A word without any known form stays unchanged.
fn respelled(word: &str, known: impl Fn(&str) -> Option<String>) -> String {
    let found = known(word)
        .or_else(|| known(&plural(word)).map(|many| singular(&many)))
        .or_else(|| known(&singular(word)).map(|one| plural(&one)));
    found.filter(|found| found.eq_ignore_ascii_case(word)).unwrap_or_else(|| word.to_owned())
}
