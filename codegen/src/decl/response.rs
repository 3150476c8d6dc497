//! The "Request body" and "Response" sections: what their prose says of types and status codes.

use crate::decl::{RequestDecl, ResponseDecl, TypeExpr, type_expr};
use crate::page::{Inline, Text};

/// Adds what one paragraph of the "Request body" section says.
pub fn request(text: &Text<'_>, decl: &mut RequestDecl) {
    let lower = text.plain().to_ascii_lowercase();
    decl.none |= [
        "do not supply",
        "don't supply",
        "no request body",
        "does not have a request body",
        "doesn't have a request body",
        "does not require a request body",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
        || matches!(lower.trim_end_matches('.'), "none" | "empty" | "not applicable");
    decl.stream |= [
        "contents of the file",
        "binary contents",
        "binary data",
        "binary stream",
        "binary object",
        "the bytes",
        "byte stream",
        "raw bytes",
        "file contents",
        "request body must be the",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase));
    decl.mentions.extend(mentions(text));
}

/// Adds what one paragraph of the "Response" section says.
pub fn response(text: &Text<'_>, decl: &mut ResponseDecl) {
    let lower = text.plain().to_ascii_lowercase();
    for code in codes(&lower) {
        if !decl.codes.contains(&code) {
            decl.codes.push(code);
        }
    }
    decl.none |= [
        "does not return anything",
        "doesn't return anything",
        "no content",
        "returns nothing",
        "not return anything",
        "empty response body",
        "no response body",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase));
    decl.stream |= ["stream", "binary data", "bytes", "contents of the file", "csv", "binary content", "raw content"]
        .iter()
        .any(|phrase| lower.contains(phrase));
    decl.mentions.extend(mentions(text));
}

/// Three-digit numbers from 200 to 399 that stand by themselves.
fn codes(lower: &str) -> impl Iterator<Item = u16> {
    lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == 3)
        .filter_map(|word| word.parse().ok())
        .filter(|code| (200..400).contains(code))
}

/// The types a paragraph mentions: links and bold or code words, each with the words around that make it a collection.
fn mentions(text: &Text<'_>) -> Vec<TypeExpr> {
    let mut found: Vec<(bool, TypeExpr)> = Vec::new();
    for (index, inline) in text.inlines.iter().enumerate() {
        let (words, target, span) = match inline {
            Inline::Link(link) => (link.text.as_str(), Some(link.destination.as_ref()), link.span),
            Inline::Strong(words) | Inline::Code(words) => (words.as_ref(), None, text.span),
            Inline::Text(_) | Inline::Break | Inline::Html(_) => continue,
        };
        let Some(term) = type_expr::term(words, target, span) else { continue };
        if term.text.contains(char::is_whitespace) || term.text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = around(&text.inlines[..index], true);
        let after = around(&text.inlines[index + 1..], false);
        let collection = ["collection of", "list of", "array of", "set of", "collections of"]
            .iter()
            .any(|phrase| before.contains(phrase))
            || ["collection", "objects"].iter().any(|word| after.trim_start().starts_with(word))
            || words.to_ascii_lowercase().ends_with("collection")
            || words.to_ascii_lowercase().starts_with("collection(");
        let linked = target.is_some();
        found.push((linked, TypeExpr { terms: vec![term], collection, raw: words.to_owned(), span }));
    }
    found.sort_by_key(|(linked, _)| !linked);
    found.into_iter().map(|(_, expr)| expr).collect()
}

/// The words next to an inline, up to the next markup, lower case.
fn around(inlines: &[Inline<'_>], before: bool) -> String {
    let mut words = String::new();
    let mut take = |inline: &Inline<'_>| match inline {
        Inline::Text(text) => {
            words = if before { format!("{text}{words}") } else { format!("{words}{text}") };
            true
        }
        Inline::Break => true,
        Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Html(_) => false,
    };
    if before {
        let _all = inlines.iter().rev().all(&mut take);
        let lower = words.to_ascii_lowercase();
        return lower
            .rsplit(['.', ','])
            .next()
            .unwrap_or_default()
            .chars()
            .rev()
            .take(40)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
    }
    let _all = inlines.iter().all(&mut take);
    words.to_ascii_lowercase()
}
