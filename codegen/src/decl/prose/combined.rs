//! Whether a text says that a value combines several members of an enumeration.
//!
//! In: a text in lower case. Out: a Boolean. A phrase does not count after a word such as `not` in the same clause, or
//! if it is about `$filter` expressions.

use crate::text::phrase::{Phrase, any_in};

/// Each of the phrases below contains one of these words, and few texts contain any of them. Searching for the words
/// first saves most searches for phrases.
static WORDS: [Phrase; 9] = [
    Phrase::new("flag"),
    Phrase::new("bit"),
    Phrase::new("multi"),
    Phrase::new("combin"),
    Phrase::new("more than one"),
    Phrase::new("one or more"),
    Phrase::new("several"),
    Phrase::new("comma"),
    Phrase::new("any number of"),
];

/// The nouns of [`LEADS`] for phrases such as `flags`: `flags property` means an enumeration whose members combine.
const ENUMERATIONS: &[&str] =
    &["enum", "enumerated", "property", "field", "type", "object", "value", "attribute", "parameter"];

/// The nouns of [`LEADS`] for phrases such as `several`: `several values` means that members are combined.
const MEMBERS: &[&str] = &[
    "value", "member", "option", "flag", "choice", "item", "of the", "of these", "of those", "of them", "of its", "of:",
];

/// Phrases that alone say that a value combines several members, such as `bitmask`. No particular noun has to follow.
const WHOLE: &[&str] = &[
    "bitmask",
    "bit mask",
    "bit-mask",
    "bitfield",
    "bit field",
    "bit-field",
    "bit flag",
    "bitflag",
    "bit-flag",
    "bitwise",
    "enumeration of flags",
    "enum of flags",
    "set of flags",
    "list of flags",
    "combination of flags",
    "any combination of ",
    "flags that ",
    "flags which ",
    "flags specifying ",
    "flags indicating ",
    "flags to ",
    "flags for ",
    "flagged enum",
    "can be combined",
    "may be combined",
    "be combined with each other",
    "can combine ",
    "comma-separated list of",
    "comma separated list of",
    "comma-delimited list of",
    "comma delimited list of",
    "separated by comma",
    "separated with comma",
    "separated by a comma",
    "separated with a comma",
    "separating them with comma",
    "separating them with a comma",
    "separating them by comma",
    "multi-select list",
    "comma-separated value",
    "comma-separated string",
];

/// Phrases that mean a combination of members only before one of the nouns listed beside them: `multi-valued` before
/// `enumeration`. At most one word may stand between the phrase and the noun.
const LEADS: &[(&str, &[&str])] = &[
    ("multi-valued", ENUMERATIONS),
    ("multivalued", ENUMERATIONS),
    ("multi valued", ENUMERATIONS),
    ("multi-value", ENUMERATIONS),
    ("multivalue", ENUMERATIONS),
    ("multi-select", ENUMERATIONS),
    ("flags", ENUMERATIONS),
    ("flag", &["enum"]),
    ("multiple", MEMBERS),
    ("several", MEMBERS),
    ("more than one", MEMBERS),
    ("one or more", MEMBERS),
    ("any number of", MEMBERS),
    ("combination", MEMBERS),
    ("combinations", MEMBERS),
    ("combine", MEMBERS),
];

/// Statements with a verb that the described value itself combines several members, such as `is multi-valued`. No
/// particular noun has to follow.
const PREDICATES: &[&str] =
    &["is multi-valued", "is multivalued", "is multi-value", "is a flag enum", "are flags", "is flags"];

/// Words that negate what follows them in the clause.
const DENIALS: &[&str] =
    &["not", "cannot", "can't", "isn't", "doesn't", "don't", "never", "aren't", "only one", "neither", "mustn't"];

/// Whether a description, in lower case, says that a value combines several members.
#[must_use]
pub(crate) fn says_combined(lower: &str) -> bool {
    if !any_in(&WORDS, lower) {
        return false;
    }
    lower.starts_with("flags ") || clauses(lower).any(|clause| !clause.contains("filter") && is_said(clause))
}

/// The clauses of a text. A comma ends a clause only before `but`.
fn clauses(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(['.', ';', '\n']).flat_map(|sentence| sentence.split(", but ")).map(str::trim)
}

fn is_said(clause: &str) -> bool {
    let is_denied = |at: usize| {
        let before = &clause[..at];
        let ends_word = |end: usize| !before[end..].starts_with(char::is_alphanumeric);
        DENIALS.iter().any(|word| places(before, word).any(|(_, end)| ends_word(end)))
    };
    let whole = WHOLE.iter().chain(PREDICATES).flat_map(|phrase| places(clause, phrase)).any(|(at, _)| !is_denied(at));
    let led = || {
        LEADS
            .iter()
            .any(|(lead, nouns)| places(clause, lead).any(|(at, end)| !is_denied(at) && names(&clause[end..], nouns)))
    };
    whole || led()
}

/// The start and the end of each occurrence of a phrase that starts at the start of a word.
fn places<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = (usize, usize)> {
    text.match_indices(phrase)
        .filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric))
        .map(|(at, found)| (at, at + found.len()))
}

/// Whether `rest` begins with a space or a colon and then one of the nouns, with at most one word before the noun.
fn names(rest: &str, nouns: &[&str]) -> bool {
    let starts = |text: &str| nouns.iter().any(|noun| text.starts_with(noun));
    // The phrase must end at the end of a word: `combination`, not `combinational`.
    let Some(rest) = rest.strip_prefix([' ', ':']).map(str::trim_start) else { return false };
    let behind = rest.split_once(' ').map_or("", |(_, behind)| behind);
    starts(rest) || starts(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_wordings_say_that_members_combine() {
        for text in [
            "this property is multi-valued and the same parcel can have both.",
            "this object is a multi-valued enumeration.",
            "this is a flags enum that allows multiple values to be specified.",
            "flags that tell the kinds.",
            "a flagged enumeration.",
            "a flag enum of rights.",
            "an enumeration of flags that stands for the rights.",
            "a bitmask of the rights.",
            "the possible values can be combined.",
            "one or more of the following: `a`, `b`.",
            "one or more of these values.",
            "a combination of the following values: `a`, `b`.",
            "multiple values are separated by commas.",
            "more than one value can be selected.",
            "a comma-separated list of the parts to copy.",
            "supports multiple members at once.",
            "this is a multivalue enumeration.",
            "any combination of `a` and `b` values.",
            "several of the options may be set.",
        ] {
            assert!(says_combined(text), "{text}");
        }
    }

    #[test]
    fn other_texts_do_not_say_that_members_combine() {
        for text in [
            "the flag for follow-up.",
            "the status, start date and due date of the flag.",
            "values cannot be combined.",
            "this is not a flags enum.",
            "one of the following: `a`, `b`.",
            "the any operator is required for filter expressions on multi-valued properties.",
            "only one of multiple values is kept.",
            "supports a combination lock.",
            "the number of bits.",
            "used by one or more people.",
        ] {
            assert!(!says_combined(text), "{text}");
        }
    }
}
