//! Finds deprecation notices.
//!
//! In: a description. Out: the sentence about the deprecation, and the sentences directly after it that say what
//! replaces the deprecated item or when it is removed. A sentence about anything else ends the notice.

use compact_str::CompactString;

use crate::source::Spanned;
use crate::text::phrase::{Phrase, any_in};

static NOTICES: [Phrase; 5] = [
    Phrase::new("deprecated"),
    Phrase::new("retired"),
    Phrase::new("obsolete"),
    Phrase::new("no longer"),
    Phrase::new("will be removed"),
];

/// The deprecation notice in a text: the sentence about the deprecation, and the sentences directly after it that say
/// what replaces the item or when it is removed. `None` if the text has no such notice.
#[must_use]
pub(crate) fn deprecated(plain: &str) -> Option<String> {
    deprecation(plain, &plain.to_ascii_lowercase(), &[])
}

/// The deprecation notice about a member of an enumeration, from the cell with its name and from its description. The
/// notice is empty if the cell with the name marks the member as deprecated, as in `~~red~~`, and the description does
/// not say what replaces it or when it is removed.
#[must_use]
pub(crate) fn deprecated_member(name: &str, described: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let marked = lower.contains("deprecated") || lower.starts_with("~~") && lower.ends_with("~~");
    let notice = deprecated(described).or_else(|| marked.then(|| succession(described)))?;
    let is_mark = notice.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("deprecated");
    Some(if is_mark { String::new() } else { notice })
}

/// An empty notice for a page whose title contains `(deprecated)`; `None` for any other title.
#[must_use]
pub(crate) fn deprecated_title(title: &str) -> Option<String> {
    title.to_ascii_lowercase().contains("(deprecated)").then(String::new)
}

/// The same as [`deprecated`], but a sentence is left out if it is only about one of the listed `values` and not about
/// the whole item. `lower` has the text in lower case, with the same byte offsets.
pub(super) fn deprecation(plain: &str, lower: &str, values: &[Spanned<CompactString>]) -> Option<String> {
    if !any_in(&NOTICES, lower) {
        return None;
    }
    notice(plain, lower, |plain, lower| is_notice(lower) && !values.iter().any(|value| is_about(plain, &value.value)))
}

/// The listed values that a text calls deprecated, each with its notice. A value counts if `(deprecated)` or a longer
/// note of this kind follows it in parentheses, or if a sentence says that it is deprecated.
pub(super) fn deprecated_values(
    plain: &str,
    lower: &str,
    values: &[Spanned<CompactString>],
) -> Vec<(CompactString, String)> {
    if !NOTICES[0].is_in(lower) {
        return Vec::new();
    }
    let says_deprecated = |value: &CompactString| {
        let noted = places(plain, value).find_map(|rest| {
            let inside = rest.trim_start().strip_prefix('(')?.split_once(')')?.0;
            inside.to_ascii_lowercase().starts_with("deprecated").then(|| inside.to_owned())
        });
        let sentence = notice(plain, lower, |plain, _| is_about(plain, value));
        // A mark alone says less than a sentence.
        let mark = "deprecated".len();
        noted.clone().filter(|noted| noted.len() > mark).or(sentence).or(noted.map(|_| String::new()))
    };
    values.iter().filter_map(|value| Some((value.value.clone(), says_deprecated(&value.value)?))).collect()
}

/// Whether a sentence says that a value is deprecated: after the value comes `deprecated`, with only words such as
/// `member`, `is` and other joined values between them, as in `red and blue are deprecated`.
fn is_about(sentence: &str, value: &str) -> bool {
    const JOINING_WORDS: [&str; 17] = [
        "value", "values", "member", "members", "option", "options", "is", "are", "was", "were", "has", "have", "been",
        "now", "will", "be", "and",
    ];
    places(sentence, value).any(|rest| {
        let lower = rest.to_ascii_lowercase();
        let Some((between, _)) = lower.split_once("deprecated") else { return false };
        !between.trim().is_empty() && !between.contains('(') && {
            let words = between.split([' ', ',']).filter(|word| !word.is_empty());
            // Another value may stand between: `red and blue are deprecated`.
            words.clone().filter(|word| !JOINING_WORDS.contains(word)).count() <= between.matches(" and ").count()
                && words.clone().any(|word| matches!(word, "is" | "are" | "was" | "were" | "been" | "be"))
        }
    })
}

/// The rest of the text after each occurrence of a word as a whole word.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .filter(move |(at, found)| !text[..*at].ends_with(is_part) && !text[at + found.len()..].starts_with(is_part))
        .map(|(at, found)| &text[at + found.len()..])
}

/// Whether a sentence, in lower case, says that the described item is deprecated.
fn is_notice(lower: &str) -> bool {
    let first = lower.trim_start_matches(['(', '[', '*', '_']);
    first.starts_with("deprecated")
            || first.starts_with("obsolete")
            // `(deprecated)` after a list would be about the last item of the list only.
            || lower.trim_end_matches('.').ends_with("(deprecated)") && !lower.contains([',', ':'])
            || lower.contains(" is obsolete")
            || lower.contains(" is deprecated")
            || lower.contains(" has been deprecated")
            || lower.contains(" is now deprecated")
            || lower.contains(" are deprecated")
            || lower.contains("will be deprecated")
            // A sentence may say that something else is retired, so it also has to refer to the described item, for
            // instance by `this property`.
            || OWN.iter().any(|own| lower.contains(own)) && RETIRED.iter().any(|words| lower.contains(words))
}

/// The first sentence for which `is_notice` is true, with the sentences directly after it that say what replaces the
/// item or when it is removed.
fn notice(plain: &str, lower: &str, is_notice: impl Fn(&str, &str) -> bool) -> Option<String> {
    plain.lines().zip(lower.lines()).find_map(|(plain, lower)| {
        let mut rest = sentences(plain).zip(sentences(lower)).skip_while(|(plain, lower)| !is_notice(plain, lower));
        let (notice, _) = rest.next()?;
        // The next sentences belong to the notice as long as they say what replaces the item, or when it is removed.
        let more = rest.take_while(|(_, lower)| is_succession(lower));
        Some(more.fold(notice.to_owned(), |notice, (sentence, _)| format!("{notice} {sentence}")))
    })
}

/// The sentences of a text that say what replaces a deprecated item, or when it is removed.
#[must_use]
pub(crate) fn succession(plain: &str) -> String {
    let lower = plain.to_ascii_lowercase();
    let told = sentences(plain).zip(sentences(&lower)).filter(|(_, lower)| is_succession(lower));
    told.map(|(sentence, _)| sentence).collect::<Vec<_>>().join(" ")
}

/// Whether a sentence, in lower case, says what replaces a deprecated item, or when it is removed.
fn is_succession(lower: &str) -> bool {
    lower.starts_with("use ") || SUCCESSION.iter().any(|words| lower.contains(words)) || has_date(lower)
}

/// Whether a sentence, in lower case, names a month and a year.
fn has_date(lower: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit());
    while let Some(word) = words.next() {
        if MONTHS.contains(&word) {
            return words.clone().take(2).any(is_year);
        }
    }
    false
}

/// Words in sentences about what replaces a deprecated item, or about when it is removed.
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
