//! Reads the set phrases in a description: whether a property is read-only, required or nullable, whether `$filter`
//! supports it, and so on.
//!
//! In: a description. Out: what it says in such phrases. A property that is required or read-only only under a
//! condition (`Required when …`, `Once set, it is read-only`) counts as neither.

use super::deprecation::{deprecated_values, deprecation};
use super::{combined, has_word, values};
use crate::decl::Remarks;
use crate::decl::vocabulary::{VALUE_WORDS, demand};
use crate::page::Text;
use crate::text::phrase::{Phrase, Words};

static NULL: Phrase = Phrase::new("null");
static IMMUTABLE: Phrase = Phrase::new("immutable");
static READ_ONLY: [Phrase; 5] = [
    Phrase::new("read-only"),
    Phrase::new("readonly"),
    Phrase::new("read only"),
    Phrase::new("non-editable"),
    Phrase::new("not editable"),
];

/// What a description says in set phrases such as `Read-only.` `words` is the same description as plain text in lower
/// case.
#[must_use]
pub(crate) fn remarks(text: &Text<'_>, words: &Words<'_>) -> Remarks {
    let lower = words.lower.as_str();
    // This runs for each description, and most have none of these phrases. So a word that several phrases share is
    // searched for only once.
    let null = words.say(&NULL);
    let not_nullable =
        null && (lower.contains("not nullable") || lower.contains("non-nullable") || is_never_null(lower));
    let values = if words.say_any(&VALUE_WORDS) { values(text) } else { Vec::new() };
    let deprecated = deprecation(&words.plain, lower, &values);
    let option = memchr::memchr(b'$', lower.as_bytes()).is_some();
    Remarks {
        read_only: words.say_any(&READ_ONLY) && is_read_only(lower),
        immutable: words.say(&IMMUTABLE) && is_immutable(lower),
        required: demand::in_prose(lower),
        nullable: if not_nullable {
            Some(false)
        } else if null && (has_word(lower, "nullable") || is_null_if(lower)) {
            Some(true)
        } else {
            None
        },
        select_only: option
            && (lower.contains("only on $select")
                || lower.contains("only with $select")
                || lower.contains("only returned on $select")),
        filterable: option && lower.contains("$filter") && lower.contains("support") && !denies_filter(lower),
        combined: combined::says_combined(lower),
        deprecated,
        deprecated_values: deprecated_values(&words.plain, lower, &values),
        values,
    }
}

/// Whether a sentence of a text has a phrase of [`READ_ONLY`] without `after …` or `once …` before it. Clients can send
/// a property that becomes read-only later.
fn is_read_only(lower: &str) -> bool {
    lower.split(['.', ';']).any(|sentence| {
        let first = READ_ONLY.iter().filter_map(|phrase| phrase.places_in(sentence).next());
        let condition = |place: usize| ["after", "once"].iter().any(|word| has_word(&sentence[..place], word));
        first.map(|place| place.start).min().is_some_and(|place| !condition(place))
    })
}

/// Whether a sentence calls the value immutable: `Immutable.`, `This property is immutable.`
fn is_immutable(lower: &str) -> bool {
    lower.split(['.', ';']).any(|sentence| {
        let sentence = sentence.trim();
        sentence == "immutable"
            || sentence.starts_with("immutable ") && !sentence.contains("identifier")
            || ["is immutable", "is immutable after creation", "is immutable once set"]
                .iter()
                .any(|end| sentence.ends_with(end))
    })
}

/// Whether a sentence says without a condition that a value is never null: `Can't be null.`
fn is_never_null(lower: &str) -> bool {
    const NEVER: [&str; 6] =
        ["can't be null", "cannot be null", "can not be null", "must not be null", "may not be null", "never null"];
    let lower = lower.replace('’', "'");
    lower.split(['.', ';']).any(|sentence| {
        let rest = NEVER.iter().find_map(|never| Some(sentence.split_once(never)?.1));
        rest.is_some_and(|rest| rest.trim().is_empty())
    })
}

/// Whether a sentence says that the value can be null, or when it is null: `null if nobody has signed it`.
fn is_null_if(lower: &str) -> bool {
    const SOMETIMES: [&str; 6] =
        ["null if ", "null when ", "null unless ", "null until ", "can be null", "may be null"];
    lower.split(['.', ';']).any(|sentence| {
        let said = SOMETIMES.iter().any(|words| sentence.contains(words));
        said && !["not ", "n't ", "n’t "].iter().any(|denied| sentence.contains(denied))
    })
}

/// Whether every sentence with `$filter` says that the property does not support it.
fn denies_filter(lower: &str) -> bool {
    const DENIED: [&str; 4] = ["not support", "n't support", "n’t support", "unsupported"];
    let mut sentences = lower.split(['.', ';']).filter(|sentence| sentence.contains("$filter"));
    sentences.all(|sentence| DENIED.iter().any(|denied| sentence.contains(denied)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn read_only_after_a_condition_is_not_taken_as_always_read_only() {
        assert!(super::is_read_only("the place. it is read only and set after a move."));
        assert!(!super::is_read_only("the place. once set, it is read-only."));
    }
}
