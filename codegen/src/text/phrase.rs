//! Set phrases, and the words of a text that they are looked for in.
//!
//! In: a text, and phrases of the vocabulary. Out: whether and where they stand in it, letter case ignored. Invariant: a
//! text is made plain and put in lower case once for all that is asked of it, and what a search has to know of a phrase
//! is worked out once, because either costs more than to search one cell, and there are many cells.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem::Finder;

/// Words to look for, in lower case.
#[derive(Debug)]
pub(crate) struct Phrase {
    words: &'static str,
    finder: OnceLock<Finder<'static>>,
}

/// The words of a text.
#[derive(Clone, Debug)]
pub(crate) struct Words<'t> {
    /// The text without markup.
    pub plain: Cow<'t, str>,
    /// The same with ASCII letters in lower case.
    pub lower: String,
}

impl Phrase {
    /// A phrase; `words` are in lower case.
    #[must_use]
    pub(crate) const fn new(words: &'static str) -> Phrase {
        Phrase { words, finder: OnceLock::new() }
    }

    /// Whether it stands in a text of lower case, be it within a word.
    #[must_use]
    pub(crate) fn is_in(&self, lower: &str) -> bool {
        lower.len() >= self.words.len() && self.finder().find(lower.as_bytes()).is_some()
    }

    /// Each place where it stands in a text of lower case, be it within a word.
    pub(crate) fn places_in(&self, lower: &str) -> impl Iterator<Item = Range<usize>> {
        self.finder().find_iter(lower.as_bytes()).map(|at| at..at + self.words.len())
    }

    fn finder(&self) -> &Finder<'static> {
        self.finder.get_or_init(|| Finder::new(self.words))
    }
}

/// Whether one of several phrases stands in a text of lower case.
#[must_use]
pub(crate) fn any_in(phrases: &[Phrase], lower: &str) -> bool {
    phrases.iter().any(|phrase| phrase.is_in(lower))
}

impl<'t> Words<'t> {
    /// The words of a text without markup.
    #[must_use]
    pub(crate) fn of(plain: Cow<'t, str>) -> Words<'t> {
        let lower = plain.to_ascii_lowercase();
        Words { plain, lower }
    }

    /// Whether a phrase stands in the text.
    #[must_use]
    pub(crate) fn say(&self, phrase: &Phrase) -> bool {
        phrase.is_in(&self.lower)
    }

    /// Whether one of several phrases stands in the text.
    #[must_use]
    pub(crate) fn say_any(&self, phrases: &[Phrase]) -> bool {
        any_in(phrases, &self.lower)
    }
}
