//! The grammar of the "Type" column: `[user][] collection`, `Collection(Edm.String)`, `string (url)`, `A or B`.

use std::borrow::Cow;

use crate::decl::{TypeExpr, TypeTerm};
use crate::page::{Inline, Text};
use crate::source::Span;

const COLLECTION: &str = "collection";

/// Reads a type cell. Links give names and targets; the words around them say whether it is a collection.
#[must_use]
pub fn read(cell: &Text<'_>) -> TypeExpr {
    let raw = cell.plain();
    let mut terms = Vec::with_capacity(cell.links().count());
    terms.extend(cell.links().filter_map(|link| term(&link.text, Some(&link.destination), link.span)));
    if terms.is_empty() {
        return parse(&raw, cell.span);
    }
    // `[row](row.md) collection. Kept for a year`: what stands behind says no more about the type.
    let behind = cell.inlines.windows(2).any(|pair| {
        matches!(pair, [Inline::Link(_), Inline::Text(words)]
            if words.trim_start().get(..COLLECTION.len()).is_some_and(|start| start.eq_ignore_ascii_case(COLLECTION)))
    });
    let collection = behind || peel(&raw).1;
    TypeExpr { terms, collection, raw: raw.trim().to_owned(), span: cell.span }
}

/// Reads a type written as plain words.
#[must_use]
pub fn parse(raw: &str, span: Span) -> TypeExpr {
    let (words, collection) = peel(raw);
    let mut terms = Vec::with_capacity(1);
    if words.contains(' ') {
        terms.extend(words.split(" or ").filter_map(|part| term(part, None, span)));
    } else {
        terms.extend(term(&words, None, span));
    }
    TypeExpr { terms, collection, raw: raw.trim().to_owned(), span }
}

/// Removes everything around the name; the flag tells whether something said that it is a collection.
fn peel(raw: &str) -> (Cow<'_, str>, bool) {
    if is_bare(raw) {
        return (Cow::Borrowed(raw), false);
    }
    let mut words = raw.replace('`', "").replace("**", "");
    let mut collection = false;
    loop {
        let before = words.len();
        words = words.trim().trim_matches(|c| matches!(c, '.' | ',' | ';' | '"' | '_' | '*')).trim().to_owned();
        let lower = words.to_ascii_lowercase();
        for (prefix, many) in [
            ("(optional)", false),
            ("collection of", true),
            ("a collection of", true),
            ("array of", true),
            ("list of", true),
        ] {
            if lower.starts_with(prefix) {
                words = words[prefix.len()..].to_owned();
                collection |= many;
                break;
            }
        }
        let lower = words.to_ascii_lowercase();
        if let Some(inner) = lower.strip_prefix("collection(") {
            let inner_end = inner.rfind(')').unwrap_or(inner.len());
            words = words["collection(".len()..].get(..inner_end).unwrap_or_default().to_owned();
            collection = true;
            continue;
        }
        for (suffix, many) in [
            ("collection", true),
            ("collections", true),
            ("array", true),
            ("[]", true),
            (" list", true),
            (" objects", false),
            (" object", false),
            (" resources", false),
            (" resource", false),
            (" resource type", false),
            (" (enum)", false),
            (" enum", false),
            (" enumeration", false),
            (" type", false),
            (" value", false),
        ] {
            if lower.ends_with(suffix) && lower.len() > suffix.trim().len() && !continues_name(&words, suffix) {
                words.truncate(words.len() - suffix.len());
                collection |= many;
                break;
            }
        }
        if words.len() == before && !strip_note(&mut words) {
            return (Cow::Owned(words), collection);
        }
    }
}

/// Whether a suffix goes on with a name in camelCase: `rowCollection` is a name, `rowcollection` and `row collection` are
/// several of `row`.
fn continues_name(words: &str, suffix: &str) -> bool {
    let mut before = words[..words.len() - suffix.len()].chars();
    words[words.len() - suffix.len()..].starts_with(char::is_uppercase)
        && before.next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// Whether it is one word, maybe qualified, with nothing around it or glued to it, as nearly all are.
fn is_bare(raw: &str) -> bool {
    let ends = |suffix: &str| {
        raw.len() >= suffix.len() && raw.as_bytes()[raw.len() - suffix.len()..].eq_ignore_ascii_case(suffix.as_bytes())
    };
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
    raw.bytes().all(|byte| is_letter(&byte) || byte == b'.')
        && raw.as_bytes().first().is_none_or(is_letter)
        && raw.as_bytes().last().is_none_or(is_letter)
        && ![COLLECTION, "collections", "array"].into_iter().any(ends)
}

/// Removes `(…)` at the end, and `, maximum size 20`.
fn strip_note(words: &mut String) -> bool {
    if words.ends_with(')')
        && let Some(open) = words.rfind('(')
        && open > 0
    {
        words.truncate(open);
        return true;
    }
    if let Some(comma) = words.find(',')
        && comma > 0
    {
        words.truncate(comma);
        return true;
    }
    false
}

/// A name: `#` and blanks removed; `None` when nothing is left.
#[must_use]
pub fn term(text: &str, target: Option<&str>, span: Span) -> Option<TypeTerm> {
    let (name, _) = peel(text);
    let name = name.trim().trim_start_matches('#').trim_matches(['[', ']']).trim();
    if name.is_empty() {
        return None;
    }
    Some(TypeTerm {
        text: name.to_owned(),
        target: target.map(str::to_owned).filter(|target| !target.is_empty()),
        span,
    })
}
