//! The words of a markdown text.
//!
//! In: characters, which are appended to the current word. Out: words in order. Invariant: no word is empty. All words
//! of a list share one buffer, because the documentation of a large API has about a million words.

/// Words of markdown. A word is never broken over two lines.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    /// An empty list with capacity for the words of a text.
    pub(super) fn of(text: &str) -> Words {
        // A word has about five letters and a space, and few words contain markup.
        Words { text: String::with_capacity(text.len()), ends: Vec::with_capacity(text.len() / 5 + 1) }
    }

    /// The buffer of the current word. Callers only append to it.
    pub(super) fn current_word(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends the current word, if it is not empty.
    pub(super) fn end(&mut self) {
        if self.text.len() > self.ends.last().copied().unwrap_or_default() {
            self.ends.push(self.text.len());
        }
    }

    /// Whether the list has no complete word yet.
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The complete words, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }
}
