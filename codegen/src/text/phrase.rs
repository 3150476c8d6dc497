//! Searches texts for set phrases, such as `read-only`.
//!
//! In: a text, and phrases of the vocabulary. Out: whether and where they occur in it, in any case of ASCII letters.
//! Invariant: a text is converted to lower case once for all searches, and each phrase is prepared for searching once,
//! because both take longer than a search, and a tree has many table cells.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem::Finder;

/// Words to search for, in lower case, prepared for fast search at their first use.
#[derive(Debug)]
pub(crate) struct Phrase {
    words: &'static str,
    finder: OnceLock<Finder<'static>>,
}

/// A text without markup, and the same in lower case for searching phrases.
#[derive(Clone, Debug)]
pub(crate) struct Words<'t> {
    /// The text without markup.
    pub plain: Cow<'t, str>,
    /// The text with ASCII letters in lower case.
    pub lower: String,
}

impl Phrase {
    /// A phrase to search for. `words` have to be in lower case.
    #[must_use]
    pub(crate) const fn new(words: &'static str) -> Phrase {
        Phrase { words, finder: OnceLock::new() }
    }

    /// Whether the phrase occurs in a lower-case text, even within a word.
    #[must_use]
    pub(crate) fn is_in(&self, lower: &str) -> bool {
        lower.len() >= self.words.len() && self.finder().find(lower.as_bytes()).is_some()
    }

    /// Each place at which the phrase occurs in a lower-case text, even within a word.
    pub(crate) fn places_in(&self, lower: &str) -> impl Iterator<Item = Range<usize>> {
        self.finder().find_iter(lower.as_bytes()).map(|at| at..at + self.words.len())
    }

    fn finder(&self) -> &Finder<'static> {
        self.finder.get_or_init(|| Finder::new(self.words))
    }
}

/// Whether one of several phrases occurs in a lower-case text.
#[must_use]
pub(crate) fn any_in(phrases: &[Phrase], lower: &str) -> bool {
    phrases.iter().any(|phrase| phrase.is_in(lower))
}

impl<'t> Words<'t> {
    /// Prepares a text without markup for searching phrases in it.
    #[must_use]
    pub(crate) fn of(plain: Cow<'t, str>) -> Words<'t> {
        let lower = plain.to_ascii_lowercase();
        Words { plain, lower }
    }

    /// Whether the text contains a phrase, even within a word.
    #[must_use]
    pub(crate) fn say(&self, phrase: &Phrase) -> bool {
        phrase.is_in(&self.lower)
    }

    /// Whether the text contains at least one of several phrases.
    #[must_use]
    pub(crate) fn say_any(&self, phrases: &[Phrase]) -> bool {
        any_in(phrases, &self.lower)
    }
}
