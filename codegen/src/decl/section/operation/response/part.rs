//! Finds the sentences of the `Response` section about paths that end with `/content`, `$value`, `$count`, `$ref`.

use std::borrow::Cow;

use crate::api::Part;
use crate::page::{Inline, Text};

/// Ends of paths, such as `/content`, each with the part of an item that such a path addresses.
const PARTS: &[(&str, Part)] =
    &[("/content", Part::Content), ("$value", Part::Content), ("$count", Part::Count), ("$ref", Part::References)];

/// Divides a text into sentences. Each comes with the part of an item that a path in the sentence addresses, such as
/// [`Part::Content`] for `/content`, or with `None` if the sentence has no such path. The list is empty if no sentence
/// has one, unless `has_parts` says that an earlier text of the section has one.
pub(super) fn sentences_of_parts<'s>(text: &Text<'s>, has_parts: bool) -> Vec<(Option<Part>, Text<'s>)> {
    let part = |text: &Text<'_>| {
        text.inlines.iter().find_map(|inline| match inline {
            Inline::Text(words) | Inline::Code(words) | Inline::Strong(words) => part_in(words),
            Inline::Link(_) | Inline::Break | Inline::Html(_) => None,
        })
    };
    if !has_parts && part(text).is_none() {
        return Vec::new();
    }
    sentences(text).into_iter().map(|sentence| (part(&sentence), sentence)).collect()
}

/// The part that a path among words addresses, by its last segment: [`Part::Content`] for `/content` or
/// `/items/{id}/content`. `None` if no word ends with a segment of [`PARTS`].
fn part_in(words: &str) -> Option<Part> {
    let ends = |word: &str, known: &str| word.trim_end_matches(['.', ',', ':', ';', ')']).ends_with(known);
    words.split_whitespace().find_map(|word| {
        let known = PARTS.iter().find(|(known, _)| ends(word, known))?;
        Some(known.1)
    })
}

/// The sentences of a text. A full stop within code does not end a sentence.
fn sentences<'s>(text: &Text<'s>) -> Vec<Text<'s>> {
    let mut sentences = vec![Text { span: text.span, inlines: Vec::new() }];
    let mut push = |inline: Inline<'s>, ends: bool| {
        if let Some(last) = sentences.last_mut() {
            last.inlines.push(inline);
        }
        if ends {
            sentences.push(Text { span: text.span, inlines: Vec::new() });
        }
    };
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                let mut pieces = words.split_inclusive(". ").peekable();
                while let Some(piece) = pieces.next() {
                    push(Inline::Text(Cow::Owned(piece.to_owned())), pieces.peek().is_some() || piece.ends_with(". "));
                }
            }
            Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => {
                push(inline.clone(), false);
            }
        }
    }
    sentences
}
