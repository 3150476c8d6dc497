//! Reads the cells of the column `Type`: `[user][] collection`, `Collection(Edm.String)`, `string (url)`, `A or B`.

use std::borrow::Cow;

use compact_str::CompactString;

use crate::decl::vocabulary::types::{GENERICS, TYPE_PREFIXES, TYPE_SUFFIXES};
use crate::decl::vocabulary::{bounded, format};
use crate::decl::{TypeExpr, TypeTerm};
use crate::page::{Inline, Text, normalise};
use crate::source::Span;
use crate::text::near;

const COLLECTION: &str = "collection";

/// Reads a type cell. Links give names and targets; the words around the links decide whether the type is a collection.
#[must_use]
pub(crate) fn read(cell: &Text<'_>) -> TypeExpr {
    let raw = words(cell);
    let mut terms = Vec::with_capacity(cell.links().count());
    terms.extend(cell.links().filter_map(|link| term(&link.text, Some(&link.destination), link.span)));
    if terms.is_empty() {
        return parse(&raw, cell.span);
    }
    // Words after a full stop are not about the type, as in `[row](row.md) collection. Kept for a year`.
    let beside = cell.inlines.windows(2).any(|pair| match pair {
        [Inline::Link(_), Inline::Text(words)] => {
            let words = words.trim_start_matches([' ', '(']);
            starts_with(words, COLLECTION) || is_collection_slip(words.trim_end())
        }
        [Inline::Text(words), Inline::Link(_)] => ends_with(words.trim_end(), COLLECTION),
        _ => false,
    });
    let collection = beside || strip_words_and_marks(&raw).1;
    TypeExpr { terms, collection, raw: raw.trim().into(), span: cell.span }
}

/// The words of a cell. CommonMark reads a part of `List<String>` as a tag, but it is a type argument.
fn words<'t>(cell: &'t Text<'_>) -> Cow<'t, str> {
    if !cell.inlines.iter().any(|inline| matches!(inline, Inline::Html(_))) {
        return cell.plain();
    }
    let mut words = String::new();
    for inline in &cell.inlines {
        match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) => words.push_str(text),
            Inline::Link(link) => words.push_str(&link.text),
            Inline::Break => words.push(' '),
            Inline::Html(tag) => {
                let is_open = |(open, _): &(&str, bool)| ends_with(&words, open.trim_end_matches('<'));
                if GENERICS.iter().any(is_open) {
                    words.push_str(tag);
                }
            }
        }
    }
    Cow::Owned(normalise(&words).into_owned())
}

/// Reads a type without links or other markup.
#[must_use]
pub(crate) fn parse(raw: &str, span: Span) -> TypeExpr {
    let (words, collection) = strip_words_and_marks(raw);
    let mut terms = Vec::with_capacity(1);
    if words.contains(' ') {
        terms.extend(words.split(" or ").filter_map(|part| term(part, None, span)));
    } else {
        terms.extend(term(&words, None, span));
    }
    TypeExpr { terms, collection, raw: raw.trim().into(), span }
}

/// Removes the words and marks around the name of a type: `user` for `user[]`. The flag is true if the removed words or
/// marks say that it is a collection.
fn strip_words_and_marks(raw: &str) -> (Cow<'_, str>, bool) {
    if is_bare(raw) {
        return (Cow::Borrowed(raw), false);
    }
    if raw.contains(['`', '*']) {
        let bare = raw.replace('`', "").replace("**", "");
        let (words, collection) = core(&bare);
        return (Cow::Owned(words.to_owned()), collection);
    }
    let (words, collection) = core(raw);
    (Cow::Borrowed(words), collection)
}

/// The name of the type in words such as `Collection(user)` or `array of user`. The flag is true if the other words say
/// that it is a collection.
fn core(mut words: &str) -> (&str, bool) {
    let mut collection = false;
    loop {
        let before = words.len();
        words = words.trim().trim_matches(|c| matches!(c, '.' | ',' | ';' | '"' | '_' | '*' | '?')).trim();
        for &(prefix, many) in TYPE_PREFIXES {
            if starts_with(words, prefix) {
                words = &words[prefix.len()..];
                collection |= many;
                break;
            }
        }
        if starts_with(words, "collection(") {
            let inner = &words["collection(".len()..];
            words = &inner[..inner.rfind(')').unwrap_or(inner.len())];
            collection = true;
            continue;
        }
        if let Some((open, many)) = GENERICS.iter().find(|(open, _)| starts_with(words, open)) {
            let inner = &words[open.len()..];
            words = &inner[..inner.rfind('>').unwrap_or(inner.len())];
            collection |= many;
            continue;
        }
        if let Some(primitive) = bounded(words) {
            return (primitive, collection);
        }
        if words.eq_ignore_ascii_case("byte[]") {
            return ("Binary", collection);
        }
        for &(suffix, many) in TYPE_SUFFIXES {
            if ends_with(words, suffix) && words.len() > suffix.trim().len() && !continues_name(words, suffix) {
                words = &words[..words.len() - suffix.len()];
                collection |= many;
                break;
            }
        }
        if let Some(name) = without_slip(words).filter(|_| words.len() == before) {
            words = name;
            collection = true;
        }
        if words.len() == before {
            match without_note(words) {
                Some(rest) => {
                    let note = words[rest.len()..].trim_matches(['(', ')']);
                    if let Some(primitive) = format(rest, note) {
                        return (primitive, collection);
                    }
                    words = rest;
                }
                None => {
                    // The format may follow the type without brackets: `string uuid`, which the page writes as
                    // `string<br>uuid`.
                    let (word, note) = words.split_once(' ').unwrap_or((words, ""));
                    let without_note = format(word, note).or_else(|| is_constraint(note).then_some(word));
                    return (without_note.unwrap_or(words), collection);
                }
            }
        }
    }
}

/// Whether words behind a type only limit its values, as in `string minLength: 3 maxLength: 24`.
fn is_constraint(note: &str) -> bool {
    let word = note.split_once(':').map_or("", |(word, _)| word);
    CONSTRAINTS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The keywords of JSON Schema that limit the values of a type.
const CONSTRAINTS: &[&str] =
    &["minLength", "maxLength", "minimum", "maximum", "pattern", "minItems", "maxItems", "format"];

/// Whether a suffix such as `collection` is a part of a camelCase name: `rowCollection` is a name, whereas
/// `rowcollection` and `row collection` mean several of `row`.
fn continues_name(words: &str, suffix: &str) -> bool {
    let mut before = words[..words.len() - suffix.len()].chars();
    words[words.len() - suffix.len()..].starts_with(char::is_uppercase)
        && before.next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// Whether the text is a name, possibly qualified, with nothing around it to remove. Nearly all type cells are such
/// names.
fn is_bare(raw: &str) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
    raw.bytes().all(|byte| is_letter(&byte) || byte == b'.')
        && raw.as_bytes().first().is_none_or(is_letter)
        && raw.as_bytes().last().is_none_or(is_letter)
        && ![COLLECTION, "collections", "array"].into_iter().any(|suffix| ends_with(raw, suffix))
}

/// Whether a text starts with a word, in any letter case.
fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Whether a text ends with a word, in any letter case.
fn ends_with(text: &str, word: &str) -> bool {
    text.len().checked_sub(word.len()).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// The words without a note such as `(…)` or `, maximum size 20` at the end. `None` if there is no such note.
fn without_note(words: &str) -> Option<&str> {
    let note = if words.ends_with(')') { words.rfind('(').filter(|&open| open > 0) } else { None };
    let note = note.or_else(|| words.find(',').filter(|&comma| comma > 0))?;
    Some(&words[..note])
}

/// A name as a [`TypeTerm`], without `#` and spaces; `None` if nothing is left.
#[must_use]
pub(crate) fn term(text: &str, target: Option<&str>, span: Span) -> Option<TypeTerm> {
    let (name, _) = strip_words_and_marks(text);
    let name = name.trim().trim_start_matches('#').trim_matches(['[', ']']).trim();
    if name.is_empty() {
        return None;
    }
    Some(TypeTerm {
        text: name.into(),
        target: target.map(CompactString::from).filter(|target| !target.is_empty()),
        span,
    })
}

/// The words before the last word, if the last word misspells `collection`; `None` otherwise.
fn without_slip(words: &str) -> Option<&str> {
    let (before, last) = words.trim_end().rsplit_once(' ')?;
    is_collection_slip(last).then(|| before.trim_end())
}

/// Whether a word is a misspelling of `collection`.
pub(crate) fn is_collection_slip(word: &str) -> bool {
    !starts_with(word, COLLECTION) && near::nearest(word, [COLLECTION].into_iter(), 2).len() == 1
}
