//! Finds deprecation notices.
//!
//! In: a description. Out: the sentence about the deprecation, and the next ones, as long as they name what replaces
//! the item or the date of its end. A sentence about anything else ends the notice.

use crate::text::phrase::{Phrase, any_in};

static NOTICES: [Phrase; 5] = [
    Phrase::new("deprecated"),
    Phrase::new("retired"),
    Phrase::new("obsolete"),
    Phrase::new("no longer"),
    Phrase::new("will be removed"),
];

/// The deprecation notice in a text: the sentence about the deprecation, and the next ones about what replaces the item
/// and when it ends. `None` if the text has no such notice.
#[must_use]
pub(crate) fn deprecated(plain: &str) -> Option<String> {
    deprecation(plain, &plain.to_ascii_lowercase())
}

/// An empty notice for a page whose title ends with `(deprecated)`; `None` for any other title.
#[must_use]
pub(crate) fn deprecated_title(title: &str) -> Option<String> {
    title.to_ascii_lowercase().contains("(deprecated)").then(String::new)
}

/// The same as [`deprecated`]. `lower` has the text in lower case, with the same byte offsets.
pub(super) fn deprecation(plain: &str, lower: &str) -> Option<String> {
    if !any_in(&NOTICES, lower) {
        return None;
    }
    let is_notice = |lower: &str| {
        lower.starts_with("deprecated")
            || lower.starts_with("(deprecated)")
            || lower.starts_with("**deprecated")
            || lower.starts_with("[deprecated")
            || lower.starts_with("obsolete")
            || lower.starts_with("**obsolete")
            || lower.contains(" is obsolete")
            || lower.contains(" is deprecated")
            || lower.contains(" has been deprecated")
            || lower.contains(" is now deprecated")
            || lower.contains(" are deprecated")
            || lower.contains("will be deprecated")
            // A text may say that something else is retired, so the sentence has to be about what the page describes.
            || OWN.iter().any(|own| lower.contains(own)) && RETIRED.iter().any(|words| lower.contains(words))
    };
    plain.lines().zip(lower.lines()).find_map(|(plain, lower)| {
        let mut rest = sentences(plain).zip(sentences(lower)).skip_while(|(_, lower)| !is_notice(lower));
        let (notice, _) = rest.next()?;
        // The next sentences belong to the notice as long as they name what replaces the item, or when it ends.
        let more = rest.take_while(|(_, lower)| is_succession(lower));
        Some(more.fold(notice.to_owned(), |notice, (sentence, _)| format!("{notice} {sentence}")))
    })
}

/// The sentences of a text that name what replaces a deprecated item, or the date of its end.
#[must_use]
pub(crate) fn succession(plain: &str) -> String {
    let lower = plain.to_ascii_lowercase();
    let told = sentences(plain).zip(sentences(&lower)).filter(|(_, lower)| is_succession(lower));
    told.map(|(sentence, _)| sentence).collect::<Vec<_>>().join(" ")
}

/// Whether a sentence, in lower case, names what replaces a deprecated item, or the date of its end.
fn is_succession(lower: &str) -> bool {
    lower.starts_with("use ") || SUCCESSION.iter().any(|words| lower.contains(words))
}

/// Words in sentences about what replaces a deprecated item, and about the date of its end.
const SUCCESSION: &[&str] = &[
    "instead",
    "use the ",
    "use [",
    "replaced",
    "replacement",
    "successor",
    "migrate",
    "switch to",
    "stop returning",
    "stop working",
    "stops returning",
    "stops working",
    "removed",
    "retire",
    "until",
    "no longer",
    "end of support",
    "sunset",
    "going forward",
    "please use",
];

/// Words by which a sentence refers to what the page or row describes.
const OWN: &[&str] = &["this api", "this method", "this operation", "this property", "this resource", "this type"];

/// Phrases that mean the same as `deprecated`.
const RETIRED: &[&str] = &[
    "will be retired",
    "is being retired",
    "has been retired",
    "is retired",
    "is no longer supported",
    "is no longer available",
    "will be removed",
];

/// The sentences of a text with their full stops, divided at `. `.
fn sentences(plain: &str) -> impl Iterator<Item = &str> {
    plain.split_inclusive(". ").map(str::trim).filter(|sentence| !sentence.is_empty())
}
