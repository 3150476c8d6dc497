//! Reads which query options of OData the page of an operation says it supports: This method supports `$filter` and
//! `$top`.
//!
//! In: a text of a section about query parameters. Out: the names of the options, with `$` and in lower case, and
//! [`ANY`] if the text says that options are supported but not which ones. A sentence about options that are not
//! supported adds nothing.

use std::collections::BTreeSet;

use compact_str::{CompactString, ToCompactString};

use crate::decl::vocabulary::QUERY_OPTIONS;
use crate::page::{Inline, Text};

/// Stands for options that are supported but not named, as in `This method supports OData query parameters.`
pub(crate) const ANY: &str = "*";

/// Stands for the options in the rows of a table, as in `This method supports the following OData query parameters.`
pub(super) const FOLLOWING: &str = "following";

/// Words by which a sentence says that options are supported.
const SUPPORTED: [&str; 5] = ["support", "can use", "can also use", "can be used", "use the "];

/// Words by which a sentence says that options are not supported.
const REFUSED: [&str; 5] = ["not support", "n't support", "n’t support", "unsupported", "not currently support"];

/// Adds the options that a text says are supported.
pub(super) fn read(text: &Text<'_>, is_item: bool, found: &mut BTreeSet<CompactString>) {
    // An item of a list begins with the option that it describes.
    if is_item
        && let Some(Inline::Code(word) | Inline::Strong(word)) = text.inlines.first()
        && let Some(option) = word.strip_prefix('$').and_then(option)
    {
        if !is_refused(&text.plain().to_lowercase()) {
            found.insert(option);
        }
        return;
    }
    for sentence in sentences(text) {
        let lower = sentence.words.to_lowercase();
        if is_refused(&lower) || !SUPPORTED.iter().any(|words| lower.contains(words)) {
            continue;
        }
        let about_options = lower.contains("odata") || lower.contains("query");
        let in_code = sentence.code.iter().filter_map(|word| match word.strip_prefix('$') {
            Some(word) => option(word),
            None => option(word).filter(|_| about_options),
        });
        let plain = sentence.words.split(|c: char| !c.is_alphanumeric() && c != '$');
        let plain = plain.filter_map(|word| word.strip_prefix('$').and_then(option));
        let named: BTreeSet<CompactString> = in_code.chain(plain).collect();
        if named.is_empty() && about_options && ["parameter", "option"].iter().any(|word| lower.contains(word)) {
            found.insert(if lower.contains("the following") { FOLLOWING } else { ANY }.into());
        }
        found.extend(named);
    }
}

fn is_refused(lower: &str) -> bool {
    REFUSED.iter().any(|words| lower.contains(words))
}

/// The option that a row of a table of parameters describes. `None` for any other parameter.
pub(super) fn of_row(name: &str) -> Option<CompactString> {
    name.strip_prefix('$').and_then(option)
}

/// The query option of OData that a word without `$` names: `$filter` for `Filter`. Some pages leave out the `$`.
/// `None` if OData has no such option.
fn option(word: &str) -> Option<CompactString> {
    let option = format!("${}", word.to_lowercase());
    QUERY_OPTIONS.contains(&option.as_str()).then(|| option.to_compact_string())
}

/// A sentence: its words without markup, and its words in code.
#[derive(Default)]
struct Sentence<'t> {
    words: String,
    code: Vec<&'t str>,
}

fn sentences<'t>(text: &'t Text<'_>) -> Vec<Sentence<'t>> {
    let mut all = vec![Sentence::default()];
    for inline in &text.inlines {
        let Some(last) = all.last_mut() else { break };
        match inline {
            Inline::Text(words) => {
                for part in words.split_inclusive(". ") {
                    if let Some(last) = all.last_mut() {
                        last.words.push_str(part);
                    }
                    if part.ends_with(". ") {
                        all.push(Sentence::default());
                    }
                }
            }
            Inline::Code(word) => {
                last.words.push_str(word);
                last.code.push(word);
            }
            Inline::Strong(words) => last.words.push_str(words),
            Inline::Link(link) => last.words.push_str(&link.text),
            Inline::Break => last.words.push(' '),
            Inline::Html(_) => {}
        }
    }
    all
}
