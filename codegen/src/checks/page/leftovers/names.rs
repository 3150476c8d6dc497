//! Names in texts that misspell a name of the same page.
//!
//! In: the bold words in the texts of a page. Out: a finding for each bold name that stands nowhere else on the page
//! and differs in one letter from a name that stands on it at least twice.

use foldhash::{HashMap, HashMapExt};

use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Inline, Page, Text};
use crate::source::Source;
use crate::text::identifier::{camel_words, is_identifier};
use crate::text::near;

use crate::checks::page::texts::{part, texts};

/// Names with fewer letters are not checked, because short names often differ in one letter only and are both right.
const SHORT: usize = 8;

/// How many bold names of a page are checked at most, among those that stand there once. A page with more of them is a
/// list for programs, and not a text for readers.
const MOST: usize = 64;

/// Reports misspelt names in texts.
pub(super) fn check(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut single: Option<HashMap<&str, usize>> = None;
    let mut compared = 0;
    for text in texts(page).filter(|text| text.span.source == page.source) {
        for name in names(text) {
            let counts = single.get_or_insert_with(|| counts(&source.text));
            if counts.get(name) != Some(&1) || compared == MOST {
                continue;
            }
            compared += 1;
            diagnostics.extend(misspelt_name(name, text, source, counts));
        }
    }
}

/// The bold words of a text that look like the name of a type or of a property.
fn names<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t str> {
    let shown = text.inlines.iter().filter_map(|inline| match inline {
        Inline::Strong(words) => Some(words.as_ref()),
        _ => None,
    });
    shown.filter(|name| is_name(name))
}

fn is_name(word: &str) -> bool {
    word.len() >= SHORT && word.is_ascii() && is_identifier(word) && camel_words(word).count() > 1
}

/// How often each name stands on a page.
fn counts(page: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for word in page.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| is_name(word)) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn misspelt_name(name: &str, text: &Text<'_>, source: &Source, counts: &HashMap<&str, usize>) -> Option<Diagnostic> {
    let often = counts.iter().filter(|(_, count)| **count > 1).map(|(word, _)| *word);
    let near = *near::nearest(name, often, 1).first()?;
    // Names that differ only in a plural `s`, in digits at the end or in letter case may both be right.
    let stem = |word: &str| word.trim_end_matches(|c: char| c == 's' || c.is_ascii_digit()).to_ascii_lowercase();
    if stem(near) == stem(name) {
        return None;
    }
    let raw = text.raw(&source.text);
    let span = part(text, raw.find(name)?, name.len());
    Some(
        Diagnostic::new(code::ROW_NAME, span, format!("the name `{name}` occurs nowhere else on the page"))
            .help(format!("write `{near}` if that is meant"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Replace(span, near.to_owned())),
    )
}
