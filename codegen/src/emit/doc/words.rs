//! Words under construction.
//!
//! In: pieces of words. Out: words in order. Invariant: no word is empty; all of them lie in one text, since there are a
//! million.

/// Words of markdown. A word is never broken over two lines.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    /// Room for the words of a text.
    pub(super) fn of(text: &str) -> Words {
        // Words have five letters and a blank, and few are marked up.
        Words { text: String::with_capacity(text.len()), ends: Vec::with_capacity(text.len() / 5 + 1) }
    }

    /// The buffer of the current word. Callers only append to it.
    pub(super) fn open(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends the word, if one has begun.
    pub(super) fn end(&mut self) {
        if self.text.len() > self.ends.last().copied().unwrap_or_default() {
            self.ends.push(self.text.len());
        }
    }

    /// Whether no word has ended.
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words that have ended.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }
}
