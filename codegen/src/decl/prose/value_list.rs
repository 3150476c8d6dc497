//! Tells, at each point of a description, whether a word in code there is one of the listed values.
//!
//! In: the inline elements of a text (words, code spans, tags), in order. Out: whether a code span that comes next is a
//! value. The end of a sentence ends a list, unless each value begins an item or a line.

/// Whether the current word of a text is in a list of values, and in which kind of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueList {
    /// The text is not in a list at this point.
    None,
    /// A list that goes on until the end of the sentence, as after `possible values are`.
    Sentence,
    /// A list after `can be`. Any words between two values other than `,` and conjunctions end it.
    AfterVerb,
    /// An HTML list, or lines that each begin with a value. `at_start` is true at the start of an item or line: only a
    /// word there is a value.
    Items { at_start: bool },
}

/// Words that begin a list of values without a noun such as `values`: The state can be `free` or `fixed`.
const VERBS: &[&str] = &["can be", "must be"];

/// Whether a text ends with these words, as whole words. White space at its end does not count.
fn ends_with_words(text: &str, words: &str) -> bool {
    text.trim_end().strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

impl ValueList {
    /// Whether a word in code that follows at this point of the text is one of the listed values.
    pub(super) fn next_code_is_value(self) -> bool {
        !matches!(self, ValueList::None | ValueList::Items { at_start: false })
    }

    /// The kind of list that the text is in after further words, which are given in lower case. The caller itself
    /// handles words such as `possible values are`, which begin a list.
    pub(super) fn after(self, lower: &str) -> ValueList {
        match self {
            ValueList::None if VERBS.iter().any(|lead| ends_with_words(lower, lead)) => ValueList::AfterVerb,
            ValueList::AfterVerb if !joins(lower) => ValueList::None,
            ValueList::Sentence if ends_sentence(lower) => ValueList::None,
            // A dash may stand before the value.
            ValueList::Items { .. } if lower.contains(char::is_alphanumeric) => ValueList::Items { at_start: false },
            other => other,
        }
    }

    /// The kind of list that the text is in after a line break. If the first value stands on a line of its own, each
    /// further line begins with one.
    pub(super) fn at_break(self, is_first: bool) -> ValueList {
        match self {
            ValueList::Sentence if is_first => ValueList::Items { at_start: true },
            ValueList::Items { .. } => ValueList::Items { at_start: true },
            other => other,
        }
    }

    /// The kind of list that the text is in after an HTML tag.
    pub(super) fn at_tag(self, tag: &str) -> ValueList {
        let name = tag.trim_start_matches('<').trim_end_matches(['>', ' ']).to_ascii_lowercase();
        match (self, name.split(' ').next().unwrap_or_default()) {
            (ValueList::None, _) => ValueList::None,
            (_, "li") => ValueList::Items { at_start: true },
            (ValueList::Items { .. }, "/ul" | "/ol") => ValueList::None,
            (other, _) => other,
        }
    }
}

/// Whether words between two values only join them, such as `or`.
fn joins(lower: &str) -> bool {
    let words = lower.replace("(the default)", "(default)");
    words.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| ["or", "and", "(default)"].contains(&word))
}

/// Whether the words between two values are only conjunctions, possibly after a note in parentheses about the value
/// before: `free` (it swings), `fixed`.
pub(super) fn is_between(words: &str) -> bool {
    joins(&without_note(words).to_ascii_lowercase())
}

/// Whether the sentence ends directly after a value, or after a note in parentheses about the value. `words` are the
/// words after the value.
pub(super) fn is_end(words: &str) -> bool {
    without_note(words).trim_start().starts_with('.')
}

/// Words without a note in parentheses at their start.
fn without_note(words: &str) -> &str {
    let words = words.trim_start();
    words.strip_prefix('(').and_then(|note| Some(note.split_once(')')?.1)).unwrap_or(words)
}

/// Whether words between two values end the list, because they contain a full stop.
pub(super) fn ends_sentence(words: &str) -> bool {
    let trimmed = words.trim_end();
    trimmed.ends_with('.') || words.contains(". ") || words.contains(".\u{a0}")
}
