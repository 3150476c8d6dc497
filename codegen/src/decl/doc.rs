//! Inline content to clean CommonMark: HTML dropped, blanks collapsed, links remembered by place.

use crate::decl::DocDecl;
use crate::page::{Inline, Text};

impl DocDecl {
    /// The prose of one text.
    #[must_use]
    pub fn of(text: &Text<'_>) -> DocDecl {
        let mut doc = DocDecl::default();
        doc.push(text);
        doc
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.markdown.is_empty()
    }

    /// Appends a text as a paragraph of its own.
    pub fn push(&mut self, text: &Text<'_>) {
        self.block("", text);
    }

    /// Appends a text as a list item.
    pub fn push_item(&mut self, text: &Text<'_>) {
        self.block("- ", text);
    }

    /// Appends a text as a list item that begins with a title.
    pub fn push_titled(&mut self, title: &str, text: &Text<'_>) {
        if title.is_empty() {
            self.push_item(text);
        } else {
            self.block(&format!("- {}: ", collapse(title)), text);
        }
    }

    fn block(&mut self, marker: &str, text: &Text<'_>) {
        let start = self.markdown.len();
        if start > 0 {
            let in_list = self.markdown.rsplit("\n").next().is_some_and(|line| line.starts_with("- "));
            self.markdown.push_str(if marker.is_empty() || !in_list { "\n\n" } else { "\n" });
        }
        self.markdown.push_str(marker);
        let words = self.markdown.len();
        for inline in &text.inlines {
            self.inline(inline);
        }
        while self.markdown.len() > words && self.markdown.ends_with(' ') {
            self.markdown.pop();
        }
        if self.markdown.len() == words {
            self.markdown.truncate(start);
        }
        let end = self.markdown.len();
        self.links.retain(|(range, _, _)| range.end <= end);
    }

    fn inline(&mut self, inline: &Inline<'_>) {
        match inline {
            Inline::Text(words) => self.words(words),
            Inline::Strong(words) => self.wrapped("**", words),
            Inline::Code(words) => self.wrapped("`", words),
            Inline::Break => self.words(" "),
            Inline::Html(_) => {}
            Inline::Link(link) => {
                let text = collapse(&link.text);
                if text.is_empty() {
                    return;
                }
                let start = self.markdown.len();
                self.markdown.push('[');
                self.markdown.push_str(&text);
                self.markdown.push_str("](");
                self.markdown.push_str(&link.destination);
                self.markdown.push(')');
                self.links.push((start..self.markdown.len(), text, link.destination.to_string()));
            }
        }
    }

    fn wrapped(&mut self, mark: &str, words: &str) {
        let words = collapse(words);
        if !words.is_empty() {
            self.markdown.push_str(mark);
            self.markdown.push_str(&words);
            self.markdown.push_str(mark);
        }
    }

    /// Appends words with blanks collapsed; no blank at the start of a line.
    fn words(&mut self, words: &str) {
        let mut copied = 0;
        for (at, c) in words.char_indices() {
            let invisible = matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}');
            if !invisible && !c.is_whitespace() {
                continue;
            }
            self.markdown.push_str(&words[copied..at]);
            copied = at + c.len_utf8();
            if !invisible && !self.markdown.is_empty() && !self.markdown.ends_with([' ', '\n']) {
                self.markdown.push(' ');
            }
        }
        self.markdown.push_str(&words[copied..]);
    }
}

fn collapse(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
