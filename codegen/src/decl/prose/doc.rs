//! Writes the words, links and code of a page as clean CommonMark: without HTML, with single spaces, and with the
//! places of its links.

use std::borrow::Cow;

use crate::decl::DocDecl;
use crate::page::{Inline, Text, is_normal};

impl DocDecl {
    /// The prose of one text, such as a table cell, as clean CommonMark.
    #[must_use]
    pub(crate) fn of(text: &Text<'_>) -> DocDecl {
        let mut doc = DocDecl::default();
        doc.push(text);
        doc
    }

    /// Whether there is no prose.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.markdown.is_empty()
    }

    /// Appends a text as a paragraph of its own.
    pub(crate) fn push(&mut self, text: &Text<'_>) {
        self.block("", text);
    }

    /// Appends a text as a list item.
    pub(crate) fn push_item(&mut self, text: &Text<'_>) {
        self.block("- ", text);
    }

    /// Appends a text as a list item that begins with a title.
    pub(crate) fn push_titled(&mut self, title: &str, text: &Text<'_>) {
        if title.is_empty() {
            self.push_item(text);
        } else {
            self.block(&format!("- {}: ", collapse(title)), text);
        }
    }

    fn block(&mut self, marker: &str, text: &Text<'_>) {
        let start = self.markdown.len();
        // Most descriptions consist of a single text and stay in memory, so no more memory is allocated than this text
        // needs.
        self.markdown.reserve_exact(2 + marker.len() + text.inlines.iter().map(length).sum::<usize>());
        self.links.reserve_exact(text.links().count());
        if start > 0 {
            let line = self.markdown.rfind('\n').map_or(0, |end| end + 1);
            let in_list = self.markdown[line..].starts_with("- ");
            self.markdown.push_str(if marker.is_empty() || !in_list { "\n\n" } else { "\n" });
        }
        self.markdown.push_str(marker);
        let words = self.markdown.len();
        for inline in &text.inlines {
            self.inline(inline);
        }
        while self.markdown.len() > words && self.markdown.ends_with([' ', '\n']) {
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
            Inline::Html(tag) => self.tag(tag),
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
                self.links.push((start..self.markdown.len(), text.into(), (&*link.destination).into()));
            }
        }
    }

    /// Reads an HTML tag: `<li>` begins a list item, and a new paragraph begins after `</ul>`, `</ol>`, `<p>` and
    /// `</p>`. Other tags are left out.
    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
        let is = |names: &[&str]| {
            let name = name.split_whitespace().next().unwrap_or_default();
            names.iter().any(|known| name.eq_ignore_ascii_case(known))
        };
        let break_with = if is(&["li"]) {
            "- "
        } else if is(&["/ul", "/ol", "p", "/p"]) {
            ""
        } else {
            return;
        };
        while self.markdown.ends_with([' ', '\n']) {
            self.markdown.pop();
        }
        if self.markdown.ends_with("\n-") {
            self.markdown.truncate(self.markdown.len() - 2);
        }
        let line = self.markdown.rfind('\n').map_or(0, |end| end + 1);
        let in_list = self.markdown[line..].starts_with("- ");
        if !self.markdown.is_empty() {
            self.markdown.push_str(if in_list && !break_with.is_empty() { "\n" } else { "\n\n" });
        }
        self.markdown.push_str(break_with);
    }

    fn wrapped(&mut self, mark: &str, words: &str) {
        let words = collapse(words);
        if !words.is_empty() {
            self.markdown.push_str(mark);
            self.markdown.push_str(&words);
            self.markdown.push_str(mark);
        }
    }

    /// Appends words with single spaces, and no space at the start of a line.
    fn words(&mut self, words: &str) {
        if is_normal(words) {
            let at_blank = self.markdown.is_empty() || self.markdown.ends_with([' ', '\n']);
            self.markdown.push_str(if at_blank { words.strip_prefix(' ').unwrap_or(words) } else { words });
            return;
        }
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

/// An upper bound of what one inline element adds to the length of the markdown, in bytes.
fn length(inline: &Inline<'_>) -> usize {
    match inline {
        Inline::Text(words) => words.len(),
        Inline::Strong(words) => words.len() + "****".len(),
        Inline::Code(words) => words.len() + "``".len(),
        Inline::Break => 1,
        Inline::Html(_) => "\n\n- ".len(),
        Inline::Link(link) => link.text.len() + link.destination.len() + "[]()".len(),
    }
}

fn collapse(words: &str) -> Cow<'_, str> {
    let words = words.trim();
    if is_normal(words) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
