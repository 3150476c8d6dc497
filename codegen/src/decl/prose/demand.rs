//! Whether a description says that something is required or optional.
//!
//! In: a text in lower case. Out: what it says; `None` if it says nothing, or names a condition.

use super::has_word;
use crate::text::phrase::{Phrase, any_in};

static REQUIRED: Phrase = Phrase::new("required");
static OPTIONAL: Phrase = Phrase::new("optional");
static MANDATORY: [Phrase; 3] =
    [Phrase::new("mandatory"), Phrase::new("must supply it"), Phrase::new("must be supplied")];
static OMISSIBLE: [Phrase; 4] = [
    Phrase::new("can be omitted"),
    Phrase::new("may be omitted"),
    Phrase::new("can be left out"),
    Phrase::new("may be left out"),
];
/// At least one of these is in each of [`OMISSIBLE`], and in few texts. Searching them first is fast.
static LEFT_OUT: [Phrase; 2] = [Phrase::new("omitted"), Phrase::new("left out")];

/// Whether the text says that something is required; `None` if it does not say.
#[must_use]
pub(super) fn required(lower: &str) -> Option<bool> {
    let say = |phrases: &[Phrase]| phrases.iter().any(|phrase| says(lower, phrase));
    if says(lower, &REQUIRED) && is_denied(lower) {
        Some(false)
    } else if says(lower, &REQUIRED) && !is_conditional(lower) || say(&MANDATORY) {
        Some(true)
    } else if says(lower, &OPTIONAL) || any_in(&LEFT_OUT, lower) && say(&OMISSIBLE) {
        Some(false)
    } else {
        None
    }
}

/// Whether every sentence with `required` denies it: `It isn't required.`
fn is_denied(lower: &str) -> bool {
    const DENIALS: [&str; 4] = ["not", "isn't", "isn’t", "never"];
    let sentences = lower.split(['.', ';']).filter(|sentence| has_word(sentence, "required"));
    let mut before = sentences.filter_map(|sentence| Some(sentence.split_once("required")?.0.trim_end()));
    before.all(|words| {
        DENIALS.iter().any(|denial| words.strip_suffix(denial).is_some_and(|rest| !rest.ends_with(char::is_alphabetic)))
    })
}

/// Whether every sentence with `required` continues with a condition: `required when …`, `required for users who …`. A
/// condition means that not all requests need the member.
#[must_use]
pub(crate) fn is_conditional(lower: &str) -> bool {
    const CONDITIONS: [&str; 6] = ["when", "if", "unless", "for", "only", "in"];
    let sentences = lower.split(['.', ';']).filter(|sentence| has_word(sentence, "required"));
    let mut after = sentences.filter_map(|sentence| Some(sentence.split_once("required")?.1));
    after.all(|rest| CONDITIONS.iter().any(|word| has_word(rest, word)))
}

/// Whether a word such as `required` stands alone: at the start or the end of the text, directly after a full stop, at
/// the end of a sentence, or alone in brackets.
fn says(lower: &str, word: &Phrase) -> bool {
    word.places_in(lower).any(|place| {
        let (before, after) = (&lower[..place.start], &lower[place.end..]);
        let is_bracketed = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
        before.is_empty()
            || is_bracketed
            || after.is_empty()
            || before.ends_with('.')
            || before.ends_with(' ') && after.starts_with('.')
    })
}
