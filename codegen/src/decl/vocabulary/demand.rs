//! Words for what is required and what is optional, in cells, in headings and in prose.
//!
//! In: words of a page. Out: whether they say that a property, parameter or header is required. What is needed only
//! under a condition (`Required when …`, `Only if …`) is neither required nor optional.

use super::marks::{NO, YES, consists_of};
use crate::text::phrase::{Phrase, any_in};

/// Words that mean required (`REQUIRED`) or optional (`OPTIONAL`) if they stand alone in a cell or in brackets.
const REQUIRED: &[&str] = &[
    "required",
    "mandatory",
    "must",
    "needed",
    "necessary",
    "obligatory",
    "compulsory",
    "always required",
    "is required",
    "always needed",
];
const OPTIONAL: &[&str] = &[
    "optional",
    "not required",
    "not mandatory",
    "not needed",
    "not necessary",
    "can be omitted",
    "may be omitted",
    "is optional",
    "always optional",
];

/// Beginnings of titles of columns whose cells say whether something is required (`ASKED`), or whether it is optional
/// (`ASKED_OPTIONAL`).
const ASKED: &[&str] = &[
    "required",
    "mandatory",
    "is required",
    "is mandatory",
    "needed",
    "necessary",
    "obligatory",
    "must have",
    "must be",
];
const ASKED_OPTIONAL: &[&str] = &["optional", "is optional", "can be omitted"];

/// Titles of columns whose cells say required or optional with a letter or an abbreviation, such as `M` or `opt`.
const LETTERS: &[&str] = &["m/o", "o/m", "r/o", "o/r", "req/opt", "opt/req", "mandatory/optional", "required/optional"];

/// Further titles of columns whose cells say in words whether something is required, such as `Mandatory` below `Usage`.
/// A `Yes` or `No` below these titles is ignored, because it would be ambiguous.
const NEUTRAL: &[&str] = &["usage", "use", "presence", "requirement", "necessity", "optionality"];

/// Words with which a cell begins if it states a condition, such as `Only if …`.
const CONDITIONS: [&str; 9] =
    ["only ", "if ", "when ", "unless ", "conditional", "sometimes", "depends", "for ", "required only "];

static REQUIRED_WORD: Phrase = Phrase::new("required");
static OPTIONAL_WORD: Phrase = Phrase::new("optional");
static DEMANDED: [Phrase; 3] =
    [Phrase::new("mandatory"), Phrase::new("must supply it"), Phrase::new("must be supplied")];
static OMISSIBLE: [Phrase; 4] = [
    Phrase::new("can be omitted"),
    Phrase::new("may be omitted"),
    Phrase::new("can be left out"),
    Phrase::new("may be left out"),
];
/// Each phrase in `OMISSIBLE` contains `omitted` or `left out`, and few texts contain either. Searching for these words
/// first saves most searches for phrases.
static LEFT_OUT: [Phrase; 2] = [Phrase::new("omitted"), Phrase::new("left out")];

/// What a cell says about the item in its row, below a column title such as `Required`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Every request needs the member, parameter or header.
    Required,
    /// No request needs the member, parameter or header.
    Optional,
    /// Some requests need the member, parameter or header, on a condition that the cell states.
    Conditional,
}

impl Demand {
    /// `Some(true)` if every request needs the member, parameter or header, `Some(false)` if none does, `None` if
    /// only some do.
    #[must_use]
    pub(crate) fn required(self) -> Option<bool> {
        match self {
            Demand::Required => Some(true),
            Demand::Optional => Some(false),
            Demand::Conditional => None,
        }
    }
}

/// `Some(true)` for words such as `required`, `Some(false)` for words such as `optional`; `None` if the text contains
/// any other words.
#[must_use]
pub(crate) fn exact(words: &str) -> Option<bool> {
    let words = without_marks(words);
    if consists_of(words, REQUIRED) {
        Some(true)
    } else if consists_of(words, OPTIONAL) {
        Some(false)
    } else {
        None
    }
}

/// What a cell in a column with the title `title` says about whether the item in its row is required. `None` if it says
/// nothing about this.
#[must_use]
pub(crate) fn answer(title: &str, cell: &str) -> Option<Demand> {
    let (title, word) = (title.trim().trim_end_matches('?').to_ascii_lowercase(), without_marks(cell));
    let decided = |required: bool| Some(if required { Demand::Required } else { Demand::Optional });
    if let Some(required) = exact(word) {
        return decided(required);
    }
    let begins = |words: &[&str]| words.iter().any(|word| title.starts_with(word));
    let is_letters = consists_of(&title, LETTERS);
    if is_letters {
        match word.to_ascii_lowercase().as_str() {
            "m" | "r" | "req" => return decided(true),
            "o" | "opt" => return decided(false),
            _ => {}
        }
    }
    let (title_asks_required, title_asks_optional) = (begins(ASKED), begins(ASKED_OPTIONAL));
    // An empty cell means that the item is not required, because most tables mark only what is required.
    if cell.trim().is_empty() && (title_asks_required || is_letters) {
        return decided(false);
    }
    if !title_asks_required && !title_asks_optional && !is_letters && !consists_of(&title, NEUTRAL) {
        return None;
    }
    let (yes, no) = (
        consists_of(word, YES) || consists_of(word, &["always"]),
        consists_of(word, NO) || consists_of(word, &["never"]),
    );
    if title_asks_required && (yes || no) {
        return decided(yes);
    }
    if title_asks_optional && (yes || no) {
        return decided(no);
    }
    let lower = word.to_ascii_lowercase();
    CONDITIONS.iter().any(|condition| lower.starts_with(condition)).then_some(Demand::Conditional)
}

/// Whether a heading such as `Required properties` or `Optional query parameters` says that everything below it is
/// required (`Some(true)`) or optional (`Some(false)`). `None` if the heading says neither.
#[must_use]
pub(crate) fn of_heading(heading: &str) -> Option<bool> {
    let (first, rest) = heading.split_once(' ')?;
    (!rest.is_empty()).then(|| exact(first)).flatten()
}

/// Whether a line such as `Required:` or `Optional parameters:` says that the list or table below it is about what is
/// required (`Some(true)`) or optional (`Some(false)`). `None` if the line says neither.
#[must_use]
pub(crate) fn of_caption(line: &str) -> Option<bool> {
    let words = line.trim().trim_end_matches(':').to_lowercase();
    if words.split(' ').count() > 4 { None } else { exact(&words).or_else(|| of_heading(&words)) }
}

/// Whether a type cell, in lower case, also says that the item is required or optional: `String, optional`. `None` if
/// it says neither.
#[must_use]
pub(crate) fn of_type_cell(lower: &str) -> Option<bool> {
    if has_word(lower, "optional") || lower.contains("not required") {
        Some(false)
    } else if has_word(lower, "required") || has_word(lower, "mandatory") {
        Some(true)
    } else {
        None
    }
}

/// Whether a description, in lower case, says that something is required; `None` if it does not say.
#[must_use]
pub(crate) fn in_prose(lower: &str) -> Option<bool> {
    let say = |phrases: &[Phrase]| phrases.iter().any(|phrase| stands_alone(lower, phrase));
    if stands_alone(lower, &REQUIRED_WORD) && is_denied(lower) {
        Some(false)
    } else if stands_alone(lower, &REQUIRED_WORD) && !is_conditional(lower) || say(&DEMANDED) {
        Some(true)
    } else if stands_alone(lower, &OPTIONAL_WORD) || any_in(&LEFT_OUT, lower) && say(&OMISSIBLE) {
        Some(false)
    } else {
        None
    }
}

/// What a cell in the row of a header, in lower case, says about whether requests need the header. Unlike in the
/// description of a property, `required` counts anywhere in the text, because the cell is about nothing but the header.
/// `Conditional` if only some requests need the header, `None` if the cell says nothing.
#[must_use]
pub(crate) fn of_header(lower: &str) -> Option<Demand> {
    if has_word(lower, "required") && !lower.contains("not required") {
        Some(if is_conditional(lower) { Demand::Conditional } else { Demand::Required })
    } else if has_word(lower, "optional") {
        Some(Demand::Optional)
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
fn is_conditional(lower: &str) -> bool {
    const CONDITIONS: [&str; 6] = ["when", "if", "unless", "for", "only", "in"];
    let sentences = lower.split(['.', ';']).filter(|sentence| has_word(sentence, "required"));
    let mut after = sentences.filter_map(|sentence| Some(sentence.split_once("required")?.1));
    after.all(|rest| CONDITIONS.iter().any(|word| has_word(rest, word)))
}

/// Whether a word such as `required` stands alone: at the start or the end of the text, directly after a full stop,
/// at the end of a sentence, or alone in brackets. A word at the end of a subordinate clause, such as `before a code
/// is required`, does not count.
fn stands_alone(lower: &str, word: &Phrase) -> bool {
    word.places_in(lower).any(|place| {
        let (before, after) = (&lower[..place.start], &lower[place.end..]);
        let is_bracketed = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
        let is_end = after.is_empty() || before.ends_with(' ') && after.starts_with('.');
        before.is_empty() || is_bracketed || before.ends_with('.') || is_end && !is_subordinate(before)
    })
}

/// Whether the text before a word such as `required` ends in a clause about something other than the described item:
/// `Minutes of inactivity before a code is`, `Indicates whether a code is`.
fn is_subordinate(before: &str) -> bool {
    const CONJUNCTIONS: [&str; 7] = ["before", "after", "until", "whether", "which", "where", "that"];
    const VERBS: [&str; 4] = [" is", " are", " be", " was"];
    let clause = before.rsplit(['.', ';', ',', ':']).next().unwrap_or_default().trim_end();
    VERBS.iter().any(|verb| clause.ends_with(verb)) && CONJUNCTIONS.iter().any(|word| has_word(clause, word))
}

/// Removes marks around words: `Required` for `**Required.**`.
fn without_marks(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '*' | '_' | '`' | '(' | ')' | '[' | ']'))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(char::is_alphanumeric) && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_in_a_subordinate_clause_does_not_count() {
        for (text, expected) in [
            ("minutes of inactivity before a code is required.", None),
            ("indicates whether a code is required", None),
            ("the state in which no label is optional.", None),
            ("the code of the device. this property is required.", Some(true)),
            ("after the first request, the code is required.", Some(true)),
            ("the code that opens it. required.", Some(true)),
        ] {
            assert_eq!(in_prose(text), expected, "{text}");
        }
    }

    #[test]
    fn a_cell_is_read_as_the_answer_to_the_title_of_its_column() {
        let check = |title: &str, cell: &str, expected: Option<Demand>| {
            assert_eq!(answer(title, cell), expected, "{title}: {cell}");
        };
        check("Required?", "✔", Some(Demand::Required));
        check("Required", "No", Some(Demand::Optional));
        check("Required", "", Some(Demand::Optional));
        check("Optional", "", None);
        check("Optional", "Yes", Some(Demand::Optional));
        check("M/O", "M", Some(Demand::Required));
        check("Needed", "Always", Some(Demand::Required));
        check("Usage", "Mandatory", Some(Demand::Required));
        check("Required", "Only if a name is given", Some(Demand::Conditional));
        check("Description", "Yes", None);
        check("Description", "Only for guests.", None);
        check("Use", "Yes", None);
    }
}
